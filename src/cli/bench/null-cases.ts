import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import type { Case } from '../../experiment/backtest/case.ts';
import { judge } from '../../experiment/backtest/judge.ts';
import { OWN_MODEL } from '../../experiment/backtest/models.ts';
import { pseudoCases } from '../../experiment/backtest/pseudo-cases.ts';
import { scoreOf } from '../../experiment/backtest/score.ts';
import { readChanges } from '../../history/changes.ts';
import { scoreSentences } from '../../report/backtest.ts';
import { projectAll } from '../project-cases.ts';

/*
 * node dist/cli/bench/null-cases.js CHANGES.csv … [--model M] [--fit 52] [--gap 0] [--score 26] [--every 13]
 * [--replications 50] [--with-split]: scores a model on windows of any histories in which nothing was split. It projects as
 * if nothing were, unless told to see a split there.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    model: { type: 'string', default: OWN_MODEL },
    fit: { type: 'string', default: '52' },
    gap: { type: 'string', default: '0' },
    score: { type: 'string', default: '26' },
    every: { type: 'string', default: '13' },
    replications: { type: 'string', default: '50' },
    json: { type: 'boolean', default: false },
    'with-split': { type: 'boolean', default: false },
  },
});
const [fit, gap, score, every] = [values.fit, values.gap, values.score, values.every].map(Number) as [
  number,
  number,
  number,
  number,
];

const cases: Case[] = positionals.flatMap((path) => {
  const { changes } = readChanges(path, readFileSync(path));
  return pseudoCases(basename(path, '.csv'), changes, { fit, gap, score, every });
});
process.stdout.write(`${cases.length} cases in which nothing was split\n`);
const options = { seed: 'null', replications: Number(values.replications) };
const projected = await projectAll(cases, values.model, options);
const judged = values['with-split']
  ? projected
  : projected.map(({ knowledge, mode, actual, naive, projection: { withoutSplit } }) =>
      judge(knowledge, mode, actual, naive, { withSplit: withoutSplit, withoutSplit }),
    );
for (const mode of ['observed', 'earlier'] as const) {
  const own = judged.filter((one) => one.mode === mode);
  process.stdout.write(`\narrivals ${mode}\n${scoreSentences(scoreOf(own)).join('\n')}\n`);
  if (values.json)
    for (const { targets } of own)
      for (const line of targets) process.stdout.write(`${JSON.stringify(line)}\n`);
}
