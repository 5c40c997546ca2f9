import type { Results } from '../results.ts';
import { differenceTitle } from './findings.ts';
import { fromTheStart } from './milestones.ts';
import type { Organization } from './organizations.ts';
import type { Pair } from './pair.ts';
import { count, monthYear, ofTen, shortMonthYear, signed, signedInterval } from './phrases.ts';
import { altText, fittingTitle } from './picture.ts';
import { shorten, textWidth } from './text-width.ts';
import type { Layout, Look } from './theme.ts';

/** What the words of the paired difference are made from. */
export interface PairFacts {
  results: Results;
  pair: Pair;
  layout: Layout;
  /** First day of the projection and the day after its last week, ISO. */
  start: string;
  end: string;
}

/** The narrow layout leaves out what its note says anyway; a baseline that is not the first organization is named. */
export function pairTitle({ results, pair, layout, end }: PairFacts, look: Look): string {
  const { baseline, alternative, finding } = pair;
  const turned = finding.turn ? monthYear(finding.turn.date) : '';
  const replications = look.layout === 'wide' ? ' in 8 of 10 replications' : '';
  const usual = results.organizations[0]?.organization === baseline.key;
  const names = (['name', 'short'] as const).map((form) =>
    usual ? alternative[form] : `${alternative[form]}, beside ${baseline[form]},`,
  );
  return fittingTitle(
    names.map((name) => differenceTitle(finding, name, turned, monthYear(end), replications)),
    layout,
  );
}

export function differenceSubtitle({ results, pair: { baseline, alternative } }: PairFacts): string {
  const { project, replications } = results.manifest;
  const where = project === '' ? '' : ` in ${project}`;
  const start = fromTheStart([baseline, alternative]);
  return (
    `Open changes${where}: ${alternative.short} minus ${baseline.short}, on the very same incoming changes, ` +
    `${count(replications)} replications${start}`
  );
}

export function differenceNote(showsFreeze: boolean): string {
  const bands =
    'Wide band: 8 of 10 replications (p10–p90). Narrow band: 95 % confidence interval of the mean.';
  return showsFreeze ? `${bands} Gray blocks: feature freeze.` : bands;
}

/** `▼ fewer open: team per driver better`, or less of it where there is less room [px]. */
export function sideLabel(
  sign: string,
  what: string,
  { name, short }: Organization,
  room: number,
  layout: Layout,
): string {
  const width = (text: string) => textWidth(text, layout.label, 700);
  const wordings = [name, short].flatMap((who) => [
    `${sign} ${what}: ${who} better`,
    `${sign} ${who} better`,
  ]);
  const cut = shorten(short, room - width(`${sign}  better`), layout.label, 700);
  return wordings.find((wording) => width(wording) <= room) ?? `${sign} ${cut} better`;
}

export function differenceAlt({ results, pair, start, end }: PairFacts, title: string): string {
  const { baseline, alternative, finding } = pair;
  const last = finding.weeks.at(-1)!;
  const ahead = finding.cycles.map(({ probability_better }) => ofTen(probability_better));
  return altText([
    `Line chart of the difference in open changes, ${alternative.short} minus ${baseline.short}, ${shortMonthYear(start)} to ${shortMonthYear(end)}.`,
    `${title}.`,
    `At the end mean ${signed(last.difference)}, 95 % CI ${signedInterval(last.ci_low, last.ci_high)}, p10 to p90 ${signedInterval(last.p10, last.p90)}.`,
    `${count(results.manifest.replications)} replications.`,
    ...(ahead.length > 0 ? [`Replications ahead at the ends of the cycles: ${ahead.join(', ')}.`] : []),
  ]);
}
