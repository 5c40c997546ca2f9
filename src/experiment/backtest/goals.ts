import type { Score } from './score.ts';

/** What `--require` asks for, where arrivals are observed. */
export interface Goal {
  says: string;
  holds: boolean;
}

/** Margins over naive forecasts, and the share of targets that 80 % intervals should hold. */
const TOTAL = 0.1;
const MOVED = 0.15;
const REST = 0.05;
const COVERED = [0.68, 0.9] as const;

export function goalsOf({ error, interval, coverage }: Score): Goal[] {
  const rest = error['the rest'];
  const worse = rest.projection / rest.naive.naive_arrivals - 1;
  return [
    goal(
      'the total error lies at least 10 % below that of the best naive forecast',
      error.total.skill >= TOTAL,
    ),
    goal(
      'the error of the lead times of the moved work lies at least 15 % below that of the best naive forecast',
      error['lead times of the moved work'].skill >= MOVED,
    ),
    goal('the error of the rest is at most 5 % larger than that of naive_arrivals', worse <= REST),
    goal(
      '80 % intervals hold 68 to 90 % of the targets',
      coverage.share >= COVERED[0] && coverage.share <= COVERED[1],
    ),
    goal('the interval score is better than that of the best naive forecast', interval.skill > 0),
  ];
}

function goal(says: string, holds: boolean): Goal {
  return { says, holds };
}
