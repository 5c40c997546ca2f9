import type { DifferenceRow, Results } from '../results.ts';
import { calendarHeight, calendarLayers, showsFreeze, weeksAfter, weeksBetween } from './calendar.ts';
import { axis, bands, endBar, type Place, sides, turnLayers } from './difference-marks.ts';
import { differenceAlt, differenceNote, differenceSubtitle, pairTitle } from './difference-words.ts';
import { type Label, leaders, placeLabels, widestLine } from './labels.ts';
import { milestoneLayers, milestonesHeight, milestonesOf } from './milestones.ts';
import { type Pair, pairOf } from './pair.ts';
import { percent, signed, signedInterval } from './phrases.ts';
import {
  type Chart,
  heading,
  type Layer,
  paragraph,
  picture,
  strokeLayer,
  styleOf,
  textLayer,
  type Words,
} from './picture.ts';
import { position, type Scale, ticks } from './scale.ts';
import { textWidth, wrap } from './text-width.ts';
import { type Layout, type Look, lineHeight, type Palette } from './theme.ts';

/** When does an alternative pay, and how sure is that? Paired differences on the very same changes, week by week, with
 * the range of replications and the confidence interval of the mean. Without `alternative` it is the first one, without
 * `baseline` the first organization. */
export function pairedDifference(
  results: Results,
  look: Look,
  alternative?: string,
  baseline?: string,
): Chart {
  const { layout, palette } = styleOf(look);
  const pair = pairOf(results, palette, alternative, baseline);
  const { weeks } = pair.finding;
  const start = weeksAfter(weeks[0]!.date, -weeks[0]!.week);
  const last = weeks.at(-1)!;
  const facts = { results, pair, layout, start, end: weeksAfter(start, last.week + 1) };

  const title = pairTitle(facts, look);
  const alt = differenceAlt(facts, title);
  const head = heading(title, differenceSubtitle(facts), look);

  const domain = extent(weeks);
  const values = ticks(domain, 0.1);
  const left = layout.margin + Math.max(...values.map((value) => textWidth(signed(value), layout.value))) + 8;
  const labels = endLabels(pair, layout, palette);
  const legendWords = 'replications ahead at the cycle’s end';
  const columnWidth = Math.max(widestLine(labels), textWidth('ahead at the', layout.value));
  const legend = wrap(legendWords, columnWidth, layout.value);
  const labelX = layout.width - layout.margin - Math.ceil(columnWidth);
  const right = labelX - 30;

  const milestones = milestonesOf([pair.baseline, pair.alternative]);
  const row = lineHeight(layout.label);
  const top = head.bottom + 14;
  const milestonesTop = top + row + 2;
  const plotTop = milestonesTop + milestonesHeight(milestones, layout) + 4;
  const plotBottom = plotTop + layout.plotHeight;
  const bottom = plotBottom + row + 4;
  const x: Scale = { domain: [0, last.week + 1], range: [left, right] };
  const y: Scale = { domain, range: [plotBottom, plotTop] };
  const place: Place = { x, y, start, top, bottom, layout, palette };
  labels.forEach((label, index) => {
    label.at = position(y, [last.p90, last.difference, last.p10][index]!);
  });

  const sharesTop = bottom + calendarHeight(layout) + 6;
  const shares = sharesLayer(pair, results, sharesTop, legend, labelX, place);
  const noteTop = shares ? sharesTop + legend.length * lineHeight(layout.value) + 10 : sharesTop + 6;
  const note = paragraph(differenceNote(showsFreeze(results.calendar, place)), noteTop, layout, {
    size: layout.note,
    color: palette.secondary,
  });
  const ends = placeLabels(labels, labelX, top, bottom);
  const spec = picture(look, note.bottom + layout.margin, alt, [
    ...calendarLayers(results.calendar, place),
    ...axis(values, place),
    ...bands(pair, place),
    ...milestoneLayers(milestones, { ...place, top: milestonesTop, bottom: plotBottom }),
    sides(pair, place),
    ...turnLayers(pair, place),
    ...endBar(last, right + 10, pair, place),
    strokeLayer('leaders', leaders(labels, ends.centers, labelX - 11, labelX - 3)),
    textLayer('at the end', ends.words),
    ...(shares ? [shares] : []),
    ...head.layers,
    textLayer('note', note.words),
  ]);
  return { name: 'paired-difference', title, alt, spec };
}

/** All that is drawn, zero, and a little room on both sides. */
function extent(weeks: DifferenceRow[]): [number, number] {
  // A single replication has no interval.
  const drawn = weeks.flatMap((row) => [row.p10, row.ci_low, row.ci_high, row.p90]).filter(Number.isFinite);
  const [low, high] = [Math.min(0, ...drawn), Math.max(0, ...drawn)];
  const room = (high - low) * 0.04 || 1;
  return [low - room, high + room];
}

/** Most favorable and least favorable end of 8 of 10 replications, and the mean with its interval between them. */
function endLabels({ finding, alternative }: Pair, layout: Layout, palette: Palette): Label[] {
  const last = finding.weeks.at(-1)!;
  const { verdict } = finding.comparison;
  const clear = verdict === 'better' || verdict === 'worse';
  const small = { size: layout.value, color: palette.secondary };
  const strong = {
    size: layout.label,
    color: clear ? alternative.color : palette.secondary,
    weight: 700,
  } as const;
  const whole = `95 % CI ${signedInterval(last.ci_low, last.ci_high)}`;
  const parts = [`95 % CI ${signed(last.ci_low)}`, `to ${signed(last.ci_high)}`];
  const ci = textWidth(whole, layout.value) <= layout.labelWidth ? [whole] : parts;
  return [
    { at: 0, lines: [{ ...small, text: `p90 ${signed(last.p90)}` }] },
    {
      at: 0,
      lines: [
        { ...strong, text: `mean ${signed(last.difference)}` },
        ...ci.map((text) => ({ ...small, text })),
      ],
    },
    { at: 0, lines: [{ ...small, text: `p10 ${signed(last.p10)}` }] },
  ];
}

/** Below the end of each cycle the share of replications in which the alternative is better there. */
function sharesLayer(
  { finding }: Pair,
  results: Results,
  top: number,
  legend: string[],
  legendX: number,
  { x, start, layout, palette }: Place,
): Layer | undefined {
  const words: Words[] = [];
  let free = Number.POSITIVE_INFINITY;
  for (const { cycle, probability_better } of [...finding.cycles].reverse()) {
    const release = results.calendar.find((row) => row.cycle === cycle)?.release;
    if (release === undefined) continue;
    const at = Math.min(x.range[1], position(x, weeksBetween(start, release)));
    const text = percent(probability_better);
    const left = at - textWidth(text, layout.label, 700);
    if (at > free || left < layout.margin) continue;
    const style = { size: layout.label, weight: 700, color: palette.text, align: 'right' } as const;
    words.push({ ...style, x: at, y: top + layout.label, text });
    free = left - 6;
  }
  if (words.length === 0) return undefined;
  const side = { x: legendX, size: layout.value, color: palette.secondary };
  const explained = legend.map((text, index) => ({
    ...side,
    text,
    y: top + layout.label + index * lineHeight(layout.value),
  }));
  return textLayer('replications ahead', [...words.reverse(), ...explained]);
}
