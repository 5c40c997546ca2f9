import type { Place } from '../errors.ts';

/** What `reorgsim calibrate` may be told: see `calibration` in keys.ts and scenario/calibration.ts. */
export interface CalibrationRules {
  /** A scenario of the window with what happened in it, as named in the file. */
  past: { path: string; place: Place } | undefined;
  /** Hours from the start, before it; undefined for the last whole cycle. */
  window: { from: number; until: number } | undefined;
  /** Keys that are sought: none of them stands in the scenario. */
  free: readonly FreeKey[];
  /** Indices of areas with a turnaround of their own that is sought; undefined for all that merge often enough. */
  areas: readonly number[] | undefined;
  /** What happened though no table tells. */
  abandoned: number | undefined;
  /** Median wait after the last patch set [h]. */
  last_wait: number | undefined;
  /** Errors at which a target weighs one, where they differ from the usual ones. */
  errors: Readonly<Record<string, number>>;
  /** What was open at the window's start; undefined if it is to be inferred. */
  open: { area: number; age: number; open: number; neglected: number | undefined }[] | undefined;
  replications: number;
}

/** Inputs that calibration has found, and how unsure they are. */
export interface FittedInputs {
  file: string;
  /** Fingerprint of the inputs that they were found from. */
  inputs: string;
  /** Those in use: what the scenario says itself is not. */
  keys: readonly string[];
  /** Lower triangular root of the covariance of their logarithms. */
  root: readonly (readonly number[])[];
  /** Least and most factor that is drawn, by key. */
  between: readonly (readonly [number, number])[];
  /** Keys that the scenario says itself. */
  overruled: readonly string[];
}

/** What calibration can find, in the order in which it is sought. */
export const FREE_KEYS = [
  'changes.effort_base',
  'changes.turnaround',
  'changes.turnaround_spread',
  'changes.express',
  'changes.patience',
  'people.week_spread',
  'people.follows_arrivals',
] as const;
export type FreeKey = (typeof FREE_KEYS)[number];
