import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { CASE_JSON, csvOf, smallHistory } from '../experiment/backtest/small-case.test-kit.ts';
import { said, temporaryFolder } from './small-scenario.test-kit.ts';

/** The command as a process. */
const Backtest = suite('backtest');

const main = fileURLToPath(new URL('./main.js', import.meta.url));
const root = temporaryFolder();
const history = smallHistory();
const parent = csvOf(history.filter(({ repo }) => repo === 'big'));
const child = csvOf(history.filter(({ repo }) => repo === 'part'));

function folder(name: string, files: Record<string, string | Uint8Array>): string {
  mkdirSync(join(root, name), { recursive: true });
  for (const [file, content] of Object.entries(files)) writeFileSync(join(root, name, file), content);
  return name;
}

function backtest(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [main, 'backtest', '--replications', '5', ...args],
    { cwd: root, encoding: 'utf8', timeout: 120_000 },
  );
  return { status, stdout, stderr, lines: stdout.split('\n').filter((line) => line !== '') };
}

const small = folder('small', { 'case.json': CASE_JSON, 'parent.csv': parent, 'child.csv': child });
const fixed = ['--model', 'fixed-capacity'];
const asJson = backtest(`${small}/case.json`, '--json', ...fixed);

Backtest('--json prints one line for each target, all of its figures finite numbers', () => {
  assert.is(asJson.status, 0, asJson.stderr);
  const targets = asJson.lines.map((line) => JSON.parse(line));
  assert.equal(
    targets.map(({ arrivals, work, metric }) => `${arrivals} ${work} ${metric}`),
    ['observed', 'earlier'].flatMap((arrivals) =>
      ['moved', 'rest'].flatMap((work) =>
        ['lead_median', 'lead_p90', 'merges_per_week', 'open'].map(
          (metric) => `${arrivals} ${work} ${metric}`,
        ),
      ),
    ),
  );
  for (const target of targets) {
    const { case: name, arrivals: _, work: __, metric: ___, ...figures } = target;
    assert.is(name, 'small');
    assert.equal(Object.keys(figures), [
      ...['actual', 'projected', 'low80', 'high80', 'naive_before', 'naive_rest', 'naive_trend'],
      ...['naive_arrivals', 'split_effect', 'effect_low80', 'effect_high80'],
    ]);
    assert.ok(Object.values(figures).every(Number.isFinite), JSON.stringify(target));
    assert.ok(target.low80 <= target.projected && target.projected <= target.high80);
  }
});

Backtest('a folder and packed rows are the same case, and workers change nothing', () => {
  const packed = folder('packed', {
    'case.json': CASE_JSON,
    'parent.csv.gz': gzipSync(parent),
    'child.csv.gz': gzipSync(child),
  });
  const { stdout, stderr } = backtest(packed, '--json', '--workers', '1', ...fixed);
  assert.is(stdout, asJson.stdout, stderr);
});

Backtest('for a person: tables and sentences, of each case and of all; --require tells each goal', () => {
  const files = {
    'case.json': CASE_JSON.replace('"small"', '"other"'),
    'parent.csv': parent,
    'child.csv': child,
  };
  const { status, stdout, stderr } = backtest(small, folder('other', files), '--require', ...fixed);
  assert.is(status, 3, stderr);
  assert.match(
    stdout,
    /^small: part out of big, 2020-07-01\nFitted 2020-02-01 to 2020-06-30, scored 2020-08-01 to 2020-10-30/m,
  );
  assert.match(stdout, /Arrivals: observed[\s\S]*moved work, lead median \[d\][\s\S]*Arrivals: earlier/);
  assert.match(stdout, /^Error in all: .* (than that of|as that of) the best naive forecast, naive_/m);
  assert.match(stdout, /^80 % intervals hold \d of 8 targets/m);
  assert.match(stdout, /^All 2 cases, arrivals observed\nError in all/m);
  assert.match(
    stderr,
    /^(holds|fails) {2}the total error lies at least 10 % below that of the best naive forecast$/m,
  );
  assert.is(stderr.match(/^(holds|fails) {2}/gm)!.length, 5);
});

Backtest('the same case twice: exit 2', async () => {
  const { status, err } = await said([
    'backtest',
    join(root, small),
    join(root, small, 'case.json'),
    ...fixed,
  ]);
  assert.is(status, 2);
  assert.match(err, /a second case 'small'; give each case once/);
});

Backtest('faults of the input: exit 2, the place and what to do', async () => {
  const fault = async (name: string, expected: RegExp) => {
    const { status, err, out } = await said(['backtest', join(root, name), ...fixed]);
    assert.is(status, 2, err);
    assert.is(out, '');
    assert.match(err, expected);
  };
  await fault('none.json', /none\.json: there is no file '.*none\.json'; /);
  await fault(
    folder('bare', { 'case.json': CASE_JSON }),
    /bare\/case\.json: no parent\.csv beside it; put parent\.csv or /,
  );
  const both = { 'case.json': CASE_JSON, 'parent.csv': parent, 'parent.csv.gz': gzipSync(parent) };
  await fault(folder('both', both), /both parent\.csv and parent\.csv\.gz beside it; keep one of them/);
  const cut = {
    'case.json': CASE_JSON,
    'parent.csv': parent,
    'child.csv.gz': gzipSync(child).subarray(0, 500),
  };
  await fault(folder('cut', cut), /cut\/child\.csv\.gz: no whole gzip file \(\w+\); pack it again with gzip/);
  const day = {
    'case.json': CASE_JSON.replace('"2020-07-01"', '"July"'),
    'parent.csv': parent,
    'child.csv': child,
  };
  await fault(
    folder('day', day),
    /day\/case\.json:5:11: split: 'July' is no day; write it like "2014-10-16"/,
  );
  const column = {
    'case.json': CASE_JSON,
    'parent.csv': parent.replace('created_at', 'createdat'),
    'child.csv': child,
  };
  await fault(
    folder('column', column),
    /column\/parent\.csv:1: no column 'created_at'; .*did you mean 'createdat'\?/,
  );
  const { err } = await said(['backtest', join(root, small), '--model', 'fixed-capacty']);
  assert.match(err, /no model 'fixed-capacty'; did you mean 'fixed-capacity'\?/);
});

Backtest.run();
