import { didYouMean, InputError } from '../../errors.ts';
import type { Results } from '../results.ts';
import { type Finding, findingFor } from './findings.ts';
import { type Organization, organizationsOf } from './organizations.ts';
import { projected } from './projection.ts';
import type { Palette } from './theme.ts';

/** An alternative beside the baseline. */
export interface Pair {
  baseline: Organization;
  alternative: Organization;
  finding: Finding;
}

export function pairOf(results: Results, palette: Palette, alternative?: string): Pair {
  const { start, counts } = projected(results);
  const [baseline, ...others] = organizationsOf(results, palette, start);
  const chosen = alternative === undefined ? others[0] : others.find(({ key }) => key === alternative);
  if (!baseline || !chosen) {
    const remedy = didYouMean(
      alternative ?? '',
      others.map(({ key }) => key),
    );
    throw new InputError(`no alternative '${alternative ?? ''}'`, { file: 'organizations.csv' }, remedy);
  }
  const finding = findingFor(results, baseline.key, chosen.key, counts);
  if (!finding || finding.weeks.length === 0) {
    const file = finding ? 'difference.csv' : 'comparison.csv';
    throw new InputError(`no rows of area 'all' for '${chosen.key}'`, { file }, 'run the scenario again');
  }
  const seen = chosen.distinct ? {} : { color: palette.focus, textColor: palette.focus };
  return { baseline, alternative: { ...chosen, ...seen }, finding };
}
