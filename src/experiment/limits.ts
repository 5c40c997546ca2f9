import type { DemandPlan } from '../demand/plan.ts';
import { expectedTurns, expectedUntil } from '../demand/steady.ts';
import { InputError } from '../errors.ts';
import { sizeOfRights } from '../review/halls.ts';
import { MOST_CHANGES } from '../scenario/arrivals.ts';
import type { Layout } from './layout.ts';

/** Turns of bursts and phases in one replication. */
const MOST_TURNS = 2_000_000;
/** Numbers that one replication may leave behind. */
const MOST_NUMBERS = 2_000_000;
/** Hours of one person in one week, of all in one replication: 16 bytes each. */
const MOST_HOURS = 30_000_000;
/** Teams that own areas, and people who may approve what the same teams own, in one organization. */
const MOST_RIGHTS = 20_000_000;

/** Times at which people come or go, of all people in one replication. */
const MOST_COMINGS = 10_000_000;

/**
 * Throws InputError where a scenario asks for more than memory holds, or where its expressions have no value in some
 * week, so that no run breaks off half way.
 */
export function refuseExcess(plan: DemandPlan, layout: Layout): void {
  const { scenario, weeks, expected } = plan;
  for (let week = 0; week < Math.max(1, weeks); week++) scenario.peopleRules.factor(week);
  const open = scenario.open.counts.reduce((sum, count) => sum + count.open, 0);
  const byWeek = expected.flat().reduce((sum, changes) => sum + changes, 0);
  const turns = expectedTurns(plan);
  refuse(
    !(turns <= MOST_TURNS),
    'arrivals',
    `${amount(turns)} turns of bursts and phases are expected in one replication`,
    'let them last longer',
  );
  const arriving = byWeek + expectedUntil(plan);
  refuse(open > MOST_CHANGES, 'open', `${amount(open)} changes open at the start`, 'name fewer');
  refuse(
    !(open + arriving <= MOST_CHANGES),
    'arrivals',
    `${amount(open + arriving)} changes are expected in one replication`,
    `let at most ${amount(MOST_CHANGES)} arrive: lower rates or counts, or fewer cycles`,
  );
  const comings = comingsAndGoings(plan);
  refuse(
    comings > MOST_COMINGS,
    'people',
    `${amount(comings)} comings and goings are expected in one replication`,
    `ask for at most ${amount(MOST_COMINGS)}: longer shifts and absences, or fewer people`,
  );
  const hours = scenario.people.length * weeks;
  refuse(
    hours > MOST_HOURS,
    'people',
    `hours of ${amount(scenario.people.length)} people in ${weeks} weeks`,
    `ask for at most ${amount(MOST_HOURS)} in all: fewer people or cycles`,
  );
  for (const organization of scenario.organizations) {
    const { owning, approving } = sizeOfRights(scenario, organization, MOST_RIGHTS);
    refuse(
      owning > MOST_RIGHTS,
      'organizations',
      `${organization.short}: ${amount(owning)} areas owned by its teams`,
      `name at most ${amount(MOST_RIGHTS)} in all: let fewer teams own many areas`,
    );
    refuse(
      approving > MOST_RIGHTS,
      'organizations',
      `${organization.short}: ${amount(approving)} people who may approve in different combinations of teams`,
      `name at most ${amount(MOST_RIGHTS)} in all: let areas share their teams`,
    );
  }
  refuse(
    layout.length > MOST_NUMBERS,
    'organizations',
    `${amount(layout.length)} numbers are asked of one replication`,
    `ask for at most ${amount(MOST_NUMBERS)}: fewer organizations, areas or cycles`,
  );

  function refuse(excess: boolean, key: string, what: string, remedy: string): void {
    if (excess) throw new InputError(what, scenario.place(key), remedy);
  }
}

/** How often people are expected to come or go until the end, or until a given number of changes has come. */
export function comingsAndGoings({ scenario, horizon }: Pick<DemandPlan, 'scenario' | 'horizon'>): number {
  const { people, peopleRules, arrivals } = scenario;
  const { shift, away } = peopleRules;
  const rate = arrivals.rates.reduce((sum, r) => sum + r, 0);
  const time = Math.min(horizon, arrivals.changes / rate);
  if (!Number.isFinite(time)) return 0;
  const byShift = shift === undefined ? 0 : (2 * time) / (shift.on + shift.off);
  // Without random absences all come and go together.
  if (away === undefined) return byShift;
  return people.length * (byShift + (2 * time) / (away.after.mean + away.lasts.mean));
}

/** As many replications of a study as fit into so many bytes of disk: a double and some for each number. */
export function mostReplications(layout: Layout, bytes: number): number {
  return Math.floor(bytes / (8 * (layout.length + 1)));
}

function amount(value: number): string {
  return Number.isNaN(value) ? 'an unknown number of' : Math.ceil(value).toLocaleString('en-US');
}
