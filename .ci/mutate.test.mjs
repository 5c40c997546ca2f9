// What the mutation run promises: which faults it plants, which of them it says were noticed, and what it does not count.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { mutantsOf, mutated } from './mutate/operators.mjs';
import { placed } from './mutate/places.mjs';
import { tally } from './mutate/report.mjs';

const Mutation = suite('mutation run');

const here = dirname(fileURLToPath(import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'mutation-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const faults = (text) => mutantsOf(text).map((mutant) => mutated(text, mutant));

Mutation('moves the boundary of a relation, and holds it true and false', () => {
  assert.equal(faults('x = a < b').sort(), [';', 'x = a <= b', 'x = a >= b', 'x = false', 'x = true']);
});

Mutation('holds the condition of a loop only false, and leaves the step of a for', () => {
  assert.equal(faults('for (let i = 2; i < n; i++) f;').sort(), [
    'for (let i = 2; false; i++) f;',
    'for (let i = 2; i < n; i++) ;',
    'for (let i = 2; i <= n; i++) f;',
    'for (let i = 2; i >= n; i++) f;',
  ]);
});

Mutation('keeps both sides of a logical operator together', () => {
  assert.ok(faults('x = a && b && c').includes('x = (a || b) && c'));
  assert.ok(faults('x = a ?? b').includes('x = (a && b)'));
});

Mutation('turns arithmetic round, but joins no texts by minus', () => {
  assert.ok(faults('x = a * b + c').includes('x = a / b + c'));
  assert.ok(faults('x = a * b + c').includes('x = a * b - c'));
  assert.equal(faults("x = 'a' + b"), [';']);
});

Mutation('takes away signs, statements, returns and throws', () => {
  assert.ok(faults('x = !a').includes('x = a'));
  assert.ok(faults('x = -a').includes('x = a'));
  assert.ok(faults('n++').includes('n--'));
  assert.ok(faults('f = () => { g(); return h; }').includes('f = () => { ; return h; }'));
  assert.ok(faults('f = () => { g(); return h; }').includes('f = () => { g(); return; }'));
  assert.ok(faults('f = () => { g(); return h; }').includes('f = () => {}'));
  assert.ok(faults('f = () => a').includes('f = () => undefined'));
  assert.ok(faults('if (a) throw b').includes('if (a) ;'));
});

Mutation('swaps a literal 0 or 1 and a boolean, but neither keys nor other numbers', () => {
  assert.equal(faults('x = { 0: 7, a: 0 }'), [';', 'x = { 0: 7, a: 1 }']);
  assert.ok(faults('x = true').includes('x = false'));
});

Mutation('swaps or leaves out calls that have an opposite or hand on what they are called on', () => {
  assert.ok(faults('x = Math.min(a, b)').includes('x = Math.max(a, b)'));
  assert.ok(faults('x = a.filter(b).length').includes('x = a.length'));
  assert.not(faults('a.sort()').includes('a'));
});

Mutation('plants nothing that does not parse, nothing twice and nothing in imports', () => {
  const text = "import { a } from './a.js';\nx = a?.b ?? (-c) ** 2;\nif (a < b) f();";
  assert.is(new Set(faults(text)).size, faults(text).length);
  assert.not(faults(text).some((fault) => !fault.startsWith("import { a } from './a.js';")));
});

Mutation('names a place by file, function and line, whatever stands above', () => {
  const text = 'class A {\n  f(x) {\n    return x > 2;\n  }\n}\n';
  const of = (whole) =>
    placed(mutantsOf(whole), whole, 'none.js', 'dist/none.js').find(
      ({ replacement }) => replacement === '>=',
    );
  const found = of(text);
  assert.is(found.within, 'A.f');
  assert.is(found.original, 'return x > 2;');
  assert.is(found.changed, 'return x >= 2;');
  assert.equal([found.line, found.column], [3, 14]);
  assert.is(of(`\n\n${text}`).changed, found.changed);
});

Mutation('counts hangs as killed, and neither accepted faults nor an empty room', () => {
  const kinds = ['killed', 'killed', 'timeout', 'survived', 'uncovered', 'accepted'];
  assert.is(tally(kinds.map((kind) => ({ kind }))).share, 3 / 5);
  assert.ok(Number.isNaN(tally([]).share));
});

/** A project of one compiled file and its test, in which no fault is planted but by the run. */
function project(name, { source, test, accepted = [] }) {
  const root = join(folder, name);
  mkdirSync(join(root, 'dist', 'engine'), { recursive: true });
  mkdirSync(join(root, '.ci', 'mutate'), { recursive: true });
  mkdirSync(join(root, 'node_modules'));
  symlinkSync(join(here, '..', 'node_modules', 'uvu'), join(root, 'node_modules', 'uvu'), 'junction');
  writeFileSync(join(root, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(root, 'dist', 'engine', 'sum.js'), source);
  writeFileSync(
    join(root, 'dist', 'engine', 'sum.test.js'),
    `import { test } from 'uvu';\nimport * as assert from 'uvu/assert';\nimport * as sum from './sum.js';\n${test}\ntest.run();\n`,
  );
  writeFileSync(join(root, '.ci', 'mutate', 'accepted.json'), JSON.stringify(accepted));
  return root;
}

function mutate(root, ...args) {
  const script = join(here, 'mutate.mjs');
  const options = { encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '', TMPDIR: folder } };
  return spawnSync(process.execPath, [script, '--root', root, '--workers', '1', ...args], options);
}

const SIGN = 'export function sign(x) {\n  if (x > 0) return 1;\n  return -1;\n}\n';

Mutation('tells a fault that a test notices from one that none notices', () => {
  const weak = project('weak', { source: SIGN, test: "test('of 5', () => assert.is(sum.sign(5), 1));" });
  const { stdout, status } = mutate(weak, '--all');
  assert.match(
    stdout,
    /sum\.js:2:9 survived, relation in sign\n {2}- if \(x > 0\) return 1;\n {2}\+ if \(x >= 0\) return 1;/,
  );
  assert.match(stdout, /sum\.js:3:\d+ uncovered/);
  assert.not.match(stdout, /\+ if \(x <= 0\)/);
  assert.is(status, 3);
});

Mutation('is content when the tests notice enough', () => {
  const test = "test('at 5, 0 and −5', () => assert.equal([5, 0, -5, 1].map(sum.sign), [1, -1, -1, 1]));";
  const { stdout, status } = mutate(project('strong', { source: SIGN, test }), '--all');
  assert.match(stdout, /^100\.0 % killed of what is not accepted, 100\.0 % of all$/m);
  assert.is(status, 0);
});

Mutation('ends a fault that never ends, and says so', () => {
  const source = 'export function past(x) {\n  for (;;) if (x > 2) return x;\n}\n';
  const test = "test('past 2', () => assert.is(sum.past(3), 3));";
  const { stdout } = mutate(project('endless', { source, test }), '--all');
  assert.match(stdout, /^all +5 +1 +2 +0 +2 /m);
});

Mutation('sets accepted survivors apart, and reports those that have gone', () => {
  const entry = { file: 'dist/engine/sum.js', within: 'sign', reason: 'a zero does not come' };
  const accepted = [
    { ...entry, original: 'if (x > 0) return 1;', changed: 'if (x >= 0) return 1;' },
    { ...entry, original: 'if (y > 0) return 1;', changed: 'if (y >= 0) return 1;' },
  ];
  const test = "test('at 5 and −5', () => assert.equal([5, -5, 1].map(sum.sign), [1, -1, 1]));";
  const { stdout, status } = mutate(project('accepted', { source: SIGN, test, accepted }), '--all');
  assert.match(stdout, /^100\.0 % killed of what is not accepted/m);
  assert.match(stdout, /no longer there: dist\/engine\/sum\.js\n {2}- if \(y > 0\)/);
  assert.is(status, 0);
});

Mutation('judges nothing by tests that fail without a fault', () => {
  const red = project('red', { source: SIGN, test: "test('of 5', () => assert.is(sum.sign(5), 2));" });
  const { stderr, status } = mutate(red, '--all');
  assert.match(stderr, /fail without any fault/);
  assert.is(status, 1);
});

Mutation('refuses a room, number or option that it does not know', () => {
  assert.match(mutate(folder, '--room', 'kitchen').stderr, /no room 'kitchen'; there are engine/);
  assert.match(mutate(folder, '--sample', 'few').stderr, /--sample takes a number above 0/);
  assert.is(mutate(folder, '--samples', '2').status, 2);
});

Mutation.run();
