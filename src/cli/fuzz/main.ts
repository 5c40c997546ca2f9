import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { fuzz, summary } from './fuzz.ts';
import { madeResults } from './runner.ts';

/**
 * `npm run fuzz [-- --seed S --from N --count M --lanes L --keep DIR]`: mutated scenarios, tables, results and command
 * lines, 20,000 unless told otherwise. Each case must end with 0 or 2 within ten seconds; with 2 it says place, fault and
 * remedy and leaves everything as it lay; with 0 its results are whole. Exit status 3 if one does not.
 *
 * Case N of a seed is always the same. One that fails is kept in DIR (out/fuzz) with what is needed to run it again.
 *
 * Ten seconds are for what a case may ask: a scenario that is valid, and larger than `rehearse.ts` says, may run for an
 * hour and keep every promise. It is read and planned, which must be quick whatever its size, and counted as too large.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
    count: { type: 'string', default: '20000' },
    lanes: { type: 'string', default: String(availableParallelism()) },
    keep: { type: 'string', default: join('out', 'fuzz') },
  },
});

const number = (name: 'from' | 'count' | 'lanes'): number => {
  const value = Number(values[name]);
  if (Number.isInteger(value) && value >= (name === 'from' ? 0 : 1)) return value;
  process.stderr.write(`fuzz: --${name} ${values[name]} is no whole number; write it like 20\n`);
  process.exit(2);
};

const from = number('from');
const numbers = Array.from({ length: number('count') }, (_, i) => from + i);
const series = { seed: values.seed, numbers };
const lanes = number('lanes');
const work = mkdtempSync(join(tmpdir(), 'reorgsim-fuzz-'));
process.on('exit', () => rmSync(work, { recursive: true, force: true }));
const begun = performance.now();
let [done, failed] = [0, 0];
const verdicts = await fuzz(
  series,
  await madeResults(work),
  lanes,
  { work, keep: resolve(values.keep) },
  (verdict) => {
    done++;
    if (verdict.faults.length > 0) {
      failed++;
      process.stdout.write(
        `case ${verdict.number} (${verdict.command}, ${verdict.from}): ${verdict.faults.join('; ')}\n`,
      );
    }
    if (done % 500 === 0) process.stderr.write(`${done} of ${numbers.length}, ${failed} failed\n`);
  },
);
process.stdout.write(summary(verdicts, (performance.now() - begun) / 1000));
process.exitCode = failed > 0 ? 3 : 0;
