/** What is used of the package, whose own types its exports do not show. */
declare module 'cephes' {
  /** Resolved once the functions can be called. */
  export const compiled: Promise<void>;
  /** Incomplete gamma function of a at x, over Γ(a): lower and upper. */
  export function igam(a: number, x: number): number;
  export function igamc(a: number, x: number): number;
  /** Incomplete beta function of (a, b) at x, over B(a, b). */
  export function incbet(a: number, b: number, x: number): number;
  /** P(D+ ≥ d) of n values. */
  export function smirnov(n: number, d: number): number;
}
