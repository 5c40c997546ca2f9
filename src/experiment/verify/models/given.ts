import type { Experiment } from '../experiment.ts';
import type { Params } from '../params.ts';

/** What a model is asked: its parameters, and which of its metrics. */
export interface Given {
  params: Params;
  metrics: readonly string[];
  seed: string;
}

/** Turns a question into scenarios and readings. Throws InputError, or NotExpressible. */
export type Model = (given: Given) => Experiment;
