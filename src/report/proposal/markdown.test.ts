import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { textFiles } from '../write.ts';
import type { Block } from './content.ts';
import { markdown } from './markdown.ts';
import { proposalSample } from './sample-results.ts';

const Markdown = suite('markdown');

const textOf = (...blocks: Block[]): string =>
  markdown({ title: 'T', sections: [{ blocks }] }).replace('# T\n\n', '');

const paragraph = (text: string): string => textOf({ kind: 'paragraph', text }).trimEnd();

Markdown('what would be markup stands as it is', () => {
  assert.is(paragraph('a | b'), 'a \\| b');
  assert.is(paragraph('<b>x</b> & co'), '\\<b\\>x\\</b\\> &amp; co');
  assert.is(
    paragraph('*x* `y` [z](u) ~~w~~ $v$ \\'),
    '\\*x\\* \\`y\\` \\[z\\](u) \\~\\~w\\~\\~ \\$v\\$ \\\\',
  );
  assert.is(paragraph('__init__ of effort_per_line'), '\\_\\_init\\_\\_ of effort_per_line');
  assert.is(paragraph('&amp;'), '&amp;amp;');
});

Markdown('a beginning that would make a list or a heading does not', () => {
  for (const [text, shown] of [
    ['- dash', '\\- dash'],
    ['+ plus', '\\+ plus'],
    ['# head', '\\# head'],
    ['1. one', '1\\. one'],
    ['12) two', '12\\) two'],
    ['8 of 10', '8 of 10'],
    ['13.9 d', '13.9 d'],
    ['+1.8 d', '+1.8 d'],
  ] as const) {
    assert.is(paragraph(text), shown);
  }
});

Markdown('stressed words, lists and sections', () => {
  const items = [{ lead: 'A:', text: 'one' }, { text: 'two' }];
  assert.is(textOf({ kind: 'list', items }), '- **A:** one\n- two\n');
  const sections = [{ title: 'a | b', blocks: [{ kind: 'paragraph', text: 'x' } as const] }];
  assert.is(markdown({ title: 'T', sections }), '# T\n\n## a \\| b\n\nx\n');
});

Markdown('tables align figures to the right', () => {
  const table = {
    kind: 'table',
    caption: 'About',
    head: ['', 'n', 'w'],
    rows: [['a|b', '−1', 'x']],
  } as const;
  const copy = { ...table, head: [...table.head], rows: table.rows.map((row) => [...row]) };
  assert.is(textOf(copy), 'About:\n\n|  | n | w |\n| --- | --: | --- |\n| a\\|b | −1 | x |\n');
});

Markdown('every row of every table has as many cells as its head, whatever the names', () => {
  const organizations = ['a|b', '||', '\\|', '`|`'].map((name, i) => ({
    name,
    short: name,
    course: () => -9 * i,
  }));
  const text = textFiles(proposalSample({ organizations })).get('proposal.md') as string;
  const cells = (line: string) => line.replace(/\\./g, '').split('|').length;
  const tables = text.split('\n\n').filter((part) => part.startsWith('|'));
  assert.ok(tables.length > 5);
  for (const table of tables) {
    const lines = table.trim().split('\n');
    assert.equal(
      lines.filter((line) => cells(line) !== cells(lines[0]!)),
      [],
    );
  }
});

Markdown('a picture has sources for the files there are, and its words cannot end the attribute', () => {
  const picture = { name: 'p', title: 't', alt: 'a "b" <c> & d', dark: true, narrow: true };
  assert.is(
    textOf({ kind: 'picture', picture }),
    [
      '<picture>',
      '  <source media="(max-width: 500px)" srcset="p-narrow.svg">',
      '  <source media="(prefers-color-scheme: dark)" srcset="p-dark.svg">',
      '  <img src="p.svg" width="720" alt="a &quot;b&quot; &lt;c&gt; &amp; d">',
      '</picture>\n',
    ].join('\n'),
  );
  const bare = textOf({ kind: 'picture', picture: { ...picture, dark: false, narrow: false } });
  assert.not.match(bare, /source/);
});

Markdown('literal lines cannot end their own fence', () => {
  assert.is(textOf({ kind: 'literal', lines: ['a', '```', 'b'] }), '````\na\n```\nb\n````\n');
});

Markdown.run();
