import { count } from '../charts/phrases.ts';
import type { ComparisonRow } from '../results.ts';
import { orDash } from '../verdict.ts';
import { type Block, paragraph, type Section } from './content.ts';
import { besideEachOther, endOf, type Facts, meanOf, type Party, partyOf } from './facts.ts';
import {
  aheadIn,
  courseTable,
  fewerOrMore,
  isClear,
  onTheWayInWords,
  sureness,
  verdictInWords,
} from './verdict-words.ts';

/** Pairs of which neither is the baseline: the same organization at two dates tells what waiting costs. */
export function waitingSection(facts: Facts): Section | undefined {
  const rows = besideEachOther(facts);
  if (rows.length === 0) return undefined;
  const waits = rows.some((row) => isWaiting(facts, row));
  return {
    title: waits ? 'The cost of waiting' : 'Alternatives beside each other',
    blocks: rows.flatMap((row) => [pairInWords(facts, row), ...courseTable(facts, row)]),
  };
}

const pairOf = (facts: Facts, row: ComparisonRow): [sooner: Party, later: Party] => [
  partyOf(facts, row.baseline),
  partyOf(facts, row.alternative),
];

function isWaiting(facts: Facts, row: ComparisonRow): boolean {
  const [sooner, later] = pairOf(facts, row);
  return sooner.from !== '' && later.from > sooner.from;
}

function pairInWords(facts: Facts, row: ComparisonRow): Block {
  const [sooner, later] = pairOf(facts, row);
  if (!isWaiting(facts, row))
    return paragraph(verdictInWords(facts, row), `${later.name} beside ${sooner.name}: ${row.verdict}.`);
  const dates = `on ${later.from} (${later.name}) instead of ${sooner.from} (${sooner.name})`;
  return paragraph(
    [costInWords(facts, row), judged(row), ...onTheWayInWords(facts, row)].join(' '),
    `To begin ${dates}: ${isClear(row) ? row.verdict : 'no clear cost'}.`,
  );
}

function costInWords(facts: Facts, row: ComparisonRow): string {
  const base = orDash(meanOf(facts, row.baseline, 'open'), count);
  const beside = `at the end of ${endOf(facts.end)} than the ${base} under ${pairOf(facts, row)[0].name}`;
  return `On average ${fewerOrMore(row)} ${beside}; ${sureness(row)}. The later date is ahead in ${aheadIn(row)}.`;
}

function judged(row: ComparisonRow): string {
  if (row.verdict === 'worse') return 'This is what waiting costs.';
  if (row.verdict === 'better') return 'By this count, waiting pays.';
  return 'By this count at the end, waiting costs nothing that is clear.';
}
