import { WEEK } from '../scenario/types.ts';
import { OUTCOME, type Records } from './record.ts';
import type { Run } from './small-case.test-kit.ts';

/** Where a change stands between two events. */
interface ChangeState {
  /** Posted, and not yet approved: it waits or is read. */
  up: boolean;
  stage: number;
  patchSet: number;
  missing: number;
  readers: number;
  wanted: number;
  /** When it began to wait. */
  joined: number;
}

export interface State {
  time: number;
  changes: ChangeState[];
  idle: number[];
}

/** All reviews as rows, in order of their start. */
export function reviewsIn({ records }: { records: Records }) {
  return Array.from({ length: records.reviews }, (_, i) => ({
    person: records.reviewer[i]!,
    change: records.change[i]!,
    patchSet: records.patchSet[i]!,
    stage: records.stage[i]!,
    outcome: records.outcome[i]!,
    queued: records.queued[i]!,
    started: records.started[i]!,
    finished: records.finished[i]!,
  }));
}

/** Works out from nothing but the records and the rules where everything stood between any two events. */
export class Replay {
  readonly reviews: ReturnType<typeof reviewsIn>;
  private readonly run: Run;
  private readonly times: number[];
  private readonly stays: { change: number; from: number; until: number }[];
  private readonly known = new Map<number, State>();

  constructor(run: Run) {
    const { records, changes, scenario } = run;
    this.run = run;
    this.reviews = reviewsIn(run);
    this.stays = Array.from({ length: records.stays }, (_, i) => ({
      change: records.stayChange[i]!,
      from: records.stayFrom[i]!,
      until: records.stayUntil[i]!,
    }));
    const all = [
      ...Array.from(changes.created, (at) => Math.max(0, at)),
      ...this.reviews.flatMap(({ started, finished }) => [started, finished]),
      ...this.stays.flatMap(({ from, until }) => [from, until]),
      ...[records.approved, records.merged, records.abandoned].flatMap((column) =>
        Array.from(column.subarray(0, changes.count)),
      ),
      ...Array.from({ length: run.capacity.weeks }, (_, week) => week * WEEK),
      ...scenario.cycles.flatMap(({ freeze, release }) => [freeze, release]),
    ];
    const until = run.capacity.weeks * WEEK;
    this.times = [...new Set([...all, until])].filter((at) => at <= until).sort((a, b) => a - b);
  }

  /** One moment between any two events that follow each other. */
  moments(): number[] {
    return this.times.slice(1).map((time, i) => (time + this.times[i]!) / 2);
  }

  /** The states just before and just after an event. */
  around(time: number): [State, State] {
    const i = this.times.indexOf(time);
    const [before, after] = [this.times[i - 1] ?? time - 1, this.times[i + 1] ?? time + 1];
    return [this.at((before + time) / 2), this.at((time + after) / 2)];
  }

  at(time: number): State {
    const known = this.known.get(time);
    if (known !== undefined) return known;
    const running = this.reviews.filter(({ started, finished }) => started <= time && time < finished);
    const busy = new Set(running.map(({ person }) => person));
    const state = {
      time,
      changes: Array.from({ length: this.run.changes.count }, (_, change) => this.standing(change, time)),
      idle: this.run.scenario.people.flatMap((_, person) => (busy.has(person) ? [] : [person])),
    };
    this.known.set(time, state);
    return state;
  }

  /** From when until when a patch set was up. */
  posted(change: number, patchSet: number): { from: number; until: number } {
    const { created, patchSet: first } = this.run.changes;
    const stays = this.stays.filter((stay) => stay.change === change);
    const index = patchSet - first[change]!;
    return {
      from: index === 0 ? Math.max(0, created[change]!) : stays[index - 1]!.until,
      until: stays[index]?.from ?? Number.POSITIVE_INFINITY,
    };
  }

  /** Whether the person has the right to read the change now, and it could use a reader; busy or not. */
  mayTake(state: State, person: number, change: number, time = state.time): boolean {
    const { rights, teams, changes, scenario, capacity } = this.run;
    const { up, wanted, stage } = state.changes[change]!;
    if (!up || wanted <= 0 || changes.author[change] === person) return false;
    if (!capacity.works(person, Math.floor(time / WEEK))) return false;
    if (!rights.stages[stage]!.code.some((part) => this.owns(teams, person, part))) return false;
    const frozen = scenario.cycles.some(({ freeze, release }) => time >= freeze && time < release);
    if (frozen && changes.feature[change] === 1) return false;
    return (
      !scenario.review.distinct_approvals ||
      !this.valid(change, state.changes[change]!, state.time).some((review) => review.person === person)
    );
  }

  /** Smaller is sooner: strange to the person, key of the discipline, beginning of the wait. */
  rank(person: number, change: number, state: State): number[] {
    const { changes, scenario, rights } = this.run;
    const { stage, missing, patchSet, joined } = state.changes[change]!;
    const { familiar } = scenario.people[person]!;
    const strange =
      scenario.review.prefers === 'familiar' && !rights.stages[stage]!.code.some((c) => familiar.includes(c));
    const keys = {
      'first in first out': [],
      'oldest first': [changes.created[change]!],
      'newest first': [-changes.created[change]!],
      'smallest first': [changes.size[change]!],
      'nearest to approval': [missing, -patchSet],
      priority: [changes.priority[change]!],
    };
    return [strange ? 1 : 0, ...keys[scenario.review.discipline], joined];
  }

  private owns(teams: Run['teams'], person: number, part: number): boolean {
    return teams.some(({ owns, members }) => owns.includes(part) && members.includes(person));
  }

  private standing(change: number, time: number): ChangeState {
    const { changes, records, rights, scenario } = this.run;
    const arrival = Math.max(0, changes.created[change]!);
    const stays = this.stays.filter((stay) => stay.change === change && stay.from <= time);
    const approved = records.approved[change]!;
    const atGate = approved <= time && !stays.some(({ from }) => from >= approved);
    const away = stays.some(({ until }) => time < until);
    const closed = Math.min(records.merged[change]!, records.abandoned[change]!) <= time;
    const set = changes.codeSet[change]!;
    const reviews = this.reviews.filter((review) => review.change === change && review.started <= time);
    const back = stays.filter(({ until }) => until <= time);
    const state: ChangeState = {
      up: time >= arrival && !away && !closed && !atGate,
      stage: Math.max(rights.firstStage[set]!, ...reviews.map(({ stage }) => stage)),
      patchSet: changes.patchSet[change]! + back.length,
      missing: 0,
      readers: 0,
      wanted: 0,
      joined: Math.max(arrival, ...back.map(({ until }) => until)),
    };
    const needed = () => rights.stages[state.stage]!.approvals;
    const passed = this.valid(change, state, time).length >= needed();
    if (passed && state.stage + 1 < rights.firstStage[set + 1]!) state.stage++;
    const given = this.valid(change, state, time);
    state.missing = needed() - given.length;
    state.readers = reviews.filter(
      (review) =>
        time < review.finished && review.patchSet === state.patchSet && review.stage === state.stage,
    ).length;
    const one = scenario.review.at_once === 'one';
    state.wanted = one ? 1 - state.readers : state.missing - state.readers;
    const rejoins = reviews.filter(
      ({ outcome, stage, finished }) =>
        outcome === OUTCOME.approved && finished <= time && (one || stage < state.stage),
    );
    state.joined = Math.max(state.joined, ...rejoins.map(({ finished }) => finished));
    return state;
  }

  /** Approvals that count for the change's present stage and patch set. */
  private valid(change: number, { stage, patchSet }: ChangeState, time: number) {
    const survive = this.run.scenario.review.approvals_survive;
    return this.reviews.filter(
      (review) =>
        review.change === change &&
        review.stage === stage &&
        review.outcome === OUTCOME.approved &&
        review.finished <= time &&
        (survive || review.patchSet === patchSet),
    );
  }
}
