import { type CodeSet, LatentChanges } from '../demand/change.ts';
import type { DemandPlan } from '../demand/plan.ts';
import type { GateRules, Organization, PeopleRules, ReviewRules, Scenario, Team } from '../scenario/types.ts';
import { constant } from '../stats/distribution.ts';
import { Capacity, drawCapacity } from './capacity.ts';
import { OUTCOME, type Records } from './record.ts';
import { simulate } from './review-process.ts';
import { compileRights, type Rights } from './rights.ts';

/** A change by hand; draws that are not given never let anything happen. */
export interface SmallChange {
  created: number;
  effort: number;
  /** Parts of the code, as letters: 'ab'. */
  touches?: string;
  author?: string;
  rounds?: number;
  feature?: boolean;
  size?: number;
  priority?: number;
  patience?: number;
  patchSet?: number;
  awayFor?: number;
  /** Uniform draws, by attempt, patch set less 1, and visit. */
  flakes?: number[];
  conflicts?: number[];
  outcomes?: number[];
  routes?: number[];
}

export interface SmallPerson {
  attention?: number;
  knows?: string;
  joined?: number;
  left?: number;
  /** Weeks of absence. */
  away?: number[];
}

export interface SmallTeam {
  members: string[];
  owns: string;
  approvals?: number;
}

/** Features are held from a time until a release. */
export interface Freeze {
  from: number;
  release: number;
}

/** One organization, one run; changes in order of creation, everybody in one team unless `teams` says otherwise. */
export interface SmallCase {
  changes: Record<string, SmallChange>;
  people: Record<string, SmallPerson>;
  teams?: SmallTeam[];
  repositories?: Organization['repositories'];
  /** What takes the place of `teams` on a day [h]. */
  later?: { from: number; teams: SmallTeam[]; repositories?: Organization['repositories'] };
  approvals?: number;
  review?: Partial<ReviewRules>;
  gate?: Partial<GateRules>;
  peopleRules?: Partial<PeopleRules>;
  turnaround?: number;
  givesUpAfter?: number;
  freeze?: Freeze | Freeze[];
  weeks?: number;
  horizon?: number;
}

/** A run with all that went into it. */
export interface Run {
  scenario: Scenario;
  teams: Team[];
  changes: LatentChanges;
  rights: Rights;
  capacity: Capacity;
  records: Records;
}

/** What happened: reviews in order of their start, and how each change ended. */
export interface Played {
  reviews: string[];
  ends: string[];
}

const CODE = [...'abcd'];

export function run(given: SmallCase): Run {
  const scenario = scenarioOf(given);
  const changes = changesOf(given);
  const organization = scenario.organizations.at(-1)!;
  const rights = compileRights(scenario, organization, changes.codeSets);
  const capacity = capacityOf(given, { scenario, weeks: given.weeks ?? 1 } as DemandPlan);
  const horizon = given.horizon ?? Number.POSITIVE_INFINITY;
  const records = simulate(scenario, changes, rights, capacity, horizon);
  return { scenario, teams: organization.teams, changes, rights, capacity, records };
}

export function play(given: SmallCase): Played {
  return told(given, run(given).records);
}

/** Only the reviews, where their outcome is plain. */
export function reviewsOf(given: SmallCase): string[] {
  return play(given).reviews.map((line) => line.replace(' approved', ''));
}

function told({ people, changes }: SmallCase, records: Records): Played {
  const [readers, names] = [Object.keys(people), Object.keys(changes)];
  const words = Object.entries(OUTCOME).map(([word]) => word);
  return {
    reviews: Array.from({ length: records.reviews }, (_, i) =>
      [
        readers[records.reviewer[i]!],
        names[records.change[i]!],
        `${records.started[i]}–${records.finished[i]}`,
        words[records.outcome[i]!],
      ].join(' '),
    ),
    ends: names.map((name, i) => {
      if (records.merged[i] !== Number.POSITIVE_INFINITY) return `${name} merged ${records.merged[i]}`;
      return records.abandoned[i] === Number.POSITIVE_INFINITY
        ? `${name} open`
        : `${name} abandoned ${records.abandoned[i]}`;
    }),
  };
}

function changesOf({ changes, people, turnaround = 10 }: SmallCase): LatentChanges {
  const given = Object.values(changes);
  const sets = given.map(({ touches }): CodeSet => ({ area: 0, code: numbers(touches ?? 'a') }));
  const latent = new ChosenChanges(given, sets, turnaround);
  given.forEach((change, i) => {
    latent.created[i] = change.created;
    latent.codeSet[i] = i;
    latent.effort[i] = change.effort;
    latent.author[i] = change.author === undefined ? -1 : Object.keys(people).indexOf(change.author);
    latent.rounds[i] = change.rounds ?? 1;
    latent.feature[i] = change.feature ? 1 : 0;
    latent.size[i] = change.size ?? 1;
    latent.priority[i] = change.priority ?? 0;
    latent.patience[i] = change.patience ?? Number.POSITIVE_INFINITY;
    latent.patchSet[i] = change.patchSet ?? 1;
    latent.awayFor[i] = change.awayFor ?? -1;
    latent.slowness[i] = 1;
    latent.ordinal[i] = i;
  });
  return latent;
}

/** Changes whose later draws are written down instead of drawn. */
class ChosenChanges extends LatentChanges {
  private readonly given: SmallChange[];

  constructor(given: SmallChange[], sets: CodeSet[], turnaround: number) {
    super(given.length, sets, [constant(turnaround)], [constant(0)]);
    this.given = given;
  }

  override visitEffort(change: number): number {
    return this.effort[change]!;
  }

  override outcome(change: number, visit: number): number {
    return this.given[change]!.outcomes?.[visit] ?? 1;
  }

  override route(change: number, visit: number): number {
    return this.given[change]!.routes?.[visit] ?? 1;
  }

  override flake(change: number, attempt: number): number {
    return this.given[change]!.flakes?.[attempt] ?? 1;
  }

  override conflict(change: number, patchSet: number): number {
    return this.given[change]!.conflicts?.[patchSet - 1] ?? 1;
  }
}

function capacityOf({ people }: SmallCase, plan: DemandPlan): Capacity {
  const given = Object.values(people);
  if (given.every(({ away }) => away === undefined)) return drawCapacity(plan, 0);
  const attention = plan.scenario.people.map((person) => person.attention);
  return new Capacity(given.length, plan.weeks, (person, week) =>
    given[person]!.away?.includes(week) ? 0 : attention[person]!,
  );
}

function scenarioOf(given: SmallCase): Scenario {
  const names = Object.keys(given.people);
  return {
    seed: 'small case',
    code: CODE,
    cycles: [given.freeze ?? []]
      .flat()
      .map(({ from, release }) => ({ name: 'c', start: 0, freeze: from, release })),
    review: {
      discipline: 'oldest first',
      approvals: 1,
      distinct_approvals: true,
      approvals_survive: false,
      at_once: 'as needed',
      on_revision: 'end others',
      belongs_to: 'change',
      revision: 0,
      takes_joining: 'longest idle',
      takes_from: 'by discipline',
      prefers: 'familiar',
      re_review: 1,
      unfamiliar: 1,
      parts_in_order: true,
      limit: undefined,
      in_hand: 1,
      interrupts: false,
      routes: undefined,
      ...given.review,
    },
    changes: { gives_up_after: given.givesUpAfter },
    gate: { duration: 0, flake: 0, conflict: 0, ...given.gate },
    peopleRules: {
      absence: 0,
      uncertainty: 0,
      ramp_up: 0,
      ramp_up_speed: 1,
      week_spread: 0,
      follows_arrivals: 0,
      factor: () => 1,
      shift: undefined,
      away: undefined,
      ...given.peopleRules,
    },
    people: Object.values(given.people).map((person, i) => ({
      name: names[i]!,
      attention: person.attention ?? 1,
      familiar: numbers(person.knows ?? CODE.join('')),
      joined: person.joined ?? Number.NEGATIVE_INFINITY,
      left: person.left ?? Number.POSITIVE_INFINITY,
    })),
    organizations: [
      organizationOf(given, given.teams ?? [{ members: names, owns: CODE.join('') }], given.repositories),
      ...(given.later === undefined
        ? []
        : [organizationOf(given, given.later.teams, given.later.repositories, given.later.from)]),
    ],
  } as Partial<Scenario> as Scenario;
}

function organizationOf(
  given: SmallCase,
  teams: SmallTeam[],
  repositories: Organization['repositories'] = 'one',
  from = 0,
): Organization {
  const names = Object.keys(given.people);
  return {
    name: 'o',
    short: 'o',
    says: '',
    from,
    repositories,
    transition: undefined,
    sameAs: undefined,
    teams: teams.map(
      ({ members, owns, approvals }, i): Team => ({
        name: `team ${i}`,
        members: members.map((name) => names.indexOf(name)),
        owns: numbers(owns),
        approvals: approvals ?? given.approvals ?? 1,
      }),
    ),
  };
}

function numbers(letters: string): number[] {
  return [...letters].map((letter) => CODE.indexOf(letter));
}
