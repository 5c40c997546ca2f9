import type { Description } from '../../history/describe/describe.ts';
import { count, numberWord, percent } from './phrases.ts';
import {
  altText,
  type Block,
  blockLayer,
  type Chart,
  fittingTitle,
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
import { textWidth } from './text-width.ts';
import { type Layout, type Look, lineHeight, type Palette } from './theme.ts';

/** People drawn, those with most first. */
const MOST_DRAWN = 100;

/** On whom does the work rest? Reviews (or changes) of each person, downward; those who together have 80 % in color. */
export function historyPeople(description: Description, who: 'reviewers' | 'authors', look: Look): Chart {
  const { layout, palette } = styleOf(look);
  const { people, skew } = description[who];
  const what = who === 'reviewers' ? 'reviews' : 'changes';
  const title = peopleTitle(who, skew, layout);
  const head = heading(
    title,
    `${what} of each of ${who === 'reviewers' ? 'the people who review' : 'the authors'}, from most to fewest; one bar a person`.replace(
      /^./,
      (c) => c.toUpperCase(),
    ),
    look,
  );
  const drawn = people.slice(0, MOST_DRAWN);
  const highest = drawn[0]?.changes ?? 1;
  const domain: [number, number] = [0, highest * 1.05];
  const values = ticks(domain, 1);
  const left = layout.margin + Math.max(...values.map((value) => textWidth(count(value), layout.value))) + 8;
  const top = head.bottom + 10 + lineHeight(layout.label);
  const bottom = top + 210;
  const x: Scale = { domain: [0, Math.max(12, drawn.length)], range: [left, layout.width - layout.margin] };
  const y: Scale = { domain, range: [bottom, top] };
  const note = paragraph(noteOf(description, who), bottom + lineHeight(layout.value) + 12, layout, {
    size: layout.note,
    color: palette.secondary,
  });
  const alt = altText([
    `Bar chart of ${what} by person.`,
    `${title}.`,
    `The first has ${count(highest)} of ${count(skew.total)}.`,
    `Gini ${skew.gini.toFixed(2)}.`,
  ]);
  const spec = picture(look, note.bottom + layout.margin, alt, [
    ...countGrid(values, y, x, layout, palette),
    blockLayer(
      what,
      drawn.map(({ changes }, i) => bar(i, changes, i < skew.for80, x, y, palette)),
    ),
    textLayer('marks', [
      ...rankWords(drawn.length, x, bottom, layout, palette),
      ...cutWords(description, who, x, y, layout, palette),
    ]),
    ...head.layers,
    textLayer('note', note.words),
  ]);
  return { name: `history-${who}`, title, alt, spec };
}

function peopleTitle(
  who: 'reviewers' | 'authors',
  { people, for80 }: Description['authors']['skew'],
  layout: Layout,
): string {
  const does = who === 'reviewers' ? 'give 80 % of reviews' : 'write 80 % of changes';
  if (people === 1)
    return fittingTitle([`One person has all the ${who === 'reviewers' ? 'reviews' : 'changes'}`], layout);
  return fittingTitle(
    [
      `${numberWord(for80)} of ${count(people)} ${who} ${for80 === 1 ? does.replace(/^(give|write)/, '$1s') : does}`,
    ],
    layout,
  );
}

function noteOf(description: Description, who: 'reviewers' | 'authors'): string {
  const { people, skew } = description[who];
  const left = people.length - MOST_DRAWN;
  return (
    `The top fifth have ${percent(skew.topFifth)}; Gini coefficient ${skew.gini.toFixed(2)} (0: all have the same, 1: one has all).` +
    `${who === 'reviewers' ? ' A review is counted once for each change and reviewer.' : ''}` +
    `${left > 0 ? ` Not drawn: ${count(left)} people with fewer; see people.csv.` : ''}`
  );
}

function bar(index: number, value: number, among: boolean, x: Scale, y: Scale, palette: Palette): Block {
  const [from, to] = [position(x, index), position(x, index + 1)];
  const gap = Math.min(2, (to - from) * 0.2);
  const color = among ? palette.focus : palette.baseline;
  return {
    x: from + gap / 2,
    x2: to - gap / 2,
    y: position(y, value),
    y2: y.range[0],
    color,
    opacity: among ? 1 : 0.55,
  };
}

/** Numbers of people under the bars. */
function rankWords(drawn: number, x: Scale, bottom: number, layout: Layout, palette: Palette): Words[] {
  const gray = { size: layout.value, color: palette.secondary, align: 'center' } as const;
  return ticks([0, Math.max(12, drawn)], 1)
    .filter((value) => value > 0 && value <= drawn)
    .map((value) => ({
      ...gray,
      x: position(x, value - 0.5),
      y: bottom + layout.value + 6,
      text: count(value),
    }));
}

/** Above the bars that are in color, how many they are, where there is room. */
function cutWords(
  description: Description,
  who: 'reviewers' | 'authors',
  x: Scale,
  y: Scale,
  layout: Layout,
  palette: Palette,
): Words[] {
  const { for80 } = description[who].skew;
  const text = `80 %: ${count(for80)} people`;
  const at = position(x, Math.min(for80, x.domain[1]));
  const width = textWidth(text, layout.label, 700);
  const fits = at + 6 + width <= x.range[1];
  return [
    {
      ...{ x: fits ? at + 6 : x.range[1], y: y.range[1] - 6, text, size: layout.label },
      ...{ weight: 700, color: palette.focus, align: fits ? 'left' : 'right' },
    },
  ];
}

function countGrid(values: readonly number[], y: Scale, x: Scale, layout: Layout, palette: Palette): Layer[] {
  const at = (value: number) => Math.round(position(y, value)) + 0.5;
  const style = { size: layout.value, color: palette.secondary, align: 'right' } as const;
  return [
    strokeLayer(
      'grid',
      values.map((value) => ({
        ...{ x: x.range[0], x2: x.range[1], y: at(value), y2: at(value) },
        ...{ color: palette.grid, width: 1 },
      })),
    ),
    textLayer(
      'axis',
      values.map((value): Words => {
        return {
          ...style,
          x: x.range[0] - 8,
          y: at(value) + Math.round(layout.value * 0.35),
          text: count(value),
        };
      }),
    ),
  ];
}
