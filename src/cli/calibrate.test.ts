import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { changeHeader, changeRow } from '../history/change-row.ts';
import { normalQuantile } from '../stats/normal.ts';
import { stream } from '../stats/stream.ts';
import { said, smallScenario, temporaryFolder, writeFolder } from './small-scenario.test-kit.ts';

const Calibrate = suite('init and calibrate');

const root = temporaryFolder();
const DAY = 86_400_000;

/** A year of changes to two areas: some 8 a week, half of them merged within four days, one in five abandoned. */
function history(count: number): string {
  const draw = stream('history', count);
  const lines = Array.from({ length: count }, (_, i) => {
    const createdAt = Date.UTC(2023, 0, 2) + Math.floor((i * 364 * DAY) / count / 1000) * 1000;
    const days = 4 * Math.exp(1.2 * normalQuantile(draw.next()));
    const endsAt = createdAt + Math.round(days * 86_400) * 1000;
    const left = draw.next() < 0.2;
    const area = draw.next() < 0.6 ? 'web' : 'api';
    const closed = endsAt < Date.UTC(2024, 0, 1);
    return changeRow({
      changeId: `c${i}`,
      createdAt,
      revisedAt: closed ? createdAt + Math.round((endsAt - createdAt) / 2000) * 1000 : undefined,
      mergedAt: closed && !left ? endsAt : undefined,
      closedAt: closed ? endsAt : undefined,
      status: closed ? (left ? 'abandoned' : 'merged') : 'open',
      area,
      areas: [area],
      patchSets: 1 + Math.floor(3 * draw.next()),
      insertions: 10 + Math.floor(90 * draw.next()),
      reviewers: ['ann', 'bob', 'cyd', 'dan', 'eve'].slice(0, 2 + Math.floor(2 * draw.next())),
    });
  });
  return changeHeader() + lines.join('');
}

const file = join(root, 'changes.csv');
const made = join(root, 'made');

Calibrate('init writes a calibrated folder that check takes without a warning of stale values', async () => {
  writeFileSync(file, history(420));
  const { status, out, err } = await said(['init', file, '--out', made, '--title', 'Made']);
  assert.is(status, 0, err);
  assert.match(out, /Calibrated: values and intervals/);
  for (const name of ['scenario.yaml', 'arrivals.csv', 'history.csv', 'open.csv', 'calibrated.yaml'])
    assert.ok(existsSync(join(made, name)), name);
  const checked = await said(['check', made]);
  assert.is(checked.status, 0, checked.err);
  assert.match(checked.out, /changes\.effort_base\s+\S+ min\s+fitted\s+calibrated\.yaml:\d+/);
  assert.not.match(checked.out, /calibrate again/);
});

Calibrate('a folder with anything in it is not written into', async () => {
  const { status, err } = await said(['init', file, '--out', made]);
  assert.is(status, 2);
  assert.match(err, /the folder is not empty; give a new one with --out/);
});

Calibrate('the starter runs, and tells the spread of its inputs from luck', async () => {
  const out = join(root, 'out');
  const run = await said(['run', made, '--replications', '80', '--out', out, '--workers', '2']);
  assert.is(run.status, 0, run.err);
  assert.match(run.out, /Spread of open changes at the end \(One team \(today\)\): \d+ % calibrated inputs/);
  const rows = readFileSync(join(out, 'uncertainty.csv'), 'utf8').trim().split('\n').slice(1);
  const shares = rows.slice(0, 3).map((row) => Number(row.split(',')[4]));
  assert.ok(Math.abs(shares.reduce((sum, share) => sum + share, 0) - 1) < 1e-5, shares.join());
});

Calibrate('values are said to be stale once an input has changed, not once a word has', async () => {
  const yaml = join(made, 'scenario.yaml');
  const text = readFileSync(yaml, 'utf8');
  writeFileSync(yaml, text.replace('project: "Made"', 'project: "Renamed"'));
  assert.not.match((await said(['check', made])).out, /calibrate again/);
  writeFileSync(yaml, text.replace('gives_up_after: 90 days', 'gives_up_after: 60 days'));
  assert.match(
    (await said(['check', made])).out,
    /found from other inputs than those there are now; calibrate again/,
  );
  writeFileSync(yaml, text.replace('  gives_up_after', '  effort_base: 20 min\n  gives_up_after'));
  const { out } = await said(['check', made]);
  assert.match(out, /changes\.effort_base of \S+ is not used: the scenario says its own/);
  assert.match(out, /changes\.effort_base\s+20 min\s+given/);
  writeFileSync(yaml, text);
});

Calibrate('calibrate writes the same bytes again, and leaves the scenario alone', async () => {
  const [yaml, values] = ['scenario.yaml', 'calibrated.yaml'].map((name) => join(made, name)) as [
    string,
    string,
  ];
  const before = [yaml, values].map((path) => readFileSync(path, 'utf8'));
  const { status, out, err } = await said(['calibrate', made]);
  assert.is(status, 0, err);
  assert.equal(
    [yaml, values].map((path) => readFileSync(path, 'utf8')),
    before,
  );
  assert.match(out, /merges_per_week/);
});

Calibrate('a history too small to calibrate still becomes a scenario', async () => {
  const few = join(root, 'few.csv');
  writeFileSync(
    few,
    `change_id,created_at,merged_at,status,area\n1,2024-01-03T10:00:00Z,2024-01-04T10:00:00Z,merged,web\n`,
  );
  const folder = join(root, 'few');
  const { status, out, err } = await said(['init', few, '--out', folder]);
  assert.is(status, 0, err);
  assert.match(out, /Not calibrated: only \d changes merged in the window/);
  assert.is((await said(['check', folder])).status, 0);
});

Calibrate('what cannot be calibrated is refused with its place', async () => {
  const folder = join(root, 'bare');
  writeFolder(folder, smallScenario());
  const bare = await said(['calibrate', folder]);
  assert.is(bare.status, 2);
  assert.match(bare.err, /scenario\.yaml:\d+:\d+: cannot be calibrated: only 0 changes merged in the window/);
  assert.not.ok(existsSync(join(folder, 'calibrated.yaml')));
  const yaml = `${smallScenario()['scenario.yaml']}calibrated: calibrated.yaml\n`;
  writeFolder(folder, { 'scenario.yaml': yaml });
  const missing = await said(['check', folder]);
  assert.match(missing.err, /there is no file 'calibrated\.yaml'; write it with `reorgsim calibrate/);
  writeFolder(folder, {
    'scenario.yaml': `${smallScenario()['scenario.yaml']}calibration: {past: ../nowhere}\n`,
  });
  assert.match((await said(['calibrate', folder])).err, /there is no '\S*nowhere'/);
});

Calibrate.run();
