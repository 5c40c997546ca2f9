import { didYouMean, InputError } from '../../errors.ts';
import { fixedCapacity } from './fixed-capacity.ts';
import { projectSplit } from './model/project.ts';
import type { Project } from './projection.ts';

/** Models that can be tested, by name; the product's own first. */
export const MODELS: Readonly<Record<string, Project>> = {
  reorgsim: projectSplit,
  'fixed-capacity': fixedCapacity,
};

export const OWN_MODEL = Object.keys(MODELS)[0]!;

/** Throws InputError if there is no such model. */
export function modelNamed(name: string): Project {
  const project = Object.hasOwn(MODELS, name) ? MODELS[name] : undefined;
  if (project === undefined)
    throw new InputError(`no model '${name}'`, { file: '--model' }, didYouMean(name, Object.keys(MODELS)));
  return project;
}
