/** A law as a scenario writes it. */
export type LawText = Readonly<Record<string, string | number>>;

/** What arrives at one place, and how much work it is. The unit of a model's time is one hour. */
export interface Stream {
  name: string;
  /** Arrivals an hour. */
  rate: number;
  /** Law of the work of a review [h]. */
  work?: LawText;
  /** 1 stands first. */
  priority?: number;
  /** In the system at the start. */
  open?: number;
  /** The streams whose code each of its changes touches; that of its own if missing. */
  touches?: readonly string[];
}

export interface TeamText {
  owns: 'all' | readonly string[];
  /** Indices of reviewers; all if missing. */
  members?: readonly number[];
  approvals?: number;
}

/** A queueing system in words of a scenario. */
export interface Queue {
  seed: string;
  streams: readonly Stream[];
  reviewers: number;
  /** Organizations, each a list of teams; one team of all reviewers over everything if missing. */
  organizations?: readonly (readonly TeamText[])[];
  /** How long it runs [h]. */
  until: number;
  arrivals?: object;
  changes?: object;
  review?: object;
  people?: object;
  /** Keys of every organization. */
  organization?: object;
}

/**
 * The scenario of a queueing system: one review of one round merges a change, everybody works all hours at the speed 1,
 * knows everything, and takes whoever has waited longest. What differs is said by the queue.
 */
export function scenarioOf(queue: Queue): string {
  const { seed, streams, until } = queue;
  const open = streams.filter((stream) => (stream.open ?? 0) > 0);
  const organizations = queue.organizations ?? [[{ owns: 'all' }]];
  const scenario = {
    schema: 1,
    title: 'a queueing model',
    seed,
    areas: Object.fromEntries(
      streams.map(({ name, work, priority, touches }) => [
        name,
        {
          ...(work && { effort: work }),
          ...(priority && { priority }),
          ...(touches && { touches: [{ areas: touches, share: 1 }] }),
        },
      ]),
    ),
    arrivals: {
      rates: Object.fromEntries(streams.map(({ name, rate }) => [name, `${plain(rate)} / h`])),
      until: hours(until),
      ...queue.arrivals,
    },
    ...(open.length > 0 && {
      open: {
        counts: Object.fromEntries(open.map((stream) => [stream.name, stream.open])),
        waiting_on_reviewer: 1,
      },
    }),
    changes: {
      features: 0,
      size: { law: 'constant', value: 1 },
      effort: { law: 'constant', value: '1 h' },
      rounds: { law: 'constant', value: 1 },
      turnaround: { law: 'constant', value: '0 h' },
      patience: 'none',
      by_reviewers: 0,
      ...queue.changes,
    },
    review: {
      approvals: 1,
      discipline: 'first in first out',
      prefers: 'any',
      re_review: 1,
      unfamiliar: 1,
      ...queue.review,
    },
    gate: { duration: '0 h', flake: 0, conflict: 0 },
    people: { count: queue.reviewers, hours_per_week: '168 h/week', absence: 0, ...queue.people },
    organizations: organizations.map((teams, i) => ({
      name: `organization ${i + 1}`,
      teams: teams.map(({ owns, members, approvals }, t) => ({
        name: `team ${t + 1}`,
        owns,
        members: members === undefined ? 'all' : members.map((member) => `r${member + 1}`),
        ...(approvals && { approvals }),
      })),
      ...queue.organization,
    })),
  };
  // Many short lines: one long line would look like deep nesting to the reader of scenarios.
  return JSON.stringify(scenario, null, 1);
}

export function exponential(mean: number): LawText {
  return { law: 'exponential', mean: hours(mean) };
}

/** A duration as a scenario writes it [h]. */
export function hours(value: number): string {
  return `${plain(value)} h`;
}

/** Digits without an exponent, which some readers of units do not know. */
function plain(value: number): string {
  const text = String(value);
  return text.includes('e') ? value.toFixed(20).replace(/0+$/, '') : text;
}
