import { distance } from 'fastest-levenshtein';

/** Where in a user's file something is wrong; lines and columns count from 1. */
export interface Place {
  file: string;
  line?: number | undefined;
  column?: number | undefined;
}

/** The input is at fault: shown as one line `file:line:column: what is wrong; remedy`, exit status 2. */
export class InputError extends Error {
  readonly what: string;
  readonly place: Place;
  readonly remedy: string;

  constructor(what: string, place: Place, remedy: string) {
    const at = [place.file, place.line, place.column].filter((part) => part !== undefined).join(':');
    super(`${oneLine(at)}: ${oneLine(what)}; ${oneLine(remedy)}`);
    this.name = 'InputError';
    this.what = what;
    this.place = place;
    this.remedy = remedy;
  }
}

/** The run was stopped on request; exit status 130. */
export class Interrupted extends Error {}

/** A check did not hold, as has been said; exit status 3. */
export class DidNotHold extends Error {}

/** Characters up to which a name is compared with others: a longer one is no slip of the pen, and would take long. */
const COMPARED = 100;

/** The candidate closest in spelling to `name`, or undefined if none is close enough to be a likely slip. */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length > COMPARED) return undefined;
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(name.length / 2) + 1);
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) >= bestDistance) continue;
    const d = distance(name.toLowerCase(), candidate.toLowerCase());
    if (d < bestDistance) [best, bestDistance] = [candidate, d];
  }
  return best;
}

/** A remedy that names the nearest valid name, or else lists what is valid (at most ten). */
export function didYouMean(name: string, candidates: Iterable<string>): string {
  const names = [...candidates];
  const near = nearestName(name, names);
  if (near !== undefined) return `did you mean '${near}'?`;
  const listed = names.slice(0, 10).join(', ');
  return names.length === 0 ? 'none is defined' : `use one of: ${listed}${names.length > 10 ? ', …' : ''}`;
}

/** Text fit for one line of a terminal: no line breaks, control or direction characters, at most 400 characters. */
export function oneLine(text: string): string {
  return text
    .slice(0, 400)
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]+/gu, ' ')
    .trim();
}
