import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { plainTable } from '../terminal.ts';
import { layOut } from './carry-out.ts';
import { type Case, type Command, caseOf, type Made } from './case.ts';
import { Lane } from './lane.ts';
import type { Verdict } from './runner.ts';

/** Which cases of the series `seed`, by number. */
export interface Series {
  seed: string;
  numbers: readonly number[];
}

/** Carries out cases in as many processes as `lanes`; hears of each. Where failing cases are kept, they can be rerun. */
export async function fuzz(
  { seed, numbers }: Series,
  made: Made,
  lanes: number,
  places: { work: string; keep: string },
  onVerdict: (verdict: Verdict) => void = () => {},
): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  let next = 0;
  const all = Array.from({ length: Math.min(lanes, numbers.length) }, async (_, i) => {
    const lane = new Lane(seed, join(places.work, `lane ${i}`));
    while (next < numbers.length) {
      const the = caseOf(seed, numbers[next++]!, made);
      const verdict = await lane.run(the);
      if (verdict.faults.length > 0) keep(the, verdict, seed, places.keep);
      verdicts.push(verdict);
      onVerdict(verdict);
    }
    lane.stop();
  });
  await Promise.all(all);
  return verdicts.sort((a, b) => a.number - b.number);
}

/** Writes a failing case down: its files as they were laid out, and what was asked and said. */
function keep(the: Case, verdict: Verdict, seed: string, folder: string): void {
  const at = join(folder, `${seed}-${the.number}`);
  layOut(the, join(at, 'folder'));
  const { files: _, ...rest } = the;
  mkdirSync(at, { recursive: true });
  const again = `npm run fuzz -- --seed ${seed} --from ${the.number} --count 1`;
  writeFileSync(join(at, 'case.json'), `${JSON.stringify({ again, seed, ...rest, verdict }, null, 2)}\n`);
}

const COMMANDS: readonly Command[] = ['check', 'rehearse', 'run', 'report', 'cases', 'usage'];

/** How many cases ended how, by command, and how fast. */
export function summary(verdicts: readonly Verdict[], seconds: number): string {
  const row = (name: string, of: readonly Verdict[]) => [
    name,
    ...[
      of.length,
      of.filter(({ status, large }) => status === 0 && !large).length,
      of.filter(({ large }) => large).length,
      of.filter(({ status }) => status === 2).length,
      of.filter(({ process }) => process).length,
      of.filter(({ faults }) => faults.length > 0).length,
    ].map(String),
    Math.max(0, ...of.map((one) => one.seconds)).toFixed(1),
  ];
  const head = ['command', 'cases', 'exit 0', 'too large', 'exit 2', 'processes', 'failed', 'longest [s]'];
  const rows = COMMANDS.map((command) =>
    row(
      command,
      verdicts.filter((one) => one.command === command),
    ),
  );
  const speed = `${verdicts.length} cases in ${seconds.toFixed(0)} s, ${(verdicts.length / seconds).toFixed(1)} a second`;
  return `${plainTable(head, [...rows, row('all', verdicts)])}\n${speed}\n`;
}
