import type { ComparisonRow, MetricRow, Verdict } from '../results.ts';

/** An area as charts of samples need it. */
export interface SampleArea {
  area: string;
  /** Merges a week under the baseline, NaN for a blank cell. */
  merges: number;
  /** Median lead time under the baseline and under every alternative [days], NaN where nothing merges. */
  median: number;
  changed: number;
  /** Half-width of the confidence interval of the difference [days]. */
  half: number;
}

export const sampleAreas: SampleArea[] = [
  { area: 'xenapi', merges: 2.61, median: 19.2, changed: 24.1, half: 1.4 },
  { area: 'all', merges: 63.2, median: 13.9, changed: 12.2, half: 0.4 },
  { area: 'common', merges: 42.4, median: 12.3, changed: 12.1, half: 0.3 },
  { area: 'vmwareapi', merges: 4.66, median: 28.1, changed: 15.3, half: 1.8 },
  { area: 'libvirt', merges: 6.24, median: 14.9, changed: 9.16, half: 0.9 },
  { area: 'hyperv', merges: 0.97, median: 34.7, changed: 33.9, half: 4.2 },
];

/** Lead times of the whole projection by area, for organizations of which the first is the baseline. */
export function sampleMetrics(areas: SampleArea[], organizations: string[]): MetricRow[] {
  return organizations.flatMap((organization, place) =>
    areas.flatMap(({ area, merges, median, changed }) => {
      const middle = place === 0 ? median : changed;
      const of = (metric: string, mean: number, unit = 'days'): MetricRow => ({
        ...{
          organization,
          area,
          cycle: 'all',
          metric,
          unit,
          mean,
          ci_low: mean * 0.97,
          ci_high: mean * 1.03,
        },
        ...{ p10: mean * 0.8, p50: mean, p90: mean * 1.2, replications: 100 },
      });
      return [
        of('merges_per_week', merges, 'changes/week'),
        ...[0.21, 0.46, 1, 2.2, 4.7].map((factor, index) =>
          of(`lead_${['p10', 'p25', 'median', 'p75', 'p90'][index]}`, middle * factor),
        ),
      ];
    }),
  );
}

/** The paired differences of median lead times, also by cycle and against others than the first organization, so that a
 * chart could take the wrong one. */
export function sampleLeadComparison(
  areas: SampleArea[],
  pairs: [string, string][],
  first: string,
): ComparisonRow[] {
  return pairs.flatMap(([baseline, alternative]) =>
    areas.flatMap(({ area, median, changed, half }) =>
      ['kilo', 'all'].map((cycle) => {
        const difference = (changed - median) * (baseline === first ? 1 : -3) - (cycle === 'all' ? 0 : 1);
        const [ci_low, ci_high] = [difference - half, difference + half];
        const verdict = verdictOf(ci_low, ci_high, 0.05 * median);
        const row = { baseline, alternative, area, cycle, metric: 'lead_median', unit: 'days' };
        return { ...row, difference, ci_low, ci_high, probability_better: 0.9, verdict };
      }),
    ),
  );
}

function verdictOf(low: number, high: number, smallest: number): Verdict {
  if (high < -smallest) return 'better';
  return low > smallest ? 'worse' : 'no clear difference';
}

const only = (change: Partial<SampleArea>, ...names: string[]): SampleArea[] =>
  sampleAreas.map((one) => (names.includes(one.area) ? { ...one, ...change } : one));
const blank = Number.NaN;

/** Areas that have broken a layout before, or could. */
export const hardAreas: Record<string, SampleArea[]> = {
  'an area in which nothing merges': only({ median: blank, changed: blank, merges: 0 }, 'hyperv'),
  'an area in which nothing merges after a reorganization': only({ changed: blank }, 'xenapi'),
  'nothing that merges': sampleAreas.map((one) => ({ ...one, merges: blank, median: blank, changed: blank })),
  'no areas but the total': sampleAreas.filter(({ area }) => area === 'all'),
  'minutes and years': sampleAreas.map((one, place) => ({
    ...one,
    median: 0.001 * 20 ** place,
    changed: 0.0004 * 22 ** place,
    half: 0,
  })),
  'lead times of nothing': only({ median: 0, changed: 0, half: 0 }, 'common', 'libvirt'),
  'all lead times alike': sampleAreas.map((one) => ({ ...one, median: 5, changed: 5, half: 0 })),
  'long names of areas': sampleAreas.map((one, place) => ({
    ...one,
    area: one.area === 'all' ? 'all' : `Grundstücksverkehrsgenehmigungszuständigkeitsbereich ${place}`,
  })),
  'thirty areas': Array.from({ length: 30 }, (_, place) => ({
    ...{ area: `area ${place}`, merges: 30 - place, median: 10 + place },
    ...{ changed: 10 + place + 5 * Math.sin(place), half: 0.4 },
  })),
};
