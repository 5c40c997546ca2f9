import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { stream } from '../stats/stream.ts';
import type { Chunk } from './worker.ts';
import { inOrder } from './workers.ts';

const Workers = suite('chunks of replications');

/** Workers that finish in any order, and remember what they were asked and how much was neither done nor taken. */
class Workshop {
  readonly asked: Chunk[] = [];
  taken = 0;
  most = 0;
  private readonly draw = stream('workshop');

  readonly run = async ({ first, count }: Chunk): Promise<Float64Array[]> => {
    this.asked.push({ first, count });
    this.most = Math.max(this.most, this.asked.length - this.taken);
    await new Promise((resolve) => setTimeout(resolve, 4 * this.draw.next()));
    return Array.from({ length: count }, (_, i) => Float64Array.of(first + i));
  };
}

async function replicationsOf(
  wanted: number | 'auto',
  begin: number,
  until: number,
  workshop: Workshop,
): Promise<number[]> {
  const chunks = inOrder({ wanted, signal: new AbortController().signal }, workshop.run, 5, 6);
  const seen: number[] = [];
  for (let next = begin; next < until; ) {
    const rows = (await chunks(next)) as Float64Array[];
    workshop.taken++;
    seen.push(...rows.map(([value]) => value!));
    next += rows.length;
  }
  return seen;
}

const from = (begin: number, until: number) => Array.from({ length: until - begin }, (_, i) => begin + i);

Workers('replications come in order and once each, whoever is done first', async () => {
  assert.equal(await replicationsOf(63, 0, 63, new Workshop()), from(0, 63));
  assert.equal(await replicationsOf(63, 7, 63, new Workshop()), from(7, 63), 'after seven were resumed');
  assert.equal(await replicationsOf('auto', 0, 100, new Workshop()), from(0, 100));
});

Workers('no more chunks than allowed are in work or wait to be taken', async () => {
  const workshop = new Workshop();
  await replicationsOf(200, 0, 200, workshop);
  assert.is(workshop.most, 6);
});

Workers('no replication beyond those wanted is asked for', async () => {
  const workshop = new Workshop();
  await replicationsOf(23, 0, 23, workshop);
  assert.equal(workshop.asked.at(-1), { first: 20, count: 3 });
  assert.is(
    workshop.asked.reduce((sum, { count }) => sum + count, 0),
    23,
  );
});

Workers.run();
