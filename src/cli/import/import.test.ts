import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readChanges } from '../../history/changes.ts';
import { hasGit, makeRepository } from './repository.test-kit.ts';

const Import = suite('import');
const main = fileURLToPath(new URL('../main.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'reorgsim-import-'));
const out = join(folder, 'changes.csv');

Import.after.each(() => {
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
});
Import.after(() => rmSync(folder, { recursive: true }));

interface Ran {
  status: number;
  out: string;
  err: string;
}

function run(args: string[], key?: string): Promise<Ran> {
  const env = { ...process.env, REORGSIM_KEY: key };
  return new Promise((done) => {
    execFile(process.execPath, [main, 'import', ...args], { env }, (error, stdout, stderr) => {
      done({ status: error === null ? 0 : Number(error.code), out: stdout, err: stderr });
    });
  });
}

function write(name: string, text: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const changes = () => readChanges(out, readFileSync(out)).changes;
const TABLE =
  'change_id,created_at,merged_at,status,author,area\n1,2014-01-01,2014-01-05,merged,Ann Lee,api\n2,2014-01-02,,open,Bo Dee,ui\n';

Import(
  'a table becomes a history that reads back, with a summary on stderr and nothing on stdout',
  async () => {
    const ran = await run([
      'csv',
      write('t.csv', `${TABLE}3,soon,,open,x,y\n`),
      '--out',
      out,
      '--keep-names',
    ]);
    assert.is(ran.status, 0);
    assert.is(ran.out, '');
    assert.equal(
      changes().map(({ changeId, author, status }) => [changeId, author, status]),
      [
        ['1', 'Ann Lee', 'merged'],
        ['2', 'Bo Dee', 'open'],
      ],
    );
    assert.match(ran.err, /2 changes \(1 merged, 1 open\), 2014-01-01 to 2014-01-05/);
    assert.match(ran.err, /kept aside: 1\n {2}1 an unreadable time in created_at\n {4}.*t\.csv:4: 3,soon/);
    assert.equal(readdirSync(folder).sort(), ['changes.csv', 't.csv']);
  },
);

Import('pseudonyms agree between imports with a key, differ without, and never show a name', async () => {
  const table = write('t.csv', TABLE);
  const bytes: string[] = [];
  for (const key of ['secret', 'secret', undefined, undefined]) {
    assert.is((await run(['csv', table, '--out', out], key)).status, 0);
    bytes.push(readFileSync(out, 'utf8'));
  }
  assert.is(bytes[0], bytes[1]);
  assert.is(new Set(bytes).size, 3);
  for (const text of bytes) assert.not.match(text, /Ann|Lee|Bo/);
});

Import('--json prints one object with counts, reasons and notes', async () => {
  const ran = await run(['csv', write('t.csv', `${TABLE}2,2014-01-02,,open,x,y\n`), '--out', out, '--json']);
  const told = JSON.parse(ran.out);
  assert.equal([told.changes, told.statuses], [2, { merged: 1, open: 1 }]);
  assert.equal(told.kept_aside[0].reason, 'a change_id that stood before');
  assert.match(told.kept_aside[0].examples[0].where, /t\.csv:4$/);
});

Import('where nothing can be used the status is 2, and what stood there before stays', async () => {
  const table = write('t.csv', 'change_id,created_at,status,area\n1,soon,open,x\n2,later,open,x\n');
  writeFileSync(out, 'before');
  const ran = await run(['csv', table, '--out', out]);
  assert.is(ran.status, 2);
  assert.match(ran.err, /none of 2 rows can be used: an unreadable time in created_at \(2\)/);
  assert.is(readFileSync(out, 'utf8'), 'before');
  assert.equal(readdirSync(folder).sort(), ['changes.csv', 't.csv']);
});

Import('Ctrl-C ends with status 130 and leaves nothing half', async () => {
  const child = spawn(process.execPath, [main, 'import', 'csv', '-', '--out', out], {
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  child.stdin.write(TABLE);
  const deadline = Date.now() + 20_000;
  while (!readdirSync(folder).some((name) => name.endsWith('.part')) && Date.now() < deadline)
    await new Promise((wait) => setTimeout(wait, 20));
  assert.equal(readdirSync(folder).length, 1);
  await new Promise((wait) => setTimeout(wait, 300));
  child.kill('SIGINT');
  const [status] = await once(child, 'close');
  assert.is(status, 130);
  assert.equal(readdirSync(folder), []);
});

Import('a compressed table that is cut off is read as far as it goes, and that is said', async () => {
  const long =
    TABLE + Array.from({ length: 20_000 }, (_, i) => `x${i},2014-01-02,,open,${i * i},ui\n`).join('');
  const zipped = gzipSync(long);
  const ran = await run(['csv', write('t.csv.gz', zipped.subarray(0, zipped.length / 2)), '--out', out]);
  assert.is(ran.status, 0, ran.err);
  assert.match(ran.err, /damaged or cut off/);
  assert.ok(changes().length > 5_000);
});

Import(
  'paths that cannot be, an importer that is not there and options of others are errors with status 2',
  async () => {
    const table = write('t.csv', TABLE);
    mkdirSync(join(folder, 'd'));
    const cases: [string[], RegExp][] = [
      [['csv', table, '--out', join(folder, 'd')], /d: is a folder; name a file/],
      [['csv', table, '--out', join(table, 'x')], /a part of its path is a file/],
      [['csv', join(folder, 'none.csv'), '--out', out], /there is no such file/],
      [['csv', join(folder, 'd'), '--out', out], /is a folder; name a table/],
      [['gitt', table, '--out', out], /no importer 'gitt'; did you mean 'git'/],
      [['git', folder, '--out', out, '--timezone', 'UTC'], /are for tables/],
      [
        ['csv', table, '--out', out, '--columns', 'creatd_at=x'],
        /unknown column 'creatd_at'; did you mean 'created_at'/,
      ],
      [['csv', table, '--out', out, '--columns', 'x'], /'x' maps no column/],
      [['csv', table], /required option/],
    ];
    for (const [args, message] of cases) {
      const ran = await run(args);
      assert.is(ran.status, 2, `${args.join(' ')}: ${ran.err}`);
      assert.match(ran.err, message);
    }
    assert.not.ok(existsSync(out));
  },
);

const AREAS = `schema: 1
areas:
  - {area: libvirt, paths: [virt/libvirt/**]}
  - {area: xenapi, paths: virt/xenapi}
  - area: tests
    paths: ['**/tests/**']
    beside: true
rest: common
several:
  - {all: [libvirt, xenapi], area: several drivers}
  - {any: [libvirt, xenapi], area: driver+common}
`;

Import('areas.yaml and CODEOWNERS say where changes of a repository count', async () => {
  if (!hasGit) return;
  const repository = makeRepository([
    { files: { x: '0' } },
    { parents: [1], files: { 'virt/libvirt/a': '1', 'a/tests/b': '1\n2\n3\n' } },
    { parents: [2], files: { 'virt/libvirt/a': '2', 'virt/xenapi/b': '2' } },
    { parents: [3], files: { 'virt/libvirt/a': '3', db: '3' } },
  ]);
  assert.is((await run(['git', repository, '--out', out, '--areas', write('areas.yaml', AREAS)])).status, 0);
  assert.equal(
    changes().map(({ area }) => area),
    ['common', 'libvirt', 'several drivers', 'driver+common'],
  );
  const owners = write('CODEOWNERS', '* @org/all\n/virt/ @org/drivers\n');
  assert.is((await run(['git', repository, '--out', out, '--areas', owners])).status, 0);
  assert.equal(
    changes().map(({ areas }) => areas),
    [['all'], ['all', 'drivers'], ['drivers'], ['drivers', 'all']],
  );
  rmSync(repository, { recursive: true });
});

Import('rules for areas that cannot be read are errors with file, line and column', async () => {
  const table = write('t.csv', TABLE);
  const cases: [string, string, RegExp][] = [
    [
      'areas.yaml',
      'schema: 1\nareas:\n  - {area: a, path: x}\n',
      /areas\.yaml:3:15: unknown key 'path' in areas\[0\]; did you mean 'paths'/,
    ],
    ['areas.yaml', 'schema: 1\nareas: []\n', /areas\.yaml:2:8: areas: .* no list/],
    ['areas.yaml', 'areas:\n  - {area: a, paths: [x]}\n', /schema 1/],
    [
      'areas.yaml',
      AREAS.replace('xenapi], area: several', 'xenap], area: several'),
      /unknown area 'xenap'; did you mean 'xenapi'/,
    ],
    ['areas.yaml', `${AREAS}one: most files\n`, /did you mean 'most lines'/],
    ['areas.yaml', 'schema: 1\nareas:\n  - {area: "a;b", paths: [x]}\n', /no semicolon/],
    ['CODEOWNERS', '# nothing\n', /no rules/],
    ['CODEOWNERS', '* @a/b\n!x @a/c\n', /CODEOWNERS:2: no pattern/],
  ];
  for (const [name, text, message] of cases) {
    const ran = await run(['csv', table, '--out', out, '--areas', write(name, text)]);
    assert.is(ran.status, 2, `${text}: ${ran.err}`);
    assert.match(ran.err, message);
  }
});

Import.run();
