import { count, listed, percent } from '../charts/phrases.ts';
import { paragraph, type Section } from './content.ts';
import type { Facts } from './facts.ts';

/** What readers take for each other: how sure the mean is, and how far futures lie apart. */
export function intervalsSection({ parties, results: { manifest, uncertainty } }: Facts): Section {
  const blocks = [
    paragraph(
      `says where 8 of 10 replications lie, here of ${count(manifest.replications)}. It is the range of futures that the model holds for likely if its inputs are right, and more replications do not narrow it.`,
      'A prediction interval (p10–p90)',
    ),
    paragraph(
      `says how well the mean of all futures is known. More replications narrow it; what really happens may well lie outside.`,
      'A confidence interval (95 %)',
    ),
  ];
  const spread = uncertainty.filter(
    ({ organization, metric }) => organization === uncertainty[0]!.organization && metric === 'open',
  );
  if (spread.length > 0) {
    const shares = spread.map(({ source, share }) => `${percent(share)} ${source}`);
    blocks.push(
      paragraph(
        `of the variance of open changes at the end, under ${spread[0]!.organization}: ${listed(shares)}. Calibrated inputs are drawn anew in each replication, together, within what the history leaves open; more history would narrow that part, nothing narrows luck (uncertainty.csv).`,
        'Where the spread comes from:',
      ),
    );
  }
  if (parties.length > 1) {
    blocks.push(
      paragraph(
        `better or worse is said only if the whole confidence interval of the difference lies beyond ${percent(manifest.smallest_effect)} of the baseline's mean; otherwise there is no clear difference. All organizations work through the very same changes, so a difference is one of organizations and not of luck. Ahead counts replications, ties half.`,
        'Verdicts:',
      ),
    );
  }
  return { title: 'What the intervals mean', blocks };
}
