import { constant, exponential, type Law } from '../stats/distribution.ts';
import type { Inputs } from './inputs.ts';
import { ARRIVALS, BURST, PHASE, type Section, STEADY, WAVE } from './keys.ts';
import type { Values } from './section.ts';
import type { Arrivals, Cycle } from './types.ts';

/** What `arrivals` says in a run without calendar, where changes come at rates that no week decides. */
export type Steady = Pick<Arrivals, 'until' | 'gaps' | 'batch' | 'bursts' | 'phases' | 'wave'>;

const NONE: Steady = {
  until: Number.POSITIVE_INFINITY,
  gaps: exponential(1),
  batch: constant(1),
  bursts: [],
  phases: [],
  wave: undefined,
};
/** Keys that this file reads; those of STEADY have a value each, the others are made of more. */
export const STEADY_KEYS = [...Object.keys(STEADY), 'bursts', 'phases', 'wave'];
const MOST_ENTRIES = 100;

/** Reads it; refuses all of it in a run with a calendar, whose weeks say how many changes come. */
export function readSteady(inputs: Inputs, cycles: Cycle[], others: readonly string[]): Steady {
  const { document, reader } = inputs;
  const raw = document.mapping(document.root.arrivals ?? {}, ['arrivals']);
  const given = (key: string) => raw[key] !== undefined && raw[key] !== null;
  const fault = (key: string, what: string, remedy: string) =>
    document.error(['arrivals', key], what, remedy);
  if (cycles.length > 0) {
    const idle = STEADY_KEYS.find(given);
    if (idle === undefined) return NONE;
    const remedy =
      'remove the key (factor, trend and dispersion shape weekly arrivals), or leave the calendar out';
    throw fault(idle, 'no effect beside a calendar', remedy);
  }
  const rest = [...Object.keys(ARRIVALS), ...STEADY_KEYS, ...others];
  const { until, gaps, batch } = reader.read('arrivals', STEADY, rest);
  if (until !== undefined && until !== Number.POSITIVE_INFINITY && given('changes'))
    throw fault('until', 'a time beside a number of changes', 'keep one of them');
  if (until === 0) throw fault('until', 'a run of no time', "write it like '26 weeks'");
  if (gaps.mean === 0) throw fault('gaps', 'no time between arrivals', 'give a law with a mean above 0');
  if (gaps.name === 'rounded lognormal')
    throw fault('gaps', 'a law whose mean has no formula', 'write a lognormal law');
  return {
    until: until ?? Number.POSITIVE_INFINITY,
    gaps: ofMeanOne(gaps),
    batch,
    bursts: given('bursts') ? readBursts(inputs, raw.bursts) : [],
    phases: given('phases') ? readPhases(inputs, raw.phases) : [],
    wave: given('wave') ? readWave(inputs, raw.wave) : undefined,
  };
}

function ofMeanOne(law: Law): Law {
  const { name, mean } = law;
  return mean === 1 ? law : { name, mean: 1, quantile: (u) => law.quantile(u) / mean };
}

function readBursts(inputs: Inputs, raw: unknown): Steady['bursts'] {
  const remedy = 'write - {factor: 2, lasts: {law: exponential, mean: 1 week}} for each';
  const bursts = readEntries(inputs, raw, 'bursts', BURST, remedy);
  refuseNothing(
    inputs,
    'bursts',
    'lasts',
    bursts.map(({ lasts }) => lasts.mean),
  );
  return bursts;
}

function readPhases(inputs: Inputs, raw: unknown): Steady['phases'] {
  const phases = readEntries(inputs, raw, 'phases', PHASE, 'write - {length: 20 weeks, factor: 1} for each');
  refuseNothing(
    inputs,
    'phases',
    'length',
    phases.map(({ length }) => length),
  );
  return phases;
}

function readWave({ document, reader }: Inputs, raw: unknown): Steady['wave'] {
  const path = ['arrivals', 'wave'];
  const wave = reader.readAt(raw, path, 'arrivals.wave', WAVE);
  if (wave.period > 0) return wave;
  throw document.error([...path, 'period'], 'a wave of no length', "write it like '26 weeks'");
}

/** A list of two or more spells with different factors. */
function readEntries<S extends Section>(
  { document, reader }: Inputs,
  raw: unknown,
  key: string,
  section: S,
  remedy: string,
): Values<S>[] {
  const path = ['arrivals', key];
  if (!Array.isArray(raw)) throw document.error(path, 'no list', remedy);
  if (raw.length > MOST_ENTRIES)
    throw document.error(path, `${raw.length} entries`, `write at most ${MOST_ENTRIES}`);
  const entries = raw.map((item, i) => reader.readAt(item, [...path, i], `arrivals.${key}[${i}]`, section));
  const factors = new Set(entries.map((entry) => (entry as { factor: number }).factor));
  if (factors.size > 1) return entries;
  const what = raw.length < 2 ? 'a rhythm needs two entries or more' : 'all factors are the same: no effect';
  throw document.error(path, what, 'write different factors, or change the rates and remove the key');
}

function refuseNothing({ document }: Inputs, key: string, part: string, times: number[]): void {
  const none = times.indexOf(0);
  if (none < 0) return;
  throw document.error(['arrivals', key, none, part], 'it lasts no time', 'remove the entry, or let it last');
}
