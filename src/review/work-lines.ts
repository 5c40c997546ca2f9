import type { ReviewRules } from '../scenario/rules.ts';
import type { Pools } from './halls.ts';
import { ListNumbers } from './list-numbers.ts';
import { isShort, lineOf, Rows, worthGathering } from './rows.ts';

/** Work of a hall that the same pools know; undefined where all of the hall do, or nobody asks who knows it. */
export interface Queue {
  hall: number;
  knowing: readonly number[] | undefined;
}

/** What each pool looks through for work: queues from 0 on, and rows of them as `lineOf` writes them. */
export interface WorkLines {
  /** Those with familiar work first. */
  queuesOf: Int32Array[];
  familiarQueues: Int32Array;
  /** Undefined where nobody looks through many. */
  rows: Rows | undefined;
}

/** Whether people choose in a way that asks for each line of work and each person: nothing can be gathered in rows then. */
export function looksAtAll({ interrupts, in_hand, takes_from, takes_joining }: ReviewRules): boolean {
  return interrupts || in_hand > 1 || takes_from === 'longest line' || takes_joining === 'fewest areas';
}

/**
 * Lines of work for each pool: short lists one by one, long ones gathered in rows where that pays.
 *
 * @param gathers whether that is allowed
 */
export function workLines(queues: readonly Queue[], pools: Pools, gathers: boolean): WorkLines {
  const known: number[][] = Array.from({ length: pools.count }, () => []);
  const ofHall: number[][] = pools.ofHall.map(() => []);
  for (const [queue, { hall, knowing }] of queues.entries()) {
    ofHall[hall]!.push(queue);
    for (const pool of knowing ?? pools.ofHall[hall]!) known[pool]!.push(queue);
  }
  const rows: number[][] = [];
  const gather = (list: number[]) => lineOf(rows.push(list) - 1);
  const hallRow = ofHall.map((list) => (isShort(list.length) || !gathers ? undefined : gather(list)));
  const others = known.map((own, pool) => othersOf(own, pools.halls[pool]!, ofHall, hallRow));
  // Rows of halls can stand in rows of pools; the same list is gathered once.
  const member = (line: number) => (line < 0 ? queues.length + lineOf(line) : line);
  const lists = [...known, ...others.map((list) => list.map(member))];
  const worth = worthGathering(gathers ? lists : [], queues.length + rows.length);
  const same = new ListNumbers();
  const lineAt: number[] = [];
  const gathered = (at: number): number[] => {
    const number = same.number(lists[at]!);
    lineAt[number] ??= gather(lists[at]!);
    return [lineAt[number]];
  };
  const familiar = known.map((list, pool) => (worth[pool] ? gathered(pool) : list));
  const queuesOf = familiar.map((list, pool) => {
    const other = worth[pools.count + pool] ? gathered(pools.count + pool) : others[pool]!;
    return Int32Array.from([...list, ...other]);
  });
  const members = rows.map((list) => Int32Array.from(list));
  return {
    queuesOf,
    familiarQueues: Int32Array.from(familiar, ({ length }) => length),
    rows: members.length === 0 ? undefined : new Rows(queues.length, members),
  };
}

/** Lines with work that a pool may take and does not know; a row of a hall also holds what it knows, which comes first. */
function othersOf(
  known: readonly number[],
  halls: ArrayLike<number>,
  ofHall: readonly number[][],
  hallRow: readonly (number | undefined)[],
): number[] {
  const own = new Set(known);
  return Array.from(halls).flatMap((hall) => {
    const other = hallRow[hall] === undefined ? ofHall[hall]!.filter((queue) => !own.has(queue)) : [];
    if (hallRow[hall] === undefined) return other;
    return holdsMore(ofHall[hall]!, own) ? [hallRow[hall]] : [];
  });
}

function holdsMore(queues: readonly number[], own: ReadonlySet<number>): boolean {
  return queues.length > own.size || queues.some((queue) => !own.has(queue));
}

/** Whom each queue looks for: pools from 0 on, and rows of them. */
export interface PeopleLines {
  poolsOf: Int32Array[];
  /** Undefined where no queue looks through many. */
  rows: Rows | undefined;
  /**
   * For each stage whose people are gathered in a row: lines of those who know its code, those who know most first. Who
   * knows nothing of it comes after all of them.
   */
  knowingFirst: (Int32Array[] | undefined)[];
}

/** @param levels for each stage, pools that take it before others, in groups; only asked where many might */
export function peopleLines(
  queues: readonly Queue[],
  pools: Pools,
  queueOf: readonly number[],
  levels: (stage: number) => number[][],
  gathers: boolean,
): PeopleLines {
  const wide = worthGathering(gathers ? pools.ofHall : [], pools.count);
  const ofStage = queueOf.map((queue, stage) => (wide[queues[queue]!.hall] ? levels(stage) : undefined));
  const lists = ofStage.flatMap((own) => own ?? []);
  const gathered = worthGathering(lists, pools.count);
  const rows: Int32Array[] = [];
  const gather = (list: readonly number[]) => Int32Array.of(lineOf(rows.push(Int32Array.from(list)) - 1));
  const same = new ListNumbers();
  const lines: Int32Array[] = [];
  let at = 0;
  const knowingFirst = ofStage.map((own) =>
    own?.map((list) => {
      const number = same.number(list);
      lines[number] ??= gathered[at] ? gather(list) : Int32Array.from(list);
      at++;
      return lines[number];
    }),
  );
  const ofHall = pools.ofHall.map((list, hall) => (wide[hall] ? gather(list) : Int32Array.from(list)));
  return {
    poolsOf: queues.map(({ hall }) => ofHall[hall]!),
    rows: rows.length === 0 ? undefined : new Rows(pools.count, rows),
    knowingFirst,
  };
}
