import { weeksAfter } from '../charts/calendar.ts';
import { findingFor } from '../charts/findings.ts';
import { capitalized, count, listed, monthYear, percent, signed, signedInterval } from '../charts/phrases.ts';
import { otherChanges } from '../other-changes.ts';
import type { ComparisonRow } from '../results.ts';
import { orDash } from '../verdict.ts';
import { type Block, paragraph, type Section, type TableBlock } from './content.ts';
import {
  againstBaseline,
  atCycleEnds,
  endOf,
  type Facts,
  inputText,
  meanOf,
  partyOf,
  sameHours,
} from './facts.ts';
import { amount } from './figures.ts';

/** What the alternatives do to the backlog, and how sure that is: a paragraph and the course for each. */
export function verdictSection(facts: Facts): Section {
  const rows = againstBaseline(facts);
  if (rows.length === 0) return { title: 'Result', blocks: [paragraph(aloneInWords(facts))] };
  return {
    title: 'Verdict',
    blocks: [
      ...rows.map((row) =>
        paragraph(`${verdictInWords(facts, row)} ${otherChanges(facts.results, row)}`, leadOf(facts, row)),
      ),
      ...joiningInWords(facts, rows),
      ...rows.flatMap((row) => courseTable(facts, row)),
    ],
  };
}

function aloneInWords(facts: Facts): string {
  const { parties, end } = facts;
  const open = orDash(meanOf(facts, parties[0]!.key, 'open'), count);
  return `${parties[0]!.name} has ${open} open changes on average at the end of ${endOf(end)}. Nothing is compared, since there is one organization only.`;
}

function leadOf(facts: Facts, row: ComparisonRow): string {
  const { name } = partyOf(facts, row.alternative);
  return `${capitalized(name)}: ${isSame(row) ? 'no difference' : row.verdict}.`;
}

/** Whether every replication gave the same number. */
const isSame = ({ difference, ci_low, ci_high }: ComparisonRow): boolean =>
  difference === 0 && ci_low === 0 && ci_high === 0;

/** Of one alternative: the mean difference with its interval, what it is beside, and what that means. */
export function verdictInWords(facts: Facts, row: ComparisonRow): string {
  const { name } = partyOf(facts, row.baseline);
  const base = orDash(meanOf(facts, row.baseline, 'open'), count);
  const when = `at the end of ${endOf(facts.end)}`;
  if (isSame(row))
    return `Exactly as many changes are open ${when} as under ${name}, ${base}, in every replication.`;
  const sentences = [
    `On average ${fewerOrMore(row)} ${when} than the ${base} under ${name}; ${sureness(row)}.`,
    ...(isClear(row) ? [] : unclearInWords(facts, row)),
    `${capitalized(partyOf(facts, row.alternative).name)} is ahead in ${aheadIn(row)}.`,
    ...spreadInWords(facts, row),
    ...turnInWords(facts, row),
    ...onTheWayInWords(facts, row),
  ];
  return sentences.join(' ');
}

/** A single replication has no interval. */
const isSure = ({ ci_low, ci_high }: ComparisonRow): boolean => !Number.isNaN(ci_low + ci_high);

export function sureness(row: ComparisonRow): string {
  if (!isSure(row)) return 'a single replication does not say how sure that is';
  return `the 95 % confidence interval of that difference is ${signedInterval(row.ci_low, row.ci_high)}`;
}

/** `56 % of replications`, ties half. */
export const aheadIn = ({ probability_better }: ComparisonRow): string =>
  `${percent(probability_better)} of replications`;

export const isClear = ({ verdict }: ComparisonRow): boolean => verdict === 'better' || verdict === 'worse';

export function fewerOrMore({ difference }: ComparisonRow): string {
  const many = amount(difference);
  const direction = difference < 0 ? 'fewer' : 'more';
  return many === '1'
    ? `1 ${direction} change is open`
    : `${many === '0' ? 'hardly' : many} ${direction} changes are open`;
}

/** The range of single replications, where a row of the weekly differences holds it for the same day. */
function spreadInWords({ results, end }: Facts, row: ComparisonRow): string[] {
  const { baseline, alternative } = row;
  const last = results.difference.findLast(
    (week) => week.baseline === baseline && week.alternative === alternative && week.area === 'all',
  );
  if (last === undefined || weeksAfter(last.date, 1) !== end.release || !isSure(row)) return [];
  const range = `in 8 of 10 the difference is from ${signedInterval(last.p10, last.p90)}`;
  const wider = last.p10 < row.ci_low && last.p90 > row.ci_high;
  return [wider ? `Single replications lie further apart: ${range}.` : `Of single replications, ${range}.`];
}

function turnInWords({ results }: Facts, { baseline, alternative }: ComparisonRow): string[] {
  const turn = findingFor(results, baseline, alternative, 'open')?.turn;
  if (turn === undefined) return [];
  const later = turn.difference < 0 ? 'ahead' : 'behind';
  const before = later === 'ahead' ? 'behind' : 'ahead';
  return [`On average it is ${before} at first, and ${later} from ${monthYear(turn.date)} on.`];
}

/** Ends of cycles before the last at which the verdict is another, and clear. */
export function onTheWayInWords(facts: Facts, row: ComparisonRow): string[] {
  const others = atCycleEnds(facts, row).filter((at) => isClear(at) && at.verdict !== row.verdict);
  if (others.length === 0) return [];
  const told = others.map(
    (at) =>
      `clearly ${at.verdict} at the end of ${capitalized(at.cycle)}, ${signed(at.difference)} (${signedInterval(at.ci_low, at.ci_high)})`,
  );
  return [`On the way it is ${listed(told)}.`];
}

/** No clear difference is a result: either there is none that matters, or these replications cannot tell. */
function unclearInWords(facts: Facts, row: ComparisonRow): string[] {
  const { smallest_effect } = facts.results.manifest;
  const margin = Math.abs(meanOf(facts, row.baseline, 'open')) * smallest_effect;
  const effect = `${percent(smallest_effect)} of the baseline's number`;
  if (!isSure(row)) return [];
  if (row.ci_low >= -margin && row.ci_high <= margin)
    return [
      `That is a result: the whole interval lies within ${effect}, less than counts as an effect here.`,
      'As far as the size of the backlog at the end goes either will do, and something else has to decide between them.',
    ];
  return [
    `The interval lies neither wholly within nor wholly beyond ${effect}, the smallest difference that counts as an effect here: these replications do not tell the two apart.`,
  ];
}

/** Whose gain rests on people who are yet to come. */
function joiningInWords(facts: Facts, rows: ComparisonRow[]): Block[] {
  const baseline = facts.parties[0]!;
  const compared = rows.map((row) => ({ row, party: partyOf(facts, row.alternative) }));
  const joined = compared.filter(({ party }) => party.joining !== undefined);
  const same = compared.filter(({ party }) => party.joining === undefined && sameHours(party, baseline));
  if (joined.length === 0) {
    if (same.length < compared.length || baseline.joining !== undefined) return [];
    return [paragraph('Nobody joins and nobody gives more hours: what differs is who may approve what.')];
  }
  const text = joined.map(
    ({ party: { name, joining } }) => `${name}: ${`${joining!.value} ${joining!.unit}`.trim()}`,
  );
  const assumed = 'That they come and stay is an assumption, not a result.';
  const blocks = [paragraph(`${text.join('; ')}${paceOf(facts)}. ${assumed}`, 'Who joins.')];
  const onlyJoined = joined.every(({ row }) => row.verdict === 'better');
  if (onlyJoined && same.length > 0 && same.every(({ row }) => row.verdict !== 'better')) {
    const names = listed(same.map(({ party }) => party.name));
    const gain = 'what is gained goes with the people who join';
    blocks.push(paragraph(`With the same people (${names}) the backlog is not clearly better: ${gain}.`));
  }
  return blocks;
}

function paceOf(facts: Facts): string {
  const [speed, time] = [inputText(facts, 'people.ramp_up_speed'), inputText(facts, 'people.ramp_up')];
  return speed === '' || time === '' ? '' : `, at ${speed} of their speed for the first ${time}`;
}

/** The difference at the end of each cycle. */
export function courseTable(facts: Facts, row: ComparisonRow): TableBlock[] {
  const rows = atCycleEnds(facts, row);
  if (rows.length === 0) return [];
  const [alternative, baseline] = [partyOf(facts, row.alternative), partyOf(facts, row.baseline)];
  return [
    {
      kind: 'table',
      caption: `Open changes at the end of each cycle, "${alternative.short}" minus "${baseline.short}" on the same changes: mean with its 95 % confidence interval, and the share of replications in which "${alternative.short}" is ahead (ties half)`,
      head: ['end of', 'difference (95 % CI)', 'ahead', 'verdict'],
      rows: rows.map((at) => [
        capitalized(at.cycle),
        isSure(at)
          ? `${signed(at.difference)} (${signedInterval(at.ci_low, at.ci_high)})`
          : signed(at.difference),
        percent(at.probability_better),
        isSame(at) ? 'the same' : at.verdict,
      ]),
    },
  ];
}
