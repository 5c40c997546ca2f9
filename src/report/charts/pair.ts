import { didYouMean, InputError } from '../../errors.ts';
import type { Results } from '../results.ts';
import { type Finding, findingFor } from './findings.ts';
import { type Organization, organizationsOf } from './organizations.ts';
import { projected } from './projection.ts';
import type { Palette } from './theme.ts';

/** Two organizations that a chart lays beside each other. */
export interface Sides {
  baseline: Organization;
  alternative: Organization;
}

/** Sides with what the rows of their paired difference say. */
export interface Pair extends Sides {
  finding: Finding;
}

/** The first organization and the one in focus, or others by the names that the rows give them. */
export function sidesOf(results: Results, palette: Palette, alternative?: string, baseline?: string): Sides {
  const all = organizationsOf(results, palette, projected(results).start);
  const first = baseline === undefined ? all[0] : named(all, baseline, 'organization');
  const others = all.filter((other) => other !== first);
  const chosen = named(others, alternative ?? others[0]?.key ?? '', 'alternative');
  if (!first) throw new InputError('no rows', { file: 'organizations.csv' }, 'run the scenario again');
  const free = first.color === palette.focus ? palette.second : palette.focus;
  const seen = chosen.distinct ? {} : { color: free, textColor: free };
  return { baseline: first, alternative: { ...chosen, ...seen } };
}

export function pairOf(results: Results, palette: Palette, alternative?: string, baseline?: string): Pair {
  const sides = sidesOf(results, palette, alternative, baseline);
  const [first, second] = [sides.baseline.key, sides.alternative.key];
  const finding = findingFor(results, first, second, projected(results).counts);
  if (!finding || finding.weeks.length === 0) {
    const file = finding ? 'difference.csv' : 'comparison.csv';
    const which = baseline === undefined ? `'${second}'` : `'${second}' against '${first}'`;
    throw new InputError(`no rows of area 'all' for ${which}`, { file }, 'run the scenario again');
  }
  return { ...sides, finding };
}

function named(organizations: Organization[], wanted: string, kind: string): Organization {
  const found = organizations.find(({ key }) => key === wanted);
  if (found) return found;
  const keys = organizations.map(({ key }) => key);
  throw new InputError(`no ${kind} '${wanted}'`, { file: 'organizations.csv' }, didYouMean(wanted, keys));
}
