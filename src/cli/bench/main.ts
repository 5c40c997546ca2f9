import { didYouMean } from '../../errors.ts';
import { inlineDeeply } from '../engine-options.ts';
import { measureRandomNumbers } from './crn.ts';
import { measureFlagship } from './flagship.ts';
import { measureImport } from './import.ts';
import { measureScale } from './scale.ts';
import { measureTheory, THEORY } from './theory.ts';

/**
 * `npm run bench [-- MODEL …]`, one JSON line each: speed of the review room on the models of scenarios/theory, speed of
 * the flagship, and on request what common random numbers save (`crn`), how the cost of an event
 * grows with reviewers and teams (`scale`), and how long a repository takes to import (`import`).
 */
const SPEED = [...THEORY, 'flagship'];
const MODELS = [...SPEED, 'crn', 'scale', 'import'];

inlineDeeply();
const named = process.argv.slice(2);
const unknown = named.find((model) => !MODELS.includes(model));
if (unknown === undefined) {
  for (const model of named.length > 0 ? named : SPEED) {
    for await (const line of measure(model)) process.stdout.write(`${JSON.stringify(line)}\n`);
  }
} else {
  process.stderr.write(`bench: no model '${unknown}'; ${didYouMean(unknown, MODELS)}\n`);
  process.exitCode = 2;
}

async function* measure(model: string): AsyncGenerator<object> {
  if (model === 'flagship') yield await measureFlagship();
  else if (model === 'crn') yield* await measureRandomNumbers();
  else if (model === 'import') yield* measureImport();
  else if (model === 'scale') yield* measureScale();
  else yield await measureTheory(model);
}
