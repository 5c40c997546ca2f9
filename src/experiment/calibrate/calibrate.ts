import { TARGET_ERRORS, type TargetName } from '../../scenario/calibration.ts';
import type { CalibrationRules, FreeKey, Scenario } from '../../scenario/types.ts';
import { covarianceOf } from '../../stats/matrix.ts';
import { mean } from '../../stats/summary.ts';
import { type AreaFactors, areaErrors, areaFactors, factorsBegin, nearer } from './areas.ts';
import {
  difference,
  happenedIn,
  type Moments,
  middleOf,
  type Simulated,
  simulated,
  TARGETS,
  weeksOf,
} from './moments.ts';
import { PARAMETERS, withFactors } from './parameters.ts';
import { derivatives, search, type Trial } from './search.ts';
import { type Estimates, estimatesOf } from './uncertainty.ts';
import type { Window } from './window.ts';

const STEPS = 7;
/** Merges below which quantiles of lead times are chance. */
const FEWEST_MERGES = 30;
/** Variance of a median over that of a mean, of normal values. */
const OF_MEDIAN = Math.PI / 2;

/** One target: what happened, what the calibrated model does, and how many of its errors lie between them. */
export interface Residual {
  target: TargetName;
  happened: number;
  model: number;
  errors: number;
}

export interface Found {
  key: FreeKey;
  value: number;
  /** Of its logarithm. */
  error: number;
  fromData: number;
  atBound: boolean;
}

/** What calibration has found. */
export interface Calibration {
  found: Found[];
  areas: AreaFactors;
  /** Turnaround of all [days], that factors of areas multiply. */
  turnaround: number;
  residuals: Residual[];
  estimates: Estimates;
  replications: number;
  /** Weighted squares that are left, evidence included. */
  loss: number;
}

interface Point extends Trial {
  scenario: Scenario;
  simulated: Simulated;
}

/** As `reorgsim calibrate` goes about it: see notebooks/decisions/008-agreement.md and 015-calibrate.md. */
export class Calibrating {
  private readonly window: Window;
  private readonly rules: CalibrationRules;
  private readonly happened: Moments;
  private readonly targets: readonly TargetName[];
  private readonly base: Scenario;
  private areas: AreaFactors;

  /** Throws RangeError if nothing is known that could be compared, or nothing is sought. */
  constructor(window: Window, rules: CalibrationRules) {
    this.window = window;
    this.rules = rules;
    this.happened = happenedIn(window, rules, window.scenario.arrivals.unseen);
    this.targets = TARGETS.filter(
      (name) => Number.isFinite(this.happened[name]) && this.happened[name] !== 0,
    );
    this.base = withoutChance(window.scenario);
    const seeks = rules.free.includes('changes.turnaround') ? rules.areas : [];
    this.areas = areaFactors(window, seeks);
    const merges = this.happened.merges_per_week * weeksOf(window);
    if (merges < FEWEST_MERGES)
      throw new RangeError(`only ${Math.round(merges)} changes merged in the window`);
    if (rules.free.length === 0) throw new RangeError('the scenario says everything itself');
    const known = this.targets.filter((name) => name !== 'abandoned_share');
    if (!known.includes('merges_per_week') || known.length < 3)
      throw new RangeError(`only ${known.join(', ') || 'nothing'} is known of the window`);
  }

  run(onStep: (step: number, loss: number, values: readonly string[]) => void = () => {}): Calibration {
    const { free } = this.rules;
    const logs = (of: 'start' | 'least' | 'most') => free.map((key) => Math.log(PARAMETERS[key][of]));
    const begin = logs('start');
    this.areas = factorsBegin(this.areas);
    const { at, here } = search<Point>({
      begin,
      least: logs('least'),
      most: logs('most'),
      steps: STEPS,
      trial: (point) => this.trial(point),
      settle: (point, trial) => {
        if (this.areas.size === 0) return trial;
        this.areas = nearer(this.areas, trial.simulated.medians, this.window);
        return this.trial(point);
      },
      onStep: (step, point, trial) =>
        onStep(
          step,
          trial.loss,
          free.map((key, i) => `${key.split('.')[1]} ${PARAMETERS[key].said(Math.exp(point[i]!))}`),
        ),
    });
    return this.conclude(at, here);
  }

  /** Median of each target over replications, at any point: for tests and for whoever asks what would have to change. */
  momentsAt(values: readonly number[]): Moments {
    const { simulated: found } = this.trial(values.map(Math.log));
    return Object.fromEntries(TARGETS.map((name) => [name, middleOf(found.moments, name)])) as Moments;
  }

  private trial(at: readonly number[]): Point {
    const scenario = this.scenarioAt(at);
    const found = simulated(this.window, scenario, this.rules.replications);
    const residuals = [
      ...this.targets.map((name) => this.missed(name, middleOf(found.moments, name))),
      ...this.rules.free.map((key, i) => (at[i]! - Math.log(PARAMETERS[key].start)) / PARAMETERS[key].leeway),
    ];
    return {
      scenario,
      simulated: found,
      residuals,
      loss: residuals.reduce((sum, r) => sum + r * r, 0),
    };
  }

  private scenarioAt(at: readonly number[]): Scenario {
    const { free } = this.rules;
    const put = free.reduce((scenario, key, i) => PARAMETERS[key].put(scenario, Math.exp(at[i]!)), this.base);
    return withFactors(put, factorsByIndex(this.areas), this.turnaroundAt(at));
  }

  private turnaroundAt(at: readonly number[]): number {
    return Math.exp(at[this.rules.free.indexOf('changes.turnaround')] ?? 0);
  }

  /** A model without any merge misses everything by far, not by no number. */
  private missed(name: TargetName, model: number): number {
    const error = this.rules.errors[name] ?? TARGET_ERRORS[name];
    const by = difference(name, model, this.happened[name], error);
    return Number.isFinite(by) ? by : 100;
  }

  private conclude(at: readonly number[], here: Point): Calibration {
    const { free, replications } = this.rules;
    const columns = derivatives({ trial: (point) => this.trial(point) }, at, here);
    const count = this.targets.length;
    const estimates = estimatesOf({
      columns: columns.map((column) => column.slice(0, count)),
      residuals: here.residuals.slice(0, count),
      chance: this.chance(here.simulated.moments),
      simulation: OF_MEDIAN / replications,
      leeways: free.map((key) => PARAMETERS[key].leeway),
    });
    return {
      found: free.map((key, i): Found => {
        const { least, most } = PARAMETERS[key];
        const value = Math.exp(at[i]!);
        return {
          key,
          value,
          error: estimates.errors[i]!,
          fromData: estimates.fromData[i]!,
          atBound: value < least * 1.001 || value > most * 0.999,
        };
      }),
      areas: this.withErrors(at, here),
      turnaround: this.turnaroundAt(at),
      residuals: this.targets.map((target, i) => ({
        target,
        happened: this.happened[target],
        model: middleOf(here.simulated.moments, target),
        errors: here.residuals[i]!,
      })),
      estimates,
      replications,
      loss: here.loss,
    };
  }

  /** How targets vary from one history to another, in their errors; what is a mean over cycles varies less. */
  private chance(moments: readonly Moments[]): number[][] {
    const rows = moments
      .map((one) => this.targets.map((name) => this.missed(name, one[name])))
      .filter((row) => row.every((value) => Math.abs(value) < 100));
    const { cycles } = this.window.habits;
    const shrink = this.targets.map((name) =>
      name === 'weekly_spread' || name === 'slope_on_arrivals' ? 1 / Math.sqrt(Math.max(1, cycles)) : 1,
    );
    if (rows.length < 3)
      return this.targets.map((_, i) => this.targets.map((_other, j) => (i === j ? 1 : 0)));
    return covarianceOf(rows).map((row, i) => row.map((value, j) => value * shrink[i]! * shrink[j]!));
  }

  /** Areas' errors, from how their lead times answer to turnarounds of their own. */
  private withErrors(at: readonly number[], here: Point): AreaFactors {
    if (this.areas.size === 0) return this.areas;
    const settled = this.areas;
    this.areas = new Map(
      [...settled].map(([name, area]) => [name, { ...area, factor: area.factor * Math.exp(0.3) }]),
    );
    const moved = this.trial(at).simulated.medians;
    this.areas = settled;
    return areaErrors(settled, here.simulated.medians, moved, 0.3, this.window);
  }
}

function factorsByIndex(areas: AreaFactors): Map<number, number> {
  return new Map([...areas.values()].map(({ index, factor }) => [index, factor]));
}

/** What is unsure from replication to replication has no place in a trial, where only chance is. */
function withoutChance(scenario: Scenario): Scenario {
  return {
    ...scenario,
    changes: { ...scenario.changes, rounds_uncertainty: 0, turnaround_uncertainty: 0 },
    arrivals: { ...scenario.arrivals, uncertainty: 0 },
    peopleRules: { ...scenario.peopleRules, uncertainty: 0 },
  };
}

/** Mean distance of the residuals, in errors: 1 is as good as was asked for. */
export function typicalMiss(residuals: readonly Residual[]): number {
  return Math.sqrt(mean(residuals.map(({ errors }) => errors ** 2)));
}
