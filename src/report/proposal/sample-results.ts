import { type SampleOptions, sampleOrganizations, sampleResults } from '../charts/sample-results.ts';
import type {
  AgreementRow,
  ComparisonRow,
  InputRow,
  MetricRow,
  Results,
  TeamRow,
  Verdict,
} from '../results.ts';

/** What a sample for texts holds beside that for charts. */
export interface ProposalSample
  extends Pick<SampleOptions, 'organizations' | 'history' | 'cycles' | 'scale' | 'from'> {
  /** How many organizations, 1 to 20; instead of `organizations`. */
  many?: number;
  warnings?: boolean;
  agreement?: boolean;
  /** Whether changes are divided. */
  linked?: boolean;
  /** Whether the last organization is the second one from a later day. */
  waiting?: boolean;
  /** Whether people join the last organization. */
  joining?: boolean;
}

const areas = ['common', 'libvirt', 'hyperv'];

const manyOrganizations = (many: number) =>
  Array.from({ length: many }, (_, place) => {
    const like = sampleOrganizations[place % sampleOrganizations.length]!;
    const round = place < sampleOrganizations.length ? '' : ` again ${place}`;
    return { ...like, name: `${like.name}${round}`, short: `${like.short}${round}` };
  });

/** Invented results with all tables that texts are made from. */
export function proposalSample(options: ProposalSample = {}): Results {
  const { many, warnings = true, agreement = true, linked = true, waiting = true, joining = true } = options;
  const { organizations = many && manyOrganizations(many), history, cycles, scale, from } = options;
  const asked = { organizations, history, cycles, scale, from };
  const given = Object.entries(asked).filter(([, value]) => value !== undefined);
  const results = sampleResults(Object.fromEntries(given) as SampleOptions);
  const names = [...new Set(results.organizations.map(({ organization }) => organization))];
  const last = results.organizations.at(-1)!;
  const metrics = metricRows(results, names, linked);
  const waits = waiting && names.length > 2;
  return {
    ...results,
    metrics,
    comparison: [
      ...results.comparison.filter(({ metric }) => metric === 'open'),
      ...names.slice(1).flatMap((name) => leadComparisons(metrics, names[0]!, name)),
      ...(waits ? waitingPair(results, names) : []),
    ],
    teams: names.flatMap((name, place) => teamRows(results, name, place)),
    organizations: names.flatMap((name, place) => organizationRows(results, name, place, waits)),
    inputs: [...inputs, ...(joining ? [joiningInput(last.short)] : [])],
    warnings: warnings ? [warning(last.organization)] : [],
    agreement: agreement ? agreementRows : [],
    manifest: {
      ...results.manifest,
      ...{ title: 'Sample of a question', question: 'Which organization leaves fewer changes open?' },
      ...{ replications: 137, stopped: "the headline's interval is ± 2.7 % of the baseline's mean" },
      inputs: { 'scenario.yaml': 'a1'.repeat(32), 'arrivals.csv': 'f09'.repeat(21) },
    },
  };
}

const projectedCycles = ({ backlog }: Results) => [...new Set(backlog.map(({ cycle }) => cycle))];

function metricRows(results: Results, names: string[], linked: boolean): MetricRow[] {
  return names.flatMap((organization, place) =>
    [...projectedCycles(results), 'all'].flatMap((cycle) => {
      const weeks = results.backlog.filter(
        (row) => row.organization === organization && (cycle === 'all' || row.cycle === cycle),
      );
      const { mean, p10, p50, p90 } = weeks.at(-1)!;
      const row = (area: string, metric: string, unit: string, value: number): MetricRow => ({
        ...{
          organization,
          area,
          cycle,
          metric,
          unit,
          mean: value,
          ci_low: value * 0.98,
          ci_high: value * 1.02,
        },
        ...{ p10: value * 0.83, p50: value * 0.99, p90: value * 1.19, replications: 137 },
      });
      return [
        { ...row('all', 'open', 'changes', mean), p10, p50, p90 },
        row('all', 'merges_per_week', 'changes/week', 61.37 + 1.73 * place),
        row('all', 'abandoned_share', 'share of closed', 0.2718 - 0.0313 * Math.min(place, 6)),
        row('all', 'lead_median', 'days', 13.87 - 0.61 * Math.min(place, 6)),
        row('all', 'parts_open', 'parts', linked && place > 0 ? mean * 1.0973 : mean),
        row('all', 'linked_delay_median', 'days', linked && place > 0 ? 3.417 + place : Number.NaN),
        ...areas.map((area, i) => row(area, 'lead_median', 'days', 15.43 + 7.1 * i - 2.9 * place * (i - 1))),
      ];
    }),
  );
}

function leadComparisons(metrics: MetricRow[], baseline: string, alternative: string): ComparisonRow[] {
  const lead = (organization: string, area: string) =>
    metrics.find(
      (row) =>
        row.organization === organization &&
        row.area === area &&
        row.cycle === 'all' &&
        row.metric === 'lead_median',
    )!.mean;
  return areas.map((area) => {
    const difference = lead(alternative, area) - lead(baseline, area);
    const verdict: Verdict = difference === 0 ? 'no clear difference' : difference < 0 ? 'better' : 'worse';
    return {
      ...{ baseline, alternative, area, cycle: 'all', metric: 'lead_median', unit: 'days', difference },
      ...{ ci_low: difference - 0.43, ci_high: difference + 0.47, probability_better: 0.71, verdict },
    };
  });
}

function waitingPair(results: Results, names: string[]): ComparisonRow[] {
  const [baseline, alternative] = [names[1]!, names.at(-1)!];
  return [...projectedCycles(results), 'all'].map((cycle, i) => ({
    ...{ baseline, alternative, area: 'all', cycle, metric: 'open', unit: 'changes' },
    ...{ difference: 57.3 - 3.1 * i, ci_low: 48.6 - 3.1 * i, ci_high: 66.2 - 3.1 * i },
    ...{ probability_better: 0.17, verdict: 'worse' as const },
  }));
}

function teamRows(results: Results, organization: string, place: number): TeamRow[] {
  return projectedCycles(results).flatMap((cycle) =>
    areas.map((team, i) => {
      const load = 0.613 + 0.497 * i + 0.031 * Math.min(place, 6);
      return {
        ...{ organization, team, cycle, metric: 'load', unit: 'share of capacity', mean: load },
        ...{ ci_low: load * 0.97, ci_high: load * 1.03, p10: load * 0.81, p50: load, p90: load * 1.23 },
        replications: 137,
      };
    }),
  );
}

function organizationRows(results: Results, organization: string, place: number, waits: boolean) {
  const like = results.organizations.find((row) => row.organization === organization)!;
  const last = results.organizations.at(-1)!.organization;
  const from = waits && organization === last ? '2015-10-15' : like.from;
  return areas.map((area, i) => ({
    ...{ organization, short: like.short, team: place === 0 ? 'core' : area, area, from },
    ...{ people: place === 0 ? 21 : 17 - 4 * i, approvals: 2 },
    hours_per_week: place === 0 ? 147.3 : 49.1,
  }));
}

const joiningInput = (short: string): InputRow => ({
  ...{
    key: `organizations.${short}.joining`,
    value: 'of 31 reviewers 8 join, with 34 h/week in all',
    unit: '',
  },
  ...{ provenance: 'assumption', source: 'scenario.yaml:77 assumption: counted authors (H44)' },
});

const inputs: InputRow[] = [
  {
    key: 'changes.neglected',
    value: '23',
    unit: '%',
    provenance: 'assumption',
    source: 'assumption: too few (M2)',
  },
  { key: 'people.ramp_up', value: '29', unit: 'weeks', provenance: 'default', source: 'D26' },
  { key: 'people.ramp_up_speed', value: '51', unit: '%', provenance: 'default', source: 'D26' },
  { key: 'review.belongs_to', value: 'change', unit: '', provenance: 'assumption', source: 'assumption' },
  { key: 'reviewers.csv', value: 'file', unit: '', provenance: 'assumption', source: 'assumption: invented' },
];

const warning = (organization: string) => ({
  ...{ organization, team: 'hyperv', area: 'hyperv', value: 1 },
  warning: '1 besides the author may approve, 2 approvals are needed',
});

const agreementRow = (
  area: string,
  metric: string,
  actual: number,
  [p10, p50, p90]: [number, number, number],
): AgreementRow => ({
  ...{ area, cycle: 'juno', metric, unit: '', actual, p10, p50, p90 },
  inside: actual >= p10 && actual <= p90 ? 1 : 0,
});

const agreementRows: AgreementRow[] = [
  agreementRow('all', 'weeks_inside_open_to_merge', 0.8462, [0.54, 0.81, 0.97]),
  agreementRow('all', 'weeks_inside_merges_per_week', 0.6923, [0.71, 0.79, 0.91]),
  agreementRow('all', 'merges_per_week', 65.86, [58.21, 63.74, 68.93]),
  agreementRow('common', 'lead_median', 11.83, [9.27, 12.46, 16.18]),
  agreementRow('common', 'lead_p90', 71.62, [58.34, 66.91, 79.53]),
  agreementRow('hyperv', 'lead_median', 37.04, [16.73, 22.91, 30.66]),
  agreementRow('hyperv', 'lead_p90', 268.4, [61.87, 83.19, 118.2]),
];
