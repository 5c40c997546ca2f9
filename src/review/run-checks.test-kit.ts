import { WEEK } from '../scenario/types.ts';
import type { FinishedRun } from './observer.ts';
import { NEVER, OUTCOME } from './record.ts';
import { checkIdle, checkOrder, Waits } from './run-waits.test-kit.ts';

/**
 * What holds in every run, found from its records alone: sorting and sweeping, nothing that takes more than n log n. Every
 * run of every test passes through here (see watch-runs.test-kit.ts).
 */
export function checkRun(run: FinishedRun): void {
  checkFates(run);
  checkClock(run);
  checkHands(run);
  checkLittle(run);
  const waits = new Waits(run);
  checkIdle(run, waits);
  checkOrder(run, waits);
}

/** A run broke a law of the model. */
export class BrokenLaw extends Error {}

export function hold(holds: boolean, law: string, what: () => string): void {
  if (!holds) throw new BrokenLaw(`${law}: ${what()}`);
}

const arrivalOf = ({ changes }: FinishedRun, change: number) => Math.max(0, changes.created[change]!);

/** Conservation: whoever has arrived is merged, abandoned, turned away or open, in that order of moments; nothing else is. */
export function checkFates(run: FinishedRun): void {
  const { changes, records, horizon } = run;
  const { firstReview, approved, merged, abandoned, until } = records;
  const law = 'conservation of changes';
  hold(records.changes === changes.count, law, () => `${records.changes} of ${changes.count} recorded`);
  hold(horizon === NEVER || until === horizon, law, () => `stopped at ${until}, not ${horizon}`);
  for (let change = 0; change < changes.count; change++) {
    const from = arrivalOf(run, change);
    const [first, passed] = [firstReview[change]!, approved[change]!];
    const [end, given] = [merged[change]!, abandoned[change]!];
    const told = () => `change ${change} from ${from}: ${first}, ${passed}, ${end}, ${given} of ${until}`;
    if (from > until) {
      hold(Math.min(first, passed, end, given) === NEVER, law, told);
      continue;
    }
    hold(end === NEVER || given === NEVER, law, told);
    hold(first >= from && passed >= from && given >= from, law, told);
    if (end < NEVER) hold(first <= passed && passed <= end, law, told);
    for (const time of [first, passed, end, given]) hold(time <= until || time === NEVER, law, told);
  }
  const away = new Set(records.turnedAway);
  hold(away.size === records.turnedAway.length, law, () => 'a change turned away twice');
  for (const change of away) {
    const isGone = abandoned[change] === arrivalOf(run, change) && firstReview[change] === NEVER;
    hold(isGone && records.lastReview[change]! < 0, law, () => `change ${change} turned away, but not gone`);
  }
  checkParts(run);
}

function checkParts({ records }: FinishedRun): void {
  const { divided, partMerges, merged, until } = records;
  if (divided.length === 0) {
    hold(partMerges.length === 0, 'conservation of parts', () => 'parts without a whole');
    return;
  }
  const [left, last] = [new Map<number, number>(), new Map<number, number>()];
  for (const { change, parts } of divided) {
    hold(!left.has(change) && parts > 1, 'conservation of parts', () => `change ${change} divided`);
    left.set(change, parts);
  }
  for (const { change, from, merged: at } of partMerges) {
    left.set(change, left.get(change)! - 1);
    last.set(change, at);
    const ordered = from <= at && at <= until;
    hold(ordered && left.get(change)! >= 0, 'conservation of parts', () => `change ${change} at ${at}`);
  }
  for (const [change, count] of left) {
    const end = count > 0 ? NEVER : last.get(change)!;
    hold(
      merged[change] === end,
      'conservation of parts',
      () => `change ${change}: ${merged[change]}, ${end}`,
    );
  }
}

/** Records are written as time goes on, and nothing ends before it began or after the run. */
export function checkClock({ records }: FinishedRun): void {
  const { started, queued, finished, outcome, previous, part, patchSet, stayFrom, stayUntil, until } =
    records;
  const law = 'monotone clock';
  for (let i = 0; i < records.reviews; i++) {
    const told = () => `review ${i}: ${queued[i]}, ${started[i]}, ${finished[i]} after ${started[i - 1]}`;
    hold(i === 0 || started[i]! >= started[i - 1]!, law, told);
    hold(queued[i]! >= 0 && queued[i]! <= started[i]! && started[i]! <= finished[i]!, law, told);
    hold(outcome[i] === OUTCOME.running ? finished[i]! >= until : finished[i]! <= until, law, told);
    const before = previous[i]!;
    if (before < 0) continue;
    const follows = before < i && part[before] === part[i] && patchSet[before]! <= patchSet[i]!;
    hold(follows, law, () => `review ${i} of part ${part[i]} follows review ${before} of ${part[before]}`);
  }
  for (let i = 0; i < records.stays; i++) {
    const ordered = (i === 0 || stayFrom[i]! >= stayFrom[i - 1]!) && stayFrom[i]! <= stayUntil[i]!;
    hold(ordered && stayFrom[i]! <= until, law, () => `stay ${i} from ${stayFrom[i]} until ${stayUntil[i]}`);
  }
  inOrder(
    records.partMerges.map(({ merged }) => merged),
    'parts that merge',
  );
  inOrder(
    records.divided.map(({ at }) => at),
    'divisions',
  );
}

function inOrder(times: number[], what: string): void {
  for (let i = 1; i < times.length; i++)
    hold(times[i]! >= times[i - 1]!, 'monotone clock', () => `${what}: ${times[i]} after ${times[i - 1]}`);
}

/** Nobody reads more at once, or in sum, than they can, nor what they may not, nor while they are away. */
export function checkHands(run: FinishedRun): void {
  const { scenario, changes, rights, capacity, records } = run;
  const { reviewer, change, stage, started, finished } = records;
  const most = scenario.review.in_hand ?? 1;
  const inHand: number[][] = Array.from({ length: capacity.people }, () => []);
  const first = rights.firstStage[0] ?? 0;
  const may = [rights, rights.before].map((given) => given && mayTable(given));
  for (let i = 0; i < records.reviews; i++) {
    const [person, at] = [reviewer[i]!, started[i]!];
    const told = () => `review ${i} of change ${change[i]} by person ${person} at ${at}`;
    const hand = inHand[person]!;
    let kept = 0;
    for (const end of hand) if (end > at) hand[kept++] = end;
    hand.length = kept;
    hold(kept < most, 'nobody over capacity', told);
    hand.push(finished[i]!);
    hold(changes.author[change[i]!] !== person, 'nobody reads own work', told);
    const [era, of] = stage[i]! < first ? [may[1]!, rights.before!] : [may[0]!, rights];
    const queue = of.queueOf[stage[i]!]!;
    hold(era[person * of.queues + queue] === 1, 'nobody reads without the right', told);
    const week = Math.min(capacity.weeks - 1, Math.floor(at / WEEK));
    const isHere = capacity.works(person, week) && capacity.isThere(person, at);
    hold(isHere, 'nobody takes work while away', told);
  }
  checkWork(run, most);
}

/** 1 for each person and queue from which they may take, `[person * queues + queue]`. */
export function mayTable({ poolOf, queuesOf, queues }: FinishedRun['rights']): Uint8Array {
  const table = new Uint8Array(poolOf.length * queues);
  poolOf.forEach((pool, person) => {
    if (pool >= 0) for (const queue of queuesOf[pool]!) table[person * queues + queue] = 1;
  });
  return table;
}

/** A review takes what was asked of its reader, or a share of that on reading again; in sum nobody does more than they can. */
function checkWork(run: FinishedRun, most: number): void {
  const { scenario, changes, rights, capacity, records } = run;
  const { review: rules } = scenario;
  if (rules.interrupts || (rules.belongs_to === 'visit' && (rules.routes || records.divided.length > 0)))
    return;
  const { reviewer, change, stage, started, finished, outcome, visit } = records;
  const asked = new Float64Array(capacity.people);
  const last = new Float64Array(capacity.people);
  const firstStage = rights.firstStage[0] ?? 0;
  for (let i = 0; i < records.reviews; i++) {
    if (outcome[i] === OUTCOME.running || outcome[i] === OUTCOME.ended) continue;
    const person = reviewer[i]!;
    const of = stage[i]! < firstStage ? rights.before! : rights;
    const factor = of.effort.factor(of.poolOf[person]!, stage[i]!);
    const full =
      factor *
      (rules.belongs_to === 'visit'
        ? changes.visitEffort(change[i]!, visit[i]!)
        : changes.effort[change[i]!]!);
    if (most === 1) {
      const done = capacity.until(person, finished[i]!) - capacity.until(person, started[i]!);
      const tolerance = 1e-9 * (full + finished[i]! + 1);
      const fits = Math.abs(done - full) <= tolerance || Math.abs(done - full * rules.re_review) <= tolerance;
      hold(fits, 'nobody over capacity', () => `review ${i} of ${full} h took ${done} h of person ${person}`);
    }
    asked[person]! += Math.min(full, full * rules.re_review);
    last[person] = Math.max(last[person]!, finished[i]!);
  }
  for (let person = 0; person < capacity.people; person++) {
    const able = last[person] === 0 ? 0 : capacity.until(person, last[person]!);
    const fits = asked[person]! <= able * (1 + 1e-9) + 1e-9;
    hold(fits, 'nobody over capacity', () => `person ${person} did ${asked[person]} h of ${able} h`);
  }
}

/** Little's law over the run: the integral of how many there are is the sum of how long each was there, never below none. */
export function checkLittle(run: FinishedRun): void {
  const { scenario, changes, records, rights } = run;
  const { until } = records;
  const all: Spans = spansOf(changes.count);
  for (let change = 0; change < changes.count; change++) {
    const from = arrivalOf(run, change);
    if (from > until) break;
    const end = Math.min(records.merged[change]!, records.abandoned[change]!, until);
    add(all, changes.area[change]!, from, end);
  }
  const most = littleByGroup(all, 'area');
  const { limit } = scenario.review;
  if (limit !== undefined && all.count > 0) {
    let atStart = 0;
    while (atStart < all.count && changes.created[atStart]! < 0) atStart++;
    const told = () => `${most} open at once, the limit is ${limit}`;
    hold(most <= Math.max(limit, atStart), 'no more open than the limit', told);
  }
  const first = rights.firstStage[0] ?? 0;
  const [reading, waiting] = [spansOf(records.reviews), spansOf(records.reviews)];
  for (let i = 0; i < records.reviews; i++) {
    const { queueOf } = records.stage[i]! < first ? rights.before! : rights;
    const team = queueOf[records.stage[i]!]!;
    add(reading, team, records.started[i]!, Math.min(records.finished[i]!, until));
    add(waiting, team, records.queued[i]!, records.started[i]!);
  }
  littleByGroup(reading, 'team, read');
  littleByGroup(waiting, 'team, waiting');
}

interface Spans {
  count: number;
  group: Int32Array;
  from: Float64Array;
  end: Float64Array;
}

function spansOf(most: number): Spans {
  const [from, end] = [new Float64Array(most), new Float64Array(most)];
  return { count: 0, group: new Int32Array(most), from, end };
}

function add(spans: Spans, group: number, from: number, end: number): void {
  spans.group[spans.count] = group;
  spans.from[spans.count] = from;
  spans.end[spans.count++] = end;
}

/** Holds the law in each group; the most that were there at once in all. */
function littleByGroup({ count, group, from, end }: Spans, what: string): number {
  const groups = count === 0 ? 0 : 1 + group.subarray(0, count).reduce((most, one) => Math.max(most, one));
  const start = new Int32Array(groups + 1);
  const sums = new Float64Array(groups);
  for (let i = 0; i < count; i++) {
    start[group[i]! + 1]!++;
    hold(end[i]! >= from[i]!, "Little's law", () => `${what}: gone at ${end[i]}, come at ${from[i]}`);
    sums[group[i]!]! += end[i]! - from[i]!;
  }
  for (let g = 0; g < groups; g++) start[g + 1]! += start[g]!;
  const [entries, exits, next] = [new Float64Array(count), new Float64Array(count), start.slice()];
  for (let i = 0; i < count; i++) {
    const place = next[group[i]!]!++;
    entries[place] = from[i]!;
    exits[place] = end[i]!;
  }
  for (let g = 0; g < groups; g++) {
    const { integral } = integrate(
      entries.subarray(start[g]!, start[g + 1]!),
      exits.subarray(start[g]!, start[g + 1]!),
    );
    const close = Math.abs(integral - sums[g]!) <= 1e-9 * Math.max(1, sums[g]!);
    hold(close, "Little's law", () => `${what} ${g}: ${integral} h, not ${sums[g]} h`);
  }
  return what === 'area' ? integrate(from.slice(0, count), end.slice(0, count)).most : 0;
}

/** Steps from event to event; sorts what it is given. */
function integrate(entries: Float64Array, exits: Float64Array): { integral: number; most: number } {
  entries.sort();
  exits.sort();
  let [there, most, integral, now, i] = [0, 0, 0, 0, 0];
  for (const exit of exits) {
    // At one time entries go first, so that whoever stays for no time is never missing.
    for (; i < entries.length && entries[i]! <= exit; i++) {
      integral += there++ * (entries[i]! - now);
      now = entries[i]!;
      if (there > most && (i + 1 === entries.length || entries[i + 1]! > now) && exit > now) most = there;
    }
    integral += there-- * (exit - now);
    now = exit;
    hold(there >= 0, "Little's law", () => `fewer than none at ${now}`);
  }
  return { integral, most };
}
