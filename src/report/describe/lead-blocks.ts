import type { AreaDescription, Description } from '../../history/describe/describe.ts';
import type { Estimate, LeadQuantile, Leads } from '../../history/describe/leads.ts';
import { count } from '../charts/phrases.ts';
import type { Block } from './by-period.ts';
import { cell, figure, lasting, lastingCell, share, short, withInterval } from './words.ts';

/** Areas shown; the tables hold all. */
const SHOWN = 12;

export function quantileOf({ quantiles }: Leads, estimate: Estimate, wanted: number): LeadQuantile {
  return quantiles.find((one) => one.estimate === estimate && one.share === wanted)!;
}

export function leadBlock({ areas }: Description): Block {
  const { leads } = areas[0]!;
  const shares = [0.1, 0.25, 0.5, 0.75, 0.9];
  const row = (name: string, estimate: Estimate) => [
    name,
    ...shares.map((wanted) =>
      wanted === 0.5 || wanted === 0.9
        ? withInterval(quantileOf(leads, estimate, wanted))
        : cell(quantileOf(leads, estimate, wanted).days),
    ),
  ];
  return {
    heading: 'How long a change takes, from upload to merge [days]',
    sentences: apartSentences(leads),
    head: ['', '1 of 10', '1 of 4', 'half', '3 of 4', '9 of 10'],
    rows: [
      row('of what merged', 'merged_only'),
      row('with the open ones', 'if_none_given_up'),
      ...(leads.abandoned + leads.unmerged > 0 ? [row('of all uploaded', 'share_of_all')] : []),
    ],
    below: [
      'With the open ones (Kaplan-Meier): each counts as lasting at least as long as it has; what was given up, as if ' +
        'it could have merged later.' +
        (leads.abandoned + leads.unmerged > 0
          ? ' Of all uploaded (Aalen-Johansen): by when so many of all changes have merged; what is given up never does.'
          : '') +
        ' In brackets: 95 % confidence intervals.',
    ],
  };
}

/** How far what merged alone lies from the whole, and why. */
export function apartSentences(leads: Leads): string[] {
  const { merged, changes, open, abandoned, unmerged, everMerged, everAbandoned } = leads;
  if (merged === 0) return ['Nothing merged.'];
  const of = (estimate: Estimate, wanted: number) => quantileOf(leads, estimate, wanted).days;
  const [naive, curve] = [of('merged_only', 0.5), of('if_none_given_up', 0.5)];
  const said: string[] = [];
  if (open + abandoned + unmerged === 0)
    said.push(
      `Half of what merged took up to ${lasting(naive)}. Nothing else is recorded, so nothing can be corrected.`,
    );
  else {
    said.push(
      `Half of what merged took up to ${lasting(naive)}; with the ${count(changes - merged)} changes that did not merge, ` +
        `${lasting(curve)}${moreThan(curve, naive)}. Nine of ten: ${lasting(of('merged_only', 0.9))} against ${lasting(of('if_none_given_up', 0.9))}` +
        `${moreThan(of('if_none_given_up', 0.9), of('merged_only', 0.9))}.`,
      'Who counts only what merged leaves out those that wait longest: they are still waiting, or were given up on.',
    );
  }
  if (abandoned + unmerged > 0)
    said.push(
      `Of all that is uploaded ${share(everMerged)} merge within the longest time seen and ` +
        `${abandoned > 0 ? `${share(everAbandoned)} are given up` : 'the rest do not'}; half of all have merged after ${lasting(of('share_of_all', 0.5))}.`,
    );
  return said;
}

function moreThan(value: number, base: number): string {
  if (!Number.isFinite(value) || !(base > 0)) return '';
  const ratio = value / base;
  if (ratio >= 2) return ` (${figure(ratio)} times as long)`;
  return Math.abs(ratio - 1) < 0.005 ? ' (the same)' : ` (${Math.round(100 * (ratio - 1))} % more)`;
}

export function areaBlock({ areas, window, changes }: Description): Block {
  const weeks = (window.until - window.from) / 7;
  const rows = shownAreas(areas).map(({ area, changes: own, across, touched, leads }) => [
    short(area, 18),
    count(own),
    share(own / changes),
    figure(own / weeks),
    count(leads.open),
    lastingCell(quantileOf(leads, 'merged_only', 0.5).days),
    lastingCell(quantileOf(leads, 'if_none_given_up', 0.5).days),
    lastingCell(quantileOf(leads, 'if_none_given_up', 0.9).days),
    share(across / touched),
  ]);
  const left = areas.length - 1 - Math.min(SHOWN, areas.length - 1);
  return {
    heading: 'By area',
    sentences: [],
    head: [
      'area',
      'changes',
      'share',
      'a week',
      'open',
      'merged: median',
      'all: median',
      '9 of 10',
      'of it across',
    ],
    rows,
    below: [
      'A change counts to one area. Merged: lead times of what merged; all: with the open ones (never: not as far as is seen). Of it across: share of the ' +
        `changes that touch the area and others too.${left > 0 ? ` ${count(left)} areas of fewer changes are in areas.csv (--out) and --json.` : ''}`,
    ],
  };
}

/** The total, then areas of most changes. */
function shownAreas(areas: readonly AreaDescription[]): AreaDescription[] {
  return areas.slice(0, SHOWN + 1);
}
