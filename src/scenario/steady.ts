import { constant, exponential, type Law } from '../stats/distribution.ts';
import type { Inputs } from './inputs.ts';
import { ARRIVALS, STEADY } from './keys.ts';
import type { Arrivals, Cycle } from './types.ts';

/** What `arrivals` says in a run without calendar, where changes come at rates that no week decides. */
export type Steady = Pick<Arrivals, 'until' | 'gaps' | 'batch'>;

const NONE: Steady = { until: Number.POSITIVE_INFINITY, gaps: exponential(1), batch: constant(1) };
const KEYS = Object.keys(STEADY);

/** Reads it; refuses all of it in a run with a calendar, whose weeks say how many changes come. */
export function readSteady(inputs: Inputs, cycles: Cycle[], others: readonly string[]): Steady {
  const { document, reader } = inputs;
  const raw = document.mapping(document.root.arrivals ?? {}, ['arrivals']);
  const given = (key: string) => raw[key] !== undefined && raw[key] !== null;
  const fault = (key: string, what: string, remedy: string) =>
    document.error(['arrivals', key], what, remedy);
  if (cycles.length > 0) {
    const idle = KEYS.find(given);
    if (idle === undefined) return NONE;
    const remedy =
      'remove the key (factor, trend and dispersion shape weekly arrivals), or leave the calendar out';
    throw fault(idle, 'no effect beside a calendar', remedy);
  }
  const { until, gaps, batch } = reader.read('arrivals', STEADY, [...Object.keys(ARRIVALS), ...others]);
  if (given('until') && given('changes'))
    throw fault('until', 'a time beside a number of changes', 'keep one of them');
  if (until === 0) throw fault('until', 'a run of no time', "write it like '26 weeks'");
  if (gaps.mean === 0) throw fault('gaps', 'no time between arrivals', 'give a law with a mean above 0');
  if (gaps.name === 'rounded lognormal')
    throw fault('gaps', 'a law whose mean has no formula', 'write a lognormal law');
  return { until: until ?? Number.POSITIVE_INFINITY, gaps: ofMeanOne(gaps), batch };
}

function ofMeanOne(law: Law): Law {
  const { name, mean } = law;
  return mean === 1 ? law : { name, mean: 1, quantile: (u) => law.quantile(u) / mean };
}
