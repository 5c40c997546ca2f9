/** A scenario as text, with the tables beside it. */
export interface LargeScenario {
  text: string;
  tables: Record<string, string>;
}

/**
 * Who may do what. `own`: a team for each area, everybody in one team. `two`: everybody in two teams that lie up to
 * seven apart. `all`: one team owns everything and everybody is in it, each knows one area.
 */
export const SHAPES = ['own', 'two', 'all'] as const;
export type Shape = (typeof SHAPES)[number];

/** Changes that each reviewer could be asked for in an hour; five visits of an hour each make a load of 85 %. */
const CHANGES_PER_REVIEWER = 0.17;

/**
 * The review model of scenarios/theory for any number of reviewers and areas, with the same load for each of them: two
 * approvals, a revision after 60 % of the visits.
 *
 * @param changes how many arrive in one replication
 */
export function largeScenario(
  reviewers: number,
  areas: number,
  changes: number,
  shape: Shape,
): LargeScenario {
  const names = Array.from({ length: areas }, (_, i) => `a${i + 1}`);
  const rate = `${Number(((CHANGES_PER_REVIEWER * reviewers) / areas).toPrecision(12))} / h`;
  const teams =
    shape === 'all'
      ? ['      - {name: everybody, owns: all, members: all}']
      : names.map((area) => `      - {name: team ${area}, owns: [${area}]}`);
  const text = `schema: 1
title: ${reviewers} reviewers of ${areas} areas
seed: scale
areas:
${names.map((area) => `  ${area}:`).join('\n')}
arrivals:
  rates:
${names.map((area) => `    ${area}: ${rate}`).join('\n')}
  changes: ${changes}
changes:
  features: 0
  size: {law: constant, value: 1}
  effort: {law: lognormal, mean: 1 h, cv: 1}
  turnaround: {law: lognormal, mean: 5 h, cv: 1}
  rounds: {law: constant, value: 1}
  patience: none
  by_reviewers: 0
review:
  approvals: 2
  distinct_approvals: false
  approvals_survive: true
  at_once: one
  belongs_to: visit
  revision: 60 %
  takes_joining: longest idle
  re_review: 100 %
  discipline: first in first out
gate: {duration: 0 h, flake: 0, conflict: 0}
people: {file: reviewers.csv, absence: 0}
organizations:
  - name: ${shape === 'all' ? 'one team' : 'a team for each area'}
    teams:
${teams.join('\n')}
`;
  return { text, tables: { 'reviewers.csv': peopleCsv(reviewers, names, shape) } };
}

function peopleCsv(reviewers: number, areas: readonly string[], shape: Shape): string {
  const rows = Array.from({ length: reviewers }, (_, i) => {
    const first = Math.floor((i * areas.length) / reviewers);
    const second = (first + 1 + (i % 7)) % areas.length;
    const own = shape === 'two' && second !== first ? [first, second] : [first];
    const teams = shape === 'all' ? '' : own.map((area) => `team ${areas[area]}`).join(';');
    return `r${i + 1},168,${teams},${own.map((area) => areas[area]).join(';')}`;
  });
  return `reviewer,hours_per_week,teams,areas\n${rows.join('\n')}\n`;
}
