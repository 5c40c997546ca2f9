import type { Results } from '../results.ts';
import { cut } from './phrases.ts';
import type { Palette } from './theme.ts';

/** An organization as charts show it. */
export interface Organization {
  /** As the rows name it. */
  key: string;
  name: string;
  short: string;
  color: string;
  textColor: string;
  /** Whether no other organization has its color. */
  distinct: boolean;
  line: { width: number; dash: number[] };
  /** First days under new rules after the start of the projection, ISO, in order; the baseline has none. */
  reorganized: string[];
  /** Whether its rules hold from the very start of the projection. */
  fromStart: boolean;
}

/** Organizations in the order of the results: the first is the baseline, the second the alternative in focus. */
export function organizationsOf(results: Results, palette: Palette, start: string): Organization[] {
  const looks = [
    { color: palette.baseline, line: { width: 2, dash: [] } },
    { color: palette.focus, line: { width: 3, dash: [] } },
    { color: palette.second, line: { width: 2, dash: [6, 3] } },
    { color: palette.third, line: { width: 2, dash: [2, 2.5] } },
  ];
  const other = { color: palette.axis, line: { width: 1, dash: [] } };
  const keys = [...new Set(results.organizations.map((row) => row.organization))];
  return keys.map((key, place) => {
    const rows = results.organizations.filter((row) => row.organization === key);
    const name = key.trim() || `unnamed organization ${place + 1}`;
    const from = [...new Set(rows.map((row) => row.from).filter((date) => date !== ''))].sort();
    return {
      key,
      name,
      short: cut(rows.find((row) => row.short.trim() !== '')?.short.trim() ?? name),
      distinct: place < looks.length,
      textColor: looks[place]?.color ?? palette.secondary,
      ...(looks[place] ?? other),
      reorganized: place === 0 ? [] : from.filter((date) => date > start),
      fromStart: place > 0 && from.length > 0 && from.every((date) => date <= start),
    };
  });
}
