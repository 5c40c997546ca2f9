import type { LeadQuantile } from '../../history/describe/leads.ts';
import { count, days, percent } from '../charts/phrases.ts';

/** A share: `98 %`, `0.4 %`; a dash where there is none. */
export function share(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (value > 0 && value < 0.0095) return value < 0.0005 ? '<0.1 %' : `${(100 * value).toFixed(1)} %`;
  return value < 1 && value > 0.995 ? '>99 %' : percent(value);
}

/** A rate or a figure: two digits below 10, none behind the point from 10 on; a dash where there is none. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return '–';
  return value >= 9.95 ? count(value) : value.toFixed(1).replace(/\.0$/, '');
}

/** Days in a cell of a table; a time that is never reached is said. */
export const cell = (value: number): string => (value === Number.POSITIVE_INFINITY ? 'never' : days(value));

/** `14 d`, `3 h`, `12 min`. */
export function lasting(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return 'longer than is seen';
  if (!Number.isFinite(value)) return '–';
  if (value >= 0.95) return `${days(value)} d`;
  const hours = value * 24;
  if (hours >= 0.95) return `${figure(hours)} h`;
  return hours * 60 < 0.5 ? '<1 min' : `${Math.round(hours * 60)} min`;
}

/** As {@link lasting}, in a cell of a table. */
export const lastingCell = (value: number): string =>
  value === Number.POSITIVE_INFINITY ? 'never' : lasting(value);

/** A quantile with its 95 % confidence interval: `14 (13–15)`. */
export function withInterval({ days: value, low, high }: LeadQuantile): string {
  if (!Number.isFinite(value)) return cell(value);
  if (Number.isNaN(low)) return days(value);
  return `${days(value)} (${days(low)}–${high === Number.POSITIVE_INFINITY ? '∞' : days(high)})`;
}

/** A name as it finds room in a column. */
export function short(name: string, most: number): string {
  const characters = [...name.replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]+/gu, ' ')];
  return characters.length <= most ? characters.join('') : `${characters.slice(0, most - 1).join('')}…`;
}
