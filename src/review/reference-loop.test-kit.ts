import { DRAWS_OF_A_PART, type LatentChanges } from '../demand/change.ts';
import { type Organization, type Scenario, WEEK } from '../scenario/types.ts';
import type { Capacity } from './capacity.ts';
import { compareKeys, effortFactor, isSame, keyOf, type Step, stepsOf } from './reference-rules.test-kit.ts';

/**
 * The review model once more, slow and plain: pending events in a sorted array, everything else in objects and lists that
 * are looked through from end to end. It shares no code with the loop that it is laid beside.
 *
 * Rules for what happens at one and the same time, which no other text settles:
 *  - the calendar goes first, then changes that arrive, then events in the order in which they were scheduled;
 *  - a day of the calendar: the organization takes effect; all who go are gone; then by their numbers people come and take
 *    something up, or what they leave for good is given to others; then, if a freeze has ended or the organization changed,
 *    the idle look again, longest idle first; whoever finds nothing keeps the place;
 *  - a review that ends: the change that is through moves on (into the next step, to the gate, back to its author), then
 *    its reviewer takes other work by the line as it stands, and only then does the change take its place in that line;
 *  - reviews that a request for revision ends: their readers are free after the one who asked, first begun, first free;
 *  - patience has one alarm; it rings when patience could end at the earliest, and is set anew if by then the change was
 *    read for a while. It is set when the change begins to wait, unless one is set that rings no later;
 *  - who has no right at all is not there: a first right is like a first day;
 *  - on the day an organization takes effect, reviews end change by change, of one change the latest first; nobody takes
 *    anything until all have their place, in the old order, then by number.
 */
export function simulateSlowly(
  scenario: Scenario,
  changes: LatentChanges,
  organization: Organization,
  capacity: Capacity,
  horizon: number,
): Story {
  return new ReferenceLoop(scenario, changes, organization, capacity, horizon).run();
}

/** What happened, in plain lists. Times in hours; Infinity for what did not happen. */
export interface Story {
  firstReview: number[];
  approved: number[];
  merged: number[];
  abandoned: number[];
  patchSets: number[];
  reviews: ReviewTold[];
  stays: { change: number; from: number; until: number }[];
  divided: { change: number; at: number; parts: number }[];
  partMerges: { change: number; from: number; merged: number }[];
  until: number;
}

export interface ReviewTold {
  person: number;
  change: number;
  part: number;
  patchSet: number;
  stage: number;
  visit: number;
  queued: number;
  started: number;
  finished: number;
  outcome: Outcome;
}

type Outcome = 'running' | 'approved' | 'revision' | 'ended' | 'outdated';

interface Review {
  person: Person;
  part: Part;
  step: Step;
  told: ReviewTold;
  /** Whether its outcome would still count. */
  counts: boolean;
}

interface Person {
  number: number;
  here: boolean;
  reading: Review | undefined;
}

interface Part {
  number: number;
  change: number;
  place: number;
  where: 'nowhere' | 'up' | 'author' | 'approved' | 'gone';
  step: Step;
  patchSet: number;
  /** Patch sets of the present step. */
  round: number;
  began: number;
  posted: number;
  queued: number;
  /** Its place in the line, as of when it joined or an approval reached it. */
  key: number[];
  approvals: Review[];
  reviews: Review[];
  gateRuns: number;
}

interface Patience {
  left: number;
  since: number | undefined;
  alarm: number;
}

class ReferenceLoop {
  private readonly scenario: Scenario;
  private readonly changes: LatentChanges;
  private readonly organization: Organization;
  private readonly capacity: Capacity;
  private readonly horizon: number;
  private readonly story: Story;
  private now = 0;
  private pending: { time: number; happens: () => void }[] = [];
  private present: Organization;
  private steps: Step[][];
  /** Parts of each change that has arrived. */
  private readonly parts: Part[][] = [];
  private readonly people: Person[];
  /** Who is idle, longest first. */
  private row: Person[] = [];
  /** What waits for reviewers, longest waiting first. */
  private line: Part[] = [];
  private readonly patience: Patience[];

  constructor(
    scenario: Scenario,
    changes: LatentChanges,
    organization: Organization,
    capacity: Capacity,
    horizon: number,
  ) {
    this.scenario = scenario;
    this.changes = changes;
    this.organization = organization;
    this.capacity = capacity;
    this.horizon = horizon;
    this.present = organization.from > 0 ? scenario.organizations[0]! : organization;
    this.steps = stepsOf(this.present, changes.codeSets, 0);
    this.people = scenario.people.map((_, number) => ({ number, here: false, reading: undefined }));
    const all = [...Array(changes.count).keys()];
    this.patience = all.map((i) => ({
      left: changes.patience[i]!,
      since: undefined,
      alarm: Number.POSITIVE_INFINITY,
    }));
    const never = () => all.map(() => Number.POSITIVE_INFINITY);
    this.story = {
      ...{ firstReview: never(), approved: never(), merged: never(), abandoned: never() },
      ...{ patchSets: [], reviews: [], stays: [], divided: [], partMerges: [], until: 0 },
    };
  }

  run(): Story {
    const days = this.calendar();
    this.turn(days.shift()!);
    for (;;) {
      const day = days[0] ?? Number.POSITIVE_INFINITY;
      const change = this.parts.length;
      const created = change < this.changes.count ? this.changes.created[change]! : Number.POSITIVE_INFINITY;
      const arrival = Math.max(0, created);
      const next = Math.min(day, arrival, this.pending[0]?.time ?? Number.POSITIVE_INFINITY);
      if (next === Number.POSITIVE_INFINITY || next > this.horizon) break;
      this.now = next;
      if (day === next) this.turn(days.shift()!);
      else if (arrival === next) this.arrive(change);
      else this.pending.shift()!.happens();
    }
    this.story.until = this.horizon === Number.POSITIVE_INFINITY ? this.now : this.horizon;
    const { patchSet } = this.changes;
    for (let i = 0; i < this.changes.count; i++) {
      const reached = this.parts[i]?.map((part) => part.patchSet) ?? [];
      this.story.patchSets.push(Math.max(patchSet[i]!, ...reached));
    }
    return this.story;
  }

  private schedule(time: number, happens: () => void): void {
    if (time === Number.POSITIVE_INFINITY) return;
    this.pending.push({ time, happens });
    this.pending.sort((a, b) => a.time - b.time);
  }

  // ── changes ─────────────────────────────────────────────────────────────────────────────────────────────────────

  private arrive(change: number): void {
    const { created, codeSet, patchSet, awayFor } = this.changes;
    const steps = this.steps[codeSet[change]!]!;
    const away = awayFor[change]!;
    const first = this.partOf(change, 0, steps[0]!, patchSet[change]!, patchSet[change]!);
    first.began = created[change]!;
    this.parts.push([first]);
    if (this.present.repositories === 'per team' && steps.length > 1) this.divide(first, away >= 0);
    if (away < 0) this.post(first);
    else this.sendBack(first, away);
  }

  private partOf(change: number, place: number, step: Step, patchSet: number, round: number): Part {
    const number = place === 0 ? change : this.numberOf(change, place);
    return {
      ...{ number, change, place, where: 'nowhere', step, patchSet, round },
      ...{ began: 0, posted: 0, queued: 0, key: [], approvals: [], reviews: [], gateRuns: 0 },
    };
  }

  /** Further parts are numbered after all changes, by change and place. */
  private numberOf(change: number, place: number): number {
    const { count, codeSet, codeSets } = this.changes;
    const steps = stepsOf(this.organization, codeSets, 0);
    let number = count;
    for (let other = 0; other < change; other++) number += steps[codeSet[other]!]!.length - 1;
    return number + place - 1;
  }

  /** One part for each repository; where the author has the change, their next patch set is that of all. */
  private divide(first: Part, withAuthor: boolean): void {
    const { change } = first;
    const steps = this.steps[first.step.set]!;
    const next = withAuthor ? 1 : 0;
    first.step = steps[0]!;
    first.approvals = [];
    for (const [place, step] of steps.entries())
      if (place > 0)
        this.parts[change]!.push(this.partOf(change, place, step, first.patchSet + next, first.round + next));
    this.story.divided.push({ change, at: this.now, parts: steps.length });
  }

  private post(part: Part): void {
    part.where = 'up';
    part.posted = this.now;
    if (!this.scenario.review.approvals_survive) part.approvals = [];
    if (this.missing(part) > 0) this.join(part);
    else this.approve(part);
    if (!this.scenario.review.parts_in_order) for (const other of this.followers(part)) this.begin(other);
  }

  private followers(part: Part): Part[] {
    return part.place > 0 ? [] : this.parts[part.change]!.filter(({ where }) => where === 'nowhere');
  }

  private begin(part: Part): void {
    part.began = this.now;
    this.post(part);
  }

  private sendBack(part: Part, away: number): void {
    const limit = this.scenario.changes.gives_up_after ?? Number.POSITIVE_INFINITY;
    const until = this.now + Math.min(away, limit);
    part.where = 'author';
    this.story.stays.push({ change: part.change, from: this.now, until });
    this.schedule(until, () => {
      if (part.where !== 'author') return;
      if (away > limit) this.abandon(part.change);
      else this.comeBack(part);
    });
  }

  private comeBack(part: Part): void {
    part.patchSet++;
    part.round++;
    this.post(part);
  }

  /** Idle people take it, as many as it can use; then it waits for the others. */
  private join(part: Part): void {
    part.queued = this.now;
    while (this.wanted(part) > 0) {
      const person = this.idleFor(part);
      if (person === undefined) break;
      this.start(person, part);
    }
    if (this.wanted(part) > 0) this.standInLine(part);
    this.runPatience(part.change);
  }

  private standInLine(part: Part): void {
    part.key = this.keyOf(part);
    this.line.push(part);
  }

  private keyOf(part: Part): number[] {
    return keyOf(this.scenario, this.changes, part.change, part.patchSet, this.missing(part));
  }

  private leaveLine(part: Part): void {
    this.line = this.line.filter((other) => other !== part);
  }

  private abandon(change: number): void {
    this.story.abandoned[change] = this.now;
    for (const part of this.parts[change]!) {
      this.leaveLine(part);
      for (const review of this.readings(part)) review.counts = false;
      part.where = 'gone';
    }
    this.restPatience(change);
  }

  private revise(part: Part): void {
    this.leaveLine(part);
    this.restPatience(part.change);
    this.sendBack(part, this.changes.turnaround(part.change, this.drawOf(part, part.patchSet)));
  }

  private drawOf({ place }: Part, index: number): number {
    return index + DRAWS_OF_A_PART * place;
  }

  // ── the gate ────────────────────────────────────────────────────────────────────────────────────────────────────

  private approve(part: Part): void {
    const { gate } = this.scenario;
    const { change } = part;
    this.story.approved[change] = this.now;
    const chance = 1 - Math.exp(-gate.conflict * (this.now - part.posted));
    if (this.changes.conflict(change, this.drawOf(part, part.patchSet)) < chance) {
      this.revise(part);
      return;
    }
    part.where = 'approved';
    this.runGate(part);
  }

  /** A run takes some time and fails by chance; one that takes none and cannot fail is over at once. */
  private runGate(part: Part): void {
    const { duration, flake } = this.scenario.gate;
    const from = this.changes.feature[part.change] === 1 ? this.thaw(this.now) : this.now;
    const ends = () => {
      if (part.where !== 'approved') return;
      const draw = this.drawOf(part, part.gateRuns++);
      if (this.changes.flake(part.change, draw) < flake) this.runGate(part);
      else this.merge(part);
    };
    if (from === this.now && duration === 0 && flake === 0) this.merge(part);
    else this.schedule(from + duration, ends);
  }

  private thaw(time: number): number {
    const freeze = this.freezes().find(({ from, until }) => from <= time && time < until);
    return freeze === undefined ? time : this.thaw(freeze.until);
  }

  private freezes(): { from: number; until: number }[] {
    return this.scenario.cycles
      .filter(({ freeze, release }) => freeze < release)
      .map(({ freeze, release }) => ({ from: freeze, until: release }));
  }

  private merge(part: Part): void {
    const { change } = part;
    const all = this.parts[change]!;
    part.where = 'gone';
    if (all.length > 1) this.story.partMerges.push({ change, from: part.began, merged: this.now });
    if (all.every(({ where }) => where === 'gone')) this.story.merged[change] = this.now;
    else for (const other of this.followers(part)) this.begin(other);
  }

  // ── reviews ─────────────────────────────────────────────────────────────────────────────────────────────────────

  private start(person: Person, part: Part): void {
    const { change, step, patchSet } = part;
    const { review: rules } = this.scenario;
    this.row = this.row.filter((other) => other !== person);
    const visit = part.reviews.length;
    const full =
      rules.belongs_to === 'visit'
        ? this.changes.visitEffort(change, this.drawOf(part, visit))
        : this.changes.effort[change]!;
    const again = this.hasRead(person, part) ? rules.re_review : 1;
    const work = full * effortFactor(this.scenario, person.number, step) * again;
    const told: ReviewTold = {
      ...{ person: person.number, change, part: part.number, patchSet, stage: step.number, visit },
      ...{ queued: part.queued, started: this.now, outcome: 'running' },
      finished: this.capacity.finish(person.number, this.now, work),
    };
    const review: Review = { person, part, step, told, counts: true };
    this.story.reviews.push(told);
    if (this.story.firstReview[change] === Number.POSITIVE_INFINITY)
      this.story.firstReview[change] = this.now;
    part.reviews.push(review);
    person.reading = review;
    if (this.wanted(part) === 0) this.leaveLine(part);
    this.restPatience(change);
    this.schedule(told.finished, () => this.endReview(review));
  }

  /** Whether the person has read an earlier patch set of the same code to its end. */
  private hasRead(person: Person, part: Part): boolean {
    return part.reviews.some(
      (review) =>
        review.person === person &&
        isSame(review.step, part.step) &&
        review.told.patchSet < part.patchSet &&
        review.told.outcome !== 'ended',
    );
  }

  private endReview(review: Review): void {
    const { told, part, person } = review;
    if (told.outcome !== 'running') return;
    if (!review.counts) {
      told.outcome = 'outdated';
      this.free(person);
    } else if (this.asksForRevision(review)) {
      told.outcome = 'revision';
      const others = this.readings(part);
      for (const other of others) other.counts = false;
      this.revise(part);
      this.free(person);
      if (this.scenario.review.on_revision === 'end others') this.endAll(others);
    } else {
      told.outcome = 'approved';
      part.approvals.push(review);
      if (this.missing(part) > 0) this.awaitMore(part, person);
      else this.passStep(part, person);
    }
  }

  private asksForRevision({ part, told }: Review): boolean {
    const { belongs_to, revision } = this.scenario.review;
    if (belongs_to === 'visit')
      return this.changes.outcome(part.change, this.drawOf(part, told.visit)) < revision;
    return part.round < this.changes.rounds[part.change]!;
  }

  private endAll(reviews: Review[]): void {
    for (const { told } of reviews) {
      told.outcome = 'ended';
      told.finished = this.now;
    }
    for (const { person } of reviews) this.free(person);
  }

  private passStep(part: Part, person: Person): void {
    this.leaveLine(part);
    const next = this.nextStep(part);
    if (next === undefined) {
      this.approve(part);
      this.free(person);
      return;
    }
    this.beginStep(part, next);
    this.free(person);
    this.join(part);
  }

  /** Parts of a divided change have one step each. */
  private nextStep({ step }: Part): Step | undefined {
    if (this.present.repositories === 'per team') return undefined;
    const steps = this.steps[step.set]!;
    return steps[steps.indexOf(step) + 1];
  }

  private beginStep(part: Part, step: Step): void {
    part.step = step;
    part.round = 1;
    part.approvals = [];
  }

  private awaitMore(part: Part, person: Person): void {
    this.free(person);
    if (this.line.includes(part)) part.key = this.keyOf(part);
    else if (this.wanted(part) > 0) this.join(part);
    this.runPatience(part.change);
  }

  private missing({ step, approvals }: Part): number {
    return step.approvals - approvals.length;
  }

  /** Reviews in hand that will count, in order of their start. */
  private readings(part: Part): Review[] {
    return part.reviews.filter(({ counts, told }) => counts && told.outcome === 'running');
  }

  /** Readers that the part could use besides those it has. */
  private wanted(part: Part): number {
    const readers = this.readings(part).length;
    return this.scenario.review.at_once === 'one' ? (readers > 0 ? 0 : 1) : this.missing(part) - readers;
  }

  // ── people ──────────────────────────────────────────────────────────────────────────────────────────────────────

  private free(person: Person): void {
    person.reading = undefined;
    if (person.here && !this.take(person)) this.row.push(person);
  }

  /** Takes the first of what waits that the person may read, familiar work before other. */
  private take(person: Person): boolean {
    const able = this.line.filter((part) => this.mayRead(person, part));
    const strange = (part: Part) => (this.isWelcome(person, part) ? 0 : 1);
    const [first] = able.sort((a, b) => strange(a) - strange(b) || compareKeys(a.key, b.key));
    if (first !== undefined) this.start(person, first);
    return first !== undefined;
  }

  private isWelcome(person: Person, { step }: Part): boolean {
    const { familiar } = this.scenario.people[person.number]!;
    return this.scenario.review.prefers === 'any' || step.code.some((part) => familiar.includes(part));
  }

  private idleFor(part: Part): Person | undefined {
    const able = this.row.filter((person) => this.mayRead(person, part));
    if (this.scenario.review.takes_joining === 'longest idle') return able[0];
    const factor = ({ number }: Person) => effortFactor(this.scenario, number, part.step);
    return able.sort((a, b) => factor(a) - factor(b))[0];
  }

  /** Nobody reads own work, without the right, what a freeze holds, or for a second approval. */
  private mayRead(person: Person, { change, step, approvals }: Part): boolean {
    if (this.changes.author[change] === person.number || !step.members.includes(person.number)) return false;
    if (this.changes.feature[change] === 1 && this.thaw(this.now) !== this.now) return false;
    return !this.scenario.review.distinct_approvals || !approvals.some((given) => given.person === person);
  }

  // ── patience ────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Patience runs down while a part of the change stands in line and nobody reads that part. */
  private isUnread(change: number): boolean {
    return this.parts[change]!.some((part) => this.line.includes(part) && this.readings(part).length === 0);
  }

  private runPatience(change: number): void {
    const patience = this.patience[change]!;
    if (patience.since !== undefined || !this.isUnread(change)) return;
    patience.since = this.now;
    this.setAlarm(change, this.now + patience.left);
  }

  private restPatience(change: number): void {
    const patience = this.patience[change]!;
    if (patience.since === undefined || this.isUnread(change)) return;
    patience.left = Math.max(0, patience.left - (this.now - patience.since));
    patience.since = undefined;
  }

  private setAlarm(change: number, end: number): void {
    const patience = this.patience[change]!;
    if (patience.alarm <= end) return;
    patience.alarm = end;
    this.schedule(end, () => {
      patience.alarm = Number.POSITIVE_INFINITY;
      if (patience.since === undefined) return;
      const ends = patience.since + patience.left;
      if (this.now >= ends) this.abandon(change);
      else this.setAlarm(change, ends);
    });
  }

  // ── the calendar ────────────────────────────────────────────────────────────────────────────────────────────────

  private calendar(): number[] {
    const weeks = [...Array(this.capacity.weeks).keys()].map((week) => week * WEEK);
    const turns = this.freezes().flatMap(({ from, until }) => [from, until]);
    const all = [...new Set([0, ...weeks, ...turns, this.organization.from])];
    return all.filter((day) => day <= this.horizon).sort((a, b) => a - b);
  }

  private turn(day: number): void {
    const reorganized = this.present !== this.organization && day >= this.organization.from;
    if (reorganized) this.reorganize();
    this.comeAndGo(this.people, day);
    if (!reorganized && !this.freezes().some(({ until }) => until === day)) return;
    for (const person of [...this.row]) if (this.row.includes(person)) this.take(person);
  }

  private comeAndGo(people: Person[], time: number): void {
    const week = Math.min(this.capacity.weeks - 1, Math.floor(time / WEEK));
    const moving = people.filter((person) => {
      const here = this.hasRight(person) && this.capacity.works(person.number, week);
      return here !== person.here;
    });
    for (const person of moving) person.here = !person.here;
    this.row = this.row.filter(({ here }) => here);
    for (const person of moving) {
      const { here, reading } = person;
      if (here && reading === undefined) this.free(person);
      if (!here && reading?.told.finished === Number.POSITIVE_INFINITY) this.handBack(reading);
    }
  }

  private hasRight({ number }: Person): boolean {
    return this.steps.some((steps) => steps.some(({ members }) => members.includes(number)));
  }

  /** Who never comes back leaves the review to others. */
  private handBack(review: Review): void {
    const { part } = review;
    const counted = this.stop(review);
    if (!counted) return;
    if (this.line.includes(part)) this.runPatience(part.change);
    else this.join(part);
  }

  /** Ends a review before its time; whether it counted. */
  private stop(review: Review): boolean {
    const { counts, told, person } = review;
    told.outcome = 'ended';
    told.finished = this.now;
    review.counts = false;
    person.reading = undefined;
    return counts;
  }

  // ── the day of a reorganization ─────────────────────────────────────────────────────────────────────────────────

  private reorganize(): void {
    const { codeSets } = this.changes;
    const [before, order] = [this.steps, this.line];
    this.present = this.organization;
    this.steps = stepsOf(this.present, codeSets, before.flat().length);
    this.line = [];
    this.row = this.row.filter((person) => this.hasRight(person));
    const open = this.parts
      .map(([first]) => first!)
      .filter(({ where }) => where === 'up' || where === 'author');
    for (const part of open) this.move(part, before[part.step.set]!);
    for (const part of [...new Set([...order, ...open])]) if (part.where === 'up') this.stand(part);
  }

  private move(part: Part, before: Step[]): void {
    const old = part.step;
    const steps = this.steps[old.set]!;
    const approved = before.slice(0, before.indexOf(old)).flatMap(({ code }) => code);
    const divided = this.present.repositories === 'per team' && steps.length > 1;
    if (divided) this.divide(part, part.where === 'author');
    else part.step = steps.find(({ code }) => code.some((c) => !approved.includes(c))) ?? steps.at(-1)!;
    const stays = !divided && isSame(part.step, old);
    const may = ({ person }: Review) => part.step.members.includes(person.number);
    const inHand = part.reviews.filter(({ told }) => told.outcome === 'running').reverse();
    for (const review of inHand) if (!stays || !may(review)) this.stopAndSit(review);
    part.approvals = stays ? part.approvals.filter(may) : [];
    if (part.where !== 'up') return;
    for (const review of this.readings(part).reverse())
      if (this.readings(part).length > this.missing(part)) this.stopAndSit(review);
  }

  private stopAndSit(review: Review): void {
    this.stop(review);
    if (review.person.here && this.hasRight(review.person)) this.row.push(review.person);
  }

  /** A moved part takes its place in the line, or goes on if it needs nobody more. */
  private stand(part: Part): void {
    while (this.missing(part) <= 0) {
      const next = this.nextStep(part);
      if (next === undefined) {
        this.restPatience(part.change);
        this.approve(part);
        return;
      }
      this.beginStep(part, next);
    }
    if (this.wanted(part) > 0) this.standInLine(part);
    this.runPatience(part.change);
    if (this.scenario.review.parts_in_order) return;
    for (const other of this.followers(part)) {
      other.where = 'up';
      other.began = this.now;
      other.posted = this.now;
      other.queued = this.now;
      this.standInLine(other);
      this.runPatience(part.change);
    }
  }
}
