import type { Areas } from '../areas.ts';
import type { HistoryChange, Status } from '../change.ts';
import { UNKNOWN } from '../change-cells.ts';
import { plainName, unguarded } from '../change-row.ts';
import type { People } from '../pseudonyms.ts';
import { readPerson } from './git-message.ts';
import { TableTimes, UNDECIDED } from './table-times.ts';
import type { Zone } from './zone.ts';

/** How a table is to be read. */
export interface TableOptions {
  /** Headers by columns of the history; columns that are not mapped are taken by their own names. */
  columns: ReadonlyMap<string, string>;
  zone: Zone;
  people: People;
  /** Path rules: cells of `area` and `areas` are then paths. */
  areas?: Areas | undefined;
}

/** Words that trackers and review systems have for the state of a change. */
const WORDS: Record<Status, readonly string[]> = {
  merged: ['merged', 'submitted', 'integrated', 'landed', 'applied', 'committed'],
  abandoned: [
    'abandoned',
    'rejected',
    'declined',
    'withdrawn',
    'discarded',
    'superseded',
    'wontfix',
    "won't fix",
  ],
  open: [
    'open',
    'opened',
    'new',
    'draft',
    'in review',
    'needs review',
    'in progress',
    'pending',
    'reopened',
    'wip',
  ],
  unmerged: ['unmerged'],
};
const STATUS_OF = new Map(
  (Object.keys(WORDS) as Status[]).flatMap((status) => WORDS[status].map((word) => [word, status] as const)),
);

/** Turns the cells of a row into a change, or says why it cannot. */
export class RowReader {
  private readonly at: ReadonlyMap<string, number>;
  private readonly options: TableOptions;
  private readonly times: TableTimes;
  private leftOut = 0;
  private unknownArea = 0;
  private closingUnknown = 0;

  constructor(at: ReadonlyMap<string, number>, options: TableOptions, note: (sentence: string) => void) {
    this.at = at;
    this.options = options;
    this.times = new TableTimes(options.zone);
    if (!at.has('status')) note('no column for status: merged_at and closed_at tell how a change stands');
    if (!at.has('merged_at'))
      note('no column for merged_at: merged changes are taken to have merged when they closed');
    if (!at.has('area') && !at.has('areas'))
      note('no column for area or areas: all changes count to one area');
  }

  /** Whether it is known if days or months stand first in dates. */
  get decided(): boolean {
    return this.times.decided;
  }

  /** What was mended on the way, and how often. */
  notes(): string[] {
    const { zone } = this.options;
    const told: [number, string][] = [
      [
        this.leftOut,
        'cells that need not be there could not be read, or hold a time out of order, and were left out',
      ],
      [this.unknownArea, `changes have no area: they count to an area '${UNKNOWN}'`],
      [this.closingUnknown, 'changes were given up at no known time: they are unmerged'],
      [zone.twice, 'times were shown twice when clocks were set back: the first of both'],
      [zone.never, 'times were never shown since clocks were set forward: read as if they had not been'],
    ];
    return told.flatMap(([count, what]) => (count > 0 ? [`${count} ${what}`] : []));
  }

  read(cells: readonly string[]): HistoryChange | string {
    const changeId = oneLineOf(this.text(cells, 'change_id'));
    if (changeId === '') return 'no change_id';
    const created = this.time(cells, 'created_at');
    if (created === undefined) return 'no created_at';
    const [merged, closed] = [this.time(cells, 'merged_at'), this.time(cells, 'closed_at')];
    for (const [column, time] of [
      ['created_at', created],
      ['merged_at', merged],
      ['closed_at', closed],
    ] as const) {
      if (time === UNDECIDED) return UNDECIDED;
      if (time === null) return `an unreadable time in ${column}`;
    }
    const end = this.endOf(this.text(cells, 'status').toLowerCase(), merged as Time, closed as Time);
    if (typeof end === 'string') return end;
    const person = readPerson(this.text(cells, 'author'));
    const kind =
      plainName(this.text(cells, 'kind')) || (this.options.people.isBot(person) ? 'bot' : undefined);
    return {
      changeId,
      createdAt: created as number,
      firstReviewAt: this.within(cells, 'first_review_at', created as number, end.closedAt),
      revisedAt: this.within(cells, 'revised_at', created as number, end.closedAt),
      ...end,
      author: this.options.people.name(person),
      ...this.place(cells),
      feature: plainName(this.text(cells, 'feature')) || undefined,
      kind,
      patchSets: this.count(cells, 'patch_sets'),
      files: this.count(cells, 'files'),
      insertions: this.count(cells, 'insertions'),
      deletions: this.count(cells, 'deletions'),
      reviewers: this.reviewers(cells),
      repo: plainName(this.text(cells, 'repo')) || undefined,
      moved: this.moved(cells),
    };
  }

  private text(cells: readonly string[], column: string): string {
    return unguarded(cells[this.at.get(column) ?? -1]?.trim() ?? '');
  }

  /** Null if there is one, but no time. */
  private time(cells: readonly string[], column: string): Time | null | typeof UNDECIDED {
    const text = this.text(cells, column);
    if (text === '' || /^(null|none|nan|-)$/i.test(text)) return undefined;
    return this.times.read(text) ?? null;
  }

  private within(cells: readonly string[], column: string, from: number, to: Time): Time {
    const time = this.time(cells, column);
    if (typeof time === 'number' && time >= from && time <= (to ?? Number.POSITIVE_INFINITY)) return time;
    if (time !== undefined) this.leftOut++;
    return undefined;
  }

  /** How a change stands: what its status says, as far as its times allow. */
  private endOf(text: string, merged: Time, closed: Time): End | string {
    const told = STATUS_OF.get(text);
    const shown = merged !== undefined ? 'merged' : closed !== undefined ? 'abandoned' : undefined;
    // Without a status the times tell; words such as `closed` or `resolved` mean what the times say.
    const status = told ?? shown ?? (text === '' ? 'open' : undefined);
    if (status === undefined) return 'an unknown status, and no time of merging or closing';
    if (status === 'merged') {
      const at = merged ?? closed;
      return at === undefined
        ? 'merged at an unknown time'
        : { status, mergedAt: at, closedAt: closed ?? at };
    }
    if (merged !== undefined) return { status, mergedAt: merged };
    if (status === 'open') return { status, closedAt: closed };
    if (closed !== undefined) return { status: 'abandoned', closedAt: closed };
    if (status === 'abandoned') this.closingUnknown++;
    return { status: 'unmerged' };
  }

  private place(cells: readonly string[]): { area: string; areas: readonly string[] } {
    // In a history semicolons alone divide; other tables have other signs.
    const signs = this.options.columns.has('areas') ? /[;|\n]|,(?!.*[;|\n])/s : /;/;
    const listed = this.text(cells, 'areas').split(signs);
    const parts = [this.text(cells, 'area'), ...listed]
      .map((part) => part.trim())
      .filter((part) => part !== '');
    const { areas: rules } = this.options;
    if (rules !== undefined && parts.length > 0)
      return rules.place(parts.map((path) => ({ path, lines: 0 })));
    const names = [...new Set(parts.map(plainName).filter((name) => name !== ''))];
    if (names.length === 0) {
      if (this.at.has('area') || this.at.has('areas')) this.unknownArea++;
      return { area: UNKNOWN, areas: [UNKNOWN] };
    }
    return { area: names[0]!, areas: names };
  }

  private reviewers(cells: readonly string[]): readonly string[] {
    const text = this.text(cells, 'reviewers');
    if (text === '') return [];
    const people = text.split(/[;\n]/).map(readPerson);
    const { people: names } = this.options;
    return [...new Set(people.flatMap((person) => (names.isBot(person) ? [] : (names.name(person) ?? []))))];
  }

  private count(cells: readonly string[], column: string): number | undefined {
    const text = this.text(cells, column);
    if (/^\d{1,15}(\.0+)?$/.test(text)) return Number(text);
    if (text !== '') this.leftOut++;
    return undefined;
  }

  private moved(cells: readonly string[]): boolean | undefined {
    const text = this.text(cells, 'moved').toLowerCase();
    if (/^(1|true|yes)$/.test(text)) return true;
    if (/^(0|false|no)$/.test(text)) return false;
    if (text !== '') this.leftOut++;
    return undefined;
  }
}

type Time = number | undefined;

interface End {
  status: Status;
  mergedAt?: Time;
  closedAt?: Time;
}

function oneLineOf(text: string): string {
  return text.replace(/\s+/g, ' ');
}
