import { WEEK } from '../scenario/types.ts';
import { broken } from './broken-law.test-kit.ts';
import type { FinishedRun } from './observer.ts';
import { NEVER, OUTCOME } from './record.ts';
import { poolsThatTake, type Rights } from './rights.ts';
import { scratch, sortNearly, sortNearlyBy } from './scratch.test-kit.ts';

/**
 * Stretches of time in which a part stood in a waiting line, wanting one more reader: before each review that did not begin
 * at once, and at the end of the run or of the change where nobody came any more.
 */
export class Waits {
  count = 0;
  part: Int32Array;
  change: Int32Array;
  stage: Int32Array;
  from: Float64Array;
  end: Float64Array;
  /** The review that ended it, -1 if none did. */
  by: Int32Array;

  constructor(run: FinishedRun) {
    const most = run.records.reviews + run.changes.count;
    this.part = new Int32Array(scratch('waits part', most).buffer, 0, most);
    this.change = new Int32Array(scratch('waits change', most).buffer, 0, most);
    this.stage = new Int32Array(scratch('waits stage', most).buffer, 0, most);
    this.from = scratch('waits from', most);
    this.end = scratch('waits end', most);
    this.by = new Int32Array(scratch('waits by', most).buffer, 0, most);
    this.beforeReviews(run);
    this.unanswered(run);
  }

  private beforeReviews({ scenario, records, rights }: FinishedRun): void {
    const { part, previous, patchSet, outcome, queued, started, finished, stage, change } = records;
    for (let i = 0; i < records.reviews; i++) {
      const end = started[i]!;
      let from = queued[i]!;
      // Before the day of a reorganization it stood in another line.
      if (rights.before !== undefined && stage[i]! >= rights.firstStage[0]! && from < rights.from)
        from = rights.from;
      if (scenario.review.interrupts) {
        for (let p = previous[i]!; p >= 0 && patchSet[p] === patchSet[i]; p = previous[p]!)
          if (outcome[p] === OUTCOME.interrupted && finished[p]! > from) from = finished[p]!;
      }
      if (from < end) this.add(part[i]!, change[i]!, stage[i]!, from, end, i);
    }
  }

  /** Whole changes that wait for a reader who never came, where the records tell for which stage. */
  private unanswered(run: FinishedRun): void {
    const { changes, rights, records, scenario } = run;
    if (scenario.review.interrupts || scenario.review.routes !== undefined) return;
    const away = lastStays(run);
    const divided = new Set(records.divided.map(({ change }) => change));
    const turnedAway = new Set(records.turnedAway);
    for (let change = 0; change < changes.count; change++) {
      const arrival = Math.max(0, changes.created[change]!);
      if (arrival > records.until) break;
      if (records.merged[change]! < NEVER || divided.has(change) || turnedAway.has(change)) continue;
      const posted = away[change]! >= 0 ? away[change]! : arrival;
      const end = Math.min(records.abandoned[change]!, records.until);
      const approved = records.approved[change]!;
      if (posted >= end || (approved < NEVER && approved >= posted)) continue;
      const at = this.standsFrom(run, change, posted);
      if (at === undefined) continue;
      const [stage, since] = at;
      const isOld = rights.before !== undefined && stage < rights.firstStage[0]!;
      if (isOld ? end > rights.from : since < rights.from) continue;
      if (since < end) this.add(change, change, stage, since, end, -1);
    }
  }

  /** The stage at which a posted change waits at the end, and since when at the latest; undefined if it does not wait. */
  private standsFrom({ changes, rights, records, scenario }: FinishedRun, change: number, posted: number) {
    const { stage, started, finished, outcome, patchSet, previous, queued } = records;
    const last = records.lastReview[change]!;
    const set = changes.codeSet[change]!;
    if (last < 0) return [(posted < rights.from ? rights.before! : rights).firstStage[set]!, posted] as const;
    if (started[last]! < posted) return [stage[last]!, posted] as const;
    const of = rights.before !== undefined && stage[last]! < rights.firstStage[0]! ? rights.before : rights;
    let [given, reading, ended] = [0, 0, queued[last]!];
    for (let i = last; i >= 0; i = previous[i]!) {
      // Approvals from before a reorganization may be lost, so the records alone do not tell.
      if (of === rights && rights.before !== undefined && stage[i]! < rights.firstStage[0]!) return undefined;
      const counts =
        stage[i] === stage[last] && (patchSet[i] === patchSet[last] || scenario.review.approvals_survive);
      if (!counts) continue;
      if (outcome[i] === OUTCOME.approved) given++;
      else if (outcome[i] === OUTCOME.running) reading++;
      if (outcome[i] !== OUTCOME.running) ended = Math.max(ended, finished[i]!);
    }
    const needed = of.approvals[stage[last]!]!;
    if (given >= needed) {
      const isLast = of.linked || stage[last]! + 1 >= of.firstStage[set + 1]!;
      return isLast ? undefined : ([stage[last]! + 1, ended] as const);
    }
    const wants = scenario.review.at_once === 'one' ? reading === 0 : given + reading < needed;
    return wants ? ([stage[last]!, ended] as const) : undefined;
  }

  private add(part: number, change: number, stage: number, from: number, end: number, by: number): void {
    const i = this.count++;
    this.part[i] = part;
    this.change[i] = change;
    this.stage[i] = stage;
    this.from[i] = from;
    this.end[i] = end;
    this.by[i] = by;
  }
}

/** When each change last came back from its author, -1 if it was never there. */
function lastStays({ changes, records }: FinishedRun): Float64Array {
  const last = new Float64Array(changes.count).fill(-1);
  for (let i = 0; i < records.stays; i++)
    last[records.stayChange[i]!] = Math.max(last[records.stayChange[i]!]!, records.stayUntil[i]!);
  return last;
}

/** The rights under which a stage is approved, and whether they are those before the reorganization. */
function rightsOf({ rights }: FinishedRun, stage: number): Rights {
  return rights.before !== undefined && stage < rights.firstStage[0]! ? rights.before : rights;
}

/** Work conservation: nobody who could read it sits idle while a part waits, however briefly. */
export function checkIdle(run: FinishedRun, waits: Waits): void {
  if (waits.count === 0) return;
  const { changes, rights, scenario } = run;
  const idle = idleSpans(run);
  const unions = new Map(
    [rights, rights.before].map((given) => [given, given && poolsIdle(given, idle, run)]),
  );
  const members = new Map([rights, rights.before].map((given) => [given, given && membersOf(given)]));
  const freezes = scenario.cycles.filter(({ freeze, release }) => freeze < release);
  for (let i = 0; i < waits.count; i++) {
    const [from, end, stage, change] = [waits.from[i]!, waits.end[i]!, waits.stage[i]!, waits.change[i]!];
    const of = rightsOf(run, stage);
    const held = changes.feature[change] === 1 ? freezes : [];
    for (const pool of poolsThatTake(of, of.queueOf[stage]!)) {
      if (!overlaps(unions.get(of)![pool]!, from, end)) continue;
      for (const person of members.get(of)![pool]!) {
        if (changes.author[change] === person || !overlaps(idle[person]!, from, end)) continue;
        if (mayNotAgain(run, waits.part[i]!, stage, person, end, 0)) continue;
        const barred = [...held, ...readings(run, waits.part[i]!, person)];
        const at = firstOverlap(
          idle[person]!,
          from,
          end,
          barred.sort((a, b) => a.freeze - b.freeze),
        );
        if (at === undefined) continue;
        const what = `person ${person} idle at ${at}, change ${change} waits from ${from} until ${end}`;
        broken('work conservation', what);
      }
    }
  }
}

/** When the person, who may have several reviews in hand, has this part there: nobody has one twice at a time. */
function readings({ records, scenario }: FinishedRun, part: number, person: number) {
  const spans: { freeze: number; release: number }[] = [];
  if (scenario.review.in_hand === 1) return spans;
  for (let i = records.lastReview[part]!; i >= 0; i = records.previous[i]!)
    if (records.reviewer[i] === person)
      spans.push({ freeze: records.started[i]!, release: records.finished[i]! });
  return spans;
}

function membersOf({ poolOf, pools }: Rights): number[][] {
  const members: number[][] = Array.from({ length: pools }, () => []);
  poolOf.forEach((pool, person) => {
    if (pool >= 0) members[pool]!.push(person);
  });
  return members;
}

/** Whether the person has a hand in this step already, before `end` [h] or review `review`, so that it needs somebody else. */
function mayNotAgain(
  { records, rights, scenario }: FinishedRun,
  part: number,
  stage: number,
  person: number,
  end: number,
  review: number,
): boolean {
  const { stepOf } = rights;
  for (let i = records.lastReview[part]!; i >= 0; i = records.previous[i]!) {
    if (records.reviewer[i] !== person || (records.started[i]! >= end && i >= review)) continue;
    if (stepOf[records.stage[i]!] !== stepOf[stage]) continue;
    // Whoever has several reviews in hand does not read the same twice at a time.
    if (scenario.review.in_hand !== 1 && records.finished[i]! >= end) return true;
    if (scenario.review.distinct_approvals && records.outcome[i] === OUTCOME.approved) return true;
  }
  return false;
}

/** When each person was there and had room for one more review, as flat lists of beginnings and ends. */
function idleSpans(run: FinishedRun): Float64Array[] {
  const { capacity, records, scenario } = run;
  const { reviewer, started, finished, until } = records;
  const most = scenario.review.in_hand ?? 1;
  const count = new Int32Array(capacity.people + 1);
  for (let i = 0; i < records.reviews; i++) count[reviewer[i]! + 1]!++;
  for (let person = 0; person < capacity.people; person++) count[person + 1]! += count[person]!;
  const [starts, ends] = [scratch('starts', records.reviews), scratch('ends', records.reviews)];
  const next = count.slice();
  for (let i = 0; i < records.reviews; i++) {
    const place = next[reviewer[i]!]!++;
    starts[place] = started[i]!;
    ends[place] = Math.min(finished[i]!, until);
  }
  return Array.from({ length: capacity.people }, (_, person) => {
    const own = ends.subarray(count[person], count[person + 1]);
    if (most > 1) sortNearly(own);
    const free =
      most === NEVER
        ? [0, until]
        : withRoom(starts.subarray(count[person], count[person + 1]), own, most, until);
    return Float64Array.from(meet(free, presence(run, person)));
  });
}

/** Between sorted starts and ends, when fewer than `most` were in hand. */
function withRoom(starts: Float64Array, ends: Float64Array, most: number, until: number): number[] {
  const spans: number[] = [];
  let since = 0;
  for (let i = most - 1; i < starts.length; i++) {
    // The start that fills the hand, and the end that makes room again.
    if (starts[i]! > since) spans.push(since, starts[i]!);
    since = Math.max(since, ends[i - most + 1]!);
  }
  if (until > since) spans.push(since, until);
  return spans;
}

function presence({ capacity, records }: FinishedRun, person: number): number[] {
  const spans: number[] = [];
  const { until } = records;
  for (let week = 0; week < capacity.weeks && week * WEEK < until; week++) {
    if (!capacity.works(person, week)) continue;
    const [from, end] = [
      week * WEEK,
      week === capacity.weeks - 1 ? until : Math.min(until, (week + 1) * WEEK),
    ];
    if (!capacity.comesAndGoes) spans.push(from, end);
    for (let at = from; capacity.comesAndGoes && at < end; ) {
      const turn = Math.min(end, capacity.nextTurn(person, at));
      if (capacity.isThere(person, at)) spans.push(at, turn);
      at = turn;
    }
  }
  return spans;
}

/** What lies in both of two lists of spans in order. */
function meet(a: readonly number[], b: readonly number[]): number[] {
  const both: number[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const [from, end] = [Math.max(a[i]!, b[j]!), Math.min(a[i + 1]!, b[j + 1]!)];
    if (from < end) both.push(from, end);
    if (a[i + 1]! < b[j + 1]!) i += 2;
    else j += 2;
  }
  return both;
}

/** When anybody of each pool was idle. */
function poolsIdle(rights: Rights, idle: Float64Array[], { records }: FinishedRun): Float64Array[] {
  return membersOf(rights).map((members) => {
    if (members.length === 1) return idle[members[0]!]!;
    const size = members.reduce((sum, person) => sum + idle[person]!.length / 2, 0);
    const [starts, ends] = [scratch('idle starts', size), scratch('idle ends', size)];
    let n = 0;
    for (const person of members) {
      const spans = idle[person]!;
      for (let i = 0; i < spans.length; i += 2, n++) {
        starts[n] = spans[i]!;
        ends[n] = spans[i + 1]!;
      }
    }
    return union(sortNearly(starts), sortNearly(ends), records.until);
  });
}

function union(starts: Float64Array, ends: Float64Array, until: number): Float64Array {
  const spans: number[] = [];
  for (let i = 0, since = 0; i < starts.length; i++) {
    const next = starts[i + 1] ?? until + 1;
    // All that have begun have ended.
    if (ends[i]! >= next) continue;
    spans.push(starts[since]!, ends[i]!);
    since = i + 1;
  }
  return Float64Array.from(spans);
}

/** Place of the first span that ends after `time`. */
function spanAfter(spans: Float64Array, time: number): number {
  let [low, high] = [0, spans.length / 2];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[2 * middle + 1]! > time) high = middle;
    else low = middle + 1;
  }
  return 2 * low;
}

function overlaps(spans: Float64Array, from: number, end: number): boolean {
  const at = spanAfter(spans, from);
  return at < spans.length && spans[at]! < end;
}

/** The first moment from `from` to `end` in one of the spans and in none of the freezes. */
function firstOverlap(
  spans: Float64Array,
  from: number,
  end: number,
  held: { freeze: number; release: number }[],
): number | undefined {
  for (let i = spanAfter(spans, from); i < spans.length && spans[i]! < end; i += 2) {
    let at = Math.max(from, spans[i]!);
    for (const { freeze, release } of held) if (at >= freeze && at < release) at = release;
    if (at < Math.min(end, spans[i + 1]!)) return at;
  }
  return undefined;
}

/** Whoever takes from a line takes what the discipline puts first of what they may take there. */
export function checkOrder(run: FinishedRun, waits: Waits): void {
  const { scenario, changes, records, rights } = run;
  const { discipline } = scenario.review;
  if (discipline === 'nearest to approval') return;
  const keys = {
    'first in first out': (i: number) => waits.from[i]!,
    'oldest first': (i: number) => changes.created[waits.change[i]!]!,
    'newest first': (i: number) => -changes.created[waits.change[i]!]!,
    'smallest first': (i: number) => changes.size[waits.change[i]!]!,
    priority: (i: number) => changes.priority[waits.change[i]!]!,
  };
  const keyOf = keys[discipline];
  const key = scratch('keys', waits.count);
  for (let i = 0; i < waits.count; i++) key[i] = keyOf(i);
  const order = new Uint32Array(scratch('order', waits.count).buffer, 0, waits.count);
  for (let i = 0; i < waits.count; i++) order[i] = i;
  // Waits that reviews ended are in order of their end; they begin in another order.
  sortNearlyBy(order, waits.from);
  const lines = new Map<number, Line>();
  const lineOf = (i: number): Line => {
    const of = rightsOf(run, waits.stage[i]!);
    const feature = changes.feature[waits.change[i]!]!;
    const name = 4 * of.queueOf[waits.stage[i]!]! + 2 * feature + (of === rights ? 0 : 1);
    let line = lines.get(name);
    if (line === undefined) {
      line = new Line(key);
      lines.set(name, line);
    }
    return line;
  };
  let next = 0;
  for (let i = 0; i < waits.count && waits.by[i]! >= 0; i++) {
    const at = waits.end[i]!;
    for (; next < order.length && waits.from[order[next]!]! < at; next++)
      lineOf(order[next]!).push(order[next]!);
    const person = records.reviewer[waits.by[i]!]!;
    const before = lineOf(i).firstBefore(
      key[i]!,
      (j) => waits.end[j]! > at,
      (j) => {
        if (changes.author[waits.change[j]!] === person) return false;
        return !mayNotAgain(run, waits.part[j]!, waits.stage[j]!, person, at, waits.by[i]!);
      },
    );
    if (before < 0) continue;
    const what = `at ${at} person ${person} takes change ${waits.change[i]}, not ${waits.change[before]}`;
    broken(`order of the discipline '${discipline}'`, what);
  }
}

/** Waits in one line, the first by key on top of a heap; those that are over leave when they come to the top. */
class Line {
  private readonly key: Float64Array;
  private readonly heap: number[] = [];

  constructor(key: Float64Array) {
    this.key = key;
  }

  push(wait: number): void {
    const { heap, key } = this;
    let hole = heap.push(wait) - 1;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      if (key[heap[parent]!]! <= key[wait]!) break;
      heap[hole] = heap[parent]!;
      hole = parent;
    }
    heap[hole] = wait;
  }

  private pop(): number {
    const { heap, key } = this;
    const top = heap[0]!;
    const last = heap.pop()!;
    if (heap.length === 0) return top;
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && key[heap[child + 1]!]! < key[heap[child]!]!) child++;
      if (key[last]! <= key[heap[child]!]!) break;
      heap[hole] = heap[child]!;
      hole = child;
    }
    heap[hole] = last;
    return top;
  }

  /** A wait that lasts and may be ended, with a smaller key; -1 if there is none. */
  firstBefore(key: number, lasts: (wait: number) => boolean, may: (wait: number) => boolean): number {
    const passed: number[] = [];
    let found = -1;
    while (found < 0 && this.heap.length > 0 && this.key[this.heap[0]!]! < key) {
      const top = this.pop();
      if (!lasts(top)) continue;
      passed.push(top);
      if (may(top)) found = top;
    }
    for (const wait of passed) this.push(wait);
    return found;
  }
}
