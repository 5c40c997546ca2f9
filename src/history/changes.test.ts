import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { InputError } from '../errors.ts';
import { type HistoryChange, STATUSES } from './change.ts';
import { changeHeader, changeRow } from './change-row.ts';
import { changesOf, readChanges, streamChanges } from './changes.ts';
import { KeptAside } from './kept-aside.ts';

const Changes = suite('changes');

const HEADER = 'change_id,created_at,merged_at,closed_at,status,area\n';
const GOOD = 'c1,2014-01-01T00:00:00Z,2014-01-02T00:00:00Z,2014-01-02T00:00:00Z,merged,api\n';

/** What reading complains about; fails if it does not. */
function complaint(text: string | Uint8Array): string {
  try {
    readChanges('h.csv', text);
  } catch (error) {
    assert.instance(error, InputError);
    return (error as Error).message;
  }
  return assert.unreachable('it was read') as never;
}

/** Reasons and places of the rows kept aside beside one that can be used. */
function keptAside(rows: string | Uint8Array, header = HEADER, good = GOOD): [string, string[]][] {
  const text = Buffer.concat([Buffer.from(header + good), Buffer.from(rows as string)]);
  const { changes, aside } = readChanges('h.csv', text);
  assert.is(changes.length, 1);
  return aside.list().map(({ reason, examples }) => [reason, examples.map(({ where }) => where)]);
}

const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter(isCellText);
const name = word.filter((text) => !text.includes(';'));
const moment = fc.integer({ min: Date.UTC(1970), max: Date.UTC(2100) });
const whole = fc.option(fc.integer({ min: 0, max: 1e9 }), { nil: undefined });
const maybe = fc.option(name, { nil: undefined });

function isCellText(text: string): boolean {
  return text === text.trim() && !/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(text);
}

const anyChange = fc
  .record({
    changeId: fc.oneof(word, fc.constantFrom('=1+1', "'=1+1", "''", "'", '-5', '@a,"b"', "'''+x", 'a"b')),
    times: fc.array(moment, { minLength: 4, maxLength: 4 }),
    status: fc.constantFrom(...STATUSES),
    author: maybe,
    areas: fc.uniqueArray(name, { minLength: 1, maxLength: 4 }),
    which: fc.nat(),
    feature: maybe,
    kind: maybe,
    patchSets: whole,
    files: whole,
    insertions: whole,
    deletions: whole,
    reviewers: fc.uniqueArray(name, { maxLength: 3 }),
    repo: maybe,
    moved: fc.option(fc.boolean(), { nil: undefined }),
  })
  .map(({ times, which, ...rest }): HistoryChange => {
    const [createdAt, firstReviewAt, revisedAt, end] = times.sort((a, b) => a - b) as [
      number,
      number,
      number,
      number,
    ];
    return {
      ...rest,
      createdAt,
      firstReviewAt,
      revisedAt,
      area: rest.areas[which % rest.areas.length]!,
      mergedAt: rest.status === 'merged' ? end : undefined,
      closedAt: rest.status === 'merged' || rest.status === 'abandoned' ? end : undefined,
    };
  });

Changes('what is written is read back, however its bytes are cut into chunks', () => {
  const several = fc.uniqueArray(anyChange, {
    minLength: 1,
    maxLength: 8,
    selector: ({ changeId }) => changeId,
  });
  fc.assert(
    fc.property(
      several,
      fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1 }),
      fc.boolean(),
      (changes, cuts, asText) => {
        const text =
          changeHeader(['repo', 'moved']) +
          changes.map((change) => changeRow(change, ['repo', 'moved'])).join('');
        const whole = asText ? text : Buffer.from(text);
        const chunks: (string | Uint8Array)[] = [];
        for (let at = 0, i = 0; at < whole.length; i++) {
          const next = at + cuts[i % cuts.length]!;
          chunks.push(typeof whole === 'string' ? whole.slice(at, next) : whole.subarray(at, next));
          at = next;
        }
        const aside = new KeptAside();
        assert.equal([...changesOf('h.csv', chunks, { aside })], changes);
        assert.is(aside.total, 0);
      },
    ),
    { seed: 5, numRuns: 400 },
  );
});

Changes('no cell that is written begins with a sign that a spreadsheet evaluates', () => {
  fc.assert(
    fc.property(anyChange, (change) => {
      const cells = changeRow({ ...change, areas: [change.area] }).match(
        /(?<=^|,)("(?:""|[^"])*"|[^,\n]*)/g,
      )!;
      for (const cell of cells) assert.not.match(cell, /^"?[=+\-@\t\r]/);
    }),
    { seed: 5, numRuns: 400 },
  );
});

Changes('rows that cannot be used are kept aside, each with its reason and line', () => {
  const rows: [string, string][] = [
    ['a,2014-01-03T00:00:00Z,2014-01-02T00:00:00Z,,merged,x', 'created after it merged'],
    ['b,2014-01-03T00:00:00Z,,2014-01-02T00:00:00Z,abandoned,x', 'created after it closed'],
    ['c,2014-01-03 00:00:00,,,open,x', 'a time without a zone in created_at'],
    ['d,2014-02-30T00:00:00Z,,,open,x', 'an unreadable time in created_at'],
    ['e,2014-01-03T00:00:00Z,,,new,x', 'an unknown status'],
    ['f,2014-01-03T00:00:00Z,,,,x', 'no status'],
    [',2014-01-03T00:00:00Z,,,open,x', 'no change_id'],
    ['g,2014-01-03T00:00:00Z,,,open,x,', 'a wrong number of cells'],
    ['c1,2014-01-03T00:00:00Z,,,open,x', 'a change_id that stood before'],
    ['i,2014-01-03T00:00:00Z,,,open,x\u0007y', 'a line break or control character in a cell'],
    ['j,2014-01-03T00:00:00Z,,,merged,x', 'merged without merged_at'],
    ['k,2014-01-03T00:00:00Z,2014-01-04T00:00:00Z,,open,x', 'open, but with merged_at'],
    ['l,,,,open,x', 'no created_at'],
    [`m,2014-01-03T00:00:00Z,,,open,${'y'.repeat(2000)}`, 'more than 1,000 characters in area'],
    [`n,2014-01-03T00:00:00Z,,,open,${'y'.repeat(200_000)}`, 'a cell of more than 100,000 characters'],
    [`o,2014-01-03T00:00:00Z,,,open,${'y'.repeat(1_100_000)}`, 'a row of more than 1,000,000 characters'],
    ['p,2014-01-03T00:00:00Z,,,open,x "y"', 'a quote that is not closed or stands inside a cell'],
  ];
  const kept = new Map(keptAside(rows.map(([row]) => `${row}\n`).join('')));
  for (const [i, [row, reason]] of rows.entries())
    assert.equal(kept.get(reason), [`h.csv:${i + 3}`], row.slice(0, 60));
  assert.is(kept.size, rows.length);
});

Changes('a quote that is never closed costs its own line and no other', () => {
  const rest = Array.from({ length: 500 }, (_, i) => `x${i},2014-01-03T00:00:00Z,,,open,"a, b"\n`).join('');
  const { changes, aside } = readChanges(
    'h.csv',
    `${HEADER}${GOOD}bad,2014-01-03T00:00:00Z,,,open,"x\n${rest}`,
  );
  assert.is(changes.length, 501);
  assert.is(changes[500]!.area, 'a, b');
  assert.equal(
    aside.list().map(({ examples }) => examples[0]!.where),
    ['h.csv:3'],
  );
});

Changes('a row that is not UTF-8 is kept aside, and those beside it are read', () => {
  const row = (id: string, area: string, code: BufferEncoding) =>
    Buffer.from(`${id},2014-01-03T00:00:00Z,,,open,${area}\n`, code);
  const text = Buffer.concat([Buffer.from(HEADER), row('a', 'tür', 'latin1'), row('b', 'tür', 'utf8')]);
  const { changes, aside } = readChanges('h.csv', text);
  assert.equal(
    changes.map(({ area }) => area),
    ['tür'],
  );
  assert.equal(aside.list()[0]!.reason, 'not UTF-8 text');
});

Changes('a 10 MB cell is one row kept aside, however it comes in and whether it is quoted', async () => {
  for (const cell of ['z'.repeat(10_000_000), `"${'z'.repeat(10_000_000)}"`]) {
    const text = `${HEADER}big,2014-01-03T00:00:00Z,,,open,${cell}\n${GOOD}`;
    async function* pieces() {
      for (let at = 0; at < text.length; at += 65_536) yield text.slice(at, at + 65_536);
    }
    for (const chunks of [
      pieces(),
      (async function* () {
        yield text;
      })(),
    ]) {
      const aside = new KeptAside();
      const changes: HistoryChange[] = [];
      for await (const change of streamChanges('h.csv', chunks, { aside })) changes.push(change);
      assert.equal(
        changes.map(({ changeId }) => changeId),
        ['c1'],
      );
      assert.equal(
        aside.list().map(({ reason, count }) => [reason, count]),
        [['a row of more than 1,000,000 characters', 1]],
      );
      assert.is(aside.list()[0]!.examples[0]!.where, 'h.csv:2');
    }
  }
});

Changes('a change of no area counts to an area of such changes, and they are counted', () => {
  const { changes, notes } = readChanges('h.csv', `${HEADER}${GOOD}2,2014-01-03T00:00:00Z,,,unmerged,\n`);
  assert.equal(
    changes.map(({ area, areas }) => [area, areas]),
    [
      ['api', ['api']],
      ['unknown', ['unknown']],
    ],
  );
  assert.match(notes[0]!, /^1 changes have no area/);
});

Changes('formulas and HTML are text like any other', () => {
  const { changes } = readChanges('h.csv', `${HEADER}=1+1,2014-01-03T00:00:00Z,,,open,<b>&amp;</b>\n`);
  assert.is(changes[0]!.changeId, '=1+1');
  assert.is(changes[0]!.area, '<b>&amp;</b>');
});

Changes('a header that cannot be used is an error with line and remedy', () => {
  const of = (header: string) => complaint(`${header}\nx`);
  assert.match(
    of('change_id,created,status,area'),
    /^h\.csv:1: no column 'created_at'; .*did you mean 'created'/,
  );
  assert.match(of('change_id,created_at,status'), /no column 'area' or 'areas'/);
  assert.match(
    of('change_id,created_at,status,area,merged_att'),
    /unknown column 'merged_att'; did you mean 'merged_at'/,
  );
  assert.match(of('change_id,created_at,status,area,Merged At'), /did you mean 'merged_at'/);
  assert.match(of('change_id,created_at,status,area,area'), /column 'area' twice/);
  assert.match(of('change_id;created_at;status;area'), /divide cells by commas/);
  assert.match(complaint(''), /an empty file/);
  assert.match(complaint('change_id,created_at,status,area\n'), /a header and no rows/);
});

Changes('where no row can be used, that is an error with the most frequent reason and the first line', () => {
  const message = complaint(`${HEADER}a,x,,,open,y\nb,x,,,open,y\n,x,,,open,y\n`);
  assert.match(message, /none of 3 rows can be used: an unreadable time in created_at \(2\); .* h\.csv:2$/);
});

Changes('a column of another kind is noted and not read', () => {
  const { changes, notes } = readChanges(
    'h.csv',
    'change_id,created_at,status,areas,title\n1,2014-01-01,open,a;b;a,T\n',
  );
  assert.equal(changes[0]!.areas, ['a', 'b']);
  assert.is(changes[0]!.area, 'a');
  assert.match(notes[0]!, /column 'title' is not part of the history/);
});

Changes(
  'times out of order besides created_at are left out and counted; abandoned at no time reads as unmerged',
  () => {
    const { changes, notes } = readChanges(
      'h.csv',
      `change_id,created_at,revised_at,closed_at,status,area
1,2014-01-05T00:00:00Z,2014-01-04T00:00:00Z,,open,a
2,2014-01-05T00:00:00Z,2014-01-08T00:00:00Z,2014-01-07T00:00:00Z,abandoned,a
3,2014-01-05T00:00:00Z,,,abandoned,a\n`,
    );
    assert.equal(
      changes.map(({ revisedAt }) => revisedAt),
      [undefined, undefined, undefined],
    );
    assert.is(changes[2]!.status, 'unmerged');
    assert.match(notes[0]!, /^2 changes .* left out/);
    assert.match(notes[1]!, /^1 changes are abandoned without closed_at/);
  },
);

Changes.run();
