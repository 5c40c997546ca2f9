import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { LatentChanges } from '../../demand/change.ts';
import { drawChanges } from '../../demand/draw-changes.ts';
import { planDemand } from '../../demand/plan.ts';
import { readCsv } from '../../history/csv.ts';
import { drawCapacity } from '../../review/capacity.ts';
import { simulate } from '../../review/review-process.ts';
import { compileRights } from '../../review/rights.ts';
import { Room } from '../../review/room.ts';
import { loadScenario } from '../../scenario/load.ts';
import { quantileSorted } from '../../stats/summary.ts';
import { inlineDeeply } from '../engine-options.ts';
import { largeScenario, type Shape } from './large-scenario.ts';
import { rounded } from './report.ts';

interface Size {
  reviewers: number;
  areas: number;
  shape: Shape;
}

/** The curve: a team for each area. Then what is harder: people in several teams, and everybody in one. */
const SIZES: Size[] = [
  ...[
    [20, 5],
    [200, 20],
    [2_000, 200],
    [20_000, 2_000],
    [100_000, 10_000],
  ].map(([reviewers, areas]): Size => ({ reviewers: reviewers!, areas: areas!, shape: 'own' })),
  { reviewers: 20_000, areas: 2_000, shape: 'two' },
  { reviewers: 20_000, areas: 2_000, shape: 'all' },
];
/** Changes of a replication: at some nine events each more than a million events, and three for each reviewer at least. */
const FEWEST_CHANGES = 150_000;
const CHANGES_PER_REVIEWER = 3;
/** Replications of each size before anything is measured, while the engine compiles. */
const WARM_UP = 1;
const ROUNDS = 3;

/** What a size says of itself once it is ready to run [s of processor]. */
interface Ready {
  load: number;
  prepare: number;
}

/** What a size says of each replication; times in seconds of processor, memory in MB. */
interface Slice {
  events: number;
  changes: number;
  draw: number;
  simulate: number;
  memory: number;
}

/**
 * Cost of an event (drawing and simulating, no metrics) for ever more reviewers and teams under the same load. Every size
 * has a process of its own, and they take turns, so that all see the same machine; times are those of the processor, whoever
 * else uses it. `cost` is the median of the rounds, relative to the smallest size in the same round.
 */
export async function* measureScale(): AsyncGenerator<object> {
  const children = SIZES.map((size) => new Child(size));
  try {
    const ready: Ready[] = [];
    for (const child of children) ready.push(await child.ready());
    const rounds: Slice[][] = [];
    for (let round = -WARM_UP; round < ROUNDS; round++) {
      const slices: Slice[] = [];
      for (const child of children) slices.push(await child.next());
      if (round >= 0) rounds.push(slices);
    }
    for (const [i, size] of SIZES.entries()) {
      const own = rounds.map((slices) => slices[i]!);
      yield {
        engine: 'reorgsim',
        model: 'scale',
        ...size,
        changes: own[0]!.changes,
        events: own[0]!.events,
        events_per_sec: Math.round(1e9 / median(own.map(nanoseconds))),
        cost: rounded(median(rounds.map((slices) => nanoseconds(slices[i]!) / nanoseconds(slices[0]!)))),
        draw_sec: rounded(median(own.map(({ draw }) => draw))),
        simulate_sec: rounded(median(own.map((slice) => slice.simulate))),
        load_sec: rounded(ready[i]!.load),
        prepare_sec: rounded(ready[i]!.prepare),
        peak_mb: Math.max(...own.map(({ memory }) => memory)),
      };
    }
  } finally {
    for (const child of children) child.end();
  }
}

/** Time of an event [ns]. */
function nanoseconds({ draw, simulate, events }: Slice): number {
  return (1e9 * (draw + simulate)) / events;
}

function median(values: number[]): number {
  return quantileSorted(Float64Array.from(values).sort(), 0.5);
}

/** One size in a process of its own. */
class Child {
  private readonly process: ChildProcess;

  constructor({ reviewers, areas, shape }: Size) {
    this.process = fork(fileURLToPath(import.meta.url), [String(reviewers), String(areas), shape]);
  }

  async ready(): Promise<Ready> {
    const [message] = (await once(this.process, 'message')) as [Ready];
    return message;
  }

  async next(): Promise<Slice> {
    this.process.send('next');
    const [slice] = (await once(this.process, 'message')) as [Slice];
    return slice;
  }

  end(): void {
    this.process.disconnect();
  }
}

/** As a process of its own: one replication whenever it is asked. */
if (process.send !== undefined && process.argv[1] === fileURLToPath(import.meta.url)) {
  inlineDeeply();
  const [reviewers, areas, shape] = process.argv.slice(2) as [string, string, Shape];
  await serve({ reviewers: Number(reviewers), areas: Number(areas), shape });
}

async function serve({ reviewers, areas, shape }: Size): Promise<void> {
  const wanted = Math.max(FEWEST_CHANGES, CHANGES_PER_REVIEWER * reviewers);
  const { text, tables } = largeScenario(reviewers, areas, wanted, shape);
  const begun = processor();
  const scenario = await loadScenario('scale.yaml', text, (name) => readCsv(name, tables[name]!));
  const loaded = processor();
  const plan = planDemand(scenario);
  const rights = compileRights(scenario, scenario.organizations[0]!, plan.codeSets);
  const prepared = processor();
  process.send!({
    load: loaded - begun,
    prepare: prepared - loaded,
  } satisfies Ready);
  const room = new Room();
  let changes: LatentChanges | undefined;
  let replication = 0;
  process.on('message', () => {
    const start = processor();
    changes = drawChanges(plan, replication, changes);
    const capacity = drawCapacity(plan, replication++);
    const drawn = processor();
    const { events } = simulate(scenario, changes, rights, capacity, Number.POSITIVE_INFINITY, room);
    process.send!({
      events,
      changes: changes.count,
      draw: drawn - start,
      simulate: processor() - drawn,
      memory: Math.round(process.resourceUsage().maxRSS / 1024),
    } satisfies Slice);
  });
}

/** Time that this process has had of the processor, collecting garbage included [s]. */
function processor(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
