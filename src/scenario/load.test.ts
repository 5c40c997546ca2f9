import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { smallScenario } from '../cli/small-scenario.test-kit.ts';
import { readCsv } from '../history/csv.ts';
import { SECTIONS } from './keys.ts';
import { loadScenario } from './load.ts';
import { type Scenario, WEEK } from './types.ts';

const Load = suite('scenario');

function load(more = '', change = (text: string) => text): Promise<Scenario> {
  const folder = smallScenario();
  const text = change(folder['scenario.yaml']!) + more;
  return loadScenario('small/scenario.yaml', text, (name) => readCsv(`small/${name}`, folder[name]!));
}

const input = ({ inputs }: Scenario, key: string) => inputs.find((one) => one.key === key)!;

Load('a good scenario resolves to typed values, in hours from the start', async () => {
  const scenario = await load();
  assert.is(scenario.title, 'Small');
  assert.is(scenario.seed, 'small');
  assert.is(scenario.startDate, Date.UTC(2020, 3, 2));
  assert.equal(scenario.cycles, [{ name: 'next', start: 0, freeze: 6 * WEEK, release: 8 * WEEK }]);
  assert.equal(scenario.pastCycles, [{ name: 'old', start: -14 * WEEK, freeze: -6 * WEEK, release: 0 }]);
  assert.equal(scenario.code, ['core', 'driver']);
  assert.equal(scenario.areas[2], {
    name: 'both',
    touches: [{ code: [0, 1], share: 1 }],
    priority: 1,
    laws: {},
  });
  assert.is(scenario.changes.features, 0.2);
  assert.is(scenario.changes.patience, undefined);
  assert.is(scenario.gate.duration, 3);
  assert.is(scenario.people[0]!.attention, 6 / WEEK);
  assert.equal(scenario.people[1]!.familiar, [0, 1]);
  assert.is(scenario.people[0]!.left, Number.POSITIVE_INFINITY);
  assert.equal(scenario.organizations[1]!.teams[1], {
    name: 'driver team',
    members: [2, 3],
    owns: [1],
    approvals: 1,
  });
  assert.equal(scenario.open.counts[1], { area: 1, age: 3 * WEEK, open: 2, neglected: undefined });
  assert.is(scenario.arrivals.history!.counts.length, 28);
  assert.is(scenario.arrivals.history!.from, -14 * WEEK);
  assert.is(scenario.replications, 2);
});

Load('what the file says is given, with its place', async () => {
  const { provenance, source, value, unit } = input(await load(), 'changes.features');
  assert.equal(
    { provenance, source, value, unit },
    { provenance: 'given', source: 'scenario.yaml:17', value: '20', unit: '%' },
  );
});

Load('every default is reported, with evidence that the project holds, or as an assumption', async () => {
  const file = fileURLToPath(new URL('../../scenarios/evidence.csv', import.meta.url));
  const evidence = readCsv('evidence.csv', readFileSync(file, 'utf8'));
  const ids = evidence.rows.map((row) => evidence.text(row, 'id'));
  const scenario = await load();
  for (const [section, keys] of Object.entries(SECTIONS)) {
    for (const key of Object.keys(keys)) {
      const { provenance, source } = input(scenario, `${section}.${key}`);
      if (provenance === 'given') continue;
      assert.is(provenance, source === 'assumption' ? 'assumption' : 'default', key);
      assert.ok(source === 'assumption' || ids.includes(source), `${key}: no evidence '${source}'`);
    }
  }
});

Load('a stated source stands beside the place, and the word assumption makes it one', async () => {
  const scenario = await load(
    'sources:\n  changes.features: "N17"\n  review.approvals: "assumption: one is enough"\n  open.csv: "assumption"\n',
  );
  assert.is(input(scenario, 'changes.features').provenance, 'given');
  assert.match(input(scenario, 'changes.features').source, /:17 N17$/);
  assert.is(input(scenario, 'review.approvals').provenance, 'assumption');
  assert.is(input(scenario, 'open.csv').provenance, 'assumption');
});

Load('a section without keys is one with defaults', async () => {
  const scenario = await load('gate:\nsources:\n', (text) => text.replace('  approvals: 1\n', ''));
  assert.is(scenario.review.approvals, 2);
  assert.is(scenario.gate.flake, 0.03);
});

Load('a law without spread is a constant', async () => {
  const scenario = await load('', (text) =>
    text.replace(
      '  patience: none\n',
      '  patience: {law: exponential, mean: 0 h}\n  turnaround: {law: lognormal, median: 1 day, sigma: 0}\n  size: {law: lognormal, mean: 9, cv: 0}\n',
    ),
  );
  const { patience, turnaround, size } = scenario.changes;
  for (const u of [0, 0.5, 1]) {
    assert.is(patience!.quantile(u), 0);
    assert.is(turnaround.quantile(u), 24);
    assert.is(size.quantile(u), 9);
  }
});

Load('names that JavaScript knows are names like any other', async () => {
  const rename = (text: string) => text.replaceAll('driver', 'constructor');
  const folder = smallScenario();
  const scenario = await loadScenario('small/scenario.yaml', rename(folder['scenario.yaml']!), (name) =>
    readCsv(name, rename(folder[name]!)),
  );
  assert.equal(scenario.code, ['core', 'constructor']);
});

Load('an alias stands for what it names', async () => {
  const scenario = await load('', (text) =>
    text.replace('[ann, bob]', '&two [ann, bob]').replace('[cyd, dan]', '*two'),
  );
  assert.equal(scenario.organizations[1]!.teams[1]!.members, [0, 1]);
});

Load('many keys on one line are not many levels', async () => {
  const counts = Array.from({ length: 40 }, (_, i) => `a${i}: 1`).join(', ');
  const areas = Array.from({ length: 40 }, (_, i) => `  a${i}:`).join('\n');
  const { open } = await load('', (text) =>
    text.replace('areas:\n', `areas:\n${areas}\n`).replace('file: open.csv', `counts: {${counts}}`),
  );
  assert.is(open.counts.length, 40);
});

Load.run();
