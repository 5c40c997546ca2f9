import type { LatentChanges } from '../demand/change.ts';
import type { Capacity } from '../review/capacity.ts';
import type { Records } from '../review/record.ts';
import type { Rights } from '../review/rights.ts';
import type { Scenario } from '../scenario/types.ts';

/** What one organization left behind in one replication. */
export interface Outcome {
  scenario: Scenario;
  changes: LatentChanges;
  rights: Rights;
  capacity: Capacity;
  records: Records;
}
