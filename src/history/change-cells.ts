import { type HistoryChange, STATUSES, type Status } from './change.ts';
import { unguarded } from './change-row.ts';
import { readTime } from './times.ts';

/** Characters of one cell. */
const LONGEST_CELL = 100_000;
/** Characters of an id or a name. */
const LONGEST_NAME = 1_000;
/** Different names of which one copy each is kept, so that a million rows do not hold a million equal texts. */
const MOST_NAMES = 50_000;

/** The area of changes of which nobody knows it: often those that were given up, without which no share is right. */
export const UNKNOWN = 'unknown';

/** Turns the cells of a row under a given header into a change, or says in one phrase why it cannot. */
export class ChangeCells {
  private readonly columns: number;
  private readonly at: Record<string, number>;
  private readonly names = new Map<string, string>();
  private outOfOrder = 0;
  private closingUnknown = 0;
  private withoutArea = 0;

  constructor(header: readonly string[]) {
    this.columns = header.length;
    this.at = Object.fromEntries(header.map((name, i) => [name, i]));
  }

  read(cells: readonly string[]): HistoryChange | string {
    if (cells.length !== this.columns) return 'a wrong number of cells';
    for (const cell of cells) {
      if (cell.length > LONGEST_CELL)
        return `a cell of more than ${LONGEST_CELL.toLocaleString('en-US')} characters`;
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
      if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(cell))
        return 'a line break or control character in a cell';
    }
    try {
      return this.change(cells);
    } catch (error) {
      if (error instanceof Unusable) return error.reason;
      throw error;
    }
  }

  /** What was mended on the way, and how often. */
  notes(): string[] {
    const notes: string[] = [];
    if (this.outOfOrder > 0)
      notes.push(
        `${this.outOfOrder} changes have a first_review_at or revised_at before they were created or after they were closed: that time was left out`,
      );
    if (this.closingUnknown > 0)
      notes.push(`${this.closingUnknown} changes are abandoned without closed_at: read as unmerged`);
    if (this.withoutArea > 0)
      notes.push(`${this.withoutArea} changes have no area: they count to an area '${UNKNOWN}'`);
    return notes;
  }

  private change(cells: readonly string[]): HistoryChange {
    const changeId = this.name(cells, 'change_id');
    if (changeId === undefined) throw new Unusable('no change_id');
    const createdAt = this.time(cells, 'created_at');
    if (createdAt === undefined) throw new Unusable('no created_at');
    const mergedAt = this.time(cells, 'merged_at');
    const closedAt = this.time(cells, 'closed_at');
    if (mergedAt !== undefined && mergedAt < createdAt) throw new Unusable('created after it merged');
    if (closedAt !== undefined && closedAt < createdAt) throw new Unusable('created after it closed');
    const areas = this.areas(cells);
    const end = closedAt ?? mergedAt ?? Number.POSITIVE_INFINITY;
    return {
      changeId,
      createdAt,
      firstReviewAt: this.between(createdAt, this.time(cells, 'first_review_at'), end),
      revisedAt: this.between(createdAt, this.time(cells, 'revised_at'), end),
      mergedAt,
      closedAt,
      status: this.status(this.text(cells, 'status'), mergedAt, closedAt),
      author: this.name(cells, 'author'),
      ...areas,
      feature: this.name(cells, 'feature'),
      kind: this.name(cells, 'kind'),
      patchSets: this.count(cells, 'patch_sets'),
      files: this.count(cells, 'files'),
      insertions: this.count(cells, 'insertions'),
      deletions: this.count(cells, 'deletions'),
      reviewers: this.list(cells, 'reviewers'),
      repo: this.name(cells, 'repo'),
      moved: this.flag(cells, 'moved'),
    };
  }

  private text(cells: readonly string[], column: string): string {
    const cell = cells[this.at[column] ?? -1];
    return cell === undefined || cell === '' ? '' : unguarded(cell.trim());
  }

  private time(cells: readonly string[], column: string): number | undefined {
    const text = this.text(cells, column);
    if (text === '') return undefined;
    const time = readTime(text);
    if (time !== undefined) return time;
    throw new Unusable(
      /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?$/.test(text)
        ? `a time without a zone in ${column}`
        : `an unreadable time in ${column}`,
    );
  }

  /** A time between two others; a time that is not is nothing to rely on, and is left out. */
  private between(from: number, time: number | undefined, to: number): number | undefined {
    if (time === undefined || (time >= from && time <= to)) return time;
    this.outOfOrder++;
    return undefined;
  }

  private status(text: string, mergedAt: number | undefined, closedAt: number | undefined): Status {
    const status = STATUSES.find((known) => known === text);
    if (status === undefined) throw new Unusable(text === '' ? 'no status' : 'an unknown status');
    if (status === 'merged' && mergedAt === undefined) throw new Unusable('merged without merged_at');
    if (status !== 'merged' && mergedAt !== undefined) throw new Unusable(`${status}, but with merged_at`);
    if (status === 'open' && closedAt !== undefined) throw new Unusable('open, but with closed_at');
    if (status !== 'abandoned' || closedAt !== undefined) return status;
    this.closingUnknown++;
    return 'unmerged';
  }

  private areas(cells: readonly string[]): { area: string; areas: readonly string[] } {
    const [one, all] = [this.name(cells, 'area'), this.list(cells, 'areas')];
    const area = one ?? all[0] ?? UNKNOWN;
    if (area === UNKNOWN) this.withoutArea++;
    return { area, areas: all.includes(area) ? all : [area, ...all] };
  }

  private list(cells: readonly string[], column: string): readonly string[] {
    const text = this.text(cells, column);
    if (text === '') return [];
    if (!text.includes(';')) return [this.kept(text)];
    const parts = text.split(';').map((part) => part.trim());
    return [...new Set(parts.filter((part) => part !== ''))].map((part) => this.kept(part));
  }

  private name(cells: readonly string[], column: string): string | undefined {
    const text = this.text(cells, column);
    if (text === '') return undefined;
    if (text.length > LONGEST_NAME)
      throw new Unusable(`more than ${LONGEST_NAME.toLocaleString('en-US')} characters in ${column}`);
    return column === 'change_id' ? text : this.kept(text);
  }

  /** The same text, of which all rows share one copy that holds nothing else of the file in memory. */
  private kept(text: string): string {
    const known = this.names.get(text);
    if (known !== undefined) return known;
    if (this.names.size >= MOST_NAMES) this.names.clear();
    const copy = Buffer.from(text, 'utf8').toString('utf8');
    this.names.set(copy, copy);
    return copy;
  }

  private count(cells: readonly string[], column: string): number | undefined {
    const text = this.text(cells, column);
    if (text === '') return undefined;
    if (!/^\d{1,15}(\.0+)?$/.test(text)) throw new Unusable(`no whole number in ${column}`);
    return Number(text);
  }

  private flag(cells: readonly string[], column: string): boolean | undefined {
    const text = this.text(cells, column);
    if (text === '') return undefined;
    if (text === '1' || text === 'true') return true;
    if (text === '0' || text === 'false') return false;
    throw new Unusable(`neither 0 nor 1 in ${column}`);
  }
}

/** Why a row cannot be used; caught where the row began. No Error: a stack for each of a million rows takes long. */
class Unusable {
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}
