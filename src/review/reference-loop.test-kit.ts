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
 *  - people who come or go within weeks do so after the calendar and before arrivals, all of one moment together;
 *  - what interrupts does so when nobody is idle for it: of the reviews that stand strictly after it, the last, of equal
 *    ones the one begun last; its reader takes up the other part, then the interrupted part looks for somebody idle, then
 *    for somebody to interrupt, then takes its old place; whoever comes back to a review, and all that waits when a freeze
 *    has ended or the organization changed (first things first), interrupts likewise;
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
  /** Changes for which there was no place. */
  turnedAway: number[];
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

type Outcome = 'running' | 'approved' | 'revision' | 'ended' | 'outdated' | 'interrupted';

interface Review {
  person: Person;
  part: Part;
  step: Step;
  told: ReviewTold;
  /** Whether its outcome would still count. */
  counts: boolean;
  /** Work when it was taken up [h], and the share of the whole that this was. */
  work: number;
  share: number;
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
  /** Visits begun, those interrupted that nobody has resumed, and its place among equals in the line. */
  visits: number;
  rests: { visit: number; share: number }[];
  turn: number;
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
  private turns = 0;
  /** Changes that are open. */
  private open = 0;
  /** Whether the backlog of a reorganization finds its places: nothing interrupts anything. */
  private moving = false;
  /** When each person next comes or goes within weeks. */
  private readonly comings: number[];
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
    this.comings = this.people.map(({ number }) =>
      capacity.comesAndGoes ? capacity.nextTurn(number, 0) : Number.POSITIVE_INFINITY,
    );
    const all = [...Array(changes.count).keys()];
    this.patience = all.map((i) => ({
      left: changes.patience[i]!,
      since: undefined,
      alarm: Number.POSITIVE_INFINITY,
    }));
    const never = () => all.map(() => Number.POSITIVE_INFINITY);
    this.story = {
      ...{ firstReview: never(), approved: never(), merged: never(), abandoned: never() },
      ...{ patchSets: [], reviews: [], stays: [], divided: [], partMerges: [], turnedAway: [], until: 0 },
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
      const coming = Math.min(...this.comings);
      const next = Math.min(day, coming, arrival, this.pending[0]?.time ?? Number.POSITIVE_INFINITY);
      if (next === Number.POSITIVE_INFINITY || next > this.horizon) break;
      this.now = next;
      if (day === next) this.turn(days.shift()!);
      else if (coming === next) this.comeAndGoWithin(coming);
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
    const { limit } = this.scenario.review;
    if (limit !== undefined && created[change]! >= 0 && this.open >= limit) {
      this.story.turnedAway.push(change);
      this.story.abandoned[change] = this.now;
      this.parts.push([]);
      return;
    }
    this.open++;
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
      ...{ visits: 0, rests: [], turn: 0 },
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
    part.turn = ++this.turns;
    while (this.wanted(part) > 0) {
      const person = this.idleFor(part);
      if (person === undefined) break;
      this.start(person, part);
    }
    this.interruptFor(part);
    if (this.wanted(part) > 0) this.standInLine(part);
    this.runPatience(part.change);
  }

  private standInLine(part: Part): void {
    part.key = this.keyOf(part);
    this.line.push(part);
    this.line.sort((a, b) => a.turn - b.turn);
  }

  private keyOf(part: Part): number[] {
    return keyOf(this.scenario, this.changes, part.change, part.patchSet, this.missing(part));
  }

  private leaveLine(part: Part): void {
    this.line = this.line.filter((other) => other !== part);
  }

  private abandon(change: number): void {
    this.story.abandoned[change] = this.now;
    this.open--;
    for (const part of this.parts[change]!) {
      this.leaveLine(part);
      part.rests = [];
      for (const review of this.readings(part)) review.counts = false;
      part.where = 'gone';
    }
    this.restPatience(change);
  }

  private revise(part: Part): void {
    this.leaveLine(part);
    part.rests = [];
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
    if (all.every(({ where }) => where === 'gone')) {
      this.story.merged[change] = this.now;
      this.open--;
    } else for (const other of this.followers(part)) this.begin(other);
  }

  // ── reviews ─────────────────────────────────────────────────────────────────────────────────────────────────────

  private start(person: Person, part: Part): void {
    const { change, step, patchSet } = part;
    const { review: rules } = this.scenario;
    this.row = this.row.filter((other) => other !== person);
    const rest = part.rests.shift();
    const visit = rest?.visit ?? part.visits++;
    const full =
      rules.belongs_to === 'visit'
        ? this.changes.visitEffort(change, this.drawOf(part, visit), this.areaOf(step))
        : this.changes.effort[change]!;
    const again = this.hasRead(person, part) ? rules.re_review : 1;
    const share = rest?.share ?? 1;
    const work = full * effortFactor(this.scenario, person.number, step) * again * share;
    const told: ReviewTold = {
      ...{ person: person.number, change, part: part.number, patchSet, stage: step.number, visit },
      ...{ queued: part.queued, started: this.now, outcome: 'running' },
      finished: this.capacity.finish(person.number, this.now, work),
    };
    const review: Review = { person, part, step, told, counts: true, work, share };
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
        !['ended', 'interrupted'].includes(review.told.outcome),
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
      else this.passStep(part, review);
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

  private passStep(part: Part, review: Review): void {
    const { person } = review;
    this.leaveLine(part);
    part.rests = [];
    const next = this.stepAfter(review);
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

  /** Where routes lead, the draw of the visit decides; the stage of an area is that of what touches nothing else. */
  private stepAfter({ part, step, told }: Review): Step | undefined {
    const { routes } = this.scenario.review;
    if (routes === undefined) return this.nextStep(part);
    let left = this.changes.route(part.change, this.drawOf(part, told.visit));
    for (const { to, share } of routes[step.code[0]!]!) {
      left -= share;
      if (left < 0) return this.steps.flat().find(({ code }) => code[0] === to);
    }
    return undefined;
  }

  /** The area whose law a visit follows, where changes go from area to area. */
  private areaOf({ code }: Step): number | undefined {
    return this.scenario.review.routes === undefined ? undefined : code[0];
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
    const first = this.firstFor(person);
    if (first !== undefined) this.start(person, first);
    return first !== undefined;
  }

  private firstFor(person: Person): Part | undefined {
    const able = this.line.filter((part) => this.mayRead(person, part));
    const strange = (part: Part) => (this.isWelcome(person, part) ? 0 : 1);
    const length = (part: Part) => -this.alike(part.step).length;
    const byLine = (a: Part, b: Part) =>
      this.scenario.review.takes_from === 'longest line'
        ? length(a) - length(b) || compareKeys(this.namedFirst(a.step), this.namedFirst(b.step))
        : 0;
    return able.sort((a, b) => strange(a) - strange(b) || byLine(a, b) || compareKeys(a.key, b.key))[0];
  }

  /** A line: steps that the same people may approve, and of them the same know, where that is preferred. */
  private lineName({ members, code }: Step): string {
    const knowing = members.filter((person) =>
      code.some((part) => this.scenario.people[person]!.familiar.includes(part)),
    );
    return `${members}|${this.scenario.review.prefers === 'familiar' ? knowing : members}`;
  }

  /** What waits in the line of a step and is not held by a freeze. */
  private alike(step: Step): Part[] {
    const name = this.lineName(step);
    return this.line.filter((part) => this.lineName(part.step) === name && !this.isHeld(part));
  }

  /** Of the areas whose changes wait in the line of a step, the one named first; then the place of its first step. */
  private namedFirst(step: Step): [area: number, step: number] {
    const name = this.lineName(step);
    const steps = this.steps.flat().filter((other) => this.lineName(other) === name);
    return [Math.min(...steps.flatMap(({ code }) => code)), steps[0]!.number];
  }

  /** Areas that the person may approve. */
  private areasOf({ number }: Person): number {
    const own = this.steps.flat().filter(({ members }) => members.includes(number));
    return new Set(own.flatMap(({ code }) => code)).size;
  }

  private isWelcome(person: Person, { step }: Part): boolean {
    const { familiar } = this.scenario.people[person.number]!;
    return this.scenario.review.prefers === 'any' || step.code.some((part) => familiar.includes(part));
  }

  private idleFor(part: Part): Person | undefined {
    const able = this.row.filter((person) => this.mayRead(person, part));
    const { takes_joining } = this.scenario.review;
    if (takes_joining === 'longest idle') return able[0];
    if (takes_joining === 'fewest areas') return able.sort((a, b) => this.areasOf(a) - this.areasOf(b))[0];
    const factor = ({ number }: Person) => effortFactor(this.scenario, number, part.step);
    return able.sort((a, b) => factor(a) - factor(b))[0];
  }

  /** Nobody reads own work, without the right, what a freeze holds, or for a second approval. */
  private mayRead(person: Person, part: Part): boolean {
    const { change, step, approvals } = part;
    if (this.changes.author[change] === person.number || !step.members.includes(person.number)) return false;
    if (this.isHeld(part)) return false;
    return !this.scenario.review.distinct_approvals || !approvals.some((given) => given.person === person);
  }

  private isHeld({ change }: Part): boolean {
    return this.changes.feature[change] === 1 && this.thaw(this.now) !== this.now;
  }

  // ── interruptions ───────────────────────────────────────────────────────────────────────────────────────────────

  private interruptFor(part: Part): void {
    if (!this.scenario.review.interrupts || this.moving) return;
    while (this.wanted(part) > 0) {
      const victim = this.victimOf(part);
      if (victim === undefined) return;
      this.giveWay(victim, part);
    }
  }

  private victimOf(part: Part): Review | undefined {
    const key = (of: Part) => this.keyOf(of);
    const able = this.people.flatMap((person) =>
      person.here && person.reading !== undefined && this.mayRead(person, part) ? [person.reading] : [],
    );
    const after = able.filter((review) => compareKeys(key(review.part), key(part)) > 0);
    const begun = (review: Review) => this.story.reviews.indexOf(review.told);
    return after.sort((a, b) => compareKeys(key(b.part), key(a.part)) || begun(b) - begun(a))[0];
  }

  private giveWay(review: Review, to: Part): void {
    const { person, part, told, work, share } = review;
    const counted = review.counts;
    told.outcome = counted ? 'interrupted' : 'ended';
    told.finished = this.now;
    review.counts = false;
    if (counted) {
      const { number } = person;
      const done = this.capacity.until(number, this.now) - this.capacity.until(number, told.started);
      part.rests.push({ visit: told.visit, share: share * (work > 0 ? Math.max(0, 1 - done / work) : 1) });
    }
    this.start(person, to);
    if (counted) this.standAgain(part);
  }

  private standAgain(part: Part): void {
    part.queued = this.now;
    if (!this.line.includes(part)) {
      const person = this.idleFor(part);
      if (person !== undefined) {
        this.start(person, part);
        return;
      }
      const before = this.wanted(part);
      this.interruptFor(part);
      if (this.wanted(part) < before) return;
      this.standInLine(part);
    }
    this.runPatience(part.change);
  }

  private interruptByWaiting(): void {
    if (!this.scenario.review.interrupts) return;
    const waiting = [...this.line].sort((a, b) => compareKeys(a.key, b.key));
    for (const part of waiting) if (this.line.includes(part)) this.interruptFor(part);
  }

  private reconsider(person: Person, review: Review): void {
    const part = this.firstFor(person);
    if (part !== undefined && compareKeys(part.key, this.keyOf(review.part)) < 0) this.giveWay(review, part);
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
    this.interruptByWaiting();
  }

  private comeAndGoWithin(time: number): void {
    const people = this.people.filter(({ number }) => this.comings[number] === time);
    for (const { number } of people) this.comings[number] = this.capacity.nextTurn(number, time);
    this.comeAndGo(people, time);
  }

  private comeAndGo(people: Person[], time: number): void {
    const week = Math.min(this.capacity.weeks - 1, Math.floor(time / WEEK));
    const moving = people.filter((person) => {
      const { number } = person;
      const works = this.capacity.works(number, week) && this.capacity.isThere(number, time);
      const here = works && this.hasRight(person);
      return here !== person.here;
    });
    for (const person of moving) person.here = !person.here;
    this.row = this.row.filter(({ here }) => here);
    for (const person of moving) {
      const { here, reading } = person;
      if (here && reading === undefined) this.free(person);
      if (here && reading !== undefined && this.scenario.review.interrupts) this.reconsider(person, reading);
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
    const all = this.parts.flatMap(([first]) => first ?? []);
    const open = all.filter(({ where }) => where === 'up' || where === 'author');
    for (const part of open) this.move(part, before[part.step.set]!);
    this.moving = true;
    for (const part of [...new Set([...order, ...open])]) if (part.where === 'up') this.stand(part);
    this.moving = false;
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
    if (!stays) part.rests = [];
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
    part.turn = ++this.turns;
    if (this.wanted(part) > 0) this.standInLine(part);
    this.runPatience(part.change);
    if (this.scenario.review.parts_in_order) return;
    for (const other of this.followers(part)) {
      other.where = 'up';
      other.began = this.now;
      other.posted = this.now;
      other.queued = this.now;
      other.turn = ++this.turns;
      this.standInLine(other);
      this.runPatience(part.change);
    }
  }
}
