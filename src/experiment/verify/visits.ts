import type { Experiment, Seen } from './experiment.ts';
import type { Controls, Measure } from './measure.ts';

/** What moves between nodes: arrivals an hour from outside, shares of those who go on, speeds, and visits an hour. */
export interface Flows {
  gamma: readonly number[];
  routes: readonly (readonly number[])[];
  mu: readonly number[];
  rates: readonly number[];
}

/** Numbers that the visits to one node leave in a window. */
const VISITS = ['visits', 'wait', 'inSystem', 'busy', 'work', 'entered'] as const;
/** Numbers of whole passages. */
const WHOLE = ['customers', 'sojourn', 'visitsOf', 'inSystem'] as const;

/** Visits to nodes, read from the reviews; node of a review is its stage. */
export class VisitTally {
  private readonly nodes: number;
  private readonly window: { from: number; until: number };

  constructor(nodes: number, window: { from: number; until: number }) {
    this.nodes = nodes;
    this.window = window;
  }

  get length(): number {
    return this.nodes * VISITS.length + WHOLE.length;
  }

  get hours(): number {
    return this.window.until - this.window.from;
  }

  of(mean: Float64Array, node: number, field: (typeof VISITS)[number]): number {
    return mean[node * VISITS.length + VISITS.indexOf(field)]!;
  }

  whole(mean: Float64Array, field: (typeof WHOLE)[number]): number {
    return mean[this.nodes * VISITS.length + WHOLE.indexOf(field)]!;
  }

  observe(seen: Seen, row: Float64Array): void {
    const { from, until } = this.window;
    const { records, changes } = seen;
    const { queued, started, finished, stage, change } = records;
    const whole = this.nodes * VISITS.length;
    const nodeOf = seen.rights.stages.map(({ code }) => code[0]!);
    const counts = (i: number) => changes.created[i]! >= from && changes.created[i]! < until;
    const clip = (begin: number, end: number) => Math.max(0, Math.min(end, until) - Math.max(begin, from));
    for (let i = 0; i < records.reviews; i++) {
      const at = nodeOf[stage[i]!]! * VISITS.length;
      if (queued[i]! >= from && queued[i]! < until) {
        row[at]! += 1;
        row[at + 1]! += started[i]! - queued[i]!;
        row[at + 4]! += finished[i]! - started[i]!;
      }
      row[at + 2]! += clip(queued[i]!, finished[i]!);
      row[at + 3]! += clip(started[i]!, finished[i]!);
      if (counts(change[i]!)) row[whole + 2]! += 1;
    }
    for (let i = 0; i < changes.count; i++) {
      const gone = Math.min(records.merged[i]!, records.until);
      row[whole + 3]! += clip(changes.created[i]!, gone);
      if (!counts(i)) continue;
      row[changes.area[i]! * VISITS.length + 5]! += 1;
      row[whole]! += 1;
      row[whole + 1]! += gone - changes.created[i]!;
    }
  }

  /**
   * What enters from outside, the work of the visits, and how those who leave a node divide, less what they are on
   * average. Divided by what is expected, not by what came: so each has exactly the mean 0.
   */
  controls({ gamma, routes, mu, rates }: Flows): Controls {
    const nodes = Array.from({ length: this.nodes }, (_, node) => node).filter((node) => rates[node]! > 0);
    const entries = nodes.filter((node) => gamma[node]! > 0);
    const reached = nodes.filter((node) => routes.some((row) => row[node]! > 0));
    return (row) => {
      const of = (node: number, field: (typeof VISITS)[number]) => this.of(row, node, field);
      const routed = (to: number) =>
        nodes.reduce((sum, from) => sum + of(from, 'visits') * routes[from]![to]!, 0);
      const expected = (node: number) => rates[node]! * this.hours;
      return [
        ...entries.map((node) => of(node, 'entered') / (gamma[node]! * this.hours) - 1),
        ...nodes.map((node) => (of(node, 'work') * mu[node]! - of(node, 'visits')) / expected(node)),
        ...reached.map((node) => (of(node, 'visits') - of(node, 'entered') - routed(node)) / expected(node)),
      ];
    };
  }
}

/** A scenario of visits, whose metrics read a tally of them. */
export function visitExperiment(
  scenario: string,
  flows: Flows,
  window: { from: number; until: number },
  measure: (metric: string, tally: VisitTally) => Measure | undefined,
): Experiment {
  const tally = new VisitTally(flows.mu.length, window);
  return {
    scenarios: [scenario],
    length: tally.length,
    observe: (_, seen, into) => tally.observe(seen, into),
    measure: (metric) => measure(metric, tally),
    controls: tally.controls(flows),
  };
}
