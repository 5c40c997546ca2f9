import type { AgreementRow, AgreementWeekRow, CalendarRow } from '../results.ts';
import { weeksAfter, weeksBetween } from './calendar.ts';

export interface SampleAgreement {
  /** Cycles of the past, in any order. */
  cycles: string[];
  /** Factor on the width of bands: below 1 more weeks lie outside. */
  width?: number;
  /** Factor on all counts. */
  scale?: number;
  /** Metrics by week; both unless said otherwise. */
  metrics?: string[];
  /** Areas with lead times. */
  areas?: string[];
}

/** What happened and a projection with a band around it that misses now and then: no simulation. */
export function sampleAgreementWeeks(
  { cycles, width = 1, scale = 1, metrics = ['open_to_merge', 'merges_per_week'] }: SampleAgreement,
  calendar: CalendarRow[],
): AgreementWeekRow[] {
  return calendar
    .filter(({ cycle }) => cycles.includes(cycle))
    .flatMap(({ cycle, start, release }) =>
      metrics.flatMap((metric) =>
        Array.from({ length: Math.floor(weeksBetween(start, release)) }, (_, week) => {
          const open = metric === 'open_to_merge';
          const level = open ? 224 + 2 * week + 40 * Math.sin(week / 4) : 66 + 8 * Math.sin(week / 3);
          const noise = open ? 34 * Math.sin(week * 1.9) : 19 * Math.sin(week * 2.3);
          const half = width * (open ? 14 + 5 * Math.sqrt(week) : 16);
          const cells = numbers(scale * (level + noise), scale * level, scale * half);
          const unit = open ? 'changes' : 'changes/week';
          return { area: 'all', week, date: weeksAfter(start, week), cycle, metric, unit, ...cells };
        }),
      ),
    );
}

export function sampleAgreementRows(sample: SampleAgreement, weeks: AgreementWeekRow[]): AgreementRow[] {
  const { cycles, areas = ['common', 'libvirt', 'vmwareapi', 'xenapi', 'hyperv', 'all'] } = sample;
  return cycles.flatMap((cycle, turn) => {
    const leads = areas.flatMap((area, place) => {
      const at = { area, cycle, unit: 'days' };
      const median = 12 + 5 * place - 2 * turn;
      return [
        { ...at, metric: 'lead_median', ...numbers(median * (0.8 + 0.17 * place), median, 4 + place) },
        { ...at, metric: 'lead_p90', ...numbers(5.5 * median * (1.1 - 0.05 * place), 5 * median, 12) },
      ];
    });
    const shares = ['open_to_merge', 'merges_per_week'].flatMap((metric) => {
      const own = weeks.filter((row) => row.cycle === cycle && row.metric === metric);
      const actual = own.filter(({ inside }) => inside === 1).length / own.length;
      const blank = { p10: Number.NaN, p50: Number.NaN, p90: Number.NaN, inside: Number.NaN };
      const at = { area: 'all', cycle, metric: `weeks_inside_${metric}`, unit: 'share of weeks' };
      return own.length > 0 ? [{ ...at, actual, ...blank }] : [];
    });
    return [...leads, ...shares];
  });
}

function numbers(actual: number, p50: number, half: number) {
  const rounded = (value: number) => Math.max(0, Math.round(value * 10) / 10);
  const cells = {
    actual: rounded(actual),
    p10: rounded(p50 - half),
    p50: rounded(p50),
    p90: rounded(p50 + 1.2 * half),
  };
  return { ...cells, inside: cells.actual >= cells.p10 && cells.actual <= cells.p90 ? 1 : 0 };
}

const juno = { cycles: ['juno'] };

/** Agreements that have broken a layout before, or could. */
export const hardAgreements: Record<string, SampleAgreement> = {
  'agreement over one cycle': juno,
  'agreement over two cycles': { cycles: ['juno', 'icehouse'] },
  'agreement over three cycles': { cycles: ['havana', 'icehouse', 'juno'] },
  'agreement nowhere': { ...juno, width: 0.02 },
  'agreement everywhere': { ...juno, width: 9 },
  'agreement of open changes alone': { ...juno, metrics: ['open_to_merge'] },
  'agreement of merges alone': { ...juno, metrics: ['merges_per_week'], areas: [] },
  'agreement in thousands': { ...juno, scale: 900 },
  'agreement about almost nothing': { ...juno, scale: 0.01 },
  'agreement in areas with long names': {
    ...juno,
    areas: ['all', 'Independent subteams for every driver', 'Grundstücksverkehrsgenehmigungszuständigkeit'],
  },
  'agreement in thirty areas': { ...juno, areas: Array.from({ length: 30 }, (_, place) => `area ${place}`) },
};
