import type { Experiment, Seen } from '../experiment.ts';
import { exponential, scenarioOf } from '../queue.ts';
import { value } from '../station.ts';
import type { Given } from './given.ts';

/**
 * Little's law on a finite window, an identity of every run: the integral of the number in the system is the sum of the
 * times that customers spend in it, cut at the window. On a system with all there is: several teams, revisions, authors,
 * impatience, priorities, changes at the start; for the whole, each area, each waiting line and each reviewer.
 */
export function littlesLaw({ seed }: Given): Experiment {
  const names = ['a', 'b', 'c'];
  const until = 2_000;
  const scenario = scenarioOf({
    seed,
    streams: names.map((name, i) => ({
      name,
      rate: [0.8, 0.5, 0.3][i]!,
      work: exponential(0.5),
      open: 5 * i,
      priority: i + 1,
    })),
    reviewers: 4,
    organizations: [
      [
        { owns: ['a', 'b'], members: [0, 1, 2], approvals: 2 },
        { owns: ['b', 'c'], members: [2, 3] },
      ],
    ],
    until,
    changes: {
      rounds: { law: 'geometric', mean: 1.5 },
      turnaround: exponential(3),
      patience: exponential(30),
    },
    review: { discipline: 'priority' },
  });
  return {
    scenarios: [scenario],
    length: 1,
    observe: (_, seen, into) => {
      into[0]! += largestGap(seen, until);
    },
    measure: (metric) => (metric === 'sample-path identity' ? value((mean) => mean[0]!) : undefined),
  };
}

/** The largest relative difference between the two sides over all parts of the system. */
function largestGap({ changes, records }: Seen, until: number): number {
  const { merged, abandoned } = records;
  const stays: Stay[] = Array.from({ length: changes.count }, (_, i) => ({
    part: `area ${changes.area[i]}`,
    from: Math.max(0, changes.created[i]!),
    until: Math.min(merged[i]!, abandoned[i]!, until),
  }));
  const reviews = Array.from({ length: records.reviews }, (_, i) => i);
  const groups = [
    stays,
    stays.map((stay) => ({ ...stay, part: 'all' })),
    reviews.map((i) => ({
      part: `line ${records.stage[i]}`,
      from: records.queued[i]!,
      until: records.started[i]!,
    })),
    reviews.map((i) => ({
      part: `reviewer ${records.reviewer[i]}`,
      from: records.started[i]!,
      until: Math.min(records.finished[i]!, until),
    })),
  ];
  let largest = 0;
  for (const group of groups) {
    for (const part of new Set(group.map((stay) => stay.part))) {
      const own = group.filter((stay) => stay.part === part);
      const [path, sum] = [integral(own), own.reduce((total, stay) => total + stay.until - stay.from, 0)];
      largest = Math.max(largest, Math.abs(path - sum) / Math.max(1e-9, sum));
    }
  }
  return largest;
}

interface Stay {
  part: string;
  from: number;
  until: number;
}

/** The number present, integrated step by step from one arrival or departure to the next. */
function integral(stays: readonly Stay[]): number {
  const steps = stays.flatMap(({ from, until }) => [
    { at: from, by: 1 },
    { at: until, by: -1 },
  ]);
  steps.sort((a, b) => a.at - b.at);
  let [n, at, area] = [0, 0, 0];
  for (const step of steps) {
    area += n * (step.at - at);
    at = step.at;
    n += step.by;
  }
  return area;
}
