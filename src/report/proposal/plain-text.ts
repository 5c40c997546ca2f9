import { ascii } from './ascii.ts';
import { type Block, isOfFigures, type Proposal, type Statement, type TableBlock } from './content.ts';
import { hanging, wrapped, wrappedWhole } from './wrap.ts';

/** Widest line of a mail [characters]. */
export const WIDTH = 72;

/** The proposal as a mail: printable 7-bit ASCII, no line wider than {@link WIDTH}, no blanks at the ends of lines. */
export function plainText({ title, sections }: Proposal): string {
  const parts = [heading(title, '=')];
  for (const section of sections) {
    if (section.title !== undefined) parts.push(heading(section.title, '-'));
    parts.push(...section.blocks.flatMap(shown));
  }
  const lines = parts.filter((part) => part.length > 0).flatMap((part) => [...part, '']);
  return lines
    .map((line) => `${line.trimEnd()}\n`)
    .join('')
    .replace(/\n+$/, '\n');
}

const plain = (text: string): string => ascii(text).replace(/ +/g, ' ').trim();

function heading(title: string, sign: string): string[] {
  const lines = wrappedWhole(plain(title), WIDTH);
  return [...lines, sign.repeat(Math.max(...lines.map((line) => line.length)))];
}

/** Parts that a blank line divides. */
function shown(block: Block): string[][] {
  switch (block.kind) {
    case 'paragraph':
      return [wrappedWhole(statement(block), WIDTH)];
    case 'list':
      return [block.items.flatMap((item) => hanging(wrappedWhole(statement(item), WIDTH - 2), '* '))];
    case 'table':
      return table(block);
    case 'picture':
      return block.drawn === undefined
        ? []
        : [wrappedWhole(`${plain(block.picture.title)}.`, WIDTH), block.drawn];
    case 'literal':
      return [block.lines.flatMap((line) => broken(`  ${ascii(line)}`))];
  }
}

const statement = ({ lead, text }: Statement): string =>
  lead === undefined ? plain(text) : plain(`${lead} ${text}`);

/** A line as it is, or cut at its blanks, or at its end. */
function broken(line: string): string[] {
  if (line.length <= WIDTH) return [line];
  const indent = ' '.repeat(2 + line.search(/\S/));
  const [first, ...rest] = wrappedWhole(line.trim(), WIDTH - indent.length);
  return [indent.slice(2) + first, ...rest.map((more) => indent + more)];
}

/** Columns beside each other as far as the width goes, the rest below with the first column again. */
function table(block: TableBlock): string[][] {
  const cells = [block.head, ...block.rows].map((row) => row.map(plain));
  const widths = block.head.map((_, i) => Math.max(...cells.map((row) => row[i]!.length)));
  const caption = wrappedWhole(`${plain(block.caption)}:`, WIDTH);
  const groups = groupsOf(widths);
  if (groups === undefined) return [caption, ...stacked(cells)];
  return [caption, ...groups.map((group) => beside(group, cells, widths, block))];
}

const GAP = 2;

/** Columns that fit beside each other after the first; undefined if one does not. */
function groupsOf([first, ...others]: number[]): number[][] | undefined {
  const room = WIDTH - GAP - first!;
  if (others.some((width) => GAP + width > room)) return undefined;
  const groups: number[][] = [[]];
  let used = 0;
  others.forEach((width, i) => {
    if (used + GAP + width > room) {
      groups.push([]);
      used = 0;
    }
    groups.at(-1)!.push(i + 1);
    used += GAP + width;
  });
  return groups;
}

function beside(group: number[], cells: string[][], widths: number[], block: TableBlock): string[] {
  return cells.map((row) => {
    const shownCells = [0, ...group].map((column) => {
      const [cell, width] = [row[column]!, widths[column]!];
      return isOfFigures(block, column) ? cell.padStart(width) : cell.padEnd(width);
    });
    return ' '.repeat(GAP) + shownCells.join(' '.repeat(GAP));
  });
}

/** One row below the other, each cell with the name of its column. */
function stacked([head, ...rows]: string[][]): string[][] {
  return rows.map(([first, ...others]) => [
    ...wrappedWhole(first!, WIDTH - GAP).map((line) => ' '.repeat(GAP) + line),
    ...others.flatMap((cell, i) => {
      const lines = wrapped(`${head![i + 1]}: ${cell}`, WIDTH - 2 * GAP - 2);
      return hanging(
        lines.flatMap((line) => wrappedWhole(line, WIDTH - 2 * GAP - 2)),
        ' '.repeat(2 * GAP),
      );
    }),
  ]);
}
