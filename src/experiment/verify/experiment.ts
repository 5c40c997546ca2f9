import type { LatentChanges } from '../../demand/change.ts';
import { drawChanges } from '../../demand/draw-changes.ts';
import { InputError } from '../../errors.ts';
import { drawCapacity } from '../../review/capacity.ts';
import type { Records } from '../../review/record.ts';
import { simulate } from '../../review/review-process.ts';
import type { Rights } from '../../review/rights.ts';
import { Room } from '../../review/room.ts';
import { loadScenario } from '../../scenario/load.ts';
import type { Scenario } from '../../scenario/types.ts';
import { prepareStudy, type Study } from '../replicate.ts';
import type { Controls, Measure } from './measure.ts';

/** What one organization has made of the changes of one replication. */
export interface Seen {
  scenario: Scenario;
  changes: LatentChanges;
  records: Records;
  rights: Rights;
  /** Index of the organization. */
  organization: number;
}

/** A queueing model as scenarios, and how its metrics are read from what is left of their runs. */
export interface Experiment {
  /** Scenario files: JSON, which is YAML. */
  scenarios: readonly string[];
  /** Numbers that a replication leaves. */
  length: number;
  /** Reads one run into `into`, where those of the replication's other runs stand as well. */
  observe(scenario: number, seen: Seen, into: Float64Array): void;
  /** How a metric is read; undefined if the model has no such metric. */
  measure(metric: string): Measure | undefined;
  controls?: Controls;
  /** Replications at least, where a single one tells much and takes long. */
  fewest?: number;
  /** Replications at most, where each takes so long that chance is left as it is. */
  most?: number;
}

/** Runs an experiment: its scenarios prepared once, their memory used again from one replication to the next. */
export class Laboratory {
  private readonly experiment: Experiment;
  private readonly studies: { study: Study; room: Room; changes: LatentChanges | undefined }[];
  /** Model events so far. */
  events = 0;

  private constructor(experiment: Experiment, studies: Study[]) {
    this.experiment = experiment;
    this.studies = studies.map((study) => ({ study, room: new Room(), changes: undefined }));
  }

  static async open(experiment: Experiment): Promise<Laboratory> {
    const studies = experiment.scenarios.map(async (text) =>
      prepareStudy(await loadScenario('verify', text, noTables)),
    );
    return new Laboratory(experiment, await Promise.all(studies));
  }

  replicate(replication: number): Float64Array {
    const row = new Float64Array(this.experiment.length);
    this.studies.forEach((memory, index) => {
      const { scenario, plan, rights } = memory.study;
      const changes = drawChanges(plan, replication, memory.changes);
      memory.changes = changes;
      const capacity = drawCapacity(plan, replication);
      rights.forEach((right, organization) => {
        const records = simulate(scenario, changes, right, capacity, plan.horizon, memory.room);
        this.events += records.events;
        this.experiment.observe(index, { scenario, changes, records, rights: right, organization }, row);
      });
    });
    return row;
  }
}

function noTables(name: string): never {
  throw new InputError(`no table '${name}'`, { file: 'verify' }, 'write numbers into the scenario');
}
