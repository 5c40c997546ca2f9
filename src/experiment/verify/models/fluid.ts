import { MOST as LIMITS } from '../../../scenario/most.ts';
import type { Experiment } from '../experiment.ts';
import { exponential, scenarioOf } from '../queue.ts';
import { value } from '../station.ts';
import type { Given } from './given.ts';

/** A fluid is the limit of systems with ever more customers and servers; it is seen in one of this scale. */
const LARGEST = 10_000;
/** Changes that one run may hold; where they would be more, the scale is smaller. */
const MOST = 4_000_000;
/** What a system of that scale may still be off, as a share. */
const WITHIN = 0.001;

interface Fluid {
  seed: string;
  lam: number;
  /** Servers and speed of each, at a scale. */
  servers: (scale: number) => number;
  mu: (scale: number) => number;
  theta: number | undefined;
  x0: number;
  times: readonly number[];
}

/** The scaled system, and its content at given times in units of the scale. */
function fluid({ seed, lam, servers, mu, theta, x0, times }: Fluid): {
  experiment: Experiment;
  content(t: number): (mean: Float64Array) => number;
} {
  const until = Math.max(...times);
  const changes = Math.floor(MOST / (x0 + lam * until));
  const people = Math.floor((LARGEST * LIMITS.people) / servers(LARGEST));
  const scale = Math.max(1, Math.min(LARGEST, changes, people));
  const scenario = scenarioOf({
    seed,
    streams: [
      { name: 'a', rate: lam * scale, work: exponential(1 / mu(scale)), open: Math.round(x0 * scale) },
    ],
    reviewers: servers(scale),
    until: until * (1 + 1e-9),
    ...(theta !== undefined && { changes: { patience: exponential(1 / theta) } }),
  });
  const experiment: Experiment = {
    scenarios: [scenario],
    length: times.length,
    fewest: 4,
    most: 16,
    observe(_, { changes, records }, into) {
      times.forEach((time, t) => {
        let n = 0;
        for (let i = 0; i < changes.count && changes.created[i]! <= time; i++)
          if (Math.min(records.merged[i]!, records.abandoned[i]!) > time) n++;
        into[t]! += n / scale;
      });
    },
    measure: () => undefined,
  };
  return { experiment, content: (t) => (mean) => mean[t]! };
}

export function abandoning({ params, metrics, seed }: Given): Experiment {
  const [lam, mu, c] = [params.number('lam', true), params.number('mu'), params.number('c')];
  const [theta, x0] = [params.number('theta'), params.number('x0', true)];
  const times = metrics.flatMap((metric) => timeOf(metric) ?? []);
  if (times.length === 0) return { scenarios: [], length: 0, observe: () => {}, measure: () => undefined };
  const { experiment, content } = fluid({
    seed,
    lam,
    servers: (scale) => Math.round(c * scale),
    mu: () => mu,
    theta,
    x0,
    times,
  });
  return {
    ...experiment,
    measure(metric) {
      const t = times.indexOf(timeOf(metric) ?? -1);
      return t < 0 ? undefined : value(content(t), { within: WITHIN });
    },
  };
}

/** Server and customers alike scaled: one reviewer who is so many times as fast. */
export function draining({ params, seed }: Given): Experiment {
  const [lam, capacity] = [params.number('lam', true), params.number('capacity')];
  const [x0, t] = [params.number('x0', true), params.number('t')];
  const { experiment, content } = fluid({
    seed,
    lam,
    servers: () => 1,
    mu: (scale) => capacity * scale,
    theta: undefined,
    x0,
    times: [t],
  });
  return {
    ...experiment,
    measure: (metric) => (metric.startsWith('x(t)') ? value(content(0), { within: WITHIN }) : undefined),
  };
}

/**
 * Queue at which abandonment balances what comes in too much: begun there, and left to itself for a mean patience, in
 * which a wrong balance would have moved it most of the way.
 */
export function balanced(seed: string, lam: number, mu: number, c: number, theta: number): Experiment {
  const queue = Math.max(0, (lam - c * mu) / theta);
  const x0 = Math.min(lam / mu, c) + queue;
  const { experiment, content } = fluid({
    seed,
    lam,
    servers: (scale) => Math.round(c * scale),
    mu: () => mu,
    theta,
    x0,
    times: [1 / theta],
  });
  return {
    ...experiment,
    measure: (metric) =>
      metric === 'fluid_Lq'
        ? value((mean) => Math.max(0, content(0)(mean) - c), { within: WITHIN })
        : undefined,
  };
}

function timeOf(metric: string): number | undefined {
  const found = /^x\(t=([\d.]+)\)$/.exec(metric);
  return found === null ? undefined : Number(found[1]);
}
