import type { Judged, TargetLine } from '../experiment/backtest/judge.ts';
import { NAIVE } from '../experiment/backtest/naive.ts';
import type { Beside, Score } from '../experiment/backtest/score.ts';
import { GROUPS } from '../experiment/backtest/score.ts';
import { DAY_MS, type Window } from '../experiment/backtest/window.ts';

/** Columns of the table for a person. */
export const BACKTEST_HEAD = [
  'target',
  'actual',
  'projected (8 of 10)',
  ...NAIVE.map((name) => name.replace('naive_', '')),
  'effect of the split (8 of 10)',
];

const METRIC_WORDS = {
  lead_median: 'lead median [d]',
  lead_p90: 'lead p90 [d]',
  merges_per_week: 'merges a week',
  open: 'open',
};

export function backtestRow(line: TargetLine): string[] {
  return [
    `${line.work === 'moved' ? 'moved work' : 'rest'}, ${METRIC_WORDS[line.metric]}`,
    figure(line.actual),
    `${figure(line.projected)} (${figure(line.low80)}–${figure(line.high80)})`,
    ...NAIVE.map((name) => figure(line[name])),
    `${signed(line.split_effect)} (${signed(line.effect_low80)} to ${signed(line.effect_high80)})`,
  ];
}

/** What case, which days, what was given. */
export function backtestTitle({ knowledge, mode, actual }: Judged): string[] {
  const { name, parent, children, split, fit, score, changes } = knowledge;
  const moved = changes.filter(({ work }) => work === 'moved').length;
  const given =
    mode === 'observed'
      ? 'Of later changes it is given when they came, from whom, where, and how large they are.'
      : 'Nothing later is given.';
  return [
    `${name}: ${children.join(', ')} out of ${parent}, ${day(split)}`,
    `Fitted ${days(fit)}, scored ${days(score)}. ${count(changes.length)} changes were known, ${count(moved)} of them of the moved work. ${given}`,
    ...(actual.dropped > 0
      ? [`${count(actual.dropped)} rows merged before they were created, and are left out.`]
      : []),
  ];
}

/** The score in sentences, good or bad. */
export function scoreSentences({ error, crps, interval, coverage, targets }: Score): string[] {
  return [
    ...GROUPS.map((group) => `${ERROR_OF[group]}: ${besideWords(error[group], factorWords)}`),
    `Weekly merges and open changes (CRPS, share of their mean): ${besideWords(crps, (value) => value.toFixed(2))}`,
    `80 % intervals (score of logs): ${besideWords(interval, (value) => value.toFixed(2))}`,
    `80 % intervals hold ${Math.round(coverage.share * targets)} of ${targets} targets (${percent(coverage.share)}).`,
  ];
}

const ERROR_OF = {
  total: 'Error in all',
  'lead times of the moved work': 'Error of the lead times of the moved work',
  'the rest': 'Error of the rest',
};

function besideWords({ projection, naive, best, skill }: Beside, words: (value: number) => string): string {
  if (Number.isNaN(projection)) return 'nothing to be judged.';
  const than = `the best naive forecast, ${best} (${words(naive[best])})`;
  const verdict =
    skill > 0
      ? `${percent(skill)} less than that of ${than}.`
      : `no skill: ${skill < 0 ? `${percent(-skill)} more than that of` : 'as much as that of'} ${than}.`;
  return `${words(projection)}, ${verdict}`;
}

/** A mean |ln| as the factor by which a target is missed. */
function factorWords(error: number): string {
  return `${error.toFixed(3)}, a factor of ${Math.exp(error).toFixed(2)}`;
}

function percent(share: number): string {
  return Number.isFinite(share) ? `${Math.round(100 * share)} %` : 'far';
}

function figure(value: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  return size >= 100 ? value.toFixed(0) : Number(value.toPrecision(2)).toString();
}

function signed(value: number): string {
  const text = figure(Math.abs(value));
  return value < 0 && text !== '0' ? `−${text}` : `+${text}`;
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}

function days({ from, until }: Window): string {
  return `${day(from)} to ${day(until - DAY_MS)}`;
}

function day(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
