import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../errors.ts';
import type { SavedFile } from '../../history/import/json-records.ts';
import { cannotWrite } from '../output.ts';

interface State {
  format: number;
  /** Kind and address of what is read. */
  source: string;
  pages: number;
  changes: number;
  /** From where to go on; null once all is read. */
  cursor: unknown;
  begun: string;
}

const FORMAT = 1;

/**
 * Pages that an import has read, in a folder beside the history to be: an interrupted import goes on from there. A page
 * counts once the state says so, which is written after it; whatever stops an import leaves whole pages and a state that
 * fits them.
 */
export class Partial {
  readonly folder: string;
  /** Whether pages of an earlier, interrupted import are there. */
  readonly resumes: boolean;
  /** Whether pages of something else were there, which are gone now. */
  readonly replaced: boolean;
  private state: State;

  constructor(out: string, source: string) {
    this.folder = `${out}.partial`;
    const found = this.recent();
    this.resumes = found?.source === source && found.pages > 0;
    this.replaced = found !== undefined && found.source !== source;
    this.state = this.resumes
      ? found!
      : { format: FORMAT, source, pages: 0, changes: 0, cursor: undefined, begun: new Date().toISOString() };
    try {
      this.refuseStrangers();
      if (!this.resumes) rmSync(this.folder, { recursive: true, force: true });
      mkdirSync(this.folder, { recursive: true });
    } catch (error) {
      throw cannotWrite(this.folder, error);
    }
  }

  get pages(): number {
    return this.state.pages;
  }

  /** Changes read, of which some may have come twice. */
  get changes(): number {
    return this.state.changes;
  }

  get begun(): string {
    return this.state.begun;
  }

  /** From where to go on: undefined at the beginning, null at the end. */
  get cursor(): unknown {
    return this.state.cursor;
  }

  /** Keeps a page, and from where to go on after it. */
  add(text: string, changes: number, cursor: unknown): void {
    const state = { ...this.state, pages: this.pages + 1, changes: this.changes + changes, cursor };
    this.write(this.name(state.pages), text);
    this.write('state.json', `${JSON.stringify(state)}\n`);
    this.state = state;
  }

  *files(): Generator<SavedFile> {
    for (let page = 1; page <= this.pages; page++) {
      const path = join(this.folder, this.name(page));
      yield { name: `page ${page}`, chunks: [readFileSync(path)] };
    }
  }

  /** The history is written: the pages are of no more use. */
  discard(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private name(page: number): string {
    return `page-${String(page).padStart(6, '0')}.json`;
  }

  private write(name: string, text: string): void {
    const path = join(this.folder, name);
    try {
      writeFileSync(`${path}.part`, text);
      renameSync(`${path}.part`, path);
    } catch (error) {
      throw cannotWrite(this.folder, error);
    }
  }

  /** What stands there by that name must be of our making before it is replaced. */
  private refuseStrangers(): void {
    const names = existsSync(this.folder) ? readdirSync(this.folder) : [];
    if (names.every((name) => /^(state|page-\d{6,})\.json(\.part)?$/.test(name))) return;
    const what = 'a folder of other things, where pages should be kept';
    throw new InputError(what, { file: this.folder }, 'move it, or give another --out');
  }

  /** Pages that were all read long ago tell of another day. */
  private recent(): State | undefined {
    const found = this.read();
    const old = found?.cursor === null && Date.now() - Date.parse(found.begun) > 86_400_000;
    return old ? undefined : found;
  }

  private read(): State | undefined {
    try {
      const state = JSON.parse(readFileSync(join(this.folder, 'state.json'), 'utf8')) as State;
      const whole =
        state.format === FORMAT &&
        Number.isSafeInteger(state.pages) &&
        Array.from({ length: state.pages }, (_, i) => this.name(i + 1)).every((name) =>
          existsSync(join(this.folder, name)),
        );
      return whole ? state : undefined;
    } catch {
      return undefined;
    }
  }
}
