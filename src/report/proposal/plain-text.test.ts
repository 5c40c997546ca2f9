import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { textFiles } from '../write.ts';
import type { Block, Proposal } from './content.ts';
import { plainText, WIDTH } from './plain-text.ts';
import { proposalSample } from './sample-results.ts';

const Plain = suite('plain text');

const textOf = (...blocks: Block[]): string => plainText({ title: 'T', sections: [{ blocks }] });

/** Lines that a mail should not have. */
const badLines = (text: string): string[] =>
  text.split('\n').filter((line) => line.length > WIDTH || /[^ -~]/.test(line) || line.endsWith(' '));

const anyText = fc.string({ unit: 'binary', maxLength: 120 });

Plain(
  'is printable ASCII of at most 72 columns without blanks at the ends, whatever it is made from (100 texts)',
  () => {
    const row = fc.array(anyText, { minLength: 3, maxLength: 3 });
    const table = fc.record({ caption: anyText, head: row, rows: fc.array(row, { maxLength: 4 }) });
    fc.assert(
      fc.property(anyText, anyText, table, fc.array(anyText), (title, text, cells, lines) => {
        const proposal: Proposal = {
          title,
          sections: [
            { title: text, blocks: [{ kind: 'paragraph', lead: title, text }] },
            { blocks: [{ kind: 'list', items: [{ text }, { lead: text, text: title }] }] },
            {
              blocks: [
                { kind: 'table', ...cells },
                { kind: 'literal', lines },
              ],
            },
          ],
        };
        assert.equal(badLines(plainText(proposal)), []);
      }),
      { seed: 3, numRuns: 100 },
    );
  },
);

Plain('keeps that for organizations of any number and name, and its chart within 68 columns', () => {
  const names = [
    ...[
      'Größe – “zehn” × 5',
      'Команда ядра',
      'コアチーム',
      'Grundstücksverkehrsgenehmigungszuständigkeitsteam',
    ],
    ...['- dash', '1. one', '=1+1', 'x'.repeat(100), 'a\u00a0b\u2026', '🙂'],
  ].map((name) => ({ name, short: name, course: () => -3 }));
  for (const options of [
    { organizations: names },
    { many: 1 },
    { many: 20 },
    { scale: 150 },
    { scale: 0.006 },
  ]) {
    const text = textFiles(proposalSample(options)).get('proposal.txt') as string;
    assert.equal(badLines(text), []);
    const lines = text.split('\n');
    const axis = lines.findIndex((line) => /^ +\+-/.test(line));
    const chart = lines.slice(axis - 1, lines.indexOf('', axis));
    assert.ok(chart.length > 4);
    assert.equal(
      chart.filter((line) => line.length > 68),
      [],
    );
  }
});

Plain('writes the signs of figures as readers of mails expect them', () => {
  const text = textOf({
    kind: 'paragraph',
    text: '−15 (95 % CI −19 to −12), 526–778, ± 2, 3 × 4 → “x” … ≤ 5',
  });
  assert.match(text, /-15 \(95 % CI -19 to -12\), 526-778, \+- 2, 3 x 4 -> "x" \.\.\. <= 5/);
});

Plain('sets figures under figures and words under words', () => {
  const rows = [
    ['core team', '651 (526–778)', '−15', 'better'],
    ['x', '9 (8–10)', '+120', 'no clear difference'],
  ];
  const text = textOf({ kind: 'table', caption: 'About', head: ['', 'open', 'difference', 'verdict'], rows });
  assert.equal(text.split('\n').slice(3), [
    'About:',
    '',
    '                      open  difference  verdict',
    '  core team  651 (526-778)         -15  better',
    '  x               9 (8-10)        +120  no clear difference',
    '',
  ]);
});

Plain('continues a wide table below with its first column, and stacks one that does not fit at all', () => {
  const wide = textOf({
    kind: 'table',
    caption: 'About',
    head: ['', 'a', 'b'],
    rows: [['r', '1'.repeat(40), '2'.repeat(40)]],
  });
  assert.equal(wide.split('\n').slice(5, 10), [
    `     ${'a'.padStart(40)}`,
    `  r  ${'1'.repeat(40)}`,
    '',
    `     ${'b'.padStart(40)}`,
    `  r  ${'2'.repeat(40)}`,
  ]);
  const long = textOf({
    kind: 'table',
    caption: 'About',
    head: ['', 'a'],
    rows: [['r'.repeat(60), 'w '.repeat(30)]],
  });
  assert.equal(long.split('\n').slice(5, 7), [`  ${'r'.repeat(60)}`, `    a: ${'w '.repeat(30).trim()}`]);
});

Plain('hangs list items under their first word, and breaks literal lines at blanks', () => {
  const list = textOf({ kind: 'list', items: [{ lead: 'A:', text: 'word '.repeat(20) }] }).split('\n');
  assert.is(list[3], '* A: word word word word word word word word word word word word word');
  assert.is(list[4], '  word word word word word word word');
  const literal = textOf({ kind: 'literal', lines: [`${'a'.repeat(64)}  scenario.yaml`] }).split('\n');
  assert.equal(literal.slice(3, 5), [`  ${'a'.repeat(64)}`, '    scenario.yaml']);
});

Plain('shows a drawing with its finding, and nothing of a picture without one', () => {
  const picture = { name: 'p', title: 'It grows', alt: 'a', dark: false, narrow: false };
  assert.is(textOf({ kind: 'picture', picture }), 'T\n=\n');
  const drawn = textOf({ kind: 'picture', picture, drawn: ['  o', ' [o-]'] });
  assert.is(drawn, 'T\n=\n\nIt grows.\n\n  o\n [o-]\n');
});

Plain.run();
