import { prepareStudy } from '../../experiment/replicate.ts';
import { warningsOf } from '../../experiment/warnings.ts';
import type { ResolvedInput } from '../../scenario/types.ts';
import { openPast, openScenario } from '../files.ts';
import { plainTable } from '../terminal.ts';

/** Validates a scenario and prints every resolved input with where it comes from. */
export async function check(path: string, options: { json?: boolean }): Promise<void> {
  const { source, scenario } = await openScenario(path);
  const { plan } = prepareStudy(scenario);
  for (const past of await openPast(source, scenario)) prepareStudy(past);
  const inputs = [...scenario.inputs, ...plan.inputs];
  const warnings = warningsOf(scenario);
  if (options.json === true) {
    process.stdout.write(`${JSON.stringify({ scenario: source.name, inputs, warnings })}\n`);
    return;
  }
  const rows = inputs.map(({ key, value, unit, provenance, source: from }) => [
    key,
    `${value} ${unit}`.trim(),
    provenance,
    from,
  ]);
  process.stdout.write(`${plainTable(['input', 'value', 'provenance', 'source'], rows, 'left')}\n`);
  process.stdout.write(`${summary(inputs)}\n`);
  for (const { organization, team, area, warning } of warnings) {
    process.stdout.write(`warning: ${organization}, ${team || 'no team'} (${area}): ${warning}\n`);
  }
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
