import { didYouMean, InputError } from '../../errors.ts';
import type { ExactCase } from './cases.ts';
import type { Experiment } from './experiment.ts';
import { forkJoin, nonPreemptive, preemptive } from './models/classes.ts';
import { abandoning, draining } from './models/fluid.ts';
import type { Model } from './models/given.ts';
import { cyclesPooled, cyclesSplit, steps, transient } from './models/intime.ts';
import { littlesLaw } from './models/little.ts';
import { abandonment, mGcc, mMcK } from './models/loss.ts';
import { feedback, jackson } from './models/network.ts';
import { pooledOrSplit, unequalLoad, unlikeSizes } from './models/pooling.ts';
import { shifts } from './models/shifts.ts';
import * as single from './models/single.ts';
import { overlappingSkills } from './models/skills.ts';
import { absences, modulated } from './models/varying.ts';
import { waveConstant, waveExponential } from './models/wave.ts';
import { Params } from './params.ts';

/** Families of exact values, by the names that tables of them use. */
export const MODELS: Readonly<Record<string, Model>> = {
  'M/M/1': single.mM1,
  'M/M/c': single.mMc,
  'M/G/1': single.mG1,
  'M/G/1-PS': single.mG1ps,
  'G/M/1': single.gM1,
  'M^X/M/1': single.batches,
  'M/M/c/K': mMcK,
  'M/G/c/c': mGcc,
  'M/M/c+M': abandonment,
  'M/M/1 feedback': feedback,
  Jackson: jackson,
  'M/M/1 priority non-preemptive': nonPreemptive,
  'M/M/1 priority preemptive-resume': preemptive,
  'M/M/c priority non-preemptive': nonPreemptive,
  'pooled vs split': pooledOrSplit,
  'pooled vs split unequal load': unequalLoad,
  'pooled vs split heterogeneous service': unlikeSizes,
  'fork-join 2 M/M/1': forkJoin,
  'M/M/1 with random absences': absences,
  'MMPP2/M/1': modulated,
  'Mt/M/inf': waveExponential,
  'Mt/D/inf': waveConstant,
  'Mt/M/inf piecewise': steps,
  'M/M/1 transient': transient,
  'M/M/c transient': transient,
  'Mt/M/c release cycles pooled': cyclesPooled,
  'Mt/M/1 release cycles split (total)': cyclesSplit,
  'M/M/c with shifts': shifts,
  'fluid Mt/M/c+M': abandoning,
  'fluid single-class no abandonment': draining,
  'overlapping skills (2 dedicated + 1 flexible)': overlappingSkills,
  'G/G/1 bound': single.bounds,
  "Little's law": littlesLaw,
};

/** A name as different hands write it. */
export function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .trim();
}

/** The model of a name. Throws InputError with the nearest name. */
export function modelOf({ model, place }: Pick<ExactCase, 'model' | 'place'>): Model {
  const name = Object.keys(MODELS).find((known) => plain(known) === plain(model));
  if (name !== undefined) return MODELS[name]!;
  throw new InputError(`unknown model '${model}'`, place, didYouMean(model, Object.keys(MODELS)));
}

/**
 * The experiment for metrics of one model at the same parameters. Throws InputError at `first`'s place, NotExpressible
 * where the model has a law or shape that no scenario has.
 */
export function experimentOf(
  first: Omit<ExactCase, 'value' | 'metric'>,
  metrics: readonly string[],
  seed: string,
): Experiment {
  const params = new Params(first);
  const name = `${seed} · ${first.model} · ${JSON.stringify(first.params)}`;
  const experiment = modelOf(first)({ params, metrics, seed: name });
  params.close();
  return experiment;
}
