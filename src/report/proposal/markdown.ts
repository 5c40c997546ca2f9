import {
  type Block,
  isOfFigures,
  type Picture,
  type Proposal,
  type Statement,
  type TableBlock,
} from './content.ts';

/** The proposal as GitHub-flavored Markdown; pictures lie beside it. */
export function markdown({ title, sections }: Proposal): string {
  const parts = [`# ${escaped(title)}`];
  for (const section of sections) {
    if (section.title !== undefined) parts.push(`## ${escaped(section.title)}`);
    parts.push(...section.blocks.map(shown));
  }
  return `${parts.join('\n\n')}\n`;
}

function shown(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return statement(block);
    case 'list':
      return block.items.map((item) => `- ${statement(item)}`).join('\n');
    case 'table':
      return table(block);
    case 'picture':
      return picture(block.picture);
    case 'literal':
      return literal(block.lines);
  }
}

function statement({ lead, text }: Statement): string {
  return lead === undefined ? escaped(text) : `**${escaped(lead)}** ${escaped(text)}`;
}

function table(block: TableBlock): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  const rules = block.head.map((_, i) => (isOfFigures(block, i) ? '--:' : '---'));
  const rows = [block.head, ...block.rows].map((cells) => line(cells.map(escaped)));
  return [`${escaped(block.caption)}:`, '', rows[0], line(rules), ...rows.slice(1)].join('\n');
}

function picture({ name, alt, dark, narrow }: Picture): string {
  const source = (media: string, file: string) => `  <source media="(${media})" srcset="${file}.svg">`;
  return [
    '<picture>',
    ...(narrow ? [source('max-width: 500px', `${name}-narrow`)] : []),
    ...(dark ? [source('prefers-color-scheme: dark', `${name}-dark`)] : []),
    `  <img src="${name}.svg" width="720" alt="${attribute(alt)}">`,
    '</picture>',
  ].join('\n');
}

/** A fence longer than any that stands in the lines. */
function literal(lines: string[]): string {
  const longest = Math.max(
    2,
    ...(lines
      .join('\n')
      .match(/`+/g)
      ?.map((run) => run.length) ?? []),
  );
  const fence = '`'.repeat(longest + 1);
  return [fence, ...lines, fence].join('\n');
}

/** Text as it is: nothing in it is markup. */
function escaped(text: string): string {
  return text
    .trim()
    .replace(/[\\`*[\]<>|~$]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/^[-+#=]+(?=\s|$)/, '\\$&')
    .replace(/^(\d+)(?=[.)](\s|$))/, '$1\\');
}

const attribute = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
