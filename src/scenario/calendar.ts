import { type Inputs, tableAt } from './inputs.ts';
import { type Cycle, WEEK } from './types.ts';

const MOST_CYCLES = 100;
/** Twenty years. */
const MOST_WEEKS = 1_040;

/** The cycles to project, clipped to the start, and those before it. Empty without a calendar. */
export function readCycles(inputs: Inputs, freeze: number): { cycles: Cycle[]; pastCycles: Cycle[] } {
  const { document, reader, tables } = inputs;
  const table = tableAt(inputs, ['calendar']);
  const asked = document.root.cycles ?? undefined;
  const wanted = asked === undefined ? undefined : reader.count(asked, ['cycles'], 1, MOST_CYCLES);
  if (table === undefined) return { cycles: [], pastCycles: [] };
  const all = tables.cycles(table, freeze);
  const cycles = all
    .filter((cycle) => cycle.release > 0)
    .slice(0, wanted)
    .map((cycle) => ({ ...cycle, start: Math.max(0, cycle.start), freeze: Math.max(0, cycle.freeze) }));
  checkCycles(inputs, cycles, wanted);
  return { cycles, pastCycles: all.filter((cycle) => cycle.release <= 0) };
}

function checkCycles({ document }: Inputs, cycles: Cycle[], wanted: number | undefined): void {
  const found = `only ${cycles.length} cycle${cycles.length === 1 ? '' : 's'} of the calendar end after the start`;
  if (cycles.length === 0) throw document.error(['calendar'], found, 'add cycles, or start earlier');
  if (wanted !== undefined && cycles.length < wanted)
    throw document.error(['cycles'], found, `ask for ${cycles.length}, or add cycles to the calendar`);
  if (cycles.length > MOST_CYCLES) {
    const remedy = `write cycles: with a number up to ${MOST_CYCLES}`;
    throw document.error(['calendar'], `${cycles.length} cycles to project`, remedy);
  }
  if (cycles[0]!.start > 0) {
    const remedy = 'start inside a cycle, or on its first day';
    throw document.error(['start'], 'no cycle of the calendar holds the start', remedy);
  }
  const weeks = cycles.at(-1)!.release / WEEK;
  if (weeks < 1)
    throw document.error(['calendar'], 'less than a week to project', 'add cycles, or start earlier');
  if (weeks > MOST_WEEKS) {
    throw document.error(
      ['calendar'],
      `${Math.ceil(weeks)} weeks to project`,
      `ask for fewer cycles: at most ${MOST_WEEKS} weeks (20 years)`,
    );
  }
}
