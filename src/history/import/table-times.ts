import { dayOf, readTime } from '../times.ts';
import type { Zone } from './zone.ts';

const DAY = 86_400_000;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** A time that cannot be read before it is known whether days or months stand first. */
export const UNDECIDED = 'undecided';

/** Date first, then perhaps a clock (`3:04 PM`, `15:04:05.123`), then perhaps a zone (`Z`, `UTC`, `+02:00`). */
const CLOCK =
  /^(.*?)(?:[T\s,]+(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s*([ap]m)?)?\s*(z|utc|gmt|(?:utc|gmt)?[+-]\d\d:?\d\d)?(?:\s*\([a-z ]+\))?$/i;

/**
 * Reads times as tables have them: ISO 8601, `2014/10/16 12:00`, `16.10.2014`, `16 Oct 2014`, `16/Oct/14 3:04 PM`,
 * `Oct 16, 2014`, RFC 2822, seconds or milliseconds since 1970. Of `10/16/2014` the order of day and month is that
 * of the first time in the table that allows only one.
 */
export class TableTimes {
  private readonly zone: Zone;
  private order: 'day first' | 'month first' | undefined;

  constructor(zone: Zone) {
    this.zone = zone;
  }

  get decided(): boolean {
    return this.order !== undefined;
  }

  /** Milliseconds since 1970; undefined if it is no time, or of another order of day and month than those before. */
  read(text: string): number | undefined | typeof UNDECIDED {
    const iso = text.length > 10 ? readTime(text) : undefined;
    if (iso !== undefined) return iso;
    if (/^\d{10}$/.test(text)) return Number(text) * 1000;
    if (/^\d{13}$/.test(text)) return Number(text);
    const match = CLOCK.exec(text);
    if (match === null) return undefined;
    const day = this.day(match[1]!.trim());
    if (day === UNDECIDED || day === undefined) return day;
    const clock = clockOf(match);
    if (clock === undefined) return undefined;
    const wall = day * DAY + clock;
    const east = eastOf(match[7]);
    return east === undefined ? this.zone.toUtc(wall) : wall - east;
  }

  /** Days since 1970. */
  private day(text: string): number | undefined | typeof UNDECIDED {
    const parts =
      /^(?:[a-z]{3,9},?\s+)?(\d{1,4}|[a-z]{3,9})([-/.\s])\s*(\d{1,2}|[a-z]{3,9})[-/.,\s]\s*(\d{2,4})$/i.exec(
        text,
      );
    if (parts === null) return undefined;
    const [, a = '', sign, b = '', c = ''] = parts;
    if (/^\d{4}$/.test(a)) return real(dayOf(Number(a), Number(b), Number(c)));
    const year =
      c.length === 4 ? Number(c) : c.length === 2 ? Number(c) + (Number(c) < 70 ? 2000 : 1900) : Number.NaN;
    const [first, second] = [monthOf(a), monthOf(b)];
    if (second !== undefined) return real(dayOf(year, second, Number(a)));
    if (first !== undefined) return real(dayOf(year, first, Number(b)));
    if (sign === '.') return real(dayOf(year, Number(b), Number(a)));
    return this.ordered(Number(a), Number(b), year);
  }

  private ordered(a: number, b: number, year: number): number | undefined | typeof UNDECIDED {
    const [dayFirst, monthFirst] = [dayOf(year, b, a), dayOf(year, a, b)];
    if (Number.isNaN(dayFirst) && Number.isNaN(monthFirst)) return undefined;
    if (a === b) return dayFirst;
    if (Number.isNaN(dayFirst)) this.order ??= 'month first';
    else if (Number.isNaN(monthFirst)) this.order ??= 'day first';
    if (this.order === undefined) return UNDECIDED;
    return real(this.order === 'day first' ? dayFirst : monthFirst);
  }
}

function real(day: number): number | undefined {
  return Number.isNaN(day) ? undefined : day;
}

function monthOf(text: string): number | undefined {
  const i = MONTHS.indexOf(text.slice(0, 3).toLowerCase());
  return i < 0 ? undefined : i + 1;
}

/** Milliseconds since midnight. */
function clockOf([, , hours, minutes, seconds = '0', fraction = '0', half]: RegExpExecArray):
  | number
  | undefined {
  if (hours === undefined) return 0;
  let hour = Number(hours);
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return undefined;
    hour = (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
  }
  if (hour > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  return (
    (hour * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000 +
    Math.floor(Number(`0.${fraction}`) * 1000 + 1e-9)
  );
}

/** Milliseconds east of UTC; undefined if no zone is told. */
function eastOf(zone: string | undefined): number | undefined {
  if (zone === undefined) return undefined;
  const [, sign, hours, minutes] = /([+-])(\d\d):?(\d\d)$/.exec(zone) ?? [];
  if (sign === undefined) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
