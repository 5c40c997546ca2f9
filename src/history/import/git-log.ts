import { plainName } from '../change-row.ts';
import type { People, Person } from '../pseudonyms.ts';
import { readMessage, readReviewNote, type Told } from './git-message.ts';

/** A commit as `git log` tells of it. Times are seconds since 1970 in UTC. */
export interface Commit extends Omit<Told, 'reviewers'> {
  hash: string;
  parents: readonly string[];
  authoredAt: number;
  committedAt: number;
  author: string | undefined;
  bot: boolean;
  reviewers: readonly string[];
  /** Files that it touches stand in the log from here to there. */
  from: number;
  to: number;
  insertions: number;
  deletions: number;
}

/** Fields of a commit in the order of {@link LOG_FORMAT}; the sixth is its note. */
const [HASH, PARENTS, TIMES, NAME, EMAIL, MESSAGE, FILES] = [0, 1, 2, 3, 4, 5, 7] as const;

/** What `git log -z --format=` must be given: fields that each end in a zero byte, which no field can hold. */
export const LOG_FORMAT = 'format:%H%x00%P%x00%at %ct%x00%aN%x00%aE%x00%B%x00%N%x00';

const LONGEST_MESSAGE = 100_000;

/**
 * Reads the bytes of `git log -z --numstat` (or `--name-only`) in {@link LOG_FORMAT} as they come in. Nothing is decoded
 * twice: paths and people are known by their bytes, and become text once each.
 */
export class GitLog {
  /** The newest first, as git tells of them. */
  readonly commits: Commit[] = [];
  readonly paths: string[] = [];
  /** For each file of each commit its path, by number, and how many lines were touched. */
  private files = new Uint32Array(1 << 12);
  private lines = new Uint32Array(1 << 12);
  private filled = 0;
  private readonly people: People;
  private readonly pathNumbers = new Map<string, number>();
  private readonly names = new Map<string, { name: string | undefined; bot: boolean }>();
  /** What has come in of a field whose end has not. */
  private pending: Uint8Array[] = [];
  private field: number = HASH;
  /** Paths that still belong to a rename: the old name, then the new one. */
  private renamed = 0;
  private touched = 0;
  private authorName = '';
  private commit: Commit = emptyCommit(0);

  constructor(people: People) {
    this.people = people;
  }

  push(chunk: Uint8Array): void {
    // Joined once its end is there: a field of many megabytes is not copied with every chunk.
    this.pending.push(chunk);
    if (chunk.indexOf(0) < 0) return;
    const bytes = Buffer.concat(this.pending);
    let at = 0;
    for (let end = bytes.indexOf(0, at); end >= 0; end = bytes.indexOf(0, at)) {
      if (this.field === FILES) this.file(bytes, at, end);
      else this.told(bytes, at, end);
      at = end + 1;
    }
    this.pending = at < bytes.length ? [bytes.subarray(at)] : [];
  }

  /** Ends the log. False if it breaks off within a commit, which then does not count. */
  end(): boolean {
    if (this.field === FILES && this.pending.length === 0) {
      this.finish();
      return true;
    }
    return this.field === HASH && this.pending.length === 0;
  }

  /** Number of its path and lines touched, of the file at a place of the log. */
  fileAt(place: number): { path: number; lines: number } {
    return { path: this.files[place]!, lines: this.lines[place]! };
  }

  private told(bytes: Buffer, at: number, end: number): void {
    const { commit } = this;
    if (this.field === HASH) commit.hash = bytes.toString('latin1', at, end);
    else if (this.field === PARENTS)
      commit.parents = end > at ? bytes.toString('latin1', at, end).split(' ') : [];
    else if (this.field === TIMES) {
      const [authored = '', committed = ''] = bytes.toString('latin1', at, end).split(' ');
      commit.authoredAt = Number(authored);
      commit.committedAt = Number(committed);
    } else if (this.field === NAME) this.authorName = bytes.toString('latin1', at, end);
    else if (this.field === EMAIL) this.author(bytes.toString('latin1', at, end));
    else if (this.field === MESSAGE) this.message(readMessage(lastOf(bytes, at, end)));
    else if (end > at) this.message(readReviewNote(lastOf(bytes, at, end), { ...commit, reviewers: [] }));
    this.field++;
  }

  private author(email: string): void {
    const { name, bot } = this.known(this.authorName, email);
    this.commit.author = name;
    this.commit.bot = bot;
  }

  private message({ reviewers, ...told }: Told): void {
    const { commit } = this;
    Object.assign(commit, told);
    if (told.feature !== undefined) commit.feature = plainName(decoded(told.feature));
    if (reviewers.length === 0) return;
    const people = reviewers.map(({ name = '', email = '' }: Person) => this.known(name, email));
    const names = people.flatMap(({ name, bot }) =>
      bot || name === undefined || name === commit.author ? [] : [name],
    );
    commit.reviewers = [...new Set([...commit.reviewers, ...names])];
  }

  private known(name: string, email: string): { name: string | undefined; bot: boolean } {
    const both = `${name}\0${email}`;
    const known = this.names.get(both);
    if (known !== undefined) return known;
    const person = { name: decoded(name), email: decoded(email) };
    const found = { name: this.people.name(person), bot: this.people.isBot(person) };
    this.names.set(both, found);
    return found;
  }

  /** One record of numstat, one path of name-only, or the empty record between two commits. */
  private file(bytes: Buffer, at: number, end: number): void {
    if (this.renamed > 0) {
      if (--this.renamed === 0) this.touch(bytes, at, end);
      return;
    }
    if (at === end) {
      this.finish();
      return;
    }
    // A line feed stands between the message and the first file.
    let i = this.commit.to === this.commit.from && bytes[at] === 10 ? at + 1 : at;
    const begin = i;
    let [insertions, deletions] = [0, 0];
    for (; i < end && isDigit(bytes[i]!); i++) insertions = 10 * insertions + bytes[i]! - 48;
    if (bytes[i] === 45) i++;
    if (bytes[i] === 9 && i > begin) {
      const second = ++i;
      for (; i < end && isDigit(bytes[i]!); i++) deletions = 10 * deletions + bytes[i]! - 48;
      if (bytes[i] === 45) i++;
      if (bytes[i] === 9 && i > second) {
        this.commit.insertions += insertions;
        this.commit.deletions += deletions;
        this.touched = insertions + deletions;
        if (i + 1 === end) this.renamed = 2;
        else this.touch(bytes, i + 1, end);
        return;
      }
    }
    this.touched = 0;
    this.touch(bytes, begin, end);
  }

  private touch(bytes: Buffer, at: number, end: number): void {
    const raw = bytes.toString('latin1', at, end);
    let path = this.pathNumbers.get(raw);
    if (path === undefined) {
      path = this.paths.push(decoded(raw)) - 1;
      this.pathNumbers.set(raw, path);
    }
    if (this.filled === this.files.length) {
      this.files = grown(this.files);
      this.lines = grown(this.lines);
    }
    this.files[this.filled] = path;
    this.lines[this.filled++] = this.touched;
    this.commit.to = this.filled;
  }

  private finish(): void {
    this.commits.push(this.commit);
    this.commit = emptyCommit(this.filled);
    this.field = HASH;
  }
}

/** The end of a message, where its trailers stand. */
function lastOf(bytes: Buffer, at: number, end: number): string {
  return bytes.toString('latin1', Math.max(at, end - LONGEST_MESSAGE), end);
}

function emptyCommit(from: number): Commit {
  return {
    hash: '',
    parents: [],
    authoredAt: Number.NaN,
    committedAt: Number.NaN,
    author: undefined,
    bot: false,
    reviewers: [],
    from,
    to: from,
    insertions: 0,
    deletions: 0,
  };
}

function isDigit(byte: number): boolean {
  return byte >= 48 && byte <= 57;
}

function grown(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(2 * array.length);
  larger.set(array);
  return larger;
}

/** Text of bytes that are given as one character each; what is not UTF-8 becomes U+FFFD. */
function decoded(raw: string): string {
  return /[\u0080-\u00ff]/.test(raw) ? Buffer.from(raw, 'latin1').toString('utf8') : raw;
}
