import type { EffectPrior } from '../../../history/lead-law.ts';

/**
 * What the model believes before it sees a case. None of these was fitted to the cases that come with the project. Where
 * figures are said to be "of windows without a split", they were estimated by taking an area of Nova (2010 to 2014) or
 * coreboot (2011 to 2014) for moved though nothing was, at many dates (decision 016).
 */

/** Effect of ln(1 + lines) on ln(lead): .26 to .44 in six half-years of Nova, .31 in coreboot. */
export const SIZE_EFFECT: EffectPrior = { mean: 0.35, sd: 0.1 };
/** Effect of experience (history/experience.ts): −.14 to −.47 in the same half-years. */
export const EXPERIENCE_EFFECT: EffectPrior = { mean: -0.25, sd: 0.1 };
/** A change of more lines moves files, and takes no more than this one. */
export const MOST_LINES = 3_000;

/** Age at which a change counts half where the recent level is asked for [d]; 30 to 120 do about as well. */
export const HALF_LIFE = 60;
/** How far the level of all work lies on the way from that of the whole window to the recent one. */
export const RECENT = 0.7;
/** The same for what is the moved work's own: half of it, since it has fewer changes. */
export const RECENT_OF_MOVED = 0.35;
/** How far levels of areas of one project lie apart (standard deviation of ln): .3 to .4 among Nova's (H44 to H51). */
export const AREAS_APART = 0.35;
/** Changes come in series of an author, so that a mean is as unsure as one of so many times fewer; assumption. */
export const CLUSTERED = 4;

/**
 * Rise of ln(median lead) in a year. Windows without a split show .8 (coreboot) to 1.2 (Nova); half of it, since two
 * histories are no sample of projects. Its spread is that of their errors.
 */
export const RISE = { mean: 0.5, sd: 0.9 };
/** A jump of the level that time does not explain (standard deviation of ln): what is left of the errors at half a year. */
export const JUMP = 0.75;
/** Wandering of one area's level beside the others' (standard deviation of ln): .3 in Nova, .5 in coreboot. */
export const WANDER = 0.4;
/**
 * Where the middle of lead times rises by a factor, in logs the tail (p90) rises by half as much: .64 in Nova, .35 in
 * coreboot. Reviewers make the middle, slow authors the tail.
 */
export const TAIL_FOLLOWS = 0.5;
/** How far tails wander beside the middle (standard deviation of ln p90 − ln median), in windows without a split. */
export const TAIL_WANDER = 0.95;
/**
 * Habits of a team of its own (rules, bar, who asks for what) lie as far from those of the parent as areas of one
 * project lie apart, and somewhat more, since rules may change (M7); assumption.
 */
export const HABITS = 0.45;

/**
 * Of the time from the last patch set to the merge, the part that is waiting for a free reviewer; the rest is the time until
 * somebody notices, which no team changes. Assumption: histories show only the sum.
 */
export const WAITS_FOR_REVIEWER = 0.5;
/**
 * Load of a new team (H28), and the weight with which its ln(slack) is drawn toward that of the old one: effects of a
 * reorganization are believed by half or less where nothing else is known. With .7, teams in windows without a split leave
 * median leads as they are in Nova, and shorten them by four tenths in coreboot, which was congested.
 */
export const NEW_LOAD = { low: 0.3, high: 0.8, asBefore: 0.7 };
/** How unsure the slack of a team is: standard deviation of ln(1 − load); assumption. */
export const SLACK_UNSURE = 0.3;
/** Of a rise of ln(lead), the part by which ln(slack) falls; assumption: the rest is rounds and notice. */
export const SLACK_FALLS = 0.5;
/** Loads between which a team can be. */
export const LOADS = { least: 0.1, most: 0.97 };
/** Time in which hours follow work [weeks], with elasticity 1 (H27). */
export const FOLLOWS_AFTER = 4;

/** Growth of arrivals that nobody foresaw, in logs: standard deviation a year, of windows without a split. */
export const GROWTH = { rest: 0.3, moved: 0.6 };
