import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parse } from 'yaml';
import { SECTIONS } from '../../scenario/keys.ts';
import { temporaryFolder } from '../small-scenario.test-kit.ts';
import type { Outcome } from './carry-out.ts';
import { type Case, type Command, caseOf } from './case.ts';
import { Chance } from './chance.ts';
import { fuzz } from './fuzz.ts';
import { generated } from './generate.ts';
import { Intrinsics } from './intrinsics.ts';
import { madeResults, type Verdict } from './runner.ts';
import { faultsOf } from './verdict.ts';
import { watch } from './watch.ts';

const Fuzz = suite('fuzz');

const SEED = 'test';
/** How many cases of each command, so that all of it stays in a few seconds. */
const SLICE: Readonly<Record<Command, number>> = {
  check: 50,
  rehearse: 40,
  run: 2,
  report: 3,
  cases: 10,
  usage: 5,
};
const root = temporaryFolder();
const made = await madeResults(root);

/** The first numbers of the series that make up the slice; of those that draw pictures, one of each command. */
function slice(): number[] {
  const left = { ...SLICE };
  const numbers: number[] = [];
  for (let number = 0; Object.values(left).some((count) => count > 0); number++) {
    const { command, process } = caseOf(SEED, number, made);
    if (process || left[command] <= 0) continue;
    left[command]--;
    numbers.push(number);
  }
  return numbers;
}

Fuzz('a case of a number is the same whenever it is made, and another than its neighbors', () => {
  for (let number = 0; number < 40; number++)
    assert.equal(caseOf(SEED, number, made), caseOf(SEED, number, made), `case ${number}`);
  const texts = Array.from({ length: 40 }, (_, number) => JSON.stringify(caseOf(SEED, number, made)));
  assert.is(new Set(texts).size, 40);
});

Fuzz('every key of the language is written by some generated scenario', () => {
  const written = new Set<string>();
  for (let number = 0; number < 60; number++) {
    const scenario = parse(generated(new Chance('keys', number))['scenario.yaml']!) as Record<string, object>;
    for (const section of Object.keys(SECTIONS))
      for (const key of Object.keys(scenario[section] ?? {})) written.add(`${section}.${key}`);
  }
  const all = Object.entries(SECTIONS).flatMap(([name, section]) =>
    Object.keys(section).map((key) => `${name}.${key}`),
  );
  assert.equal(
    all.filter((key) => !written.has(key)),
    [],
  );
});

Fuzz('a slice of the cases keeps every promise', async () => {
  const verdicts = await fuzz({ seed: SEED, numbers: slice() }, made, 1, {
    work: join(root, 'work'),
    keep: join('out', 'fuzz'),
  });
  const failed = verdicts.filter(({ faults }) => faults.length > 0);
  const told = ({ number, faults, err }: Verdict) => `case ${number}: ${faults.join('; ')}\n${err}`;
  assert.is(failed.length, 0, `kept in out/fuzz\n${failed.map(told).join('\n')}`);
  const left = (status: number) =>
    verdicts.filter((verdict) => verdict.status === status && !verdict.large).length;
  assert.ok(left(0) >= 20 && left(2) >= 40, `${left(0)} ended with 0, ${left(2)} with 2`);
});

const RUN: Case = {
  ...{ number: 0, from: 'small', edits: [], command: 'run', process: false, former: true },
  ...{ args: ['run'], files: { 'scenario.yaml': 'a: 1\nb: 2\n' } },
};
const lying = (files: Record<string, string>) =>
  new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)]));
const BEFORE = { 'scenario/scenario.yaml': 'a: 1\nb: 2\n', 'results/of it/notes.txt': 'of somebody' };
const refused = (err: string, more: Partial<Outcome> = {}): Outcome => {
  return { status: 2, out: '', err, before: lying(BEFORE), after: lying(BEFORE), large: false, ...more };
};
const GOOD = 'scenario/scenario.yaml:2:1: unknown key; remove it\n';

const BROKEN: Record<string, [Outcome, RegExp]> = {
  'a defect': [
    refused('A defect of reorgsim, please report it: Error', { status: 1 }),
    /a stack is shown.*exit status 1/,
  ],
  'a stack at exit status 2': [refused(`${GOOD}    at read (file:///a/b.js:1:2)\n`), /a stack/],
  'a process that was killed': [refused('', { status: undefined }), /killed/],
  'a complaint without a remedy': [
    refused('scenario/scenario.yaml:2:1: unknown key\n'),
    /not one line with place/,
  ],
  'a complaint without a place': [refused('unknown key; remove it\n'), /not one line with place/],
  'a complaint of two lines': [refused(`${GOOD}${GOOD}`), /not one line/],
  'a place outside the file': [refused(GOOD.replace('2:1', '9:1')), /there is no 9:1/],
  'a column outside the line': [refused(GOOD.replace('2:1', '2:7')), /there is no 2:7/],
  'a complaint about undefined': [refused(GOOD.replace('unknown key', 'undefined')), /what does not exist/],
  'stdout beside a complaint': [refused(GOOD, { out: 'Results\n' }), /something on stdout/],
  'half of the results': [
    refused(GOOD, { after: lying({ ...BEFORE, 'results/of it/metrics.csv': 'a' }) }),
    /left by a refused/,
  ],
  'a state beside the results': [
    refused(GOOD, { after: lying({ ...BEFORE, 'results/of it.resume': 'a' }) }),
    /left by a refused/,
  ],
  'former results touched': [
    refused(GOOD, { after: lying({ ...BEFORE, 'results/of it/notes.txt': 'other' }) }),
    /touched/,
  ],
  'an input touched': [
    refused(GOOD, { after: lying({ ...BEFORE, 'scenario/scenario.yaml': '' }) }),
    /an input file/,
  ],
  'success without results': [
    refused('', { status: 0, out: 'done\n' }),
    /no manifest\.json.*no proposal\.md/,
  ],
  'a warning beside results': [
    refused('(node:1) Warning\n', { status: 0, out: 'done\n' }),
    /something on stderr/,
  ],
};

for (const [what, [outcome, told]] of Object.entries(BROKEN)) {
  Fuzz(`${what} is a fault`, () => assert.match(faultsOf(RUN, outcome).join('; '), told));
}

Fuzz('a refusal that says all and leaves all is none', () => {
  assert.equal(faultsOf(RUN, refused(GOOD)), []);
});

Fuzz('a process that goes on for ever is seen', async () => {
  const child = spawn(process.execPath, ['-e', 'for (;;);']);
  const why = await new Promise<string>((resolve) => watch(child.pid!, resolve, 0.3));
  child.kill('SIGKILL');
  assert.match(why, /^a hang/);
});

Fuzz('a change of what all scripts share is seen', () => {
  const intrinsics = new Intrinsics();
  const shared = Object.prototype as Record<string, unknown>;
  shared.polluted = 1;
  Object.assign(globalThis, { leaked: 1 });
  const changed = intrinsics.changed();
  delete shared.polluted;
  Reflect.deleteProperty(globalThis, 'leaked');
  assert.equal(changed.sort(), ['Object.prototype.polluted', 'globalThis.leaked']);
  assert.equal(intrinsics.changed(), []);
});

Fuzz.run();
