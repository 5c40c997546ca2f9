/** A run broke a law of the model. */
export class BrokenLaw extends Error {}

/** For loops over everything, which make no closures. */
export function broken(law: string, what: string): never {
  throw new BrokenLaw(`${law}: ${what}`);
}
