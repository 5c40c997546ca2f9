import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

/** The command as a process, from an empty folder. */
const Verify = suite('verify');

const main = fileURLToPath(new URL('./main.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'reorgsim-verify-'));
Verify.after(() => rmSync(folder, { recursive: true }));

const HALF = { model: 'M/M/1', params: { lam: 0.5, mu: 1.0 }, metric: 'Wq', value: 1, source: 's' };

function verify(cases: unknown, ...options: string[]) {
  writeFileSync(
    join(folder, 'cases.json'),
    typeof cases === 'string' ? cases : JSON.stringify(cases, null, 1),
  );
  const args = [main, 'verify', 'cases.json', '--precision', '10%', '--workers', '1', ...options];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  const lines = stdout.split('\n').filter((line) => line !== '');
  return { status, stderr, stdout, lines };
}

Verify('exact values that hold: one line each, exit 0', () => {
  const { status, lines, stderr } = verify([HALF, { ...HALF, metric: 'L' }], '--json');
  assert.is(status, 0, stderr);
  const [wait, count] = lines.map((line) => JSON.parse(line));
  assert.equal(Object.keys(wait), ['model', 'params', 'metric', 'exact', 'estimate', 'se', 'z', 'verdict']);
  assert.equal(wait.params, { lam: 0.5, mu: 1 });
  assert.is(wait.verdict, 'holds');
  assert.ok(Math.abs(wait.estimate - 1) < 5 * wait.se && wait.se < 0.1);
  assert.ok(Math.abs(wait.z - (wait.estimate - 1) / wait.se) < 1e-9);
  assert.is(count.metric, 'L');
  assert.match(stderr, /2 of 2 exact values hold, 0 fail/);
});

Verify('one that does not hold, or is none of the model: exit 3, and the others are told', () => {
  const cases = [{ ...HALF, value: 1.5 }, { ...HALF, metric: 'Wz' }, HALF];
  const { status, lines, stderr } = verify(cases, '--json');
  assert.is(status, 3, stderr);
  assert.equal(
    lines.map((line) => JSON.parse(line).verdict),
    ['fails', 'not expressible', 'holds'],
  );
  assert.equal(JSON.parse(lines[1]!).estimate, null);
});

Verify('a fault in the file: exit 2 before anything runs', () => {
  const { status, stdout, stderr } = verify([HALF, { ...HALF, model: 'M/M/l' }]);
  assert.is(status, 2);
  assert.is(stdout, '');
  assert.match(stderr, /^cases\.json:\d+:2: unknown model 'M\/M\/l'; did you mean 'M\/M\/1'\?\n$/);
});

Verify('a model that no scenario could hold: exit 2 at its place before anything runs', () => {
  const crowd = { ...HALF, model: 'M/M/c', params: { lam: 4, mu: 1, c: 1e12 } };
  const long = { ...HALF, params: { lam: 5e-31, mu: 1e-30 } };
  const { status, stdout, stderr } = verify([HALF, crowd]);
  assert.is(status, 2, stderr);
  assert.is(stdout, '');
  assert.match(stderr, /^cases\.json:\d+:2: M\/M\/c: c is no whole number from 1 to 100000; write "c": 3\n$/);
  const other = verify([HALF, long], '--keep-going', '--json');
  assert.is(other.status, 2, other.stderr);
  assert.is(JSON.parse(other.lines[0]!).verdict, 'holds');
  assert.match(other.stderr, /^cases\.json:\d+:2: M\/M\/1, written as a scenario: [^\n]+; /);
});

Verify('with --keep-going the other values are verified, and the exit status is still 2', () => {
  const cases = [{ ...HALF, params: { lam: 2, mu: 1 } }, HALF];
  const { status, lines, stderr } = verify(cases, '--json', '--keep-going');
  assert.is(status, 2);
  assert.is(JSON.parse(lines[0]!).verdict, 'holds');
  assert.match(stderr, /^cases\.json:2:2: M\/M\/1: the load is 2, not below 1; lower the arrival rate/);
  assert.match(stderr, /cases\.json: 1 fault/);
});

Verify('results do not depend on the number of workers, and the seed decides them', () => {
  const one = verify([HALF], '--json');
  assert.is(verify([HALF], '--json', '--workers', '2').stdout, one.stdout);
  assert.is.not(verify([HALF], '--json', '--seed', 'other').stdout, one.stdout);
});

Verify('a family by its name; a name that is none has a remedy', () => {
  const { status, lines } = verify(
    [HALF, { ...HALF, model: 'M/M/c', params: { lam: 0.5, mu: 1, c: 1 } }],
    '--family',
    'm/m/c',
  );
  assert.is(status, 0);
  assert.is(lines.length, 1);
  const wrong = verify([HALF], '--family', 'M/M/d');
  assert.is(wrong.status, 2);
  assert.match(wrong.stderr, /no values of a family 'M\/M\/d'; did you mean 'M\/M\/1'\?/);
});

Verify('a precision out of range is refused', () => {
  assert.is(verify([HALF], '--precision', '0').status, 2);
  assert.is(verify([HALF], '--precision', '2').status, 2);
});

Verify.run();
