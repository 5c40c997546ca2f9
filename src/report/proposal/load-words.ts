import { capitalized, percent } from '../charts/phrases.ts';
import type { TeamRow } from '../results.ts';
import { type Block, paragraph } from './content.ts';
import { type Facts, partyOf } from './facts.ts';

/** Teams that are named before the reader is sent to the table. */
const MOST = 12;

/** Teams that are asked for more work than they have hours, in the last cycle. */
export function loadBlocks(facts: Facts): Block[] {
  const { results, end } = facts;
  const rows = results.teams.filter(({ metric, cycle }) => metric === 'load' && cycle === end.cycle);
  if (rows.length === 0) return [];
  const over = rows.filter((row) => row.team !== 'all' && row.p50 > 1).sort((a, b) => b.p50 - a.p50);
  const cycle = capitalized(end.cycle);
  const meaning =
    'Load is the review work that new changes ask for, each reading at full effort, over the hours that a team has.';
  if (over.length === 0) return [paragraph(`${meaning} In ${cycle} no team is asked for more than it has.`)];
  const more = over.length > MOST ? ' The others are in teams.csv.' : '';
  return [
    paragraph(
      `${meaning} Beyond 100 % work piles up, unless later readings cost less or authors give up. People in several teams are counted with their hours divided, whatever they in fact do.${more}`,
    ),
    {
      kind: 'table',
      caption: `Teams beyond 100 % in ${cycle}: median load, and what 8 of 10 replications lie between`,
      head: ['team', 'under', 'load', 'p10 to p90'],
      rows: over.slice(0, MOST).map((row) => rowOf(facts, row)),
    },
  ];
}

const rowOf = (facts: Facts, { organization, team, p10, p50, p90 }: TeamRow): string[] => [
  team,
  partyOf(facts, organization).short,
  percent(p50),
  `${percent(p10)} to ${percent(p90)}`,
];
