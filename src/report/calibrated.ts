import { LEAST_FACTOR, MOST_FACTOR } from '../experiment/calibrate/areas.ts';
import type { Calibration } from '../experiment/calibrate/calibrate.ts';
import { PARAMETERS, short, turnaroundLaw } from '../experiment/calibrate/parameters.ts';

/** What `calibrated.yaml` says of itself. */
export interface CalibratedHead {
  product: string;
  version: string;
  scenario: string;
  seed: string;
  /** Fingerprint of all inputs that count. */
  inputs: string;
  /** First day, and the day after the last, as YYYY-MM-DD. */
  from: string;
  until: string;
}

/** Half the width of a 90 % interval, in standard deviations. */
const HALF = 1.6448536269514722;
/** Estimates that go together more closely than this cannot be told apart. */
export const MOST_ALIKE = 0.9;
/** Share of what is known of a parameter that must come from the data. */
export const LEAST_FROM_DATA = 0.5;

/** An interval in which a parameter lies 9 times in 10, within what it can be. */
export function interval(
  value: number,
  error: number,
  least = 0,
  most = Number.POSITIVE_INFINITY,
): [number, number] {
  const by = Math.exp(HALF * error);
  return [Math.max(least, value / by), Math.min(most, value * by)];
}

/** What should be known before the values are believed. */
export function calibrationWarnings({ found, areas, estimates, residuals }: Calibration): string[] {
  const name = (i: number) => found[i]!.key;
  const pairs = found.flatMap((_, i) =>
    found.slice(0, i).flatMap((_other, j) => {
      const r = estimates.correlation[i]![j]!;
      if (Math.abs(r) < MOST_ALIKE) return [];
      return [
        `${name(j)} and ${name(i)} cannot be told apart (correlation ${r.toFixed(2)}): other values of both do as well`,
      ];
    }),
  );
  const unseen = found
    .filter(({ fromData }) => fromData < LEAST_FROM_DATA)
    .map(
      ({ key, fromData }) =>
        `${key} rests on evidence more than on the history (${percent(fromData)} from data)`,
    );
  const bounds = found
    .filter(({ atBound }) => atBound)
    .map(({ key }) => `${key} stands at the bound of what it may be`);
  const missed = residuals
    .filter(({ errors }) => Math.abs(errors) > 2)
    .map(({ target, errors }) => `${target} is missed by ${Math.abs(errors).toFixed(1)} of its errors`);
  const slow = [...areas]
    .filter(([, { happened, model }]) => Math.abs(Math.log(happened / model)) > Math.log(1.4))
    .map(
      ([area, { happened, model }]) =>
        `lead times of ${area} are ${short(happened)} times those of the largest area, in the model ${short(model)} times`,
    );
  return [...pairs, ...unseen, ...bounds, ...missed, ...slow];
}

/** The text of `calibrated.yaml`. */
export function calibratedYaml(head: CalibratedHead, calibration: Calibration): string {
  const { found, areas, turnaround, residuals, estimates } = calibration;
  const lines = [
    `# Written by \`${head.product} calibrate\`, which replaces it as a whole: edit the scenario, not this file.`,
    '# `low` and `high` hold a value 9 times in 10; `error` is the standard deviation of its logarithm, drawn in every',
    '# replication and kept within `between`, as a factor; `ratio` is that of an area to all.',
    'schema: 1',
    `made_by: ${head.product} ${head.version}`,
    `seed: ${quoted(head.seed)}`,
    `inputs: ${head.inputs}`,
    `window: {from: ${head.from}, until: ${head.until}}`,
    `replications: ${calibration.replications}`,
    '',
    'values:',
    ...found.flatMap(({ key, value, error }) => {
      const { least, most, written, said, start, evidence } = PARAMETERS[key];
      const [low, high] = interval(value, error, least, most);
      return [
        `  ${key}:`,
        `    value: ${flow(written(value))}`,
        `    low: ${said(low)}`,
        `    high: ${said(high)}`,
        `    error: ${short(error)}`,
        `    between: ${factors(value, least, most)}`,
        `    start: ${said(start)}`,
        `    evidence: ${evidence}`,
      ];
    }),
    ...[...areas].flatMap(([area, { factor, error }]) => {
      const [low, high] = interval(factor, error);
      const days = (times: number) => `${short(turnaround * times)} days`;
      return [
        `  ${quoted(`areas.${area}.turnaround`)}:`,
        `    value: ${flow(turnaroundLaw(turnaround * factor))}`,
        `    low: ${days(low)}`,
        `    high: ${days(high)}`,
        `    error: ${short(error)}`,
        `    between: ${factors(factor, LEAST_FACTOR, MOST_FACTOR)}`,
        `    ratio: ${short(factor)}`,
      ];
    }),
    '',
    '# Of the estimates, in logarithms.',
    'correlations:',
    ...found.slice(1).map(({ key }, i) => {
      const row = found
        .slice(0, i + 1)
        .map((other, j) => `${other.key}: ${Number(estimates.correlation[i + 1]![j]!.toFixed(3))}`);
      return `  ${key}: {${row.join(', ')}}`;
    }),
    '',
    '# What happened in the window, what the model does, and how many of its errors lie between: negative is too little.',
    'residuals:',
    ...[
      ...residuals.map(
        ({ target, happened, model, errors }) =>
          `  - {target: ${target}, happened: ${short(happened)}, model: ${short(model)}, errors: ${errors.toFixed(2)}}`,
      ),
      ...[...areas].map(
        ([area, { happened, model }]) =>
          `  - {target: ${quoted(`lead_median of ${area}, times that of the largest area`)}, happened: ${short(happened)}, model: ${short(model)}}`,
      ),
    ],
    '',
    '# How far targets are missed beyond chance, as a standard deviation in their errors; it widens the intervals.',
    `discrepancy: ${short(estimates.discrepancy)}`,
    '',
    ...warningLines(calibrationWarnings(calibration)),
  ];
  if (found.length < 2) lines.splice(lines.indexOf('correlations:'), 1, 'correlations: {}');
  return `${lines.join('\n')}\n`;
}

/** How far draws may move a value, as factors; the value itself is always between. */
function factors(value: number, least: number, most: number): string {
  return `[${short(Math.min(1, least / value))}, ${short(Math.max(1, most / value))}]`;
}

function warningLines(warnings: readonly string[]): string[] {
  if (warnings.length === 0) return ['warnings: []'];
  return ['warnings:', ...warnings.map((warning) => `  - ${quoted(warning)}`)];
}

function flow(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  return `{${Object.entries(value)
    .map(([key, part]) => `${key}: ${part}`)
    .join(', ')}}`;
}

function quoted(text: string): string {
  return JSON.stringify(text);
}

export function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
