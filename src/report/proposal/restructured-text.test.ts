import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { textFiles } from '../write.ts';
import type { Block } from './content.ts';
import { restructuredText } from './restructured-text.ts';
import { proposalSample } from './sample-results.ts';

const Restructured = suite('reStructuredText');

const textOf = (...blocks: Block[]): string =>
  restructuredText({ title: 'T', sections: [{ blocks }] }).replace('T\n=\n\n', '');

const paragraph = (text: string): string => textOf({ kind: 'paragraph', text }).trimEnd();

Restructured('what would be markup stands as it is', () => {
  assert.is(paragraph('a *b* `c` |d| e_ \\'), 'a \\*b\\* \\`c\\` \\|d\\| e\\_ \\\\');
  assert.is(paragraph('as follows::'), 'as follows:\\:');
  assert.is(paragraph('a - b'), 'a \\- b');
});

Restructured('a beginning that would make a list, a comment or a field does not', () => {
  for (const text of [
    '- dash',
    '.. note',
    ':field: x',
    '#. auto',
    '1. one',
    'a) two',
    '(b) three',
    '>>> x',
    '+--+',
  ]) {
    assert.ok(paragraph(text).startsWith('\\'), text);
  }
  assert.is(paragraph('On average'), 'On average');
});

Restructured('titles are underlined in full, wide characters too', () => {
  for (const [title, columns] of [
    ['Verdict', 7],
    ['コアチーム', 10],
    ['a*b', 4],
  ] as const) {
    const text = restructuredText({ title, sections: [{ title, blocks: [] }] });
    assert.is(text.split('\n')[1], '='.repeat(columns));
    assert.is(text.split('\n')[4], '-'.repeat(columns));
  }
});

Restructured('lines are wrapped where words allow it, a percent sign never begins one', () => {
  const text = textFiles(proposalSample({ many: 20 })).get('proposal.rst') as string;
  const wide = text.split('\n').filter((line) => line.length > 79 && !/^ {2}[0-9a-f]{64} /.test(line));
  assert.equal(wide, []);
  assert.not.match(text, /^ *\\?%/m);
});

Restructured('tables, pictures, lists and literals', () => {
  assert.is(
    textOf({ kind: 'table', caption: 'About', head: ['', 'n'], rows: [['a', '−1']] }),
    '.. list-table:: About\n   :header-rows: 1\n\n   * -\n     - n\n   * - a\n     - −1\n',
  );
  const picture = { name: 'p', title: 't', alt: 'a *b*', dark: true, narrow: true };
  assert.is(textOf({ kind: 'picture', picture }), '.. image:: p.svg\n   :width: 720px\n   :alt: a *b*\n');
  const items = [{ lead: 'A:', text: 'word '.repeat(20) }, { text: 'two' }];
  const list = textOf({ kind: 'list', items }).split('\n');
  assert.ok(list[0]!.startsWith('* **A:** word'));
  assert.ok(list[1]!.startsWith('  word'));
  assert.is(list[2], '* two');
  assert.is(textOf({ kind: 'literal', lines: ['a *b*'] }), '::\n\n  a *b*\n');
});

Restructured.run();
