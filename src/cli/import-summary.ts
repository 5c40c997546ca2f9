import { oneLine } from '../errors.ts';
import { MOST_AREAS } from '../history/areas.ts';
import type { ChangeFile } from './change-file.ts';

const MOST_NAMED = 8;
const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const count = (value: number) => value.toLocaleString('en-US');

/** What was written, what was kept aside and why, and what the source cannot say: lines for a person. */
export function importSummary(file: ChangeFile, out: string, seconds: number): string {
  const { aside } = file;
  const statuses = [...file.counts].map(([status, of]) => `${count(of)} ${status}`).join(', ');
  const lines = [
    `${out}: ${count(file.total)} changes (${statuses}), ${day(file.first)} to ${day(file.last)}, ${seconds.toFixed(1)} s`,
  ];
  lines.push(areasOf(file));
  if (aside.total > 0) lines.push(`kept aside: ${count(aside.total)}`);
  for (const { reason, count: of, examples } of aside.list()) {
    lines.push(`  ${count(of)} ${reason}`);
    for (const { where, example } of examples) lines.push(`    ${where}: ${example}`);
  }
  for (const sentence of file.notes) lines.push(`note: ${sentence}`);
  return `${lines.join('\n')}\n`;
}

function areasOf({ areas, total }: ChangeFile): string {
  const largest = [...areas].sort(([, a], [, b]) => b - a);
  const named = largest
    .slice(0, MOST_NAMED)
    .map(([area, of]) => `${oneLine(area)} ${((100 * of) / total).toFixed(0)} %`);
  const more = areas.size - named.length;
  const rest =
    areas.size < MOST_AREAS
      ? ` and ${count(more)} more`
      : ' and thousands more, hardly one of which has changes enough to say anything of it';
  return `areas: ${named.join(', ')}${more > 0 ? rest : ''}`;
}

/** The same for a program. */
export function importJson(file: ChangeFile, out: string): object {
  return {
    out,
    changes: file.total,
    statuses: Object.fromEntries(file.counts),
    areas: Object.fromEntries(file.areas),
    first: new Date(file.first).toISOString(),
    last: new Date(file.last).toISOString(),
    kept_aside: file.aside.list(),
    notes: [...file.notes],
  };
}
