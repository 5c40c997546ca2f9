/** Wording of numbers and dates. Rounding happens here and nowhere else: what is printed is a cell, rounded. */

const minus = '−';

/** A count without decimals: `1,234`. */
export function count(value: number): string {
  const digits = Math.abs(Math.round(value)).toString();
  const grouped = digits.replace(/\B(?=(\d{3})+$)/g, ',');
  return value <= -0.5 ? minus + grouped : grouped;
}

/** A difference with its sign, without decimals from 10 on and with at most one below: `+12`, `−3.4`, `0`; a blank cell is
 * a dash. */
export function signed(value: number): string {
  if (Number.isNaN(value)) return '–';
  const size = Math.abs(value) >= 9.95 ? Math.round(Math.abs(value)) : Math.round(Math.abs(value) * 10) / 10;
  if (size === 0) return '0';
  return (value < 0 ? minus : '+') + (Number.isInteger(size) ? count(size) : size.toFixed(1));
}

/** Days without decimals from 10 on, with one below, with one digit below a tenth: `14`, `7.0`, `0.02`; a blank cell is
 * a dash. */
export function days(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (value >= 9.95) return count(value);
  if (value >= 0.095) return value.toFixed(1);
  return String(Number(value.toPrecision(1)));
}

/** A rate or hours: without decimals from 10 on, with one below: `44`, `8.6`, `0.2`. */
export const rate = (value: number): string => signed(value).replace('+', '');

/** A difference of days with its sign, as finely as {@link days}. */
export function signedDays(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return days(value);
  return (value < 0 ? minus : '+') + days(Math.abs(value));
}

/** Two counts as an interval: `355–626`. */
export const interval = (low: number, high: number): string => `${count(low)}–${count(high)}`;

/** Two differences as an interval: `−220 to −184`. */
export const signedInterval = (low: number, high: number): string => `${signed(low)} to ${signed(high)}`;

/** The size of a difference for titles, to two significant digits: `about 200`; below 10 as in a label. */
export function about(value: number): string {
  const size = Math.abs(value);
  if (size < 9.95) return `about ${signed(size).replace('+', '')}`;
  const step = 10 ** Math.max(0, Math.floor(Math.log10(size)) - 1);
  return `about ${count(Math.round(size / step) * step)}`;
}

/** An interval of differences for titles, rounded outwards to tens (below 20 to ones, from 1,000 on to two digits of its
 * larger end), so that it is never narrower than the cells: `90 to 320 fewer`, `40 fewer to 20 more`. */
export function fewerOrMore(low: number, high: number): string {
  const larger = Math.max(Math.abs(low), Math.abs(high));
  // From the figures as labels give them, so that −10.003 does not become 11.
  const [lowest, highest] =
    larger < 20 ? [Math.round(low * 10) / 10, Math.round(high * 10) / 10] : [low, high];
  const step = larger < 20 ? 1 : 10 ** Math.max(1, Math.floor(Math.log10(larger)) - 1);
  const bottom = Math.floor(lowest / step) * step;
  const top = Math.ceil(highest / step) * step;
  const span = (from: number, to: number) => (from === to ? count(from) : `${count(from)} to ${count(to)}`);
  if (bottom >= 0) return `${span(bottom, top)} more`;
  if (top <= 0) return `${span(-top, -bottom)} fewer`;
  return `${count(-bottom)} fewer to ${count(top)} more`;
}

/** A share for rows of figures: `98 %`. */
export const percent = (share: number): string => `${count(share * 100)} %`;

/** A share in words: `8 of 10`; `0` and `10` are kept for none and all. */
export function ofTen(share: number): string {
  const tenths = Math.round(share * 10);
  if (share > 0 && share < 1) return `${Math.min(9, Math.max(1, tenths))} of 10`;
  return `${tenths} of 10`;
}

const smallNumbers = [
  'no',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
];

/** A whole number in words up to eleven, in digits beyond. */
export const numberWord = (value: number): string => smallNumbers[value] ?? count(value);

/** `a`, `a and b`, `a, b and c`. */
export const listed = (names: string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** A list of at most `most` names; the rest is counted: `a, b and three other areas`. */
export function listedUpTo(most: number, names: string[], one: string, many: string): string {
  const left = names.length - most;
  if (left <= 0) return listed(names);
  return listed([...names.slice(0, most), `${numberWord(left)} other ${left === 1 ? one : many}`]);
}

/** Longest name in running text [characters]. */
const longestName = 28;

/** A name, or the beginning of one that is too long for running text. */
export function cut(name: string): string {
  const characters = [...name];
  if (characters.length <= longestName) return name;
  const kept = characters.slice(0, longestName - 1).join('');
  return `${kept.trimEnd()}…`;
}

/** A text as the beginning of a sentence. */
export const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];

/** `October 2016` from an ISO date. */
export const monthYear = (date: string): string =>
  `${months[Number(date.slice(5, 7)) - 1]} ${date.slice(0, 4)}`;

/** `Oct 2016` from an ISO date. */
export function shortMonthYear(date: string): string {
  return `${months[Number(date.slice(5, 7)) - 1]?.slice(0, 3)} ${date.slice(0, 4)}`;
}

/** `15 Jan 2015` from an ISO date. */
export const dayMonthYear = (date: string): string => `${Number(date.slice(8, 10))} ${shortMonthYear(date)}`;

/** ` Not drawn: 140 teams with less load; see teams.csv.`, and nothing if all are drawn. */
export function notDrawn(left: number, one: string, many: string, withWhat: string, file: string): string {
  if (left === 0) return '';
  return ` Not drawn: ${count(left)} ${left === 1 ? one : many} with ${withWhat}; see ${file}.`;
}
