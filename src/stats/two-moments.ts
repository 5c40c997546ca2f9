import { exponential, type Law } from './distribution.ts';
import { gammaQuantile } from './gamma.ts';
import { logGamma } from './interval.ts';
import { TabulatedLaw } from './tabulated.ts';

/*
 * Laws of a given mean and coefficient of variation (standard deviation / mean). One uniform a variate has 32 bits, so
 * that what is rarer than one in four thousand million is never drawn.
 */

/** Gamma law; Erlang's of k stages where cv is 1 / sqrt(k). */
export function gamma(mean: number, cv: number): Law {
  const shape = 1 / (cv * cv);
  const quantile = gammaQuantile(shape);
  return new TabulatedLaw('gamma', mean, (u) => (mean / shape) * quantile(u));
}

/** Weibull law: hazard falls with time for cv above 1, rises below. */
export function weibull(mean: number, cv: number): Law {
  const inverse = inverseShape(cv);
  const scale = mean / Math.exp(logGamma(1 + inverse));
  return new TabulatedLaw('weibull', mean, (u) => scale * (-Math.log1p(-u)) ** inverse);
}

/** 1 / shape of the Weibull law with this cv, by bisection: cv² + 1 = Γ(1 + 2s) / Γ(1 + s)² rises with s. */
function inverseShape(cv: number): number {
  const wanted = Math.log1p(cv * cv);
  let [low, high] = [0, 20];
  for (let step = 0; step < 60; step++) {
    const s = (low + high) / 2;
    if (logGamma(1 + 2 * s) - 2 * logGamma(1 + s) < wanted) low = s;
    else high = s;
  }
  return (low + high) / 2;
}

/** Two exponential laws, mixed so that both give the same share of the mean (balanced means); cv of 1 or more. */
export function hyperexponential(mean: number, cv: number): Law {
  if (cv === 1) return exponential(mean);
  const variance = cv * cv;
  const share = (1 + Math.sqrt((variance - 1) / (variance + 1))) / 2;
  const [quick, slow] = [(2 * share) / mean, (2 * (1 - share)) / mean];
  return new TabulatedLaw('hyperexponential', mean, (u) =>
    mixedQuantile(share, quick, slow, -Math.log1p(-u)),
  );
}

/**
 * Where a mixture of exponential laws has the cumulative hazard `hazard`: Newton's method from below, which cannot pass
 * the root since the hazard of a mixture falls.
 */
function mixedQuantile(share: number, quick: number, slow: number, hazard: number): number {
  const other = 1 - share;
  let x = Math.max(
    hazard / (share * quick + other * slow),
    (hazard + Math.log(share)) / quick,
    (hazard + Math.log(other)) / slow,
  );
  for (let step = 0; step < 100; step++) {
    // Both relative to the slow law, so that neither vanishes far out.
    const head = share * Math.exp((slow - quick) * x);
    const move =
      (hazard - slow * x + Math.log(head + other)) * ((head + other) / (head * quick + other * slow));
    x += move;
    if (Math.abs(move) < 1e-9 * x) break;
  }
  return x;
}

/** Pareto's law (of the first kind, from a least value on): its tail falls as x^-(1 + sqrt(1 + 1/cv²)), variance finite. */
export function pareto(mean: number, cv: number): Law {
  const index = 1 + Math.sqrt(1 + 1 / (cv * cv));
  const least = (mean * (index - 1)) / index;
  return new TabulatedLaw('pareto', mean, (u) => least * Math.exp(-Math.log1p(-u) / index));
}
