import type { Experiment } from '../experiment.ts';
import { exponential, type Queue, type Stream } from '../queue.ts';
import { common, exponentialMoments, stationExperiment, value } from '../station.ts';
import type { StationTally } from '../tally.ts';
import type { Given } from './given.ts';

/** Classes of customers, the first of which stands first. */
function priorities({ params, seed }: Given, c: number, review: object): Experiment {
  const [lams, mu] = [params.numbers('lams'), params.number('mu')];
  const load = lams.reduce((sum, lam) => sum + lam, 0) / mu / c;
  params.refuseOverload(load);
  const streams = lams.map(
    (rate, i): Stream => ({ name: `c${i + 1}`, rate, work: exponential(1 / mu), priority: i + 1 }),
  );
  const queue: Partial<Queue> = { review: { discipline: 'priority', ...review } };
  // The last class sees a server that the others have slowed down.
  const spec = { seed, streams, reviewers: c, service: 1 / mu, scv: 1, load, queue };
  const known = lams.map((rate, of) => ({ rate, of, moments: exponentialMoments(1 / mu) }));
  const measure = (tally: StationTally, metric: string) => {
    const named = /^(Wq?)_(\d+)$/.exec(metric);
    if (named !== null) {
      const of = Number(named[2]) - 1;
      return of >= 0 && of < lams.length ? common(tally, named[1]!, of) : undefined;
    }
    if (metric === 'Wq_overall') return common(tally, 'Wq');
    if (metric !== 'conservation sum rho_k Wq_k') return undefined;
    const sum = (mean: Float64Array) =>
      lams.reduce(
        (sum, lam, k) => sum + ((lam / mu) * tally.of(mean, 'wait', k)) / tally.of(mean, 'customers', k),
        0,
      );
    return value(sum, { controlled: true });
  };
  return stationExperiment(spec, measure, known);
}

export function nonPreemptive(given: Given): Experiment {
  return priorities(given, given.params.has('c') ? given.params.count('c') : 1, {});
}

export function preemptive(given: Given): Experiment {
  return priorities(given, given.params.has('c') ? given.params.count('c') : 1, { interrupts: true });
}

/** Each job is reviewed in two repositories at once, and done when both have merged; each part is half of its work. */
export function forkJoin({ params, seed }: Given): Experiment {
  const [lam, mu, branches] = [params.number('lam'), params.number('mu'), params.count('branches', 2)];
  params.refuseOverload(lam / mu);
  const names = Array.from({ length: branches }, (_, i) => `part ${i + 1}`);
  const streams: Stream[] = [
    { name: 'whole', rate: lam, work: exponential(branches / mu), touches: names },
    ...names.map((name) => ({ name, rate: 0 })),
  ];
  const queue: Partial<Queue> = {
    review: { belongs_to: 'visit', parts_in_order: false },
    organizations: [names.map((name, i) => ({ owns: [name], members: [i] }))],
    organization: { repositories: 'per team' },
  };
  const spec = { seed, streams, reviewers: branches, service: branches / mu, scv: 1, load: lam / mu, queue };
  return stationExperiment(spec, (tally, metric) =>
    /^W( |$)/.test(metric) ? common(tally, 'W') : undefined,
  );
}
