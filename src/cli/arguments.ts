import { InvalidArgumentError } from '@commander-js/extra-typings';
import { oneLine } from '../errors.ts';
import { readDate } from '../table.ts';

// What arguments and options may be; each throws InvalidArgumentError with what to give instead.

export function path(text: string): string {
  if (text === '') throw new InvalidArgumentError('Give a path.');
  return text;
}

export function paths(text: string, before: string[] | undefined): string[] {
  return [...(before ?? []), path(text)];
}

export function few(text: string): number {
  return wholeNumber(text, 10_000);
}

export function nonEmpty(text: string): string {
  if (text === '') throw new InvalidArgumentError('Give some text.');
  if (text !== oneLine(text)) throw new InvalidArgumentError('Give plain text, at most 400 characters.');
  return text;
}

function wholeNumber(text: string, most: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= 1 && value <= most))
    throw new InvalidArgumentError(`Give a whole number from 1 to ${most.toLocaleString('en-US')}.`);
  return value;
}

export function replications(text: string): number | 'auto' {
  if (text === 'auto') return 'auto';
  return wholeNumber(text, 1_000_000);
}

export function precision(text: string): number {
  const percent = /^(\d+(?:\.\d+)?)\s*%$/.exec(text.trim());
  const share = percent === null ? Number(text) : Number(percent[1]) / 100;
  if (share >= 0.0005 && share <= 0.5) return share;
  throw new InvalidArgumentError('Give a share from 0.05% to 50%, such as 1%.');
}

export function workers(text: string): number {
  return wholeNumber(text, 256);
}

/** First moment of a day [ms since 1970]. */
export function day(text: string): number {
  const value = readDate(text);
  if (value === undefined) throw new InvalidArgumentError('Give a day such as 2014-10-16.');
  return value;
}
