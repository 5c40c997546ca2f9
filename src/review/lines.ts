import type { Rights } from './rights.ts';

/**
 * What people see of the waiting lines beyond their order: how many areas each pool may approve, and which area a line
 * comes first for. A line holds work that the same people may approve (and of them the same know, where familiar work is
 * preferred).
 */
export interface Lines {
  /** Areas that the people of each pool may approve. */
  areas: Int32Array;
  /** Of the areas whose changes wait in a line, the place of the one that the scenario names first. */
  first: Int32Array;
}

export function linesOf({ queues, queuesOf, stages, firstStage }: Rights): Lines {
  const code = Array.from({ length: queues }, () => new Set<number>());
  // Stages before the first are those of the organization before.
  for (const stage of stages.slice(firstStage[0]))
    for (const area of stage.code) code[stage.queue]!.add(area);
  const areasOf = (own: Int32Array) => new Set([...own].flatMap((queue) => [...code[queue]!])).size;
  return {
    areas: Int32Array.from(queuesOf, areasOf),
    first: Int32Array.from(code, (areas) => [...areas].reduce((least, area) => Math.min(least, area))),
  };
}
