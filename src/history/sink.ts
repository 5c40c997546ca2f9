import type { HistoryChange } from './change.ts';
import type { KeptAside } from './kept-aside.ts';

/** Where importers put what they find. */
export interface Sink {
  /** A change that can be used; once for each `changeId`. `where` it stands is told if it proves unfit. */
  change(change: HistoryChange, where?: string): void;
  /** Records that cannot. */
  aside: KeptAside;
  /** What the source cannot say, in one sentence; the same sentence is said once. */
  note(sentence: string): void;
}
