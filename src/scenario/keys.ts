import { DISCIPLINES } from './types.ts';
import type { Dimension } from './units.ts';

/** One key of a scenario: what it holds, its default and where that comes from. */
export interface KeySpec {
  readonly kind: Dimension | 'count' | 'flag' | 'choice' | 'law' | 'expression';
  /** Dimension of the values of a law; `count` for whole numbers from 1. */
  readonly of?: 'duration' | 'number' | 'count';
  readonly choices?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  /** Written as a user would; `none` leaves its mechanism out. */
  readonly default?: unknown;
  /** Whether `none` may be given though it is not the default. */
  readonly none?: boolean;
  /** Whether `any` may be given, for no limit: Infinity. */
  readonly any?: boolean;
  /** Evidence id of the default, or `assumption`. */
  readonly source: string;
  readonly doc: string;
}

export type Section = Readonly<Record<string, KeySpec>>;

export const CHANGES = {
  features: {
    kind: 'fraction',
    max: 1,
    default: '25 %',
    source: 'N17',
    doc: 'share of changes that are features, which a freeze holds back',
  },
  size: {
    kind: 'law',
    of: 'number',
    default: { law: 'lognormal', median: 39, sigma: 1.58 },
    source: 'D4',
    doc: 'lines changed',
  },
  effort: {
    kind: 'law',
    of: 'duration',
    default: 'none',
    source: 'D5',
    doc: 'review work of a patch set, if it does not follow from size',
  },
  effort_base: {
    kind: 'duration',
    default: '25 min',
    source: 'D5',
    doc: 'review work of a patch set of no lines',
  },
  effort_per_line: { kind: 'duration', default: '6 s', source: 'D5', doc: 'review work per changed line' },
  effort_most: {
    kind: 'duration',
    default: '90 min',
    source: 'D5',
    doc: 'most review work that one patch set gets',
  },
  rounds: {
    kind: 'law',
    of: 'count',
    default: { law: 'geometric', mean: 2.8 },
    source: 'D6',
    doc: 'patch sets until reviewers approve',
  },
  turnaround: {
    kind: 'law',
    of: 'duration',
    default: { law: 'lognormal', median: '1 day', sigma: 1.2 },
    source: 'D7',
    doc: "author's delay before the next patch set",
  },
  turnaround_spread: {
    kind: 'number',
    max: 5,
    default: 0,
    source: 'assumption',
    doc: 'slow and quick authors: sigma of a lognormal factor per change, median 1',
  },
  rounds_uncertainty: {
    kind: 'fraction',
    max: 1,
    default: 0,
    source: 'assumption',
    doc: 'how unsure rounds are: standard deviation of a factor on patch sets after the first, drawn once per replication',
  },
  turnaround_uncertainty: {
    kind: 'fraction',
    max: 1,
    default: 0,
    source: 'assumption',
    doc: 'how unsure turnaround is: standard deviation of a factor on it, drawn once per replication',
  },
  patience: {
    kind: 'law',
    of: 'duration',
    default: { law: 'delayed exponential', after: '7 days', mean: '200 days' },
    none: true,
    source: 'D23',
    doc: 'waiting that an author bears while nobody reads the change',
  },
  gives_up_after: {
    kind: 'duration',
    min: 24,
    default: 'none',
    source: 'assumption',
    doc: 'time without a new patch set after which its author has given a change up',
  },
  neglected: {
    kind: 'fraction',
    max: 1,
    default: 0,
    source: 'M2',
    doc: "share of changes that stand last in everybody's priorities, for the discipline `priority`",
  },
  express: {
    kind: 'fraction',
    max: 1,
    default: 0,
    source: 'H31',
    doc: "share of changes that stand first in everybody's priorities, for the discipline `priority`",
  },
  by_reviewers: {
    kind: 'fraction',
    max: 1,
    default: '25 %',
    source: 'assumption',
    doc: 'share of changes written by reviewers themselves',
  },
} as const satisfies Section;

/** What an area may say besides laws of its own among {@link CHANGES}. */
export const AREA = {
  priority: {
    kind: 'count',
    min: 1,
    max: 100,
    source: 'assumption',
    doc: "rank of its changes in everybody's priorities, 1 first, for the discipline `priority`; 1 if not given",
  },
} as const satisfies Section;

export const REVIEW = {
  discipline: {
    kind: 'choice',
    choices: DISCIPLINES,
    default: 'oldest first',
    source: 'assumption',
    doc: 'which waiting change a free reviewer takes',
  },
  approvals: {
    kind: 'count',
    min: 1,
    max: 8,
    default: 2,
    source: 'D9',
    doc: 'approvals that a change needs, unless its team says otherwise',
  },
  distinct_approvals: {
    kind: 'flag',
    default: true,
    source: 'D9',
    doc: 'each approval comes from another reviewer',
  },
  approvals_survive: {
    kind: 'flag',
    default: false,
    source: 'D9',
    doc: 'approvals stay valid for the next patch set',
  },
  at_once: {
    kind: 'choice',
    choices: ['as needed', 'one'],
    default: 'as needed',
    source: 'assumption',
    doc: 'how many reviewers read one patch set at a time',
  },
  on_revision: {
    kind: 'choice',
    choices: ['end others', 'let others finish'],
    default: 'end others',
    source: 'assumption',
    doc: 'what a request for revision does to other reviews of that patch set',
  },
  belongs_to: {
    kind: 'choice',
    choices: ['change', 'visit'],
    default: 'change',
    source: 'assumption',
    doc: 'whether effort and outcome are fixed per change or drawn for each review',
  },
  revision: {
    kind: 'fraction',
    max: 0.95,
    default: 0,
    source: 'assumption',
    doc: 'chance that a review asks for a revision, where outcomes belong to the visit',
  },
  parts_in_order: {
    kind: 'flag',
    default: true,
    source: 'D20',
    doc: 'where a change is divided over repositories, its later parts are reviewed once the first has merged',
  },
  limit: {
    kind: 'count',
    min: 1,
    max: 10_000_000,
    default: 'none',
    source: 'assumption',
    doc: 'most changes open at once in the organization; a change that comes when so many are open is turned away, and counts as abandoned at once',
  },
  interrupts: {
    kind: 'flag',
    default: false,
    source: 'assumption',
    doc: 'with the discipline `priority`: a change that stands before one in hand interrupts that review when nobody who may take it is idle; the review is resumed later where it stopped',
  },
  in_hand: {
    kind: 'count',
    min: 1,
    max: 1_000_000,
    any: true,
    default: 1,
    source: 'assumption',
    doc: 'most changes that a reviewer works on at a time, attention shared evenly; a change that comes in goes to whoever has fewest in hand; `any` for no limit',
  },
  takes_joining: {
    kind: 'choice',
    choices: ['longest idle', 'most familiar', 'fewest areas'],
    default: 'longest idle',
    source: 'assumption',
    doc: 'which idle reviewer takes a change that comes in; of those alike in familiarity or number of areas, the longest idle',
  },
  takes_from: {
    kind: 'choice',
    choices: ['by discipline', 'longest line'],
    default: 'by discipline',
    source: 'assumption',
    doc: 'what a free reviewer takes from, of all that waits (familiar work before other): the change that the discipline puts first, or the longest of the waiting lines, and of equal ones that of the area named first',
  },
  prefers: {
    kind: 'choice',
    choices: ['familiar', 'any'],
    default: 'familiar',
    source: 'assumption',
    doc: 'whether a free reviewer first takes changes in at least one area known to that reviewer',
  },
  re_review: {
    kind: 'fraction',
    max: 1,
    default: '50 %',
    source: 'M27',
    doc: 'effort for a reviewer who has read an earlier patch set',
  },
  unfamiliar: {
    kind: 'number',
    min: 1,
    max: 10,
    default: 1.5,
    source: 'D14',
    doc: 'factor on effort outside the areas that a reviewer knows',
  },
} as const satisfies Section;

export const GATE = {
  duration: { kind: 'duration', default: '3 h', source: 'D8', doc: 'from last approval to merge' },
  flake: {
    kind: 'fraction',
    max: 0.95,
    default: '3 %',
    source: 'D8',
    doc: 'chance that a passing change fails and runs again',
  },
  conflict: {
    kind: 'rate',
    max: 1,
    default: '0.01 / week',
    source: 'assumption',
    doc: 'rate at which a patch set comes to conflict with what merges meanwhile',
  },
} as const satisfies Section;

export const PEOPLE = {
  absence: {
    kind: 'fraction',
    max: 0.95,
    default: '15 %',
    source: 'D12',
    doc: 'share of weeks in which a reviewer is away',
  },
  ramp_up: {
    kind: 'duration',
    default: '26 weeks',
    source: 'D26',
    doc: 'time after joining in which a reviewer is slower',
  },
  ramp_up_speed: {
    kind: 'fraction',
    min: 0.01,
    max: 1,
    default: '50 %',
    source: 'D26',
    doc: 'speed during that time',
  },
  uncertainty: {
    kind: 'fraction',
    max: 1,
    default: 0,
    source: 'assumption',
    doc: "how unsure everybody's hours are: standard deviation of a factor drawn once per replication",
  },
  week_spread: {
    kind: 'fraction',
    max: 1,
    default: 0,
    source: 'assumption',
    doc: "how much everybody's hours rise and fall together: standard deviation of a factor drawn for each week",
  },
  follows_arrivals: {
    kind: 'number',
    max: 2,
    default: 0,
    source: 'H27',
    doc: 'elasticity with which hours follow the changes that come in, week by week; 0 not at all, 1 in proportion',
  },
  factor: {
    kind: 'expression',
    default: '1',
    source: 'assumption',
    doc: "everybody's hours as a function of week",
  },
} as const satisfies Section;

/** Keys of `people.shift`. */
export const SHIFT = {
  on: {
    kind: 'duration',
    min: 1 / 60,
    source: 'assumption',
    doc: 'time at work; reviewers work at the speed of their hours while it lasts',
  },
  off: {
    kind: 'duration',
    min: 1 / 60,
    source: 'assumption',
    doc: 'time off work: a review in hand rests, and goes on where it stopped',
  },
} as const satisfies Section;

/** Keys of `people.away`. */
export const AWAY = {
  after: {
    kind: 'law',
    of: 'duration',
    source: 'assumption',
    doc: 'time from the start, or the end of an absence, until the next one, busy or idle',
  },
  lasts: {
    kind: 'law',
    of: 'duration',
    source: 'assumption',
    doc: 'length of an absence: a review in hand rests, and goes on where it stopped',
  },
} as const satisfies Section;

export const OPEN = {
  waiting_on_reviewer: {
    kind: 'fraction',
    max: 1,
    default: '60 %',
    source: 'assumption',
    doc: 'share of the changes open at the start that wait for a reviewer',
  },
  neglected: {
    kind: 'fraction',
    max: 1,
    default: 0,
    source: 'assumption',
    doc: "share of the changes open at the start that stand last in everybody's priorities",
  },
} as const satisfies Section;

export const ARRIVALS = {
  unseen: {
    kind: 'fraction',
    max: 0.9,
    default: 0,
    source: 'assumption',
    doc: 'share of changes that the history lacks because they never merged',
  },
  dispersion: {
    kind: 'number',
    min: 1,
    max: 50,
    default: 'none',
    source: 'D1',
    doc: 'variance / mean of weekly arrivals; fitted per area if not given',
  },
  uncertainty: {
    kind: 'fraction',
    max: 1,
    default: 0,
    source: 'assumption',
    doc: 'how unsure the level of arrivals is: standard deviation of a factor drawn once per replication',
  },
  trend: {
    kind: 'number',
    min: -0.9,
    max: 10,
    default: 0,
    source: 'assumption',
    doc: 'growth of arrivals a year, as a share; what the history shows is reported beside it',
  },
  factor: {
    kind: 'expression',
    default: '1',
    source: 'assumption',
    doc: 'arrivals as a function of week, times their level',
  },
} as const satisfies Section;

/** How changes arrive where no calendar says, at constant rates: `arrivals` has these keys only there. */
export const STEADY = {
  gaps: {
    kind: 'law',
    of: 'number',
    default: { law: 'exponential', mean: 1 },
    source: 'assumption',
    doc: 'time between two arrivals of an area, in units of its mean: only the shape of the law counts',
  },
  batch: {
    kind: 'law',
    of: 'count',
    default: { law: 'constant', value: 1 },
    source: 'assumption',
    doc: 'changes that come at once, as a patch series does; `rates` count series',
  },
  until: {
    kind: 'duration',
    default: 'none',
    source: 'assumption',
    doc: 'how long changes arrive, instead of how many; the run stops then, whatever is open',
  },
} as const satisfies Section;

/** An entry of `arrivals.bursts`: a spell of more or fewer changes, in all areas together. */
export const BURST = {
  factor: { kind: 'number', max: 1_000, source: 'assumption', doc: 'factor on `rates` while it lasts' },
  lasts: {
    kind: 'law',
    of: 'duration',
    source: 'assumption',
    doc: 'how long it lasts; then the next begins',
  },
} as const satisfies Section;

/** An entry of `arrivals.phases`: a stretch of the release rhythm. */
export const PHASE = {
  length: { kind: 'duration', source: 'assumption', doc: 'how long it lasts; then the next begins' },
  factor: { kind: 'number', max: 1_000, source: 'assumption', doc: 'factor on `rates` meanwhile' },
} as const satisfies Section;

/** `arrivals.wave`: rates times 1 + amplitude cos(2π (t - peak) / period). */
export const WAVE = {
  amplitude: {
    kind: 'fraction',
    max: 1,
    source: 'assumption',
    doc: 'how far rates rise and fall, as a share',
  },
  period: { kind: 'duration', source: 'assumption', doc: 'from peak to peak' },
  peak: { kind: 'duration', default: '0 h', source: 'assumption', doc: 'from the start to the first peak' },
} as const satisfies Section;

export const TRANSITION = {
  length: {
    kind: 'duration',
    default: '26 weeks',
    source: 'D21',
    doc: 'time that a reorganization takes',
  },
  cost: {
    kind: 'fraction',
    max: 0.95,
    default: '10 %',
    source: 'D21',
    doc: 'share of the hours given to the teams named under `teams` that it takes meanwhile',
  },
} as const satisfies Section;

export const STUDY = {
  smallest_effect: {
    kind: 'fraction',
    max: 1,
    default: '5 %',
    source: 'assumption',
    doc: "smallest difference that matters, as a share of the baseline's mean",
  },
  freeze: {
    kind: 'duration',
    default: '6 weeks',
    source: 'D3',
    doc: 'length of the feature freeze where the calendar names no date',
  },
} as const satisfies Section;

/** How `reorgsim calibrate` goes about it. */
export const CALIBRATION = {
  abandoned: {
    kind: 'fraction',
    max: 0.95,
    default: 'none',
    source: 'H1',
    doc: 'share of closed changes that are abandoned, where no table tells; `arrivals.unseen` if not given',
  },
  last_wait: {
    kind: 'duration',
    default: 'none',
    source: 'H10',
    doc: 'median wait of merged changes after their last patch set, where that is known',
  },
  replications: {
    kind: 'count',
    min: 10,
    max: 1_000,
    default: 40,
    source: 'assumption',
    doc: 'replications of each trial, all with the same random numbers',
  },
} as const satisfies Section;

export const SECTIONS = {
  changes: CHANGES,
  review: REVIEW,
  gate: GATE,
  people: PEOPLE,
  open: OPEN,
  arrivals: ARRIVALS,
  study: STUDY,
} as const;
