import { count, days, listed, percent } from './charts/phrases.ts';
import type { ComparisonRow, Results } from './results.ts';

/** Figures of the whole project that people ask for beside the backlog, and how each is written. */
const FIGURES: Record<string, { name: string; written: (value: number) => string }> = {
  merges_per_week: { name: 'merges a week', written: (value) => value.toFixed(1) },
  abandoned_share: { name: 'abandoned of closed', written: percent },
  open_to_merge: { name: 'open changes that later merge, at the end', written: count },
  waiting_on_reviewer: { name: 'waiting on a reviewer, at the end', written: count },
  waiting_on_author: { name: 'waiting on their author, at the end', written: count },
  first_review_median: { name: 'median wait for the first review', written: (value) => `${days(value)} d` },
  lead_median: { name: 'median lead time', written: (value) => `${days(value)} d` },
  lead_p90: { name: 'p90 of lead time', written: (value) => `${days(value)} d` },
};

/**
 * What else an alternative clearly changes over the whole projection, from mean to mean: the backlog alone may hide
 * that more merges and less is given up.
 */
export function otherChanges(
  results: Results,
  pair: Pick<ComparisonRow, 'baseline' | 'alternative'>,
): string {
  const mean = (organization: string, metric: string) =>
    results.metrics.find(
      (row) =>
        row.organization === organization &&
        row.area === 'all' &&
        row.cycle === 'all' &&
        row.metric === metric,
    )?.mean ?? Number.NaN;
  const changes = results.comparison.flatMap((row) => {
    const figure = FIGURES[row.metric];
    const isPair = row.baseline === pair.baseline && row.alternative === pair.alternative;
    if (figure === undefined || !isPair || row.area !== 'all' || row.cycle !== 'all') return [];
    if (row.verdict !== 'better' && row.verdict !== 'worse') return [];
    const [from, to] = [row.baseline, row.alternative].map((name) => figure.written(mean(name, row.metric)));
    return [`${figure.name} ${from} → ${to} (${row.verdict})`];
  });
  if (changes.length === 0)
    return 'Merges a week, abandonment and lead times of the whole do not clearly change.';
  return `What else clearly changes, on average over the whole projection: ${listed(changes)}.`;
}
