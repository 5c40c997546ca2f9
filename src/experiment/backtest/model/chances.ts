import { normalQuantile } from '../../../stats/normal.ts';
import type { ByWork } from '../actual.ts';
import type { Past } from './past.ts';
import * as priors from './priors.ts';
import { SpreadEvenly } from './spread-evenly.ts';

const PURPOSES = [
  'rise',
  'jump',
  'level',
  'habits',
  'new load',
  'slack',
  'growth',
  'growth of moved',
  'tail',
] as const;

/** What a replication takes for true of what nobody can know on the day of the split. */
export interface Chances {
  /** Rise of ln(lead) a year, and a jump. */
  rise: number;
  jump: number;
  /** How much more tails rise than the middle, in logs. */
  tail: number;
  /** Off the level that the past says, in logs; common to both organizations. */
  level: ByWork<number>;
  /** How far habits of a team of its own lie off, in logs; only with the split. */
  habits: number;
  /** Load of the new team, and of the one that was there. */
  newLoad: number;
  load: number;
  /** Growth of arrivals a year, in logs; where they are not given. */
  growth: ByWork<number>;
}

export function chancesOf(
  seed: string,
): (past: Past, load: number, years: number, replication: number) => Chances {
  const evenly = new SpreadEvenly(seed, PURPOSES);
  return (past, usual, years, replication) => {
    const u = (purpose: (typeof PURPOSES)[number]) => evenly.draw(PURPOSES.indexOf(purpose), replication);
    const z = (purpose: (typeof PURPOSES)[number]) => normalQuantile(u(purpose));
    const rise = priors.RISE.mean + priors.RISE.sd * z('rise');
    const jump = priors.JUMP * z('jump');
    const slack = priors.SLACK_UNSURE * z('slack') - priors.SLACK_FALLS * (rise * years + jump);
    const { least, most } = priors.LOADS;
    const load = Math.min(most, Math.max(least, 1 - (1 - usual) * Math.exp(slack)));
    const { low, high, asBefore } = priors.NEW_LOAD;
    const fresh = low + (high - low) * u('new load');
    return {
      rise,
      jump,
      tail: priors.TAIL_WANDER * z('tail'),
      level: { rest: 0, moved: Math.hypot(past.unsure.moved, priors.WANDER) * z('level') },
      habits: priors.HABITS * z('habits'),
      newLoad: 1 - (1 - fresh) ** (1 - asBefore) * (1 - load) ** asBefore,
      load,
      growth: { rest: priors.GROWTH.rest * z('growth'), moved: priors.GROWTH.moved * z('growth of moved') },
    };
  };
}
