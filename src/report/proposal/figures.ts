import { days, listed, rate } from '../charts/phrases.ts';
import { orDash } from '../verdict.ts';

/** A size without its sign: without decimals from 10 on and with at most one below: `147`, `8.6`, `3`. */
export const amount = (value: number): string => rate(Math.abs(value));

/** A number with one decimal, as `63.2`, for those that lie close together. */
export const oneDecimal = (value: number): string => orDash(value, (number) => number.toFixed(1));

/** Days with their unit, as `14 d` or `2.9 d`. */
export const inDays = (value: number): string => orDash(value, (number) => `${days(number)} d`);

/** Names as a sentence lists them; of more than `most` only the first ones, `…` after them. */
export const listedOrCut = (names: string[], most: number): string =>
  names.length > most ? `${names.slice(0, most).join(', ')} …` : listed(names);
