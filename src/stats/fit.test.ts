import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { FAMILIES, type FamilyName } from './families.ts';
import { allEnded, bootstrapP, distancesOf, fitTimes, parameterIntervals } from './fit.ts';
import { maximum, profileInterval } from './maximum.ts';
import { stream } from './stream.ts';
import { mean } from './summary.ts';
import type { Lifetime } from './survival.ts';

const Fits = suite('fits');
const near = (found: number, exact: number, within = 1e-10) =>
  assert.ok(Math.abs(found - exact) <= within * Math.abs(exact), `${found} is not ${exact}`);

const FIFTEEN = [0.31, 0.52, 0.77, 0.94, 1.18, 1.42, 1.71, 2.05, 2.46, 2.93, 3.58, 4.4, 5.52, 7.35, 11.9];
const [TIMES, ENDED] = [
  [2, 3, 3, 5, 6, 8, 8, 12, 15, 20],
  [1, 1, 0, 1, 1, 0, 1, 1, 0, 0],
] as const;
const CUT: Lifetime[] = TIMES.map((time, i) => ({ time, ended: ENDED[i] === 1 }));

/** Maxima of the likelihood found with 30 digits: roots of the equations of the maximum, or of numeric derivatives. */
Fits('estimates are those of 30 digits', () => {
  const value = (family: FamilyName, lifetimes: Lifetime[], parameter: string) =>
    fitTimes(family, lifetimes).parameters[parameter]!;
  near(value('gamma', allEnded(FIFTEEN), 'shape'), 1.2754897547727848);
  near(value('gamma', allEnded(FIFTEEN), 'scale'), 2.4586634179265876);
  near(value('weibull', allEnded(FIFTEEN), 'shape'), 1.1096409655196036);
  near(value('weibull', allEnded(FIFTEEN), 'scale'), 3.2707733634744955);
  near(value('weibull', CUT, 'shape'), 1.266012611087707);
  near(value('weibull', CUT, 'scale'), 12.981435918360946);
  near(value('gamma', CUT, 'shape'), 1.592204189509016, 1e-9);
  near(value('gamma', CUT, 'scale'), 7.500804490991168, 1e-9);
  near(value('lognormal', CUT, 'mu'), 2.1856019656649504);
  near(value('lognormal', CUT, 'sigma'), 0.9438847990538392);
  near(fitTimes('gamma', CUT).logLikelihood, -21.31161747913498);
  near(fitTimes('lognormal', CUT).logLikelihood, -20.77908415547945);
  near(value('exponential', CUT, 'mean'), 82 / 6);
});

Fits('a lognormal fit is mean and deviation of logarithms', () => {
  const { parameters, law } = fitTimes('lognormal', allEnded([1, Math.E ** 2, Math.E ** 4]));
  near(parameters.mu!, 2);
  near(parameters.sigma!, Math.sqrt(8 / 3));
  near(law.mean, Math.exp(2 + 4 / 3));
});

Fits('the interval of an exponential mean is where its likelihood has come down by 1.92', () => {
  const fit = fitTimes('exponential', allEnded(FIFTEEN));
  const { low, high } = parameterIntervals(fit, allEnded(FIFTEEN)).mean!;
  for (const end of [low, high]) {
    const ratio = fit.law.mean / end;
    near(15 * (ratio - 1 - Math.log(ratio)), 1.920729410347062, 1e-6);
  }
  assert.ok(low < fit.law.mean && fit.law.mean < high);
  const narrow = parameterIntervals(fit, allEnded(FIFTEEN), 0.5).mean!;
  assert.ok(low < narrow.low && narrow.high < high);
});

Fits('times in another unit have the same law in that unit', () => {
  for (const family of ['exponential', 'gamma', 'weibull', 'lognormal'] as const)
    for (const factor of [1e-3, 168]) {
      const [fit, other] = [CUT, CUT.map(({ time, ended }) => ({ time: time * factor, ended }))].map(
        (lifetimes) => fitTimes(family, lifetimes),
      ) as [ReturnType<typeof fitTimes>, ReturnType<typeof fitTimes>];
      near(other.law.mean, factor * fit.law.mean, 1e-8);
      near(other.law.quantile(0.3), factor * fit.law.quantile(0.3), 1e-8);
      near(other.logLikelihood, fit.logLikelihood - 6 * Math.log(factor), 1e-9);
    }
});

Fits('criteria count parameters', () => {
  const [one, two] = [fitTimes('exponential', allEnded(FIFTEEN)), fitTimes('gamma', allEnded(FIFTEEN))];
  near(one.aic, 2 - 2 * one.logLikelihood);
  near(two.bic, 2 * Math.log(15) - 2 * two.logLikelihood);
  assert.ok(two.logLikelihood > one.logLikelihood, 'a gamma law holds every exponential one');
});

const LAWS = {
  exponential: FAMILIES.exponential.law(7),
  gamma: FAMILIES.gamma.law(2.5, 3),
  weibull: FAMILIES.weibull.law(0.7, 9),
  lognormal: FAMILIES.lognormal.law(2, 0.8),
};
for (const [name, law] of Object.entries(LAWS)) {
  Fits(`the parts of a ${name} law agree with one another`, () => {
    for (const p of [0.01, 0.3, 0.5, 0.9, 0.999]) {
      const x = law.quantile(p);
      near(law.lower(x), p, 1e-11);
      near(Math.exp(law.logSurvival(x)), 1 - p, 1e-9);
      const step = 1e-5 * x;
      near(Math.exp(law.logDensity(x)), (law.lower(x + step) - law.lower(x - step)) / (2 * step), 1e-6);
    }
    const points = 200_000;
    near(mean(Array.from({ length: points }, (_, i) => law.quantile((i + 0.5) / points))), law.mean, 1e-3);
  });
}

const TRUTH: Record<FamilyName, Record<string, number>> = {
  exponential: { mean: 7 },
  gamma: { shape: 2.5, scale: 3 },
  weibull: { shape: 0.7, scale: 9 },
  lognormal: { mu: 2, sigma: 0.8 },
};
for (const family of Object.keys(TRUTH) as FamilyName[]) {
  Fits(`a ${family} law is found again in 95 of 100 samples, a third of them cut off`, () => {
    const draw = stream('fits', family);
    const studies = 150;
    const held = Object.fromEntries(Object.keys(TRUTH[family]).map((name) => [name, 0]));
    for (let study = 0; study < studies; study++) {
      const lifetimes = Array.from({ length: 100 }, () => {
        const [time, seen] = [LAWS[family].quantile(draw.next()), 25 * draw.next()];
        return { time: Math.min(time, seen), ended: time <= seen };
      });
      const intervals = parameterIntervals(fitTimes(family, lifetimes), lifetimes);
      for (const [name, exact] of Object.entries(TRUTH[family]))
        if (intervals[name]!.low <= exact && exact <= intervals[name]!.high) held[name]!++;
    }
    for (const [name, count] of Object.entries(held))
      assert.ok(Math.abs(count / studies - 0.95) <= 0.054, `${name}: ${count} of ${studies}`);
  });
}

Fits('too little, or no times at all, are refused', () => {
  assert.throws(
    () => fitTimes('gamma', allEnded([3, 3, 3])),
    /1 different times that ended are too few for a gamma law/,
  );
  assert.throws(
    () => fitTimes('exponential', [{ time: 3, ended: false }]),
    /too few for a exponential|too few/,
  );
  assert.throws(() => fitTimes('weibull', allEnded([1, 0])), /a time of 0 fits no weibull law/);
  assert.throws(() => fitTimes('lognormal', allEnded([1, Infinity])), /a time of Infinity/);
  assert.throws(() => fitTimes('lognormal', allEnded([1, Number.NaN])), /a time of NaN/);
});

Fits('the bootstrap lets the true family pass and not one of another shape', () => {
  const draw = stream('fits', 'bootstrap');
  const times = Array.from({ length: 80 }, () => LAWS.lognormal.quantile(draw.next()));
  const right = fitTimes('lognormal', allEnded(times));
  const wrong = fitTimes('exponential', allEnded(times));
  assert.ok(bootstrapP(right, times, draw, 99) > 0.05);
  assert.ok(bootstrapP(wrong, times, draw, 99) <= 0.02);
  assert.ok(distancesOf(right, times).andersonDarling < distancesOf(wrong, times).andersonDarling);
});

Fits('the bootstrap is even where tables of D are not', () => {
  const draw = stream('fits', 'even');
  const found = Array.from({ length: 150 }, () => {
    const times = Array.from({ length: 20 }, () => LAWS.exponential.quantile(draw.next()));
    return bootstrapP(fitTimes('exponential', allEnded(times)), times, draw, 49, 'kolmogorovSmirnov');
  });
  near(mean(found), 0.5, 0.12);
  assert.ok(Math.abs(found.filter((p) => p <= 0.2).length / 150 - 0.2) < 0.1);
});

Fits('a maximum is found from far off, with its curvature', () => {
  const f = ([x, y]: readonly number[]) =>
    -((x! - 3) ** 2) - 2 * (y! + 1) ** 2 - (x! - 3) * (y! + 1) - (x! - 3) ** 4 / 5;
  const { at, value, covariance } = maximum(f, [-4, 9]);
  near(at[0]!, 3);
  near(at[1]!, -1);
  assert.ok(Math.abs(value) < 1e-20);
  // the second derivatives are −2, −4 and −1
  near(covariance[0]![0]!, 4 / 7, 1e-4);
  near(covariance[0]![1]!, -1 / 7, 1e-4);
  near(covariance[1]![1]!, 2 / 7, 1e-4);
});

Fits('where there is no maximum it says so', () => {
  assert.throws(() => maximum(([x]) => x!, [0]), /no maximum near 0/);
  assert.throws(() => maximum(() => Number.NaN, [0]), /no maximum/);
});

Fits('the profile of a parabola is its normal interval, the others following', () => {
  const f = ([x, y]: readonly number[]) => -(x! ** 2) / 2 - (y! - x!) ** 2 / 2;
  const best = maximum(f, [1, 1]);
  const { low, high } = profileInterval(f, best, 1);
  near(high, Math.SQRT2 * 1.959963984540054, 1e-6);
  near(low, -high, 1e-6);
  assert.is(
    profileInterval(
      ([x]) => -Math.exp(-x!) - x! / 1e3,
      maximum(([x]) => -Math.exp(-x!) - x! / 1e3, [5]),
      0,
    ).high,
    Infinity,
  );
});

Fits.run();
