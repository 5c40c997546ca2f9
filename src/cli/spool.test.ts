import { appendFileSync, existsSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { InputError } from '../errors.ts';
import { Replications } from '../experiment/aggregate.ts';
import { prepareStudy, replicate, type Study } from '../experiment/replicate.ts';
import { openScenario } from './files.ts';
import { smallScenario, temporaryFolder, writeFolder } from './small-scenario.test-kit.ts';
import { Spool } from './spool.ts';

const OnDisk = suite('rows on disk');
const root = temporaryFolder();
const file = join(root, 'out.resume');
const RUN = { run: 'a run', length: 7 };

const rowOf = (k: number, length = 7) =>
  Float64Array.from({ length }, (_, i) => (i === 2 ? Number.NaN : k + i / 8));

/** A state of so many rows, closed. Returns its size. */
function leave(rows: number): number {
  const spool = Spool.begin(file, RUN);
  for (let k = 0; k < rows; k++) spool.add(rowOf(k));
  spool.close();
  return statSync(file).size;
}

function rowsOf(spool: Spool): number[][] {
  return Array.from({ length: spool.count }, (_, k) => [...spool.row(k)]);
}

const first = (count: number) => Array.from({ length: count }, (_, k) => [...rowOf(k)]);

OnDisk('rows come back as they were, also after another process has taken over', () => {
  leave(5);
  const spool = Spool.resume(file, RUN);
  assert.equal(rowsOf(spool), first(5));
  spool.add(rowOf(5));
  assert.equal(rowsOf(spool), first(6));
  spool.close();
  assert.equal(rowsOf(Spool.resume(file, RUN)), first(6));
});

OnDisk('a row that was not written to its end is dropped, wherever it was cut', () => {
  const [three, four] = [leave(3), leave(4)];
  for (let size = three; size < four; size++) {
    leave(4);
    truncateSync(file, size);
    const spool = Spool.resume(file, RUN);
    assert.equal(rowsOf(spool), first(3), `${size} bytes`);
    spool.add(rowOf(3));
    spool.close();
    assert.equal(rowsOf(Spool.resume(file, RUN)), first(4));
  }
});

OnDisk('bytes that are no row, as after a power cut, are dropped with what follows', () => {
  const three = leave(3);
  appendFileSync(file, Buffer.alloc(3 * 64));
  assert.is(Spool.resume(file, RUN).count, 3);
  leave(6);
  const bytes = readFileSync(file);
  bytes[three + 10]! ^= 1;
  writeFileSync(file, bytes);
  assert.equal(rowsOf(Spool.resume(file, RUN)), first(3));
});

OnDisk('the rows of another run, and what is no state, are refused', () => {
  leave(2);
  const refuses = (says: RegExp, rows = RUN) =>
    assert.throws(
      () => Spool.resume(file, rows),
      (error: unknown) => error instanceof InputError && says.test(error.message),
    );
  refuses(/left by a run of other inputs, seed or version; run without --resume/, {
    run: 'other',
    length: 7,
  });
  refuses(/this is damaged; run without --resume/, { run: 'a run', length: 8 });
  for (const text of ['', 'x', '{}\n', '{"format":1,"run":"a run"}\n', `${'x'.repeat(5000)}\n`]) {
    writeFileSync(file, text);
    refuses(/this is damaged; run without --resume/);
  }
});

OnDisk('a run that begins anew takes the place and leaves the earlier one its rows', () => {
  const earlier = Spool.begin(file, RUN);
  earlier.add(rowOf(0));
  const later = Spool.begin(file, { run: 'later', length: 7 });
  earlier.add(rowOf(1));
  assert.equal(rowsOf(earlier), first(2));
  assert.is(later.count, 0);
  assert.is(Spool.resume(file, { run: 'later', length: 7 }).count, 0);
  later.forget();
  assert.not(existsSync(file));
});

async function study(): Promise<Study> {
  const path = join(root, 'small');
  writeFolder(path, smallScenario());
  return prepareStudy((await openScenario(path)).scenario);
}

OnDisk('every summary and difference is that of the same rows in memory, to the last bit', async () => {
  const small = await study();
  const { layout } = small;
  const spool = Spool.begin(join(root, 'twin.resume'), { run: 'twin', length: layout.length });
  const [twin, disk] = [new Replications(layout), new Replications(layout, spool)];
  for (let k = 0; k < 33; k++) {
    const row = replicate(small, k);
    twin.add(row);
    disk.add(row);
  }
  const half = layout.length >> 1;
  const figures = (of: Replications, at: number) =>
    [of.summary(at), of.difference(at, (at + half) % layout.length, -1)]
      .map((one) => Object.entries(one))
      .join();
  for (let at = 0; at < layout.length; at++) assert.is(figures(disk, at), figures(twin, at), `number ${at}`);
  for (let k = 0; k < 33; k++) assert.equal([...disk.row(k)], [...twin.row(k)]);
});

OnDisk('stored rows are counted before any is added, and no more of them than are wanted', async () => {
  const { layout } = await study();
  const state = join(root, 'stored.resume');
  const rows = { run: 'stored', length: layout.length };
  const before = Spool.begin(state, rows);
  for (let k = 0; k < 3; k++) before.add(rowOf(k, layout.length));
  before.close();
  const replications = new Replications(layout, Spool.resume(state, rows));
  assert.is(replications.count, 0);
  assert.is(replications.stored, 3);
  assert.throws(() => replications.add(rowOf(3, layout.length)), /3 stored rows come first/);
  replications.takeStored();
  replications.takeStored();
  assert.is(replications.summary(5).replications, 2);
  assert.is(replications.summary(layout.headline(0)).replications, 2);
});

OnDisk.run();
