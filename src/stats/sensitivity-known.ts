/** A function of independent inputs, and what share of its variance goes back to each, by integration. */
export interface KnownFunction {
  /** Of inputs in 0 … 1. */
  value(inputs: readonly number[]): number;
  mean: number;
  variance: number;
  first: number[];
  total: number[];
}

/**
 * sin x₁ + a sin² x₂ + b x₃⁴ sin x₁ with x in −π … π (Ishigami and Homma 1990): the third input matters only together with
 * the first, by 1 − Σ first.
 */
export function ishigami(a: number, b: number): KnownFunction {
  const alone = (1 + (b * Math.PI ** 4) / 5) ** 2 / 2;
  const second = a ** 2 / 8;
  const together = b ** 2 * Math.PI ** 8 * (1 / 18 - 1 / 50);
  const variance = alone + second + together;
  return {
    value: (inputs) => {
      const [x, y, z] = inputs.map((u) => Math.PI * (2 * u - 1)) as [number, number, number];
      return Math.sin(x) * (1 + b * z ** 4) + a * Math.sin(y) ** 2;
    },
    mean: a / 2,
    variance,
    first: [alone / variance, second / variance, 0],
    total: [(alone + together) / variance, second / variance, together / variance],
  };
}

/** Π (|4 x − 2| + aᵢ) / (1 + aᵢ) (Saltelli and Sobol 1995): the larger aᵢ, the less input i matters. */
export function gFunction(a: readonly number[]): KnownFunction {
  const own = a.map((weight) => 1 / (3 * (1 + weight) ** 2));
  const variance = own.reduce((product, v) => product * (1 + v), 1) - 1;
  return {
    value: (inputs) =>
      inputs.reduce((product, x, i) => (product * (Math.abs(4 * x - 2) + a[i]!)) / (1 + a[i]!), 1),
    mean: 1,
    variance,
    first: own.map((v) => v / variance),
    total: own.map((v) => (v * (1 + variance)) / (1 + v) / variance),
  };
}
