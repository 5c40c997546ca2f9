import { logGamma } from './interval.ts';

/** Enough terms of either expansion for shapes up to 10,000, which need some ten times their square root. */
const MOST_TERMS = 20_000;

/**
 * Quantile function of the gamma law of the given shape and scale 1, relative error below 1e-11: Newton's method on the
 * logarithm of the nearer tail, below as a function of the value's logarithm. Both bend one way only, so it cannot run
 * away.
 */
export function gammaQuantile(shape: number): (u: number) => number {
  const logFactorial = logGamma(shape + 1);
  /** Logarithm of the density times the value, but for the shape. */
  const logFront = (x: number) => shape * Math.log(x) - x - logFactorial;
  const start = shape + 1;
  const upper = shape * Math.exp(logFront(start)) * fraction(shape, start);
  return (u) => {
    if (u >= 1 - upper) {
      let x = start;
      for (let step = 0; step < 100; step++) {
        const ratio = fraction(shape, x);
        const move = x * ratio * (logFront(x) + Math.log(shape * ratio) - Math.log1p(-u));
        x += move;
        if (Math.abs(move) < 1e-9 * x) break;
      }
      return x;
    }
    let logX = (Math.log(u) + logFactorial) / shape;
    for (let step = 0; step < 100; step++) {
      const x = Math.exp(logX);
      if (x === 0) return 0;
      const ratio = series(shape, x);
      const move = (ratio / shape) * (Math.log(u) - logFront(x) - Math.log(ratio));
      logX += move;
      if (Math.abs(move) < 1e-9) break;
    }
    return Math.exp(logX);
  };
}

/** P(X ≤ x) / front by the series of the incomplete gamma function (Abramowitz and Stegun 6.5.29). */
function series(shape: number, x: number): number {
  let [term, sum] = [1, 1];
  for (let n = 1; n < MOST_TERMS && term > sum * 1e-17; n++) {
    term *= x / (shape + n);
    sum += term;
  }
  return sum;
}

/** P(X > x) / (shape × front) for x above the shape, by its continued fraction (Lentz; Numerical Recipes 6.2). */
function fraction(shape: number, x: number): number {
  let b = x + 1 - shape;
  let c = Number.POSITIVE_INFINITY;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n < MOST_TERMS; n++) {
    const a = -n * (n - shape);
    b += 2;
    d = 1 / (a * d + b);
    c = b + a / c;
    value *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return value;
}
