import type { AreaDescription, Description } from '../../history/describe/describe.ts';
import type { CurvePoint, Leads } from '../../history/describe/leads.ts';
import { durationDomain, durationMarks } from './durations.ts';
import { count, days, percent } from './phrases.ts';
import {
  altText,
  bandLayer,
  type Chart,
  fittingTitle,
  heading,
  type Layer,
  lineLayer,
  paragraph,
  picture,
  type Stroke,
  strokeLayer,
  styleOf,
  textLayer,
  type Words,
} from './picture.ts';
import { colorKey } from './rows.ts';
import { position, type Scale } from './scale.ts';
import { textWidth } from './text-width.ts';
import { type Layout, type Look, lineHeight, type Palette } from './theme.ts';

/** Merged changes that an area must have to be drawn, and areas looked at. */
const LEAST = 30;
const LOOKED_AT = 12;

/** How long do changes wait? The share not merged yet by age, with open changes as long as they have lasted: of all, of the
 * area of most changes, and of the slowest and the fastest area. */
export function historyLeads(description: Description, look: Look): Chart {
  const { layout, palette } = styleOf(look);
  const curves = curvesOf(description, palette);
  const title = leadsTitle(curves, layout);
  const head = heading(title, subtitle(), look);
  const shares = [0, 0.25, 0.5, 0.75, 1];
  const left = layout.margin + textWidth('100 %', layout.value) + 8;
  const keys = colorKey(
    curves.map(({ name, color, leads }) => ({ text: `${name} ${medianWords(leads)}`, color })),
    layout.margin,
    layout.width - layout.margin,
    head.bottom + 12,
    layout,
  );
  const top = keys.bottom + 12;
  const bottom = top + layout.plotHeight;
  // From where the first hundredth has merged: the first minutes are level.
  const drawn = curves.flatMap(({ points }) =>
    points.flatMap(({ days, waiting }) => (waiting < 0.99 ? [days] : [])),
  );
  const x: Scale = {
    domain: durationDomain(drawn),
    range: [left, layout.width - layout.margin - 4],
    log: true,
  };
  const y: Scale = { domain: [0, 1], range: [bottom, top] };
  const marks = durationMarks(x, layout.value, layout.margin, layout.width - layout.margin);
  const note = paragraph(noteOf(description), bottom + lineHeight(layout.value) + 14, layout, {
    size: layout.note,
    color: palette.secondary,
  });
  const all = curves[0]!;
  const spec = picture(look, note.bottom + layout.margin, altOf(curves, title), [
    ...grid(shares, marks, x, y, layout, palette),
    bandLayer('95 % interval of all', bandOf(all.points, x), x, y, {
      color: palette.baseline,
      opacity: palette.opacity.band,
    }),
    ...[...curves].reverse().map(({ name, color, points }) =>
      lineLayer(`not merged: ${name}`, stepsOf(points, x), x, y, {
        color,
        width: name === all.name ? 3 : 2,
        dash: [],
      }),
    ),
    strokeLayer(
      'open changes',
      curves.flatMap((curve) => ticksOf(curve, x, y)),
    ),
    textLayer('curves', keys.words),
    ...head.layers,
    textLayer('note', note.words),
  ]);
  return { name: 'history-leads', title, alt: altOf(curves, title), spec };
}

interface Curve {
  name: string;
  color: string;
  leads: Leads;
  points: readonly CurvePoint[];
}

const median = ({ quantiles }: Leads): number =>
  quantiles.find(({ estimate, share }) => estimate === 'if_none_given_up' && share === 0.5)!.days;

function curvesOf({ areas }: Description, palette: Palette): Curve[] {
  const [all, ...others] = areas as [AreaDescription, ...AreaDescription[]];
  const enough = others
    .slice(0, LOOKED_AT)
    .filter(({ leads }) => leads.merged >= LEAST && Number.isFinite(median(leads)));
  const byMedian = enough.toSorted((a, b) => median(a.leads) - median(b.leads));
  const chosen = [...new Set([enough[0], byMedian.at(-1), byMedian[0]])].filter((area) => area !== undefined);
  const colors = [palette.focus, palette.second, palette.third];
  const curve = (name: string, color: string, leads: Leads) => ({ name, color, leads, points: leads.curve });
  // With one area alone, it is the total again.
  const drawn = others.length > 1 ? chosen : [];
  return [
    curve('all changes', palette.text, all.leads),
    ...drawn.map(({ area, leads }, i) => curve(area, colors[i]!, leads)),
  ];
}

const medianWords = (leads: Leads): string =>
  Number.isFinite(median(leads)) ? `(half by ${dayWords(median(leads))})` : '(fewer than half)';

/** Days, and what is less than one of them in hours. */
function dayWords(value: number): string {
  if (value >= 0.95) return `${days(value)} ${days(value) === '1.0' ? 'day' : 'days'}`;
  return value >= 1 / 24 ? `${days(value * 24)} hours` : `${count(value * 1440)} minutes`;
}

function leadsTitle(curves: readonly Curve[], layout: Layout): string {
  const [all, ...areas] = curves as [Curve, ...Curve[]];
  if (all.leads.merged === 0) return 'Nothing has merged';
  if (!Number.isFinite(median(all.leads)))
    return fittingTitle(['Fewer than half of all changes merge as far as is seen'], layout);
  const half = `Half of all changes merge within ${dayWords(median(all.leads))}`;
  const slow = areas.toSorted((a, b) => median(b.leads) - median(a.leads))[0];
  if (slow === undefined || median(slow.leads) < 1.25 * median(all.leads))
    return fittingTitle([half], layout);
  return fittingTitle([`${half}; in ${slow.name} that takes ${dayWords(median(slow.leads))}`, half], layout);
}

function subtitle(): string {
  return 'Share of changes not merged yet, by time since upload; what is still open counts as long as it has lasted';
}

function noteOf({ areas }: Description): string {
  const { leads } = areas[0]!;
  const { open, abandoned, unmerged, everMerged, everAbandoned } = leads;
  const given =
    abandoned > 0
      ? ` Of all that is uploaded ${percent(everMerged)} merge and ${percent(everAbandoned)} are given up; the curves take those as if they could have merged later.`
      : '';
  const never =
    unmerged > 0 ? ` ${count(unmerged)} changes of unknown end count up to their last sign of life.` : '';
  return (
    `Kaplan-Meier, band: 95 % interval of all changes. Ticks: ages of changes that are last seen unmerged${open > 0 ? ` (${count(open)} open)` : ''}.${given}${never} ` +
    'Drawn: the area of most changes, the slowest and the fastest of the larger ones. Logarithmic scale.'
  );
}

function altOf(curves: readonly Curve[], title: string): string {
  return altText([
    'Curves of the share of changes not merged yet by time since upload.',
    `${title}.`,
    ...curves.map(({ name, leads }) => `${name} ${medianWords(leads)}.`),
  ]);
}

/** A staircase from the left edge on: level until the next point. */
function stepsOf(
  points: readonly CurvePoint[],
  { domain: [low, high] }: Scale,
): { week: number; value: number }[] {
  const steps: { week: number; value: number }[] = [{ week: low, value: 1 }];
  let level = 1;
  for (const { days: at, waiting } of points) {
    const week = Math.max(low, Math.min(high, at));
    steps.push({ week, value: level }, { week, value: waiting });
    level = waiting;
  }
  return steps;
}

function bandOf(points: readonly CurvePoint[], { domain: [low, high] }: Scale) {
  const rows: { week: number; low: number; high: number }[] = [];
  let before = { low: 1, high: 1 };
  for (const point of points) {
    const week = Math.max(low, Math.min(high, point.days));
    rows.push({ week, ...before }, { week, low: point.low, high: point.high });
    before = { low: point.low, high: point.high };
  }
  return rows;
}

/** A tick wherever lifetimes are last seen. */
function ticksOf({ points, color }: Curve, x: Scale, y: Scale): Stroke[] {
  return points.flatMap(({ days: at, waiting, censored }) => {
    if (censored === 0 || at < x.domain[0] || at > x.domain[1]) return [];
    const [px, py] = [position(x, at), position(y, waiting)];
    return [{ x: px, x2: px, y: py - 4, y2: py + 4, color, width: 1 }];
  });
}

function grid(
  shares: readonly number[],
  marks: readonly { at: number; x: number; text: string }[],
  x: Scale,
  y: Scale,
  layout: Layout,
  palette: Palette,
): Layer[] {
  const level = (value: number) => Math.round(position(y, value)) + 0.5;
  const [bottom, top] = y.range;
  const gray = { size: layout.value, color: palette.secondary };
  const horizontal = shares.map((value) => {
    const half = value === 0.5;
    const color = half ? palette.axis : palette.grid;
    return { x: x.range[0], x2: x.range[1], y: level(value), y2: level(value), color, width: 1 };
  });
  const vertical = marks.map(({ at }) => ({
    x: at,
    x2: at,
    y: top,
    y2: bottom,
    color: palette.grid,
    width: 1,
  }));
  const words: Words[] = [
    ...shares.map((value): Words => {
      const place = { x: x.range[0] - 8, y: level(value) + Math.round(layout.value * 0.35) };
      return { ...gray, ...place, text: percent(value), align: 'right' };
    }),
    ...marks.map((mark): Words => {
      return { ...gray, x: mark.x, y: bottom + layout.value + 8, text: mark.text, align: 'center' };
    }),
  ];
  return [strokeLayer('grid', [...vertical, ...horizontal]), textLayer('axes', words)];
}
