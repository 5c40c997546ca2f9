const MINUTE = 60_000;
const DAY = 86_400_000;

/**
 * Milliseconds since 1970 of an ISO 8601 time with a zone (`2014-10-16T12:00:00Z`, seconds and fractions optional,
 * `+05:30` instead of `Z`) or of a date alone, which is its first moment in UTC. Undefined if it is no such time, or
 * none that is in the calendar.
 */
export function readTime(text: string): number | undefined {
  const day = dayAt(text);
  if (Number.isNaN(day)) return undefined;
  if (text.length === 10) return day * DAY;
  if (text.charCodeAt(10) !== 84 /* T */) return undefined;
  // The form in which nearly all times come: 2014-10-16T12:00:00Z.
  if (text.length === 20 && text.charCodeAt(19) === 90 && text.charCodeAt(16) === 58) {
    const within = clockAt(text, two(text, 17));
    return Number.isNaN(within) ? undefined : day * DAY + within;
  }
  return rareTime(text, day);
}

const REST = /^(?::(\d\d)(?:[.,](\d{1,9}))?)?(?:Z|([+-])(\d\d):?(\d\d))$/;

function rareTime(text: string, day: number): number | undefined {
  const match = REST.exec(text.slice(16));
  if (match === null) return undefined;
  const within = clockAt(text, Number(match[1] ?? 0));
  if (Number.isNaN(within)) return undefined;
  const fraction = match[2] === undefined ? 0 : Math.floor(Number(`0.${match[2]}`) * 1000 + 1e-9);
  const [hours, minutes] = [Number(match[4] ?? 0), Number(match[5] ?? 0)];
  if (hours > 15 || minutes > 59) return undefined;
  const east = (match[3] === '-' ? -1 : 1) * (hours * 60 + minutes) * MINUTE;
  return day * DAY + within + fraction - east;
}

/** ISO 8601 in UTC, to the second unless there is a fraction; what {@link readTime} reads back to the millisecond. */
export function writeTime(ms: number): string {
  const text = new Date(ms).toISOString();
  return ms % 1000 === 0 ? `${text.slice(0, 19)}Z` : text;
}

/** Days since 1970 of the `yyyy-mm-dd` at the beginning of a text, NaN if there is none. */
function dayAt(text: string): number {
  if (text.length < 10 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return Number.NaN;
  return dayOf(two(text, 0) * 100 + two(text, 2), two(text, 5), two(text, 8));
}

const DAYS_BEFORE = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/** Days since 1970 of a day of the Gregorian calendar from the year 1000 to 9999; NaN if there is no such day. */
export function dayOf(year: number, month: number, day: number): number {
  if (!(year >= 1000 && year <= 9999 && month >= 1 && month <= 12 && day >= 1)) return Number.NaN;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const most =
    month === 2 ? (leap ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  if (day > most) return Number.NaN;
  const years = year - 1;
  const before = years * 365 + Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400);
  return before + DAYS_BEFORE[month - 1]! + (leap && month > 2 ? 1 : 0) + day - 1 - 719_162;
}

/** Milliseconds since midnight of the `hh:mm` at place 11 and these seconds, NaN if there is none. */
function clockAt(text: string, seconds: number): number {
  const [hours, minutes] = [two(text, 11), two(text, 14)];
  const good = hours <= 23 && minutes <= 59 && seconds <= 59 && text.charCodeAt(13) === 58;
  return good ? (hours * 3600 + minutes * 60 + seconds) * 1000 : Number.NaN;
}

/** Two digits as a number, NaN if they are none. */
function two(text: string, at: number): number {
  const [tens, ones] = [text.charCodeAt(at) - 48, text.charCodeAt(at + 1) - 48];
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}
