import { WEEK } from '../scenario/types.ts';
import { broken } from './broken-law.test-kit.ts';
import type { FinishedRun } from './observer.ts';
import { NEVER, OUTCOME } from './record.ts';
import { mayApprove } from './rights.ts';
import { checkIdle, checkOrder, Waits } from './run-waits.test-kit.ts';
import { scratch, sortNearly } from './scratch.test-kit.ts';

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

function hold(holds: boolean, law: string, what: () => string): void {
  if (!holds) broken(law, what());
}

const arrivalOf = ({ changes }: FinishedRun, change: number) => Math.max(0, changes.created[change]!);

/** Conservation: whoever has arrived is merged, abandoned, turned away or open, in that order of moments; nothing else is. */
export function checkFates(run: FinishedRun): void {
  const { changes, records, horizon } = run;
  const { firstReview, approved, merged, abandoned, until } = records;
  const law = 'conservation of changes';
  hold(records.changes === changes.count, law, () => `${records.changes} of ${changes.count} recorded`);
  hold(horizon === NEVER || until === horizon, law, () => `stopped at ${until}, not ${horizon}`);
  const { created } = changes;
  for (let change = 0; change < changes.count; change++) {
    const from = Math.max(0, created[change]!);
    const first = firstReview[change]!;
    const passed = approved[change]!;
    const end = merged[change]!;
    const given = abandoned[change]!;
    const never = first === NEVER && passed === NEVER && end === NEVER && given === NEVER;
    const ordered =
      (end === NEVER || (given === NEVER && first <= passed && passed <= end)) &&
      first >= from &&
      passed >= from &&
      given >= from &&
      (first <= until || first === NEVER) &&
      (passed <= until || passed === NEVER) &&
      (end <= until || end === NEVER) &&
      (given <= until || given === NEVER);
    if (from > until ? never : ordered) continue;
    broken(law, `change ${change} from ${from}: ${first}, ${passed}, ${end}, ${given} of ${until}`);
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

/** Whether two changes that were recorded one after the other are of one region, so that time goes on between them. */
function sameRegion({ changes, rights }: FinishedRun): (change: number, next: number) => boolean {
  const { regions } = rights;
  if (regions === undefined) return () => true;
  const of = (change: number) => regions.ofSet[changes.codeSet[change]!]!;
  return (change, next) => of(change) >= of(next);
}

/** Records are written as time goes on, region by region, and nothing ends before it began or after the run. */
export function checkClock(run: FinishedRun): void {
  const { records } = run;
  const together = sameRegion(run);
  const { started, queued, finished, outcome, previous, part, patchSet, change } = records;
  const { stayFrom, stayUntil, stayChange, until } = records;
  const law = 'monotone clock';
  for (let i = 0; i < records.reviews; i++) {
    const at = started[i]!;
    const end = finished[i]!;
    const goesOn = i === 0 || at >= started[i - 1]! || !together(change[i - 1]!, change[i]!);
    const ordered = goesOn && queued[i]! >= 0 && queued[i]! <= at && at <= end;
    if (!ordered || (outcome[i] === OUTCOME.running ? end < until : end > until))
      broken(law, `review ${i}: ${queued[i]}, ${at}, ${end} after ${started[i - 1]}`);
    const before = previous[i]!;
    if (before < 0) continue;
    if (before >= i || part[before] !== part[i] || patchSet[before]! > patchSet[i]!)
      broken(law, `review ${i} of part ${part[i]} follows review ${before} of ${part[before]}`);
  }
  for (let i = 0; i < records.stays; i++) {
    const goesOn =
      i === 0 || stayFrom[i]! >= stayFrom[i - 1]! || !together(stayChange[i - 1]!, stayChange[i]!);
    const ordered = goesOn && stayFrom[i]! <= stayUntil[i]!;
    if (!ordered || stayFrom[i]! > until) broken(law, `stay ${i} from ${stayFrom[i]} until ${stayUntil[i]}`);
  }
  const merges = records.partMerges.map(({ change, merged }) => ({ change, at: merged }));
  for (const moments of [merges, records.divided]) {
    for (const [i, { change, at }] of moments.entries()) {
      const before = moments[i - 1];
      const goesOn = before === undefined || at >= before.at || !together(before.change, change);
      hold(goesOn, law, () => `parts of change ${change} at ${at} after ${before!.at}`);
    }
  }
}

/** Nobody reads more at once, or in sum, than they can, nor what they may not, nor while they are away. */
export function checkHands(run: FinishedRun): void {
  const { scenario, changes, rights, capacity, records } = run;
  const { reviewer, change, stage, started, finished } = records;
  const most = scenario.review.in_hand ?? 1;
  // When the review ends that was begun as many reviews ago as can be in hand; several may end in another order.
  const inHand = Array.from({ length: capacity.people }, () => new Hand(most));
  const first = rights.before === undefined ? 0 : rights.firstStage[0]!;
  const told = (i: number) => `review ${i} of change ${change[i]} by person ${reviewer[i]} at ${started[i]}`;
  for (let i = 0; i < records.reviews; i++) {
    const person = reviewer[i]!;
    const at = started[i]!;
    if (!inHand[person]!.takes(at, finished[i]!)) broken('nobody over capacity', told(i));
    if (changes.author[change[i]!] === person) broken('nobody reads own work', told(i));
    const isOld = stage[i]! < first;
    const of = isOld ? rights.before! : rights;
    if (!mayApprove(of, person, stage[i]!)) broken('nobody reads without the right', told(i));
    const week = Math.min(capacity.weeks - 1, Math.floor(at / WEEK));
    if (!capacity.works(person, week) || !capacity.isThere(person, at))
      broken('nobody takes work while away', told(i));
  }
  checkWork(run, most);
}

/** The ends of what somebody has in hand. */
class Hand {
  private readonly most: number;
  private until = -1;
  private readonly ends: number[] = [];

  constructor(most: number) {
    this.most = most;
  }

  /** Whether there is room at `at` for a review that ends at `end`. */
  takes(at: number, end: number): boolean {
    if (this.most === NEVER) return true;
    if (this.most === 1) {
      const isFree = this.until <= at;
      this.until = end;
      return isFree;
    }
    let kept = 0;
    for (const other of this.ends) if (other > at) this.ends[kept++] = other;
    this.ends.length = kept;
    this.ends.push(end);
    return kept < this.most;
  }
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
      if (Math.abs(done - full) > tolerance && Math.abs(done - full * rules.re_review) > tolerance)
        broken('nobody over capacity', `review ${i} of ${full} h took ${done} h of person ${person}`);
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
  const { merged, abandoned, queued, started, finished, stage } = records;
  const all = spansOf('changes', changes.count);
  for (let change = 0; change < changes.count; change++) {
    const from = Math.max(0, changes.created[change]!);
    if (from > until) break;
    add(all, changes.area[change]!, from, Math.min(merged[change]!, abandoned[change]!, until));
  }
  holdByGroup(all, 'area');
  if (scenario.review.limit !== undefined) checkLimit(run, all);
  const first = rights.before === undefined ? 0 : rights.firstStage[0]!;
  const [reading, waiting] = [spansOf('reading', records.reviews), spansOf('waiting', records.reviews)];
  for (let i = 0; i < records.reviews; i++) {
    const { queueOf } = stage[i]! < first ? rights.before! : rights;
    const team = queueOf[stage[i]!]!;
    const at = started[i]!;
    add(reading, team, at, Math.min(finished[i]!, until));
    if (queued[i] !== at) add(waiting, team, queued[i]!, at);
  }
  holdByGroup(reading, 'team, read');
  holdByGroup(waiting, 'team, waiting');
}

function checkLimit({ scenario, changes }: FinishedRun, { count, from, end }: Spans): void {
  const limit = scenario.review.limit!;
  const { most } = integrate(from.slice(0, count), end.slice(0, count));
  let atStart = 0;
  while (atStart < count && changes.created[atStart]! < 0) atStart++;
  const told = () => `${most} open at once, the limit is ${limit}`;
  hold(most <= Math.max(limit, atStart), 'no more open than the limit', told);
}

interface Spans {
  count: number;
  group: Int32Array;
  from: Float64Array;
  end: Float64Array;
}

function spansOf(name: string, most: number): Spans {
  const group = new Int32Array(scratch(`${name} group`, most).buffer, 0, most);
  return { count: 0, group, from: scratch(`${name} from`, most), end: scratch(`${name} end`, most) };
}

function add(spans: Spans, group: number, from: number, end: number): void {
  const { count } = spans;
  if (!(end >= from)) broken("Little's law", `gone at ${end}, come at ${from}`);
  spans.group[count] = group;
  spans.from[count] = from;
  spans.end[count] = end;
  spans.count = count + 1;
}

/** Holds the law in each group. */
function holdByGroup({ count, group, from, end }: Spans, what: string): void {
  let groups = 0;
  for (let i = 0; i < count; i++) if (group[i]! >= groups) groups = group[i]! + 1;
  const start = new Int32Array(groups + 1);
  const sums = new Float64Array(groups);
  for (let i = 0; i < count; i++) {
    start[group[i]! + 1]!++;
    sums[group[i]!]! += end[i]! - from[i]!;
  }
  for (let g = 0; g < groups; g++) start[g + 1]! += start[g]!;
  if (groups === 1) {
    const { integral } = integrate(from.subarray(0, count), end.subarray(0, count));
    close(integral, sums[0]!, `${what} 0`);
    return;
  }
  const [entries, exits, next] = [scratch('entries', count), scratch('exits', count), start.slice()];
  for (let i = 0; i < count; i++) {
    const place = next[group[i]!]!++;
    entries[place] = from[i]!;
    exits[place] = end[i]!;
  }
  for (let g = 0; g < groups; g++) {
    const [first, last] = [start[g]!, start[g + 1]!];
    const { integral } = integrate(entries.subarray(first, last), exits.subarray(first, last));
    close(integral, sums[g]!, `${what} ${g}`);
  }
}

function close(integral: number, sum: number, what: string): void {
  if (Math.abs(integral - sum) > 1e-9 * Math.max(1, sum))
    broken("Little's law", `${what}: ${integral} h, not ${sum} h`);
}

/** Steps from event to event; sorts what it is given. */
function integrate(entries: Float64Array, exits: Float64Array): { integral: number; most: number } {
  sortNearly(entries);
  sortNearly(exits);
  let there = 0;
  let most = 0;
  let integral = 0;
  let now = 0;
  let i = 0;
  const count = entries.length;
  for (let j = 0; j < count; j++) {
    const exit = exits[j]!;
    // At one time entries go first, so that whoever stays for no time is never missing.
    for (; i < count && entries[i]! <= exit; i++) {
      integral += there * (entries[i]! - now);
      there++;
      now = entries[i]!;
      if (there > most && exit > now && (i + 1 === count || entries[i + 1]! > now)) most = there;
    }
    integral += there * (exit - now);
    there--;
    now = exit;
    if (there < 0) broken("Little's law", `fewer than none at ${now}`);
  }
  return { integral, most };
}
