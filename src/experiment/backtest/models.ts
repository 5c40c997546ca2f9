import { didYouMean } from '../../errors.ts';
import { fixedCapacity } from './fixed-capacity.ts';
import type { Project } from './projection.ts';

/** Models that can be tested, by name; the product's own first. */
export const MODELS: Readonly<Record<string, Project>> = {
  'fixed-capacity': fixedCapacity,
};

export const OWN_MODEL = Object.keys(MODELS)[0]!;

/** Why there is no such model, and what to do; undefined if there is one. */
export function noSuchModel(name: string): string | undefined {
  return Object.hasOwn(MODELS, name)
    ? undefined
    : `no model '${name}'; ${didYouMean(name, Object.keys(MODELS))}`;
}
