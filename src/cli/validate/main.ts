import { writeFileSync } from 'node:fs';
import { short } from '../../experiment/calibrate/parameters.ts';
import { inlineDeeply } from '../engine-options.ts';
import { makeProject } from './project.ts';
import { type Recovered, recover } from './recover.ts';

/**
 * `npm run validate [-- PROJECTS [FIRST [FILE]]]`: makes projects of which everything is known, writes their histories down,
 * fits and calibrates them as `init` does, and counts how often the 90 % intervals hold the truth. Without numbers it does
 * 100 and writes scenarios/validation.csv.
 */
const [asked = '100', first = '0', file = 'scenarios/validation.csv'] = process.argv.slice(2);
const [count, from] = [Number(asked), Number(first)];
const SEED = 'validate';

inlineDeeply();
if (!(Number.isInteger(count) && count > 0 && Number.isInteger(from) && from >= 0)) {
  process.stderr.write('validate: give a number of projects, and the first of them\n');
  process.exitCode = 2;
} else {
  const all: Recovered[] = [];
  for (let project = from; project < from + count; project++) {
    const begun = performance.now();
    const found = await recover(project, await makeProject(SEED, project));
    all.push(...found);
    const seconds = ((performance.now() - begun) / 1000).toFixed(0);
    const missed = found
      .filter(({ inside }) => !inside)
      .map(({ key, truth, low, high }) => `${key} ${short(truth)} (${short(low)} to ${short(high)})`);
    process.stdout.write(
      `project ${project}: ${found.length - missed.length} of ${found.length} inside, ${seconds} s${missed.length > 0 ? `; not ${missed.join(', ')}` : ''}\n`,
    );
  }
  const text = summary(all);
  writeFileSync(file, text);
  process.stdout.write(text);
}

/** Coverage by parameter and in all, and the root mean square of errors in logarithms. */
function summary(all: readonly Recovered[]): string {
  const keys = [...new Set(all.map(({ key }) => key))];
  const lines = [...keys, 'all'].map((key) => {
    const rows = all.filter((row) => key === 'all' || row.key === key);
    const inside = rows.filter((row) => row.inside).length;
    const error = Math.sqrt(
      rows.reduce((sum, { truth, found }) => sum + Math.log(found / truth) ** 2, 0) / rows.length,
    );
    const width = rows.reduce((sum, { low, high }) => sum + Math.log(high / low), 0) / rows.length;
    return [
      key,
      rows.length,
      inside,
      (inside / rows.length).toFixed(3),
      error.toFixed(3),
      width.toFixed(3),
    ].join(',');
  });
  return `parameter,projects,inside,share_inside,error_of_logarithm,width_of_interval\n${lines.join('\n')}\n`;
}
