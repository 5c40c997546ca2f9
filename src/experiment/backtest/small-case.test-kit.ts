import { CHANGE_COLUMNS, type HistoryChange } from '../../history/change.ts';
import { changeHeader, changeRow, EXTRA_COLUMNS } from '../../history/change-row.ts';
import { KeptAside } from '../../history/kept-aside.ts';
import { stream } from '../../stats/stream.ts';
import { type Case, readCase } from './case.ts';
import type { CaseChange } from './on-the-day.ts';
import { DAY_MS } from './window.ts';

export const SPLIT = Date.UTC(2020, 6, 1);
export const COLUMNS = [...CHANGE_COLUMNS, ...EXTRA_COLUMNS];

export const CASE_JSON = `{
 "name": "small",
 "parent": "big",
 "children": ["part"],
 "split": "2020-07-01",
 "fit": ["2020-02-01", "2020-06-30"],
 "score": ["2020-08-01", "2020-10-30"],
 "note": "made up"
}`;

/** Changes of a made-up project: ten months, of whose work a part moves into a repository of its own half way. */
export function smallHistory(): CaseChange[] {
  const draw = stream('small case');
  const begin = Date.UTC(2020, 0, 1);
  const end = Date.UTC(2020, 10, 1);
  const changes: CaseChange[] = [];
  for (let at = begin; at < end; at += -Math.log(draw.next()) * DAY_MS * 0.6) {
    const createdAt = Math.floor(at / 1000) * 1000;
    const moved = draw.next() < (createdAt < SPLIT ? 0.15 : 0.35);
    const lead = Math.ceil(-Math.log(draw.next()) * 6 * 86_400) * 1000;
    const mergedAt = createdAt + lead;
    const merged = mergedAt < end;
    const own = moved && createdAt >= SPLIT && draw.next() < 0.8;
    changes.push({
      changeId: `c${changes.length}`,
      createdAt,
      revisedAt: merged ? createdAt + lead / 2 : undefined,
      mergedAt: merged ? mergedAt : undefined,
      closedAt: merged ? mergedAt : undefined,
      status: merged ? 'merged' : 'open',
      author: `a${Math.floor(draw.next() * 12)}`,
      area: moved ? 'drivers' : 'core',
      areas: [moved ? 'drivers' : 'core'],
      patchSets: merged ? 1 + Math.floor(draw.next() * 5) : undefined,
      files: 1 + Math.floor(draw.next() * 4),
      insertions: Math.floor(draw.next() * 90),
      deletions: Math.floor(draw.next() * 30),
      reviewers: merged ? ['r1', 'r2'] : [],
      repo: own ? 'part' : 'big',
      moved,
    });
  }
  return changes;
}

export function csvOf(changes: readonly HistoryChange[]): string {
  return changeHeader(EXTRA_COLUMNS) + changes.map((change) => changeRow(change, EXTRA_COLUMNS)).join('');
}

/** The case as files would give it. */
export function readSmall(changes: readonly CaseChange[], aside = new KeptAside()): Case {
  const [parent, child] = ['big', 'part'].map((repo) =>
    csvOf(changes.filter((change) => change.repo === repo)),
  );
  return readTexts(parent!, child!, aside);
}

export function readTexts(
  parent: string,
  child: string,
  aside = new KeptAside(),
  definition = CASE_JSON,
): Case {
  const file = (name: string, text: string) => ({ file: name, bytes: new TextEncoder().encode(text) });
  return readCase(file('case.json', definition), file('parent.csv', parent), file('child.csv', child), {
    aside,
  });
}
