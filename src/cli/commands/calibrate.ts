import { dirname, join, resolve } from 'node:path';
import { InputError, type Place } from '../../errors.ts';
import { Calibrating, type Calibration, typicalMiss } from '../../experiment/calibrate/calibrate.ts';
import { ownWindow } from '../../experiment/calibrate/own-window.ts';
import { PARAMETERS, short } from '../../experiment/calibrate/parameters.ts';
import { windowOfPast } from '../../experiment/calibrate/past-window.ts';
import type { Window } from '../../experiment/calibrate/window.ts';
import { calibratedYaml, calibrationWarnings, interval, percent } from '../../report/calibrated.ts';
import { isoDate } from '../../scenario/tables.ts';
import type { Scenario } from '../../scenario/types.ts';
import { inlineDeeply } from '../engine-options.ts';
import { openCalibrationPast, openScenario, type ScenarioSource, shorter } from '../files.ts';
import { fingerprint } from '../fingerprint.ts';
import { writeFileWhole } from '../output.ts';
import { PRODUCT, version } from '../product.ts';
import { Progress } from '../progress.ts';
import { plainTable } from '../terminal.ts';

export interface CalibrateOptions {
  out?: string;
  seed?: string;
  json?: boolean;
}

/** Finds what cannot be observed so that the baseline reproduces a stretch of the past; writes `calibrated.yaml`. */
export async function calibrate(path: string, options: CalibrateOptions): Promise<void> {
  inlineDeeply();
  const { source, scenario } = await openScenario(path, { uncalibrated: true });
  const file = resolve(options.out ?? join(dirname(source.file), 'calibrated.yaml'));
  const progress = new Progress();
  const made = await calibrationOf(source, scenario, options.seed, (line) => progress.update(line));
  progress.end();
  writeFileWhole(file, made.text);
  if (options.json === true) {
    const { calibration, warnings } = made;
    process.stdout.write(
      `${JSON.stringify({ file: shorter(file), ...calibration, areas: Object.fromEntries(calibration.areas), warnings })}\n`,
    );
    return;
  }
  printCalibration(made, shorter(file), progress.seconds);
  if (!/^calibrated:/m.test(source.text))
    process.stdout.write(
      `To use it, write \`calibrated: ${shorter(file).split('/').at(-1)}\` in ${source.file}.\n`,
    );
}

interface Made {
  calibration: Calibration;
  window: Window;
  warnings: string[];
  text: string;
  days: { from: string; until: string };
}

/** The calibration of an opened scenario, and the file that says so. Throws InputError. */
export async function calibrationOf(
  source: ScenarioSource,
  scenario: Scenario,
  seed: string | undefined,
  say: (line: string) => void,
): Promise<Made> {
  const { calibration: rules } = scenario;
  if (rules === undefined)
    throw new InputError('no past to calibrate on', { file: source.file }, 'give a calendar and arrivals');
  const past = await openCalibrationPast(source, scenario);
  const place = rules.past?.place ?? scenario.place('calibration');
  const window = placed(place, () => {
    const found = past === undefined ? ownWindow(scenario) : windowOfPast(scenario, past.scenario);
    return seed === undefined ? found : { ...found, scenario: { ...found.scenario, seed } };
  });
  const calibrating = placed(place, () => new Calibrating(window, rules));
  const calibration = calibrating.run((step, loss, values) =>
    say(`step ${step}, loss ${loss.toFixed(2)}: ${values.join(', ')}`),
  );
  const { startDate, cycles, seed: used } = window.scenario;
  const days = { from: isoDate(startDate, 0), until: isoDate(startDate, cycles[0]!.release) };
  const head = {
    product: PRODUCT,
    version: version(),
    scenario: source.name,
    seed: used,
    inputs: fingerprint(source, past?.source),
    ...days,
  };
  const text = calibratedYaml(head, calibration);
  return { calibration, window, warnings: calibrationWarnings(calibration), text, days };
}

function placed<T>(place: Place, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const remedy = 'give arrivals with merged counts, and a history of the same weeks with lead times';
    throw new InputError(`cannot be calibrated: ${error.message}`, place, remedy);
  }
}

function printCalibration({ calibration, warnings, days }: Made, file: string, seconds: number): void {
  const { found, areas, residuals, turnaround } = calibration;
  const values = [
    ...found.map(({ key, value, error, fromData }) => {
      const { said, least, most } = PARAMETERS[key];
      const [low, high] = interval(value, error, least, most);
      return [key, said(value), `${said(low)} to ${said(high)}`, percent(fromData)];
    }),
    ...[...areas].map(([area, { factor, error }]) => {
      const [low, high] = interval(factor, error);
      const days = (times: number) => `${short(turnaround * times)} days`;
      return [`areas.${area}.turnaround`, days(factor), `${days(low)} to ${days(high)}`, ''];
    }),
  ];
  const missed = residuals.map(({ target, happened, model, errors }) => [
    target,
    String(short(happened)),
    String(short(model)),
    errors.toFixed(2),
  ]);
  const lines = [
    `Calibrated on ${days.from} to ${days.until}, ${calibration.replications} replications a trial, ${seconds.toFixed(0)} s`,
    '',
    plainTable(['found', 'value', '90 % interval', 'from data'], values),
    '',
    plainTable(['target', 'happened', 'model', 'in its errors'], missed),
    `Targets are missed by ${typicalMiss(residuals).toFixed(2)} of their errors on average (root of the mean square).`,
    ...warnings.map((warning) => `warning: ${warning}`),
    '',
    `Written: ${file}`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}
