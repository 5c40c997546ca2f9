import type { Block, Picture, Proposal, Statement, TableBlock } from './content.ts';
import { hanging, wrapped } from './wrap.ts';

/** Widest line where words allow it: what checkers of specification repositories take. */
const WIDTH = 79;

/** The proposal as reStructuredText; pictures lie beside it. */
export function restructuredText({ title, sections }: Proposal): string {
  const parts = [heading(title, '=')];
  for (const section of sections) {
    if (section.title !== undefined) parts.push(heading(section.title, '-'));
    parts.push(...section.blocks.map(shown));
  }
  return `${parts.join('\n\n')}\n`;
}

/** A wide character takes two columns, and the line under a title must be as long as it is. */
function heading(title: string, sign: string): string {
  const text = escaped(title);
  const columns = [...text].reduce((sum, character) => sum + (character >= '\u1100' ? 2 : 1), 0);
  return `${text}\n${sign.repeat(columns)}`;
}

function shown(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return lines(statement(block)).join('\n');
    case 'list':
      return block.items.map((item) => hanging(lines(statement(item), 2), '* ').join('\n')).join('\n');
    case 'table':
      return table(block);
    case 'picture':
      return picture(block.picture);
    case 'literal':
      return ['::', '', ...block.lines.map((line) => `  ${line}`)].join('\n');
  }
}

function statement({ lead, text }: Statement): string {
  return lead === undefined ? escaped(text) : `**${escaped(lead)}** ${escaped(text)}`;
}

const lines = (text: string, indent = 0): string[] => wrapped(text, WIDTH - indent);

function table({ caption, head, rows }: TableBlock): string {
  const item = (cells: string[]) =>
    cells.flatMap((cell, i) => {
      const mark = i === 0 ? '   * - ' : '     - ';
      return cell.trim() === '' ? [mark.trimEnd()] : hanging(lines(escaped(cell), mark.length), mark);
    });
  const directive = '.. list-table:: ';
  return [
    ...hanging(lines(escaped(caption), directive.length), directive),
    '   :header-rows: 1',
    '',
    ...[head, ...rows].flatMap(item),
  ].join('\n');
}

/** A directive's option is taken as it stands. */
const picture = ({ name, alt }: Picture): string =>
  [`.. image:: ${name}.svg`, '   :width: 720px', ...hanging(lines(alt, 10), '   :alt: ')].join('\n');

/** Text as it is: nothing in it is markup. */
function escaped(text: string): string {
  return text
    .trim()
    .replace(/[\\`*|_]/g, '\\$&')
    .replace(/::/g, ':\\:')
    .replace(/(?<=^| )[!-$&-/:-@[^{}~](?= |$)/g, '\\$&')
    .replace(/^(?=[!-/:-@[^{}~•‣⁃]|\(?[\p{L}\p{N}]+[.)])/u, '\\');
}
