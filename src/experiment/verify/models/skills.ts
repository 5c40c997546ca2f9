import type { Experiment, Seen } from '../experiment.ts';
import { refuseCrowd } from '../params.ts';
import { exponential, type TeamText } from '../queue.ts';
import { common, exponentialMoments, station, value } from '../station.ts';
import type { Given } from './given.ts';
import { ratio } from './pooling.ts';

/** Two reviewers who each know one area, and one who knows both and helps where more waits. */
export function overlappingSkills({ params, seed }: Given): Experiment {
  params.ignore('rule');
  const [rates, mu] = [params.numbers('lam'), params.number('mu')];
  const [dedicated, flexible] = [params.numbers('dedicated', true), params.count('flexible', 0)];
  if (dedicated.length !== rates.length || !dedicated.every(Number.isInteger))
    throw params.fault('dedicated has not a whole number for each rate', 'write [1, 1]');
  const servers = dedicated.reduce((sum, count) => sum + count, flexible);
  const total = rates.reduce((sum, rate) => sum + rate, 0);
  params.refuseOverload(total / mu / servers);
  refuseCrowd(servers);
  const names = rates.map((_, i) => `k${i + 1}`);
  let next = 0;
  const own = names.map(
    (name, i): TeamText => ({ owns: [name], members: Array.from({ length: dedicated[i]! }, () => next++) }),
  );
  const helpers = Array.from({ length: flexible }, () => next++);
  const teams = own.map((team) => ({ ...team, members: [...team.members!, ...helpers] }));
  const { scenario, tally } = station({
    seed,
    streams: names.map((name, i) => ({ name, rate: rates[i]!, work: exponential(1 / mu) })),
    reviewers: servers,
    ...{ service: 1 / mu, scv: 1, load: total / mu / servers },
    queue: { organizations: [teams], review: { takes_joining: 'fewest areas', takes_from: 'longest line' } },
  });
  const busyAt = tally.end;
  return {
    scenarios: [scenario],
    length: busyAt + 1,
    observe(_, seen, into) {
      tally.observe(seen, into);
      into[busyAt]! += hoursBusy(seen, tally.window, helpers);
    },
    controls: tally.controls(rates.map((rate, of) => ({ rate, of, moments: exponentialMoments(1 / mu) }))),
    measure(metric) {
      const named = /^Wq_(\d+)$/.exec(metric);
      if (named !== null)
        return Number(named[1]) <= rates.length ? common(tally, 'Wq', Number(named[1]) - 1) : undefined;
      if (metric === 'flexible busy fraction')
        return value((mean) => mean[busyAt]! / tally.hours / flexible, { controlled: true });
      if (!metric.startsWith('bound: fully pooled')) return undefined;
      return { kind: 'lower bound', of: (mean) => ratio(tally, mean, 'wait') };
    },
  };
}

/** Hours of a window in which some of the reviewers read. */
function hoursBusy(
  { records }: Seen,
  { from, until }: { from: number; until: number },
  people: readonly number[],
): number {
  const { reviewer, started, finished, reviews } = records;
  let hours = 0;
  for (let i = 0; i < reviews; i++) {
    if (!people.includes(reviewer[i]!)) continue;
    hours += Math.max(0, Math.min(finished[i]!, until) - Math.max(started[i]!, from));
  }
  return hours;
}
