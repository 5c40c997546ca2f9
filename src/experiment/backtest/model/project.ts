import { WEEK } from '../../../scenario/types.ts';
import { type ByWork, byWork } from '../actual.ts';
import type { Arrivals, Knowledge } from '../knowledge.ts';
import { measure } from '../measure.ts';
import type { Project, Projection, ProjectOptions, Replication } from '../projection.ts';
import { DAY_MS } from '../window.ts';
import { drawComing, givenComing, pastComing } from './arrivals-to-come.ts';
import { type Chances, chancesOf } from './chances.ts';
import type { AllComing } from './coming.ts';
import { type Past, pastOf } from './past.ts';
import { reviewersOf } from './reviewers.ts';
import { livesOf, type Run, Stretch } from './stretch.ts';
import { calibrate, type UsualWait } from './usual-wait.ts';
import { drawWanted, type Levels } from './wanted-lead.ts';

const YEAR_MS = 365 * DAY_MS;
/** Hours in which most of a jump has happened. */
const JUMPS_WITHIN = 13 * WEEK;

/**
 * The product's own projection (decision 014): lead times follow a law fitted to what was visible, with size and the
 * author's experience; a part of each is waiting for reviewers, which the review room gives, under one team or two whose hours
 * follow the work that comes in. What nobody can know is drawn anew in every replication.
 */
export const projectSplit: Project = async (knowledge, arrivals, options) => {
  const past = pastOf(knowledge, arrivals);
  const reviewers = reviewersOf(knowledge, arrivals);
  const { split, fit, score } = knowledge;
  const before = await Stretch.of({ seed: options.seed, from: fit.from, until: split, reviewers: reviewersOf(knowledge, { mode: 'earlier' }) });
  const usual = calibrate(before, pastComing(knowledge, past, before.from), past, knowledge, options.seed);
  const after = await Stretch.of({ seed: options.seed, from: split, until: score.until, reviewers });
  const study: Study = { knowledge, arrivals, options, past, usual, after };
  const years = (score.from + score.until) / 2 / YEAR_MS - split / YEAR_MS;
  const draw = chancesOf(options.seed);
  const given = givenComing(knowledge, arrivals, past, after.from);
  const projection = { withSplit: [] as Replication[], withoutSplit: [] as Replication[] };
  for (let replication = 0; replication < options.replications; replication++) {
    const chances = draw(past, usual.load, years, replication);
    const { without, apart } = replicate(study, given, chances, replication);
    projection.withoutSplit.push(without);
    projection.withSplit.push(apart);
    options.onReplication?.(replication + 1);
  }
  return projection satisfies Projection;
};

interface Study {
  knowledge: Knowledge;
  arrivals: Arrivals;
  options: ProjectOptions;
  past: Past;
  usual: UsualWait;
  after: Stretch;
}

function replicate(
  { knowledge, arrivals, options: { seed }, past, usual, after }: Study,
  given: AllComing,
  chances: Chances,
  replication: number,
): { without: Replication; apart: Replication } {
  const coming =
    arrivals.mode === 'observed'
      ? given
      : drawComing(knowledge, given, past, chances.growth, seed, replication, after.from);
  const read = (run: Run): Replication => {
    const lives = livesOf(run, after.from);
    return byWork((work) => measure(lives[work], knowledge.score));
  };
  const levels: Levels = {
    level: byWork((work) => past.level[work] + usual.level + chances.level[work]),
    shift: (hours) => (chances.rise * hours) / (52 * WEEK) + chances.jump * happened(hours),
    tail: (hours) => chances.tail * happened(hours),
    stretch: usual.stretch,
  };
  const wait = usual.at(chances.load);
  const wanted = drawWanted(past.law, levels, coming, seed, replication);
  after.begin(coming, replication);
  after.give(wanted, wait);
  const without = read(after.together(chances.load));
  after.give(withHabits(wanted, coming, chances.habits), wait);
  return { without, apart: read(after.apart({ moved: chances.newLoad, rest: chances.load })) };
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
