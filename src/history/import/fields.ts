import { readTime } from '../times.ts';
import type { Fields } from './json-records.ts';

/** Text of a field; undefined if it is none, or blank. */
export function textOf(fields: Fields | undefined, name: string): string | undefined {
  const value = fields?.[name];
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** A number, also one that is written as text. */
export function numberOf(fields: Fields | undefined, name: string): number | undefined {
  const value = fields?.[name];
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** A count of lines or files; some sources write what was taken away as negative. */
export function countOf(fields: Fields | undefined, name: string): number | undefined {
  const number = numberOf(fields, name);
  return number === undefined || Math.abs(number) > 1e12 ? undefined : Math.abs(Math.trunc(number));
}

export function flagOf(fields: Fields | undefined, name: string): boolean | undefined {
  const value = fields?.[name];
  return typeof value === 'boolean' ? value : undefined;
}

export function objectOf(fields: Fields | undefined, name: string): Fields | undefined {
  return asObject(fields?.[name]);
}

export function asObject(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

/** Objects of a list; undefined if there is no list. */
export function listOf(fields: Fields | undefined, name: string): Fields[] | undefined {
  const value = fields?.[name];
  return Array.isArray(value) ? objectsOf(value) : undefined;
}

export function objectsOf(values: readonly unknown[]): Fields[] {
  return values.map(asObject).filter((value) => value !== undefined);
}

/** Names of a list of labels, which are texts or objects with a `name` or `title`. */
export function labelsOf(fields: Fields, name: string): string[] {
  const value = fields[name];
  if (!Array.isArray(value)) return [];
  const labels = value.map((label) =>
    typeof label === 'string' ? label : (textOf(asObject(label), 'name') ?? textOf(asObject(label), 'title')),
  );
  return labels.filter((label) => label !== undefined);
}

/** A field that should hold a time but does not: `unreadable` is not the same as missing. */
export type Time = number | 'unreadable' | undefined;

/** An ISO 8601 time, or Gerrit's `2025-03-03 09:10:11.000000000`, which is UTC and does not say so. */
export function timeOf(fields: Fields | undefined, name: string): Time {
  const text = fields?.[name];
  if (text === undefined || text === null || text === '') return undefined;
  if (typeof text !== 'string' || text.length > 40) return 'unreadable';
  const time = readTime(/^\d{4}-\d\d-\d\d \d\d:/.test(text) ? `${text.replace(' ', 'T')}Z` : text);
  return time ?? 'unreadable';
}

/** Seconds since 1970. */
export function secondsOf(fields: Fields | undefined, name: string): Time {
  const value = fields?.[name];
  if (value === undefined || value === null || value === '') return undefined;
  const number = numberOf(fields, name);
  return number === undefined || number <= 0 || number > 32_503_680_000
    ? 'unreadable'
    : Math.round(number * 1000);
}

/** The time, if there is one that can be read. */
export function known(time: Time): number | undefined {
  return typeof time === 'number' ? time : undefined;
}
