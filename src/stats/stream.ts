import { createHash, hash } from 'node:crypto';
import seedrandom from 'seedrandom';

/** A stream of uniform numbers, strictly between 0 and 1. */
export interface Stream {
  next(): number;
}

/** Half a step of a 32-bit draw: moves draws off 0, so that every quantile and logarithm of them is finite. */
const HALF_STEP = 2 ** -33;

/**
 * The stream of a purpose and subject: `stream('7', 'arrivals', 'libvirt', 3)`. Equal names give equal streams;
 * the order in which streams are opened changes nothing. Alea keyed by a SHA-256 of the name, since short string
 * keys are hardly mixed by the generator itself. What each stream gives is promised (randomness.test.ts): other numbers
 * are a breaking change.
 *
 * @example stream('7', 'arrivals').next() === stream('7', 'arrivals').next() // true
 */
export function stream(...name: (string | number)[]): Stream {
  const draw = seedrandom.alea(hash('sha256', quoted(name), 'hex'));
  return { next: () => draw() + HALF_STEP };
}

/** Key of the draws that belong to single subjects; see {@link keyedUniform}. Two 32-bit words. */
export type DrawKey = readonly [number, number];

/** The key of a name, as for {@link stream}. */
export function drawKey(...name: (string | number)[]): DrawKey {
  const bytes = digest(name);
  return [bytes.readInt32LE(0), bytes.readInt32LE(4)];
}

/**
 * Draw number `index` of `subject` under `key`, strictly between 0 and 1, without any state: what a change draws
 * at its third visit does not depend on what others have drawn. Two rounds of a 32-bit finalizer (C. Wellons,
 * "Prospecting for Hash Functions", 2018: lowbias32) over subject and index.
 */
export function keyedUniform(key: DrawKey, subject: number, index: number): number {
  return mixedUniform(subjectWord(key, subject), index);
}

/** What all draws of a subject under a key begin with: for {@link mixedUniform}. */
export function subjectWord([first, second]: DrawKey, subject: number): number {
  let h = first ^ Math.imul(subject, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
  return h ^ (h >>> 16) ^ second;
}

/** {@link keyedUniform} of a subject whose word is at hand, for the loop. */
export function mixedUniform(word: number, index: number): number {
  let h = word ^ Math.imul(index, 0x85ebca77);
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
  return ((h ^ (h >>> 16)) >>> 0) * 2 ** -32 + HALF_STEP;
}

function digest(name: (string | number)[]): Buffer {
  return createHash('sha256').update(quoted(name)).digest();
}

/** Parts are quoted, so that ('a', 'b') and ('a/b') are different names. */
function quoted(name: (string | number)[]): string {
  return JSON.stringify(name.map(String));
}
