import { prepareStudy } from '../../experiment/replicate.ts';
import { warningsOf } from '../../experiment/warnings.ts';
import type { ResolvedInput } from '../../scenario/types.ts';
import { openCalibrationPast, openPast, openScenario } from '../files.ts';
import { calibrationNotes } from '../fingerprint.ts';
import { firstOf, plainTable } from '../terminal.ts';

/** A table of more rows is nothing that anybody reads; --json has them all. */
const MOST_INPUTS = 1_000;
/** Characters of the columns of text; what is longer goes on in the next line. */
const WIDTHS = [null, 44, null, 64];

/** Validates a scenario and prints every resolved input with where it comes from. */
export async function check(path: string, options: { json?: boolean }): Promise<void> {
  const { source, scenario } = await openScenario(path);
  const { plan } = prepareStudy(scenario);
  for (const past of await openPast(source, scenario)) prepareStudy(past);
  const calibrated = calibrationNotes(
    source,
    scenario,
    (await openCalibrationPast(source, scenario))?.source,
  );
  const inputs = [...scenario.inputs, ...plan.inputs];
  const warnings = warningsOf(scenario);
  if (options.json === true) {
    process.stdout.write(`${JSON.stringify({ scenario: source.name, inputs, warnings, calibrated })}\n`);
    return;
  }
  const rows = inputs
    .slice(0, MOST_INPUTS)
    .map(({ key, value, unit, provenance, source: from }) => [
      key,
      `${value} ${unit}`.trim(),
      provenance,
      from,
    ]);
  process.stdout.write(`${plainTable(['input', 'value', 'provenance', 'source'], rows, 'left', WIDTHS)}\n`);
  if (inputs.length > MOST_INPUTS)
    process.stdout.write(`… and ${inputs.length - MOST_INPUTS} more inputs, with --json\n`);
  process.stdout.write(`${summary(inputs)}\n`);
  const lines = warnings.map(
    ({ organization, team, area, warning }) =>
      `warning: ${organization}, ${team || 'no team'} (${area}): ${warning}`,
  );
  for (const note of calibrated) process.stdout.write(`warning: ${note}\n`);
  for (const line of firstOf(lines, 'warnings, with --json')) process.stdout.write(`${line}\n`);
  process.stdout.write(
    `${source.file} is valid: ${scenario.organizations.length} organizations, ${scenario.people.length} people\n`,
  );
}

function summary(inputs: ResolvedInput[]): string {
  const kinds = ['given', 'fitted', 'default', 'assumption'] as const;
  return kinds
    .map((kind) => `${inputs.filter(({ provenance }) => provenance === kind).length} ${kind}`)
    .join(', ');
}
