import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { InputError } from '../../errors.ts';
import { importGerrit } from './gerrit.ts';
import { importGithub } from './github.ts';
import { importGitlab } from './gitlab.ts';
import { type Imported, imported } from './imported.test-kit.ts';

const Hostile = suite('hostile exports');

/** The same plain change as each source tells it, with fields replaced. */
const SOURCES = {
  gerrit: {
    importer: importGerrit,
    change: (number: number, over: Times = {}) => ({
      _number: number,
      project: 'acme',
      status: 'MERGED',
      created: gerritTime(over.created ?? '2025-03-03T09:10:11Z'),
      updated: gerritTime('2025-03-19T16:02:00Z'),
      submitted: gerritTime(over.merged ?? '2025-03-19T16:02:00Z'),
      owner: { username: over.author ?? 'ana' },
      subject: over.text ?? 'x',
      messages: [
        {
          date: gerritTime(over.reviewed ?? '2025-03-05T00:00:00Z'),
          author: { username: 'bo' },
          message: `Patch Set 1: ${over.text ?? 'fine'}`,
        },
      ],
    }),
  },
  github: {
    importer: importGithub,
    change: (number: number, over: Times = {}) => ({
      number,
      title: over.text ?? 'x',
      state: 'MERGED',
      isDraft: false,
      author: { login: over.author ?? 'ana' },
      createdAt: over.created ?? '2025-03-03T09:10:11Z',
      updatedAt: '2025-03-19T16:02:00Z',
      mergedAt: over.merged ?? '2025-03-19T16:02:00Z',
      reviews: [
        {
          author: { login: 'bo' },
          state: 'APPROVED',
          submittedAt: over.reviewed ?? '2025-03-05T00:00:00Z',
          body: over.text,
        },
      ],
    }),
  },
  gitlab: {
    importer: importGitlab,
    change: (number: number, over: Times = {}) => ({
      iid: number,
      title: over.text ?? 'x',
      state: 'merged',
      author: { username: over.author ?? 'ana' },
      created_at: over.created ?? '2025-03-03T09:10:11Z',
      updated_at: '2025-03-19T16:02:00Z',
      merged_at: over.merged ?? '2025-03-19T16:02:00Z',
      notes: [
        {
          system: false,
          body: over.text ?? 'fine',
          author: { username: 'bo' },
          created_at: over.reviewed ?? '2025-03-05T00:00:00Z',
        },
      ],
    }),
  },
};

interface Times {
  created?: string;
  merged?: string;
  reviewed?: string;
  author?: string;
  text?: string;
}

function gerritTime(iso: string): string {
  return iso.replace('T', ' ').replace(/Z$/, '.000000000');
}

for (const [name, { importer, change }] of Object.entries(SOURCES)) {
  const read = (texts: (string | Uint8Array)[]): Promise<Imported> =>
    imported(importer, { 'export.json': texts });
  const lines = (...changes: unknown[]) => changes.map((one) => `${JSON.stringify(one)}\n`).join('');
  const ids = ({ changes }: Imported) => changes.map(({ changeId }) => changeId);

  Hostile(
    `${name}: cut anywhere, the whole records before are read and the rest is counted with its line`,
    async () => {
      const text = `[${JSON.stringify(change(1))},\n${JSON.stringify(change(2))}]`;
      const first = text.indexOf('\n') - 1;
      for (let length = first; length < text.length - 2; length += 7) {
        const found = await read([text.slice(0, length)]);
        assert.equal(ids(found), ['1'], `${length}`);
        assert.is(found.aside.total, length > first + 2 ? 1 : 0, `${length}`);
        if (found.aside.total === 1) assert.is(found.aside.list()[0]!.examples[0]!.where, 'export.json:2');
      }
    },
  );

  Hostile(
    `${name}: clocks that ran backward and leads below zero are kept aside, early reviews left out`,
    async () => {
      const found = await read([
        lines(
          change(1),
          change(2, { created: '2025-04-03T09:10:11Z' }),
          change(3, { created: 'yesterday' }),
          change(4, { reviewed: '2024-01-01T00:00:00Z' }),
          change(5, { created: '0001-01-01T00:00:00Z' }),
        ),
      ]);
      assert.equal(ids(found), ['1', '4']);
      assert.is(found.by[4]!.firstReviewAt, undefined);
      assert.is(found.aside.total, 3);
      assert.ok(found.notes.some((note) => note.startsWith('1 reviews or revisions are older')));
    },
  );

  Hostile(`${name}: bytes that are no text, control characters and long texts cost nothing`, async () => {
    const bytes = Buffer.from(lines(change(1, { author: 'an\u0000a;\u202Eb\nc' }), change(2, { text: 'y' })));
    const latin = Buffer.from(lines(change(3, { text: 'café' })), 'latin1');
    const bare = lines(change(4)).replace('"x"', '"x\u0001\ty"');
    const found = await read([
      bytes,
      latin,
      Buffer.from(bare),
      lines(change(5, { text: 'z'.repeat(10_000_000) })),
    ]);
    assert.equal(ids(found), ['1', '2', '3', '4', '5']);
    assert.not.match(found.by[1]!.author!, /[\p{Cc};]/u);
    assert.equal(found.aside.total, 0);
    assert.ok(found.notes.some((note) => note.startsWith('1 records hold bytes')));
    assert.ok(found.notes.some((note) => note.startsWith('1 records hold bare control')));
  });

  Hostile(`${name}: depth, keys of prototypes and values of other kinds do no harm`, async () => {
    const deep = `{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
    const proto = JSON.stringify(change(1)).replace(
      '{',
      '{"__proto__":{"status":"x"},"constructor":1,"toString":null,',
    );
    const fields = Object.keys(change(2));
    const strange = fields.flatMap((field) =>
      [null, 7, 'x', [], {}, [[null]], { nodes: 3 }, true, ''].map((value) => ({
        ...change(2),
        [field]: value,
      })),
    );
    const found = await read([`${proto}\n${deep}\n`, lines(...strange, null, 7, 'x', [7, [null]])]);
    const one = found.changes.find(({ changeId }) => /(^|#)1$/.test(changeId));
    assert.is(one!.status, 'merged');
    assert.is(({} as Record<string, unknown>).status, undefined);
  });

  Hostile(`${name}: where nothing can be used it says why and where`, async () => {
    for (const text of [
      '',
      '[]',
      'null',
      '<!DOCTYPE html><html>{"a":1}',
      '{"message":"Not Found"}',
      '[1,2',
      '\u0000\u0000',
      '=1+1',
    ])
      try {
        await read([text]);
        assert.unreachable(text);
      } catch (error) {
        assert.instance(error, InputError, `${text}: ${error}`);
      }
  });
}

Hostile.run();
