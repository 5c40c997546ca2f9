import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Folder, said, smallScenario, temporaryFolder, writeFolder } from './small-scenario.test-kit.ts';

const Past = suite('scenarios of the past');

const root = temporaryFolder();
const ACTUAL = `area,date,cycle,metric,unit,value
all,2020-04-02,next,open_to_merge,changes,7
core,2020-05-21,next,lead_median,days,2.5
`;

/** A scenario that happened, and one that names it; gives the folder of the second. */
function pair(name: string, past: Folder, main: (yaml: string) => string): string {
  const small = smallScenario();
  mkdirSync(join(root, name), { recursive: true });
  writeFolder(join(root, name, 'past'), past);
  writeFolder(join(root, name, 'main'), { ...small, 'scenario.yaml': main(small['scenario.yaml']!) });
  return join(root, name, 'main');
}

function happened(change: (actual: string) => string = (actual) => actual): Folder {
  const small = smallScenario();
  const yaml = `${small['scenario.yaml']!.replace('seed: small', 'seed: past')}actual: actual.csv\n`;
  return { ...small, 'scenario.yaml': yaml, 'actual.csv': change(ACTUAL) };
}

const named = (yaml: string) => `${yaml}agreement: [../past]\n`;
const results = (folder: string, name: string) => readFileSync(join(folder, name), 'utf8');

Past(
  'a run carries the agreement of the scenarios it names, the same as when they are run alone',
  async () => {
    const main = pair('carried', happened(), named);
    const [both, alone] = [join(root, 'out-both'), join(root, 'out-alone')];
    assert.is((await said(['run', main, '--out', both, '--workers', '1'])).status, 0);
    const past = join(main, '..', 'past');
    assert.is((await said(['run', past, '--out', alone, '--workers', '1'])).status, 0);
    for (const name of ['agreement.csv', 'agreement_weeks.csv'])
      assert.is(results(both, name), results(alone, name), name);
    assert.match(results(both, 'agreement_weeks.csv'), /^all,0,2020-04-02,next,open_to_merge,changes,7,/m);
    assert.match(results(both, 'agreement.csv'), /^core,next,lead_median,days,2\.5,/m);
  },
);

Past('what the past says is an input of the run', async () => {
  const { inputs } = JSON.parse(results(join(root, 'out-both'), 'manifest.json')) as {
    inputs: Record<string, string>;
  };
  for (const name of ['scenario.yaml', 'actual.csv', 'arrivals.csv'])
    assert.match(inputs[`../past/${name}`] ?? '', /^[0-9a-f]{64}$/, name);
});

Past('a run without a past has no agreement, and leaves none of an earlier run', async () => {
  const [main, out] = [join(root, 'carried', 'main'), join(root, 'out-both')];
  assert.ok(existsSync(join(out, 'agreement.csv')));
  writeFolder(main, smallScenario());
  await said(['run', main, '--out', out, '--workers', '1']);
  assert.not.ok(existsSync(join(out, 'agreement.csv')));
});

/** What `check` says about a pair, from the name of the file on. */
async function refusal(name: string, past: Folder, main: (yaml: string) => string): Promise<string> {
  const { status, err } = await said(['check', pair(name, past, main)]);
  assert.is(status, 2, err);
  return err.replace(/^.*?(past|main)[\\/]/, '$1/').trim();
}

Past(
  'a path that leads nowhere, or to a scenario without what happened, is refused where it is named',
  async () => {
    const nowhere = await refusal('nowhere', happened(), (yaml) => `${yaml}agreement: [../pats]\n`);
    assert.match(nowhere, /^main\/scenario\.yaml:33:13: there is no '.*pats'; did you mean 'past'\?/);
    const silent = await refusal('silent', smallScenario(), named);
    assert.match(
      silent,
      /^main\/scenario\.yaml:33:13: '.*past' has nothing to be laid beside; give it actual/,
    );
    const twice = await refusal('twice', happened(), (yaml) => `${yaml}agreement: [../past, ../past]\n`);
    assert.match(twice, /^main\/scenario\.yaml:33:22: agreement\[1\]: '\.\.\/past' twice/);
  },
);

Past('a figure that has no like in the projection is refused with its place', async () => {
  const row = 'all,2020-04-02,next,open_to_merge,changes,7';
  const cases: [name: string, instead: string, said: RegExp][] = [
    ['before', row.replace('04-02', '03-26'), /2:5: a date outside the projection; keep what lies from/],
    ['after', row.replace('04-02', '05-28'), /2:5: a date outside the projection/],
    [
      'metric',
      row.replace('open_to_merge', 'open_to_merg'),
      /2:21: no metric 'open_to_merg'.*did you mean 'open_to_merge'/,
    ],
    ['area', row.replace('all', 'dirver'), /2:1: unknown area 'dirver'.*did you mean 'driver'/],
    ['week', row.replace('04-02', '04-03'), /2:5: no first day of a week/],
    ['double', `${row}\n${row}`, /3:5: 2020-04-02 twice/],
    [
      'cycle',
      'all,2020-05-21,nxt,lead_p90,days,7',
      /2:16: unknown projected cycle 'nxt'.*did you mean 'next'/,
    ],
  ];
  for (const [name, instead, expected] of cases) {
    const told = await refusal(
      `bad-${name}`,
      happened((actual) => actual.replace(row, instead)),
      named,
    );
    assert.match(told, new RegExp(`^past/actual\\.csv:${expected.source}`), name);
  }
});

Past.run();
