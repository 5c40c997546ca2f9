import type { Results } from '../results.ts';
import { loadAxis, loadDomain } from './load-axis.ts';
import {
  loadAlt,
  loadInterval,
  loadNote,
  loadSubtitle,
  loadTitle,
  type Staff,
  staffed,
} from './load-words.ts';
import { dotLayer, pathLayer, type Span, spanLayer } from './marks.ts';
import { type Organization, organizationsOf } from './organizations.ts';
import { sidesOf } from './pair.ts';
import { capitalized, percent } from './phrases.ts';
import {
  type Chart,
  heading,
  type Layer,
  paragraph,
  picture,
  type Stroke,
  strokeLayer,
  styleOf,
  textLayer,
  type Words,
} from './picture.ts';
import { projected } from './projection.ts';
import { MOST_ROWS, type RowName, type RowStyle, rowStyle, rowWords } from './rows.ts';
import type { Scale } from './scale.ts';
import { loadCycles, type TeamLoad, teamLoads } from './team-loads.ts';
import { shorten, textWidth } from './text-width.ts';
import { type Layout, type Look, lineHeight, type Palette } from './theme.ts';

/** Which team is the next bottleneck? Load of each team from the first cycle to the last, around the line of 100 %: the
 * baseline above the rule, an alternative (the first one unless named) below it. */
export function loadByTeam(results: Results, look: Look, alternative?: string): Chart {
  const { layout, palette } = styleOf(look);
  const [baseline, other] = staffsOf(results, palette, alternative);
  const cycles = loadCycles(results);
  const facts = { results, baseline: baseline!, alternative: other, cycles, layout };
  const title = loadTitle(facts);
  const alt = loadAlt(facts, title);
  const head = heading(title, loadSubtitle(facts), look);

  const staffs = other ? [baseline!, other] : [baseline!];
  const groups = staffs.map(groupOf);
  const left = staffs.reduce((sum, { teams }) => sum + Math.max(0, teams.length - MOST_ROWS), 0);
  const rows = groups.flatMap(({ rows }) => rows);
  const style = rowStyle(
    rows.map(({ label }) => label),
    look,
    layout,
  );
  const column = numbersColumn(rows, cycles, layout);
  const numbersX = layout.width - layout.margin - column.width;
  const x: Scale = { domain: loadDomain(rows.map(({ load }) => load)), range: [style.left, numbersX - 20] };

  const axisY = head.bottom + 14 + 2 * lineHeight(layout.value) - 4;
  const top = axisY + 7;
  const rules = placeRows(groups, top + 8, style, layout);
  const bottom = rules.bottom;
  const place: Place = { x, style, cycles, layout, palette };
  const note = paragraph(loadNote(facts, left), bottom + 8, layout, {
    size: layout.note,
    color: palette.secondary,
  });
  const spec = picture(look, note.bottom + layout.margin, alt, [
    ...loadAxis(rows, { ...place, top, bottom, axisY }),
    textLayer('head of the numbers', columnHead(column.head, numbersX, axisY, place)),
    strokeLayer(
      'between organizations',
      rules.between.map((y) => rule(y, layout, palette)),
    ),
    ...marks(rows, place),
    textLayer(
      'organizations',
      groups.flatMap((group) => groupWords(group, layout)),
    ),
    textLayer(
      'teams',
      rows.flatMap(({ label, top }) =>
        rowWords(label, top, layout.width - layout.margin, style, layout, palette),
      ),
    ),
    textLayer(
      'loads',
      rows.flatMap((row) => numbers(row, numbersX, place)),
    ),
    ...head.layers,
    textLayer('note', note.words),
  ]);
  return { name: 'load-by-team', title, alt, spec };
}

function staffsOf(results: Results, palette: Palette, alternative?: string): Staff[] {
  const all = organizationsOf(results, palette, projected(results).start);
  const sides = all.length > 1 ? sidesOf(results, palette, alternative) : undefined;
  const shown = sides ? [sides.baseline, sides.alternative] : all.slice(0, 1);
  return shown.map((organization) => ({ organization, teams: teamLoads(results, organization) }));
}

/** The teams of an organization under its name; a single team goes by the name of its organization. */
interface Group {
  organization: Organization;
  named: boolean;
  top: number;
  rows: Row[];
}

interface Row {
  organization: Organization;
  load: TeamLoad;
  label: RowName;
  /** Set when rows are placed [px]. */
  top: number;
}

function groupOf({ organization, teams }: Staff): Group {
  const named = teams.length > 1;
  const rows = teams.slice(0, MOST_ROWS).map((load): Row => {
    const name = named ? load.team : organization.name;
    return {
      organization,
      load,
      label: { name, detail: staffed(load), color: organization.textColor },
      top: 0,
    };
  });
  return { organization, named, top: 0, rows };
}

/** Gives groups and rows their places from `top` on; where the rules between groups lie, and the bottom [px]. */
function placeRows(groups: Group[], top: number, style: RowStyle, layout: Layout) {
  const between: number[] = [];
  let y = top;
  groups.forEach((group, index) => {
    if (index > 0) {
      between.push(y);
      y += 12;
    }
    group.top = y;
    if (group.named) y += lineHeight(layout.label) + 6;
    for (const row of group.rows) {
      row.top = y;
      y += style.height;
    }
  });
  return { between, bottom: y };
}

interface Place {
  x: Scale;
  style: RowStyle;
  cycles: string[];
  layout: Layout;
  palette: Palette;
}

const rule = (y: number, layout: Layout, palette: Palette): Stroke => ({
  ...{ x: layout.margin, x2: layout.width - layout.margin, y: Math.round(y) + 0.5, y2: Math.round(y) + 0.5 },
  ...{ color: palette.axis, width: 1 },
});

/** Height of a row's marks that each cycle of the path goes down, at most [px]. */
const stepDown = 7;

function marks(rows: Row[], { x, style, cycles, palette }: Place): Layer[] {
  const drawn = rows.map(({ organization, load, label, top }) => {
    const bottom = top + style.marksTop + style.marksHeight - 9;
    const step = Math.min(stepDown, (style.marksHeight - 14) / Math.max(1, cycles.length - 1));
    const steps = load.cycles.map(({ cycle, p50 }) => {
      return { cycle, value: p50, y: bottom - step * (cycles.length - 1 - cycles.indexOf(cycle)) };
    });
    return { organization, load, label, bottom, steps };
  });
  const capsules = drawn.flatMap(({ organization: { color }, load: { team, last }, bottom }) => {
    if (!last) return [];
    const shape = { team, low: last.p10, high: last.p90, y: bottom - 6, y2: bottom + 6 };
    return [{ ...shape, color, opacity: palette.opacity.bar } satisfies Span & object];
  });
  const dots = drawn.flatMap(({ organization: { color }, load, steps }) =>
    steps.flatMap((step, index) => {
      const isLast = step.cycle === load.last?.cycle;
      const dot = { ...step, color, fill: isLast ? color : palette.paper, size: isLast ? 9 : 8 };
      return isLast || index === 0 ? [dot] : [];
    }),
  );
  return [
    spanLayer('8 of 10 replications', capsules, x, 6),
    ...drawn
      .filter(({ steps }) => steps.length > 1)
      .map(({ organization, steps, label: { name } }) =>
        pathLayer(`path: ${organization.name}, ${name}`, steps, x, { color: organization.color, width: 2 }),
      ),
    dotLayer('first and last cycle', dots, x),
  ];
}

function groupWords({ organization, named, top }: Group, layout: Layout): Words[] {
  if (!named) return [];
  const text = shorten(organization.name, layout.width - 2 * layout.margin, layout.label, 700);
  const y = top + layout.label;
  return [{ x: layout.margin, y, text, size: layout.label, weight: 700, color: organization.textColor }];
}

function numbersColumn(rows: Row[], cycles: string[], layout: Layout): { width: number; head: string[] } {
  const head = ['load in', `${capitalized(cycles.at(-1) ?? '')}`];
  const widths = rows.flatMap(({ load: { last } }) =>
    last
      ? [textWidth(percent(last.p50), layout.label, 700), textWidth(loadInterval(last), layout.value)]
      : [],
  );
  const widest = Math.max(...widths, textWidth('load in', layout.value));
  return { width: Math.ceil(widest), head: head.map((line) => shorten(line, widest, layout.value)) };
}

function columnHead(lines: string[], x: number, axisY: number, { layout, palette }: Place): Words[] {
  const height = lineHeight(layout.value) + 2;
  return lines.map((text, index) => {
    const y = axisY - (lines.length - 1 - index) * height;
    return { x, y, text, size: layout.value, color: palette.secondary };
  });
}

/** Load of the last cycle and its interval, dark where more is asked than can be done. */
function numbers({ load: { last }, top }: Row, x: number, { style, layout, palette }: Place): Words[] {
  const y = top + style.marksTop + 13;
  const bold = { x, y, size: layout.label, weight: 700 } as const;
  if (!last) return [{ ...bold, text: '–', color: palette.secondary }];
  const small = { x, y: y + lineHeight(layout.value) + 1, size: layout.value, color: palette.secondary };
  const color = last.p50 > 1 ? palette.text : palette.secondary;
  return [
    { ...bold, text: percent(last.p50), color },
    { ...small, text: loadInterval(last) },
  ];
}
