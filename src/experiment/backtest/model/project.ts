import { WEEK } from '../../../scenario/types.ts';
import { type ByWork, byWork } from '../actual.ts';
import type { Arrivals, Knowledge } from '../knowledge.ts';
import { measure } from '../measure.ts';
import type { Project, Projection, ProjectOptions, Replication } from '../projection.ts';
import { DAY_MS } from '../window.ts';
import { drawComing, givenComing, pastComing } from './arrivals-to-come.ts';
import { type Chances, chancesOf } from './chances.ts';
import { type AllComing, HOUR_MS } from './coming.ts';
import { drawFates, type Fates } from './fates.ts';
import { type Past, pastOf } from './past.ts';
import { reviewersOf } from './reviewers.ts';
import { livesOf, type Run, Stretch } from './stretch.ts';
import { calibrate, type UsualWait } from './usual-wait.ts';
import { drawWanted, type Levels } from './wanted-lead.ts';

const YEAR = (365 * DAY_MS) / HOUR_MS;
/** Time in which two thirds of a jump have happened [h]. */
const JUMPS_WITHIN = 13 * WEEK;

/**
 * The product's own projection (decision 016): lead times follow a law fitted to what was visible, with size and the
 * author's experience; a part of each is waiting for reviewers, which the review room makes, under one team or two whose
 * hours follow the work that comes in. What nobody can know is drawn anew in every replication.
 */
export const projectSplit: Project = async (knowledge, arrivals, options) => {
  const study = await prepare(knowledge, arrivals, options);
  const { split, score } = knowledge;
  const years = ((score.from + score.until) / 2 - split) / HOUR_MS / YEAR;
  const draw = chancesOf(options.seed);
  const withSplit: Replication[] = [];
  const withoutSplit: Replication[] = [];
  for (let replication = 0; replication < options.replications; replication++) {
    const chances = draw(study.past, study.usual.load, years, replication);
    const { together, apart } = replicate(study, chances, replication);
    withoutSplit.push(together);
    withSplit.push(apart);
    options.onReplication?.(replication + 1);
  }
  return { withSplit, withoutSplit } satisfies Projection;
};

interface Study {
  knowledge: Knowledge;
  arrivals: Arrivals;
  seed: string;
  past: Past;
  usual: UsualWait;
  after: Stretch;
  /** Changes open on the day of the split, and those that are given. */
  given: AllComing;
}

async function prepare(knowledge: Knowledge, arrivals: Arrivals, { seed }: ProjectOptions): Promise<Study> {
  const { split, fit, score } = knowledge;
  const past = pastOf(knowledge, arrivals);
  const [then, now] = [reviewersOf(knowledge, { mode: 'earlier' }), reviewersOf(knowledge, arrivals)];
  const before = await Stretch.of({ seed, from: fit.from, until: split, reviewers: then });
  const usual = calibrate(before, pastComing(knowledge, past, before.from), past, knowledge, seed);
  const after = await Stretch.of({ seed, from: split, until: score.until, reviewers: now });
  const given = givenComing(knowledge, arrivals, past, after.from);
  return { knowledge, arrivals, seed, past, usual, after, given };
}

/** One replication, under one team and under two, on the same changes. */
function replicate(
  { knowledge, arrivals, seed, past, usual, after, given }: Study,
  chances: Chances,
  replication: number,
): { together: Replication; apart: Replication } {
  const toCome = { knowledge, past, open: given, seed, from: after.from };
  const coming = arrivals.mode === 'observed' ? given : drawComing(toCome, chances.growth, replication);
  const fates = drawFates(past, coming, seed, replication);
  const read = (run: Run) => readRun(run, after.from, fates, knowledge);
  const wait = usual.at(chances.load);
  const wanted = drawWanted(past.law, levelsOf(past, usual, chances), coming, seed, replication);
  after.begin(coming, replication);
  after.give(wanted, wait);
  const together = read(after.together(chances.load));
  after.give(withHabits(wanted, coming, chances.habits), wait);
  return { together, apart: read(after.apart({ moved: chances.newLoad, rest: chances.load })) };
}

function levelsOf(past: Past, usual: UsualWait, { level, rise, jump, tail }: Chances): Levels {
  return {
    level: byWork((work) => past.level[work] + usual.level + level[work]),
    shift: (hours) => (rise * hours) / YEAR + jump * happened(hours),
    tail: (hours) => tail * happened(hours),
    stretch: usual.stretch,
  };
}

/** Share of a jump that has happened after some time. */
function happened(hours: number): number {
  return -Math.expm1(-hours / JUMPS_WITHIN);
}

/** Moved changes that come after the split take as much longer as the habits of their new team say. */
function withHabits(wanted: ByWork<Float64Array>, coming: AllComing, habits: number): ByWork<Float64Array> {
  const factor = Math.exp(habits);
  const moved = wanted.moved.map((lead, i) => (coming.moved[i]!.created >= 0 ? lead * factor : lead));
  return { ...wanted, moved };
}

function readRun(run: Run, from: number, fates: Fates, { score }: Knowledge): Replication {
  const lives = livesOf(run, from, fates);
  return byWork((work) => measure(lives[work], score));
}
