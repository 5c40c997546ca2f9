import { weeksAfter } from '../charts/calendar.ts';
import { capitalized, count } from '../charts/phrases.ts';
import { past } from '../charts/projection.ts';
import { ascii } from './ascii.ts';
import { type Facts, metricRow, type Party } from './facts.ts';
import { wrappedWhole } from './wrap.ts';

/** Widest line [characters]: quoted twice it still fits into a mail. */
export const FAN_WIDTH = 68;

/** Past cycles that are shown, and the longest name of a cycle. */
const MOST_PAST = 4;
const LONGEST_NAME = 12;

/** A row of the chart: what stands before it, its quantiles, and the median in digits. */
interface Line {
  cycle: string;
  letter: string;
  p10: number;
  p50: number;
  p90: number;
}

/** Open changes at the end of each cycle as lines of ASCII: a row for each cycle and organization, past cycles above. */
export function asciiFan(facts: Facts): string[] {
  const letters = lettersOf(facts.parties);
  const before = pastLines(facts);
  const lines = projectedLines(facts, letters);
  const shown = [...before.lines, ...lines];
  const names = Math.max(8, ...shown.map(({ cycle }) => cycle.length));
  const right = Math.max('median'.length, ...shown.map(({ p50 }) => count(p50).length));
  const left = names + 3;
  const scale = scaleOf(Math.max(0, ...shown.map(({ p90 }) => p90)), FAN_WIDTH - left - right - 1);
  const row = (line: Line) =>
    `${line.cycle.padEnd(names)} ${line.letter} ${bar(line, scale).padEnd(scale.width)} ${count(line.p50).padStart(right)}`;
  const divider = before.lines.length > 0 ? [`${'projected'.padEnd(left)}${dots(scale)}`] : [];
  return [
    ...legend(facts, letters, before.note),
    '',
    labels(scale, left),
    `${' '.repeat(left)}${rule(scale)} ${'median'.padStart(right)}`,
    ...before.lines.map(row),
    ...divider.map((line) => line.slice(0, FAN_WIDTH)),
    ...lines.map(row),
  ].map((line) => line.trimEnd());
}

function legend(
  { results: { manifest }, parties }: Facts,
  letters: Map<Party, string>,
  note: string,
): string[] {
  const where = manifest.project.trim() === '' ? '' : ` in ${manifest.project}`;
  const who = parties.map((party) => {
    const from = party.later ? `, from ${party.from}` : '';
    return `${letters.get(party)} = ${party.short}${from}`;
  });
  const marks = `o median, [ ] 8 of 10 replications, of ${count(manifest.replications)}`;
  return wrappedWhole(
    ascii(`Open changes${where} when a cycle ends. ${marks}. ${who.join('; ')}.${note}`),
    FAN_WIDTH,
  );
}

/** Each organization has a letter of its own: the first of its name that is free, else of the alphabet. */
function lettersOf(parties: Party[]): Map<Party, string> {
  const letters = new Map<Party, string>();
  const taken = new Set<string>();
  for (const party of parties) {
    const candidates = `${ascii(party.short)}ABCDEFGHIJKLMNOPQRSTUVWXYZ`.toUpperCase();
    const letter = [...candidates].find((sign) => /[A-Z]/.test(sign) && !taken.has(sign)) ?? '?';
    taken.add(letter);
    letters.set(party, letter);
  }
  return letters;
}

function projectedLines(facts: Facts, letters: Map<Party, string>): Line[] {
  return facts.cycles.flatMap(({ cycle }) =>
    facts.parties.flatMap((party, place): Line[] => {
      const row = metricRow(facts, party.key, 'open', 'all', cycle);
      if (row === undefined || Number.isNaN(row.p10 + row.p50 + row.p90)) return [];
      const { p10, p50, p90 } = row;
      return [{ cycle: place === 0 ? nameOf(cycle) : '', letter: letters.get(party)!, p10, p50, p90 }];
    }),
  );
}

/** Past cycles at whose end the history has a count. */
function pastLines({ results, start }: Facts): { lines: Line[]; note: string } {
  const history = past(results, 'open');
  if (history === undefined) return { lines: [], note: '' };
  const lines = results.calendar
    .filter(({ release }) => release <= start)
    .flatMap(({ cycle, release }): Line[] => {
      const row = history.rows.find(({ date }) => date < release && weeksAfter(date, 1) >= release);
      if (row === undefined || Number.isNaN(row.value)) return [];
      return [{ cycle: nameOf(cycle), letter: ' ', p10: row.value, p50: row.value, p90: row.value }];
    })
    .slice(-MOST_PAST);
  const other = history.counts !== 'open' && lines.length > 0;
  return { lines, note: other ? ' History counts only changes that later merged.' : '' };
}

const nameOf = (cycle: string): string => ascii(capitalized(cycle)).slice(0, LONGEST_NAME).trim();

/** Whole characters from tick to tick, so that every tick is exact. */
interface Scale {
  step: number;
  cells: number;
  ticks: number;
  width: number;
}

/** The finest round step for whose labels there is room. */
function scaleOf(highest: number, room: number): Scale {
  for (let exponent = 0; ; exponent++) {
    for (const factor of [1, 2, 5]) {
      const step = factor * 10 ** exponent;
      const ticks = Math.max(1, Math.ceil(highest / step));
      const least = Math.max(5, count(step * ticks).length + 2);
      const cells = Math.min(Math.max(10, least), Math.floor((room - 1) / ticks));
      if (cells < least) continue;
      return { step, cells, ticks, width: cells * ticks + 1 };
    }
  }
}

const at = (value: number, { step, cells, width }: Scale): number =>
  Math.min(width - 1, Math.max(0, Math.round((value / step) * cells)));

const rule = ({ cells, ticks }: Scale): string => `+${`${'-'.repeat(cells - 1)}+`.repeat(ticks)}`;

const dots = ({ width }: Scale): string => '. '.repeat(Math.ceil(width / 2)).slice(0, width);

function labels(scale: Scale, left: number): string {
  let line = '';
  for (let tick = 0; tick <= scale.ticks; tick++) {
    const text = count(tick * scale.step);
    const start = left + tick * scale.cells - Math.floor((text.length - 1) / 2);
    line = line.padEnd(start) + text;
  }
  return line;
}

function bar({ p10, p50, p90 }: Line, scale: Scale): string {
  const [from, middle, to] = [p10, p50, p90].map((value) => at(value, scale)) as [number, number, number];
  const signs = Array.from({ length: to + 1 }, (_, i): string => (i < from ? ' ' : '-'));
  if (from < to) [signs[from], signs[to]] = ['[', ']'];
  signs[middle] = 'o';
  return signs.join('');
}
