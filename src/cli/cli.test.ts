import { spawn } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { prepareStudy, replicate } from '../experiment/replicate.ts';
import { openScenario } from './files.ts';
import { said, smallScenario, temporaryFolder, writeFolder } from './small-scenario.test-kit.ts';

const Cli = suite('command line');
const root = temporaryFolder();
const scenario = join(root, 'small');
writeFolder(scenario, smallScenario());
const at = (name: string) => join(root, name);

/** Every file below a folder with its bytes. */
function contents(folder: string): Map<string, string> {
  const names = readdirSync(folder).sort();
  return new Map(names.map((name) => [name, readFileSync(join(folder, name)).toString('latin1')]));
}

function sameFolders(one: string, other: string): void {
  const [a, b] = [contents(one), contents(other)];
  assert.equal([...a.keys()], [...b.keys()]);
  assert.equal(
    [...a.keys()].filter((name) => a.get(name) !== b.get(name)),
    [],
  );
}

async function run(out: string, ...options: string[]): Promise<void> {
  const { status, err } = await said(['run', scenario, '--out', at(out), ...options]);
  assert.is(status, 0, err);
}

Cli('help tells what the program and each command do', async () => {
  const whole = await said(['--help']);
  assert.is(whole.status, 0);
  for (const word of ['run', 'check', 'Exit status', 'Example']) assert.ok(whole.out.includes(word), word);
  for (const command of ['run', 'check']) {
    const { status, out } = await said([command, '--help']);
    assert.is(status, 0);
    assert.match(out, new RegExp(`Usage: reorgsim ${command} .*<scenario>`));
    assert.match(out, /Example/);
  }
  const version = await said(['--version']);
  assert.is(version.status, 0);
  assert.match(version.out, /^\d+\.\d+\.\d+\n$/);
});

Cli('what is wrong with the command itself is told in one line with the nearest name', async () => {
  const cases: [args: string[], says: RegExp][] = [
    [['rum', scenario], /unknown command 'rum' .*Did you mean run\?/],
    [['run', scenario, '--repliactions', '3'], /unknown option '--repliactions' .*--replications\?/],
    [['check', scenario, '--jsno'], /--json\?/],
    [['run'], /missing required argument 'scenario'/],
    [['run', scenario, 'another'], /too many arguments/],
    [['run', scenario, '--out', ''], /Give some text/],
    [['run', scenario, '--seed', ''], /Give some text/],
    [['check', ''], /Give a path/],
    [['report', ''], /Give a path/],
    [['run', scenario, '--seed', 'a\nb'], /Give plain text/],
    [['run', scenario, '--out'], /argument missing/],
  ];
  for (const [args, says] of cases) {
    const { status, out, err } = await said(args);
    assert.is(status, 2, args.join(' '));
    assert.is(out, '');
    assert.match(err, says);
    assert.match(err, /^[^\n]+\n$/);
  }
});

Cli('replications and workers are whole numbers within their range', async () => {
  for (const option of ['--replications', '--workers']) {
    for (const value of ['0', '-1', '1.5', 'many', '1e3', '1000000000', 'NaN', ' ']) {
      const { status, err } = await said(['run', scenario, '--out', at('never'), option, value]);
      assert.is(status, 2, `${option} ${value}`);
      assert.match(err, /^[^\n]*Give a whole number from 1 to [\d,]+\.[^\n]*\n$/);
    }
  }
  assert.not(existsSync(at('never')));
});

Cli('check prints every input, also of a scenario without a calendar', async () => {
  const { status, out } = await said(['check', scenario]);
  assert.is(status, 0);
  assert.match(out, /changes\.features +20 % +given/);
  assert.match(out, /is valid: 2 organizations, 4 people/);
  const text = smallScenario()['scenario.yaml']!;
  const endless = text
    .replace('calendar: cycles.csv\n', '')
    .replace('history: arrivals.csv', 'rates: {core: 1 / week}\n  changes: 50')
    .replace('file: reviewers.csv', 'file: reviewers.csv\n  absence: 0');
  writeFolder(at('endless'), { ...smallScenario(), 'scenario.yaml': endless });
  assert.is((await said(['check', at('endless')])).status, 0);
  const refused = await said(['run', at('endless'), '--out', at('never')]);
  assert.is(refused.status, 2);
  assert.match(refused.err, /no release cycles to report on; give a calendar/);
});

Cli(
  'inputs that a run without a calendar cannot heed are refused, and so is a count beside a calendar',
  async () => {
    const endless = smallScenario()
      ['scenario.yaml']!.replace('calendar: cycles.csv\n', '')
      .replace('history: arrivals.csv', 'rates: {core: 1 / week}\n  changes: 50');
    const sure = endless.replace('file: reviewers.csv', 'file: reviewers.csv\n  absence: 0');
    const people =
      'reviewer,hours_per_week,areas,joined\nann,6,core,2020-05-01\nbob,5,core,\ncyd,4,,\ndan,3,,\n';
    const cases: [string, Record<string, string>, RegExp][] = [
      ['away', { 'scenario.yaml': endless }, /people.absence: absences without a calendar/],
      [
        'unseen',
        { 'scenario.yaml': sure.replace('changes: 50', 'changes: 50\n  unseen: 10 %') },
        /arrivals.unseen: no effect/,
      ],
      [
        'joins',
        { 'scenario.yaml': sure, 'reviewers.csv': people },
        /ann joins or leaves in a run without a calendar/,
      ],
      [
        'both',
        {
          'scenario.yaml': smallScenario()['scenario.yaml']!.replace(
            'arrivals.csv',
            'arrivals.csv\n  changes: 50',
          ),
        },
        /arrivals.changes: a number of changes beside a calendar/,
      ],
    ];
    for (const [name, files, says] of cases) {
      writeFolder(at(name), { ...smallScenario(), ...files });
      const { status, err } = await said(['check', at(name)]);
      assert.is(status, 2, name);
      assert.match(err, says);
      assert.match(err, /scenario.yaml:\d+:\d+: [^\n]+\n$/);
    }
  },
);

Cli('the scenario is found or the nearest file is named', async () => {
  const missing = await said(['run', join(scenario, 'scenari.yaml')]);
  assert.is(missing.status, 2);
  assert.match(missing.err, /there is no file '.*scenari.yaml'; did you mean 'scenario.yaml'\?\n$/);
  for (const path of [at('nowhere'), 'a\0b', 'x'.repeat(5000)]) {
    const { status, err } = await said(['check', path]);
    assert.is(status, 2, path.slice(0, 20));
    assert.match(err, /^[^\n]+; [^\n]+\n$/);
  }
  writeFileSync(at('latin.yaml'), Buffer.from('title: caf\xe9\n', 'latin1'));
  assert.match((await said(['check', at('latin.yaml')])).err, /is not UTF-8 text; save it as UTF-8/);
});

Cli('results go where they can be written and destroy nothing else', async () => {
  writeFileSync(at('file'), 'x');
  const cases: [out: string, says: RegExp][] = [
    [at('file'), /cannot write results \(a part of its path is a file\); give another folder with --out/],
    [join(at('file'), 'below'), /a part of its path is a file/],
    [scenario, /results would replace the folder that holds .*; give a folder of their own/],
    [root, /results would replace the folder that holds/],
    ['.', /results would replace the folder that holds/],
  ];
  for (const [out, says] of cases) {
    const { status, err } = await said(['run', scenario, '--out', out]);
    assert.is(status, 2, out);
    assert.match(err, says);
  }
  assert.equal(contents(scenario), new Map(Object.entries(smallScenario()).sort()));
});

/** Enough to take longer than a second, after which a run tells how far it has come. */
const COUNT = ['--replications', '400'];

Cli('a run replaces the results of an earlier one wholly and leaves other files', async () => {
  writeFolder(at('two'), { 'metrics.csv': 'stale', 'replications.csv': 'stale', 'mine.txt': 'mine' });
  writeFolder(join(at('two'), 'older'), { 'metrics.csv': 'kept' });
  await run('two', ...COUNT, '--workers', '2', '--seed', 'small');
  assert.not(existsSync(join(at('two'), 'replications.csv')));
  assert.is.not(readFileSync(join(at('two'), 'metrics.csv'), 'utf8'), 'stale');
  assert.is(readFileSync(join(at('two'), 'mine.txt'), 'utf8'), 'mine');
  assert.is(readFileSync(join(at('two'), 'older', 'metrics.csv'), 'utf8'), 'kept');
  rmSync(join(at('two'), 'mine.txt'));
  rmSync(join(at('two'), 'older'), { recursive: true });
});

Cli('another seed gives other numbers', async () => {
  const { scenario: small } = await openScenario(scenario);
  const numbers = (seed: string) => String(replicate(prepareStudy({ ...small, seed }), 0));
  assert.is(numbers('small'), numbers('small'));
  assert.is.not(numbers('small'), numbers('other'));
});

Cli('Ctrl-C keeps what is finished apart from results, for --resume', async () => {
  const main = fileURLToPath(new URL('./main.js', import.meta.url));
  const options = ['run', scenario, ...COUNT, '--out'];
  const child = spawn(process.execPath, [main, ...options, at('stopped'), '--workers', '1']);
  let err = '';
  child.stderr.on('data', (text) => {
    // The first sign of progress: the run is under way.
    if (err === '') child.kill('SIGINT');
    err += text;
  });
  const status = await new Promise((resolve) => child.on('close', resolve));
  assert.is(status, 130, err);
  assert.match(err, /interrupted: \d+ replications are kept in .*stopped\.resume; go on with --resume\n$/);
  assert.not(existsSync(at('stopped')));
  assert.ok(existsSync(`${at('stopped')}.resume`));
  const wrong = await said([...options, at('stopped'), '--resume', '--seed', 'other']);
  assert.is(wrong.status, 2);
  assert.match(wrong.err, /left by a run of other inputs, seed or version; run without --resume/);
});

Cli('a run that is killed leaves a state to go on from, without the row that it was writing', async () => {
  const main = fileURLToPath(new URL('./main.js', import.meta.url));
  const child = spawn(process.execPath, [main, 'run', scenario, ...COUNT, '--out', at('killed')]);
  child.stderr.once('data', () => child.kill('SIGKILL'));
  assert.is(await new Promise((resolve) => child.on('close', (_, signal) => resolve(signal))), 'SIGKILL');
  const state = `${at('killed')}.resume`;
  copyFileSync(state, `${at('fewer')}.resume`);
  truncateSync(state, statSync(state).size - 5);
  assert.not(existsSync(at('killed')));
  await run('killed', ...COUNT, '--resume');
  assert.not(existsSync(state));
  sameFolders(at('two'), at('killed'));
});

Cli('a state of more replications than are asked for gives the first of them', async () => {
  await run('ten', '--replications', '10');
  await run('fewer', '--replications', '10', '--resume');
  sameFolders(at('ten'), at('fewer'));
});

Cli(
  'one, two and four workers give the same bytes, and so does a run that was stopped and resumed',
  async () => {
    await run('one', ...COUNT, '--workers', '1');
    sameFolders(at('one'), at('two'));
    await run('stopped', ...COUNT, '--workers', '4', '--resume');
    assert.not(existsSync(`${at('stopped')}.resume`));
    sameFolders(at('one'), at('stopped'));
  },
);

Cli('a state that is missing or damaged is refused', async () => {
  const resume = () => said(['run', scenario, '--out', at('damaged'), '--resume']);
  assert.match((await resume()).err, /nothing to resume; run without --resume/);
  for (const text of ['', 'x', '{}\n', '{"run":"a","length":2,"rows":3}\n12345678']) {
    writeFileSync(`${at('damaged')}.resume`, text);
    const { status, err } = await resume();
    assert.is(status, 2);
    assert.match(err, /this is damaged; run without --resume/);
    assert.is(readFileSync(`${at('damaged')}.resume`, 'utf8'), text, 'what was refused is left as it was');
  }
  assert.not(existsSync(at('damaged')));
});

Cli.run();
