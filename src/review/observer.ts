import type { LatentChanges } from '../demand/change.ts';
import type { Scenario } from '../scenario/types.ts';
import type { Capacity } from './capacity.ts';
import type { Records } from './record.ts';
import type { Rights } from './rights.ts';

/** A run that is over, with all that went into it. */
export interface FinishedRun {
  scenario: Scenario;
  changes: LatentChanges;
  rights: Rights;
  capacity: Capacity;
  horizon: number;
  records: Records;
}

/** Whoever wants to see every run, as the tests do: nobody, as a rule. */
export const observer: { see: ((run: FinishedRun) => void) | undefined } = { see: undefined };
