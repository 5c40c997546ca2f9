import type { AgreementRow, Results } from '../results.ts';
import { cellsOf, isInside, type LeadRow, type Season, type Track, worstLead } from './agreement-facts.ts';
import { areaName } from './lead-words.ts';
import type { Organization } from './organizations.ts';
import { capitalized, days, shortMonthYear } from './phrases.ts';
import { altText, fittingTitle } from './picture.ts';
import type { Layout } from './theme.ts';

/** What the words of the agreement with history are made from. */
export interface AgreementFacts {
  results: Results;
  baseline: Organization;
  /** In order of time; words speak of the last. */
  seasons: Season[];
  leads: LeadRow[];
  layout: Layout;
}

export const cycleName = ({ cycle }: Season): string => capitalized(cycle);

/** `23 of 26 weeks`. */
export const weeksInside = ({ inside, rows }: Track): string => `${inside} of ${rows.length} weeks`;

/** In how many weeks the last cycle as it was lies inside the band; what is mostly outside is said to be so. */
export function agreementTitle({ seasons, layout }: AgreementFacts): string {
  const season = seasons.at(-1)!;
  const cycle = cycleName(season);
  const [open, merges] = [season.open, season.merges];
  const band = 'the projection’s 80 % band';
  const mostly = (track: Track) => (2 * track.inside >= track.rows.length ? 'inside' : 'outside');
  if (open && merges && mostly(open) !== mostly(merges)) {
    const [good, bad] = mostly(open) === 'inside' ? ['open changes', 'merges'] : ['merges', 'open changes'];
    const [high, low] = mostly(open) === 'inside' ? [open, merges] : [merges, open];
    return fittingTitle(
      [
        `The ${good} of ${cycle} lie inside ${band} in ${weeksInside(high)}, its ${bad} only in ${weeksInside(low)}`,
        `${cycle} lies inside ${band} in ${weeksInside(high)} for ${good}, only ${weeksInside(low)} for ${bad}`,
      ],
      layout,
    );
  }
  const parts = [
    ...(open ? [`${weeksInside(open)} for open changes`] : []),
    ...(merges
      ? [`${open ? weeksInside(merges).replace(' weeks', '') : weeksInside(merges)} for merges`]
      : []),
  ];
  const found = mostly((open ?? merges)!) === 'inside' ? 'lies inside' : 'lies mostly outside';
  const where = found === 'lies inside' ? `${band} in` : `${band}: inside in`;
  return fittingTitle(
    [
      `${cycle} as it was ${found} ${where} ${parts.join(' and ')}`,
      `${cycle} ${found} ${where} ${parts.join(', ')}`,
    ],
    layout,
  );
}

export function agreementSubtitle({ results, baseline }: AgreementFacts): string {
  const { project } = results.manifest;
  const whose = project === '' ? 'History' : `${project}’s history`;
  return `${whose} beside the projection of the same weeks under "${baseline.name}"`;
}

/** Where lead times agree least, and by how much. */
export function leadFinding({ leads, seasons }: AgreementFacts): string {
  const worst = worstLead(leads);
  if (!worst) return '';
  const all = cellsOf(leads).every(isInside);
  const begin = all
    ? 'Lead times all lie inside; they differ most in'
    : `Lead times in ${cycleName(seasons.at(-1)!)} differ most in`;
  return `${begin} ${areaName(worst.area)}: ${quantile(worst)} ${days(worst.actual)} d, projected ${projectedDays(worst)}`;
}

const quantile = ({ metric }: AgreementRow): string => (metric === 'lead_p90' ? 'p90' : 'median');

/** `14 (9.0–21) d`. */
export const projectedDays = ({ p50, p10, p90 }: AgreementRow): string =>
  `${days(p50)} (${days(p10)}–${days(p90)}) d`;

export function agreementNote({ seasons }: AgreementFacts, showsFreeze: boolean): string {
  return [
    'Band, bars and brackets: 8 of 10 replications (p10–p90); line and notch: their median. Rings: outside the band.',
    ...(seasons.length > 1 ? ['Each cycle is projected anew from its first day.'] : []),
    ...(showsFreeze ? ['Gray blocks: feature freeze.'] : []),
  ].join(' ');
}

export function agreementAlt(facts: AgreementFacts, title: string): string {
  const { seasons, leads, baseline } = facts;
  const [first, last] = [seasons[0]!, seasons.at(-1)!];
  const ends = (track: Track | undefined, what: string) => {
    const row = track?.rows.at(-1);
    return row
      ? [
          `${what} at its end: actual ${Math.round(row.actual)}, projected ${Math.round(row.p50)} (${Math.round(row.p10)}–${Math.round(row.p90)}).`,
        ]
      : [];
  };
  const others = seasons.slice(0, -1).map((season) => {
    const parts = [
      ...(season.open ? [`open changes ${weeksInside(season.open)}`] : []),
      ...(season.merges ? [`merges ${weeksInside(season.merges)}`] : []),
    ];
    return `${cycleName(season)}: ${parts.join(', ')} inside.`;
  });
  const finding = leads.length > 0 ? [`${leadFinding(facts)}.`] : [];
  return altText([
    `Line charts of history beside the projection under ${baseline.short}, ${shortMonthYear(first.start)} on.`,
    `${title}.`,
    ...finding,
    ...others,
    ...ends(last.open, 'Open changes'),
  ]);
}
