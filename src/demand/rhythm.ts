import type { Arrivals } from '../scenario/types.ts';
import { type Stream, stream } from '../stats/stream.ts';
import type { DemandPlan } from './plan.ts';

/** Whether the rate of arrivals changes at all. */
export function hasRhythm({ bursts, phases, wave }: Arrivals): boolean {
  return bursts.length > 0 || phases.length > 0 || wave !== undefined;
}

/** Turns of bursts and phases that are expected in an hour. */
export function turnsAnHour({ bursts, phases }: Arrivals): number {
  const ofBursts = bursts.length / bursts.reduce((sum, { lasts }) => sum + lasts.mean, 0);
  const ofPhases = phases.length / phases.reduce((sum, { length }) => sum + length, 0);
  return (ofBursts || 0) + (ofPhases || 0);
}

/** Mean factor of bursts, in the long run and at any moment. */
export function meanOfBursts({ bursts }: Arrivals): number {
  if (bursts.length === 0) return 1;
  const [weight, total] = bursts.reduce(
    ([w, t], { factor, lasts }) => [w + factor * lasts.mean, t + lasts.mean] as const,
    [0, 0] as readonly [number, number],
  );
  return weight / total;
}

/**
 * How the rate of arrivals of all areas goes up and down in one replication: a factor of bursts and phases that jumps, times
 * a wave. Arrivals are drawn in steady time, in which their rate is constant, and then set to the clock: steady time at
 * clock time t is the integral of the factor from 0 to t [h]. Nothing is drawn where there are no bursts.
 */
export class Rhythm {
  // pieces of a constant factor: where each begins, on the clock and in steady time, and the factor
  private readonly starts: number[] = [];
  private readonly steady: number[] = [];
  private readonly factors: number[] = [];
  /** Up to where the pieces go [h]. */
  private time = 0;
  private steadyTime = 0;

  private readonly arrivals: Arrivals;
  private readonly draw: Stream | undefined;
  private burst = 0;
  private burstEnd = Number.POSITIVE_INFINITY;
  private readonly phaseEnds: number[];
  private phase = 0;
  private round = 0;
  private readonly wave: Wave | undefined;

  constructor({ scenario, burstLeft }: Pick<DemandPlan, 'scenario' | 'burstLeft'>, replication: number) {
    const { arrivals, seed } = scenario;
    this.arrivals = arrivals;
    const { bursts, phases, wave } = arrivals;
    let end = 0;
    this.phaseEnds = phases.map(({ length }) => (end += length));
    this.wave = wave === undefined ? undefined : new Wave(wave);
    if (bursts.length === 0) return;
    this.draw = stream(seed, 'bursts', replication);
    this.burst = burstAt(arrivals, this.draw.next());
    this.burstEnd = burstLeft[this.burst]!(this.draw);
  }

  /** Goes on to clock time `until`, or as soon as `enough` steady time has passed. Returns the steady time reached. */
  goOn(until: number, enough: number): number {
    const { arrivals } = this;
    while (this.time < until && this.steadyTime < enough) {
      const end = Math.min(until, this.burstEnd, this.phaseEnd());
      const factor = (arrivals.bursts[this.burst]?.factor ?? 1) * (arrivals.phases[this.phase]?.factor ?? 1);
      this.starts.push(this.time);
      this.steady.push(this.steadyTime);
      this.factors.push(factor);
      this.steadyTime +=
        end === Number.POSITIVE_INFINITY ? end : factor * (this.ofWave(end) - this.ofWave(this.time));
      this.time = end;
      if (end === Number.POSITIVE_INFINITY) break;
      if (end === this.burstEnd) this.nextBurst();
      if (end === this.phaseEnd()) this.nextPhase();
    }
    return this.steadyTime;
  }

  /** Puts rising steady times, none beyond what {@link goOn} has reached, to the clock, in place. */
  toClock(times: Float64Array): Float64Array {
    const { starts, steady, factors } = this;
    const last = starts.length - 1;
    let piece = 0;
    for (let i = 0; i < times.length; i++) {
      const at = times[i]!;
      while (piece < last && steady[piece + 1]! < at) piece++;
      const start = starts[piece]!;
      const further = (at - steady[piece]!) / factors[piece]!;
      const time =
        this.wave === undefined ? start + further : this.wave.clock(this.wave.steady(start) + further);
      // What rounding moves over an edge stays in order; nothing has passed where the factor is 0.
      const end = piece < last ? starts[piece + 1]! : this.time;
      times[i] = factors[piece] === 0 ? start : Math.min(end, Math.max(start, time));
    }
    return times;
  }

  private ofWave(time: number): number {
    return this.wave === undefined ? time : this.wave.steady(time);
  }

  private nextBurst(): void {
    const { bursts } = this.arrivals;
    this.burst = (this.burst + 1) % bursts.length;
    this.burstEnd += bursts[this.burst]!.lasts.quantile(this.draw!.next());
  }

  private phaseEnd(): number {
    const { phaseEnds } = this;
    if (phaseEnds.length === 0) return Number.POSITIVE_INFINITY;
    return this.round * phaseEnds.at(-1)! + phaseEnds[this.phase]!;
  }

  private nextPhase(): void {
    this.phase = (this.phase + 1) % this.phaseEnds.length;
    if (this.phase === 0) this.round++;
  }
}

/** The entry of `bursts` that a random moment falls into. */
function burstAt({ bursts }: Arrivals, u: number): number {
  let left = u * bursts.reduce((sum, { lasts }) => sum + lasts.mean, 0);
  for (let i = 0; i < bursts.length - 1; i++) {
    left -= bursts[i]!.lasts.mean;
    if (left < 0) return i;
  }
  return bursts.length - 1;
}

/** A rate of 1 + amplitude cos(2π (t - peak) / period). */
class Wave {
  private readonly amplitude: number;
  private readonly peak: number;
  private readonly frequency: number;
  private readonly atStart: number;

  constructor({ amplitude, period, peak }: NonNullable<Arrivals['wave']>) {
    this.amplitude = amplitude;
    this.peak = peak;
    this.frequency = (2 * Math.PI) / period;
    this.atStart = Math.sin(this.frequency * peak);
  }

  /** Integral of the rate from 0 to `time` [h]. */
  steady(time: number): number {
    const sines = Math.sin(this.frequency * (time - this.peak)) + this.atStart;
    return time + (this.amplitude / this.frequency) * sines;
  }

  /** Its inverse (Kepler's equation), to the last digits: Newton's method, halving where it would leap. */
  clock(steady: number): number {
    const most = (2 * this.amplitude) / this.frequency;
    let [low, high] = [steady - most, steady + most];
    let time = steady;
    for (let step = 0; step < 100; step++) {
      const off = this.steady(time) - steady;
      if (off > 0) high = time;
      else low = time;
      const slope = 1 + this.amplitude * Math.cos(this.frequency * (time - this.peak));
      const newton = time - off / slope;
      const next = newton > low && newton < high ? newton : (low + high) / 2;
      const move = Math.abs(next - time);
      time = next;
      if (move <= 4e-16 * Math.abs(time)) break;
    }
    return time;
  }
}
