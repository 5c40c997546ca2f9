import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { strayNumbers } from '../report/proposal/figures.test-kit.ts';
import { readResults } from '../report/read-results.ts';
import { isMadeFromTables } from '../report/write.ts';
import { said, smallScenario, temporaryFolder, writeFolder } from './small-scenario.test-kit.ts';

const Report = suite('report');
const root = temporaryFolder();
const scenario = join(root, 'small');
const results = join(root, 'results');

/** Names that spreadsheets and markup would take for more than text. */
const NAMED = smallScenario()
  ['scenario.yaml']!.replace('name: apart', 'name: "=1+1, | *apart* – “zwei”"')
  .replace('seed: small', 'seed: "it\'s ½"');

Report.before(async () => {
  writeFolder(scenario, { ...smallScenario(), 'scenario.yaml': NAMED });
  const { status, err } = await said([
    'run',
    scenario,
    '--out',
    results,
    '--replications',
    '12',
    '--keep-replications',
  ]);
  assert.is(status, 0, err);
});

/** Every file below a folder with its bytes. */
function contents(folder: string): Map<string, string> {
  const names = readdirSync(folder).sort();
  return new Map(names.map((name) => [name, readFileSync(join(folder, name)).toString('latin1')]));
}

Report('a run leaves the proposal in three forms and says where', async () => {
  const names = readdirSync(results);
  for (const form of ['md', 'rst', 'txt']) assert.ok(names.includes(`proposal.${form}`));
  const { out } = await said(['run', scenario, '--out', join(root, 'again'), '--replications', '2']);
  assert.match(out, /\nPaste: .*again\/proposal\.md \(or \.rst, \.txt\)\n/);
});

Report('charts and texts come back from the tables alone, byte for byte', async () => {
  const before = contents(results);
  const made = [...before.keys()].filter(isMadeFromTables);
  const charts = ['backlog-fan', 'paired-difference', 'lead-time-by-area', 'load-by-team'];
  assert.is(made.length, 3 * 3 * charts.length + 3);
  for (const name of made) rmSync(join(results, name));
  // The scenario is not asked.
  renameSync(scenario, `${scenario}-gone`);
  const { status, out, err } = await said(['report', results]);
  renameSync(`${scenario}-gone`, scenario);
  assert.is(status, 0, err);
  assert.match(
    out,
    /^Rebuilt from the tables in .*results\/: 12 pictures .*, 3 texts\nPaste: .*results\/proposal\.md/,
  );
  const after = contents(results);
  assert.equal([...after.keys()], [...before.keys()]);
  assert.equal(
    [...after.keys()].filter((name) => after.get(name) !== before.get(name)),
    [],
  );
});

Report('every number of the texts of a real run is a cell, rounded', () => {
  const names = readdirSync(results);
  const texts = new Map(names.map((name) => [name, readFileSync(join(results, name), 'utf8')]));
  const read = readResults(results, texts);
  const counted = [...texts.get('proposal.txt')!.matchAll(/(\d+)\s+further\s+inputs/g)].map(
    ([, many]) => many!,
  );
  assert.is(counted.length, 1);
  // How the command writes the seed's ½.
  counted.push('00');
  for (const form of ['md', 'rst', 'txt'])
    assert.equal(strayNumbers(texts.get(`proposal.${form}`)!, read, counted), [], form);
});

Report('the command that the proposal names gives the same bytes again', async () => {
  const text = readFileSync(join(results, 'proposal.md'), 'utf8');
  const [, name, seed, replications] =
    /npx reorgsim run (\S+) \\\n {2}--seed (.+) \\\n {2}--replications (\S+) --out/.exec(text)!;
  assert.is(name, 'small');
  assert.is(seed, "$'it\\'s \\u00bd'");
  const args = [
    'run',
    scenario,
    '--seed',
    "it's ½",
    '--replications',
    replications!,
    '--out',
    join(root, 'same'),
  ];
  assert.is((await said([...args, '--keep-replications'])).status, 0);
  assert.equal(contents(join(root, 'same')), contents(results));
});

Report('help says what is read, what is replaced, and gives an example', async () => {
  const { status, out } = await said(['report', '--help']);
  assert.is(status, 0);
  assert.match(
    out,
    /Usage: reorgsim report \[options\] <dir>[\s\S]*manifest\.json[\s\S]*proposal\.md[\s\S]*Example:\n {2}\$ reorgsim report out\/nova-2014/,
  );
});

Report('--json tells what was written, and the verdicts', async () => {
  const { status, out } = await said(['report', `${results}/`, '--json']);
  assert.is(status, 0);
  const { folder, files, manifest, verdicts } = JSON.parse(out);
  assert.match(folder, /results$/);
  assert.ok(files.includes('proposal.rst') && files.includes('backlog-fan-narrow.png'));
  assert.is(manifest.replications, 12);
  assert.match(verdicts[0], /=1\+1, \| \*apart\*/);
});

Report('a change to a table shows in the texts, and other files stay', async () => {
  const copy = join(root, 'edited');
  mkdirSync(copy);
  for (const name of readdirSync(results)) writeFileSync(join(copy, name), readFileSync(join(results, name)));
  writeFileSync(join(copy, 'mine.txt'), 'mine');
  const manifest = readFileSync(join(copy, 'manifest.json'), 'utf8');
  writeFileSync(join(copy, 'manifest.json'), manifest.replace('"title": "Small"', '"title": "Other title"'));
  assert.is((await said(['report', copy])).status, 0);
  assert.match(readFileSync(join(copy, 'proposal.md'), 'utf8'), /^# Other title\n/);
  assert.is(readFileSync(join(copy, 'mine.txt'), 'utf8'), 'mine');
  const kept = [...contents(copy)].filter(([name]) => name.endsWith('.csv'));
  assert.equal(new Map(kept), new Map([...contents(results)].filter(([name]) => name.endsWith('.csv'))));
});

Report(
  'what is no folder of results is refused in one line, with what was probably meant, and left as it is',
  async () => {
    const broken = (name: string, change: (folder: string) => void) => {
      const folder = join(root, name);
      mkdirSync(folder);
      for (const file of readdirSync(results))
        writeFileSync(join(folder, file), readFileSync(join(results, file)));
      change(folder);
      return folder;
    };
    const cases: [folder: string, says: RegExp][] = [
      [join(root, 'result'), /result: there is no such folder; did you mean 'results'\?\n$/],
      [join(root, 'result', 'below'), /there is no such folder; name the folder that run has written\n$/],
      [join(results, 'metrics.csv'), /this is a file; name the folder that run has written\n$/],
      [scenario, /small: no manifest.json, so no results of a run; name the folder that run has written\n$/],
      [
        broken('without', (folder) => renameSync(join(folder, 'metrics.csv'), join(folder, 'metric.csv'))),
        /there is no file '.*metrics.csv'; did you mean 'metric.csv'\?\n$/,
      ],
      [
        broken('renamed', (folder) =>
          renameSync(join(folder, 'manifest.json'), join(folder, 'manifes.json')),
        ),
        /no manifest.json, .*; did you mean 'manifes.json'\?\n$/,
      ],
      [
        broken('torn', (folder) => writeFileSync(join(folder, 'manifest.json'), '{"seed": ')),
        /torn\/manifest.json:1:10: this is not JSON; run the scenario again\n$/,
      ],
      [
        broken('worded', (folder) => {
          const text = readFileSync(join(folder, 'teams.csv'), 'utf8');
          writeFileSync(join(folder, 'teams.csv'), text.replace(/,12\n/, ',twelve\n'));
        }),
        /worded\/teams.csv:2:\d+: 'twelve' is not a number; write it like 12 or 0.5\n$/,
      ],
      [
        broken('half', (folder) => {
          const text = readFileSync(join(folder, 'difference.csv'), 'utf8');
          writeFileSync(join(folder, 'difference.csv'), text.slice(0, text.indexOf('\n') + 1));
        }),
        /[^ ]half\/difference.csv: no rows of area 'all' for .*; run the scenario again\n$/,
      ],
    ];
    for (const [folder, says] of cases) {
      const before = folder.endsWith('.csv') || folder.includes('result') ? undefined : contents(folder);
      const { status, out, err } = await said(['report', folder]);
      assert.is(status, 2, folder);
      assert.is(out, '');
      assert.match(err, says);
      assert.match(err, /^[^\n]+\n$/);
      if (before !== undefined) assert.equal(contents(folder), before);
    }
  },
);

Report('the folder that the command runs in is not taken from under it', async () => {
  const here = process.cwd();
  process.chdir(results);
  try {
    const { status, err } = await said(['report', '.']);
    assert.is(status, 2);
    assert.match(err, /runs inside the folder whose files it replaces; run it from outside\n$/);
  } finally {
    process.chdir(here);
  }
});

Report.run();
