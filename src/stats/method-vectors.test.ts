import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  countLikelihood,
  dispersionOf,
  fitCounts,
  poissonRate,
  ratePosterior,
  sizeByMoments,
} from './counts.ts';
import { coverageOf } from './coverage.ts';
import type { FamilyName } from './families.ts';
import { allEnded, distancesOf, fitTimes } from './fit.ts';
import { distances, kolmogorovP } from './goodness.ts';
import {
  firstPrecise,
  meanInterval,
  predictionInterval,
  relativePrecision,
  studentQuantile,
} from './interval.ts';
import {
  batchMeans,
  overlappingBatchMeans,
  quantileRanks,
  truncationPoint,
  vonNeumann,
} from './output-analysis.ts';
import { allocate, knConstants, probabilityOfBest, rinottH } from './ranking.ts';
import { expectedEvents, rescaledGaps, timeOfExpected } from './rate-in-time.ts';
import type { Vector } from './sample-method-vectors.ts';
import * as reference from './sample-method-vectors.ts';
import {
  crpsEnsemble,
  crpsFair,
  crpsNormal,
  intervalScore,
  mase,
  midPit,
  pinball,
  weightedIntervalScore,
} from './scoring.ts';
import { elementaryEffects, morrisPaths, sobolIndices } from './sensitivity.ts';
import { gFunction, ishigami } from './sensitivity-known.ts';
import { stream } from './stream.ts';
import { mean, variance } from './summary.ts';
import { kaplanMeier, restrictedMean, survivalQuantile } from './survival.ts';
import { pairedComparison, signedRank, welch } from './two-samples.ts';
import { linearValueOfInformation } from './value-of-information.ts';

/** Every method beside a figure that other programs have worked out. */
const Methods = suite('method vectors');

const WITHIN = 1e-9;
const done = new Set<object>();

/** Claims that a method gives every exact figure of each of its vectors; it may give more than is known. */
function holds<Given>(
  claim: string,
  vectors: readonly Vector<Given>[],
  method: (given: Given) => unknown,
): void {
  vectors.forEach((vector, i) => {
    Methods(vectors.length > 1 ? `${claim} (${i + 1})` : claim, () => {
      agree(method(vector.given), vector.exact, [], vector);
      done.add(vector);
    });
  });
}

/** Compares whatever has a figure in `exact`. */
function agree(found: unknown, exact: unknown, path: string[], vector: Vector<unknown>): void {
  const { loose, source } = vector;
  const told = `${path.join('.')}: ${found}, but ${exact} by ${source}`;
  if (typeof exact === 'number') {
    const field = path.findLast((part) => Number.isNaN(Number(part)));
    const within = field !== undefined && loose?.fields.includes(field) ? loose.within : WITHIN;
    assert.type(found, 'number', told);
    assert.ok(Math.abs((found as number) - exact) <= (exact === 0 ? 1e-12 : within * Math.abs(exact)), told);
  } else if (typeof exact === 'object' && exact !== null) {
    assert.type(found, 'object', told);
    if (Array.isArray(exact)) assert.is((found as unknown[]).length, exact.length, told);
    for (const [key, value] of Object.entries(exact))
      agree((found as Record<string, unknown>)[key], value, [...path, key], vector);
  } else assert.is(found, exact, told);
}

const described = (values: readonly number[], confidence = 0.95) => {
  const interval = meanInterval(values, confidence);
  const half = interval.high - interval.mean;
  return { ...interval, half, deviation: Math.sqrt(variance(values)), relative: relativePrecision(interval) };
};

holds('the mean has the interval of Student', reference.MEAN_INTERVALS, ({ values, confidence }) =>
  described(values, confidence),
);
holds('one value more has a wider interval', reference.PREDICTION_INTERVALS, ({ values, confidence }) =>
  predictionInterval(values, confidence),
);
holds('sampling stops once the mean is known to a share of itself', reference.PRECISION_STOPS, (given) => {
  const n = firstPrecise(given.values, given.precision, given.confidence, given.fewest);
  return n === undefined ? { n } : { n, ...described(given.values.slice(0, n)) };
});
holds('pairs on the same changes have a narrower interval', reference.PAIRED, ({ a, b }) => {
  const comparison = pairedComparison(a, b);
  const half = comparison.high - comparison.mean;
  return { ...comparison, half, relative: relativePrecision(comparison) };
});
holds('independent samples are compared as Welch says', reference.WELCH, ({ a, b }) => welch(a, b));
holds('signed ranks count all signs', reference.SIGNED_RANKS, ({ differences }) => signedRank(differences));
holds('the start of a run is cut by MSER-5', reference.TRUNCATIONS, ({ values, batch }) =>
  truncationPoint(values, batch),
);
holds('batch means have an interval', reference.BATCH_MEANS, ({ values, batches }) =>
  described(batchMeans(values, batches)),
);
holds('overlapping batches give the variance of a mean', reference.OVERLAPPING, ({ values, size }) =>
  overlappingBatchMeans(values, size),
);
holds('batch means are tested for correlation', reference.VON_NEUMANN, ({ means }) => vonNeumann(means));
holds('order statistics bound a quantile', reference.QUANTILE_RANKS, ({ n, p, confidence }) =>
  quantileRanks(n, p, confidence),
);
holds('an ensemble is scored as law and as sample', reference.CRPS_ENSEMBLE, ({ members, observed }) => ({
  whole: crpsEnsemble(members, observed),
  fair: crpsFair(members, observed),
}));
holds('a normal law is scored', reference.CRPS_NORMAL, ({ mu, sigma, observed }) =>
  crpsNormal(mu, sigma, observed),
);
holds('a quantile is scored', reference.PINBALL, ({ p, predicted, observed }) =>
  pinball(p, predicted, observed),
);
holds('an interval is scored', reference.INTERVAL_SCORES, ({ low, high, observed, level }) =>
  intervalScore(low, high, observed, level),
);
holds('a set of quantiles is scored', reference.WEIGHTED_INTERVAL_SCORES, (given) =>
  weightedIntervalScore(given.shares, given.predicted, given.observed),
);
holds('errors are scaled by those of the naive forecast', reference.MASE, (given) =>
  mase(given.past, given.predicted, given.observed, given.season),
);
holds('an observation has a place in the ensemble', reference.PIT, ({ members, observed }) =>
  midPit(members, observed),
);
holds('coverage is tested', reference.COVERAGE, ({ hits, n, nominal }) => coverageOf(hits, n, nominal));
holds('survival is estimated with what is still open', reference.SURVIVAL, ({ lifetimes, until }) => {
  const steps = kaplanMeier(lifetimes);
  const ended = lifetimes.filter((lifetime) => lifetime.ended).map(({ time }) => time);
  return {
    steps,
    median: survivalQuantile(steps, 0.5),
    restrictedMean: restrictedMean(steps, until),
    meanOfEnded: mean(ended),
  };
});

holds('laws are fitted and their distance told', reference.FITS, ({ times }) =>
  Object.fromEntries(
    (['exponential', 'gamma', 'weibull', 'lognormal'] satisfies FamilyName[]).map((family) => {
      const fit = fitTimes(family, allEnded(times));
      return [family, { ...fit, ...distancesOf(fit, times) }];
    }),
  ),
);
holds(
  'an exponential law is fitted to what is still open',
  reference.CENSORED_EXPONENTIAL,
  ({ lifetimes }) => {
    const { mean: m } = fitTimes('exponential', lifetimes).parameters;
    return { mean: m, rate: 1 / m! };
  },
);
holds('a Weibull law is fitted to what is still open', reference.CENSORED_WEIBULL, ({ lifetimes }) => {
  const fit = fitTimes('weibull', lifetimes);
  return { ...fit, ...fit.parameters };
});
holds('weekly counts vary more than a constant rate explains', reference.DISPERSION, ({ counts }) => ({
  ...dispersionOf(counts),
  ...fitCounts(counts),
  sizeByMoments: sizeByMoments(counts),
  poissonLikelihood: countLikelihood(
    counts,
    counts.map(() => 1),
    mean(counts),
    0,
  ),
}));
holds('a rate has an exact interval', reference.POISSON_RATES, ({ total, exposure }) =>
  poissonRate(total, exposure),
);
holds('a rate has a posterior', reference.RATE_POSTERIORS, ({ total, exposure }) =>
  ratePosterior(total, exposure),
);
holds('events at the rates said leave even gaps', reference.RESCALED_GAPS, ({ stretches, events }) => {
  const shares = rescaledGaps(stretches, events);
  const distance = distances(shares).kolmogorovSmirnov;
  const expected = events.map((time) => expectedEvents(stretches, time));
  return { expected, shares, distance, p: kolmogorovP(shares.length, distance) };
});
holds('expected events have their time', reference.INVERSIONS, ({ stretches, events }) =>
  events.map((count) => timeOfExpected(stretches, count)),
);
holds('the indices of Ishigami are exact', reference.ISHIGAMI, ({ a, b }) => {
  const known = ishigami(a, b);
  return { ...known, together: known.total[2] };
});
holds('the indices of the g-function are exact', reference.G_FUNCTION, ({ a }) => gFunction(a));
holds('indices are estimated as Saltelli and Jansen say', reference.SOBOL_INDICES, ({ atA, atB, atAB }) =>
  sobolIndices(atA, atB, atAB),
);
holds(
  'elementary effects of a plane are its slopes',
  reference.ELEMENTARY_EFFECTS,
  ({ slopes, levels, leap }) => {
    const paths = morrisPaths(slopes.length, 8, levels, stream('vectors', 'morris'));
    const value = (point: number[]) => point.reduce((sum, x, i) => sum + slopes[i]! * x, 0);
    const leaps = paths.flatMap((path) =>
      path.slice(1).map((point, step) => Math.max(...point.map((x, i) => Math.abs(x - path[step]![i]!)))),
    );
    for (const found of leaps) assert.ok(Math.abs(found - leap) < 1e-12);
    const effects = elementaryEffects(
      paths,
      paths.map((path) => path.map(value)),
    );
    const all = (what: keyof (typeof effects)[number]) => effects.map((effect) => effect[what]);
    return { mean: all('mean'), meanAbsolute: all('meanAbsolute'), deviation: all('deviation') };
  },
);
holds('replications go to whom they tell apart', reference.ALLOCATIONS, (given) =>
  allocate(given.means, given.deviations, given.total, given.goal),
);
holds('the best is told with a probability', reference.PROBABILITIES_OF_BEST, (given) =>
  probabilityOfBest(given.means, given.deviations, given.counts, given.goal),
);
holds('Kim and Nelson have their constants', reference.KN_CONSTANTS, ({ k, first, alpha }) =>
  knConstants(k, first, alpha),
);
holds('Rinott has his h', reference.RINOTT, ({ k, first, confidence }) => rinottH(k, first, confidence));
holds('Student has his quantiles', reference.STUDENT_QUANTILES, ({ p, freedom }) =>
  freedom.map((degrees) => studentQuantile(p, degrees)),
);
holds('knowing before deciding is worth something', reference.INFORMATION, ({ choices, mu, sigma }) =>
  linearValueOfInformation(choices, mu, sigma),
);

Methods('all 51 vectors were held', () => {
  const all = Object.values(reference).flat();
  assert.is(all.length, 51);
  assert.equal(
    all.filter((vector) => !done.has(vector)),
    [],
  );
});

Methods.run();
