import type { LatentChanges } from '../demand/change.ts';
import type { DisciplineName } from '../scenario/types.ts';

/**
 * Which of the waiting changes comes first: the one with the smallest key, and of equal keys the one that has waited
 * longest. Asked when a change begins to wait and when an approval reaches it.
 */
export type Discipline = (
  change: number,
  changes: LatentChanges,
  patchSet: number,
  approvalsMissing: number,
) => number;

export const disciplines: Record<DisciplineName, Discipline> = {
  'first in first out': () => 0,
  'oldest first': (change, { created }) => created[change]!,
  'newest first': (change, { created }) => -created[change]!,
  'smallest first': (change, { size }) => size[change]!,
  'nearest to approval': (_change, _changes, patchSet, approvalsMissing) =>
    approvalsMissing - patchSet / 2 ** 16,
  priority: (change, { priority }) => priority[change]!,
};
