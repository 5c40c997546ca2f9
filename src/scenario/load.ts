import { didYouMean } from '../errors.ts';
import { readDate, type Table } from '../table.ts';
import { type KeyPath, ScenarioDocument } from './document.ts';
import { ARRIVALS, CHANGES, GATE, OPEN, PEOPLE, REVIEW, STUDY } from './keys.ts';
import { readOrganizations } from './organizations.ts';
import { SectionReader } from './section.ts';
import { Tables } from './tables.ts';
import {
  type Area,
  type Arrivals,
  type Cycle,
  type Organization,
  type Person,
  type Scenario,
  WEEK,
} from './types.ts';
import { Units } from './units.ts';

/** Gives the table in a file that the scenario names, relative to it; throws InputError if there is none. */
export type ReadTable = (name: string, namedAt: { file: string; line?: number | undefined }) => Table;

const ROOT_KEYS = [
  'schema',
  'title',
  'project',
  'question',
  'seed',
  'start',
  'calendar',
  'cycles',
  'areas',
  'arrivals',
  'changes',
  'review',
  'gate',
  'people',
  'open',
  'history',
  'organizations',
  'study',
  'sources',
];
const MAX_PEOPLE = 200_000;

/**
 * Reads a scenario: YAML `text` plus the tables it names. Everything is checked before anything runs; the first
 * fault throws InputError with its place and remedy.
 */
export async function loadScenario(file: string, text: string, readTable: ReadTable): Promise<Scenario> {
  const document = new ScenarioDocument(file, text);
  return new ScenarioLoader(document, await Units.open(), readTable).load();
}

class ScenarioLoader {
  private readonly document: ScenarioDocument;
  private readonly reader: SectionReader;
  private readonly readTable: ReadTable;

  constructor(document: ScenarioDocument, units: Units, readTable: ReadTable) {
    this.document = document;
    this.readTable = readTable;
    document.rejectUnknown(document.root, [], ROOT_KEYS);
    if (document.root.schema !== 1) {
      throw document.error(['schema'], 'not a scenario of schema 1', 'begin with a line `schema: 1`');
    }
    const raw = document.root.sources ?? {};
    this.reader = new SectionReader(document, units, raw as Record<string, string>);
    const sources = this.reader.mapping(raw, ['sources']);
    for (const key of Object.keys(sources)) this.text(sources[key], ['sources', key]);
  }

  load(): Scenario {
    const { root } = this.document;
    const startDate = this.startDate();
    const tables = new Tables(startDate);
    const study = this.reader.read('study', STUDY, ['replications']);
    const { cycles, pastCycles } = this.cycles(tables, study.freeze);
    const { areas, code } = this.areas();
    const changes = this.reader.read('changes', CHANGES);
    const review = this.reader.read('review', REVIEW);
    const gate = this.reader.read('gate', GATE);
    const { people, rules, teams } = this.people(tables, code);
    const open = this.open(tables, areas);
    const arrivals = this.arrivals(tables, areas, cycles);
    const organizations = readOrganizations(
      this.document,
      this.reader,
      people,
      teams,
      code,
      review.approvals,
    );
    this.noteJoining(organizations, people);
    const history = this.table('history');
    this.noteSources();
    return {
      title: this.optionalText('title', file(this.document.file)),
      project: this.optionalText('project', ''),
      question: this.optionalText('question', ''),
      seed: root.seed === undefined ? '1' : String(root.seed),
      startDate,
      cycles,
      pastCycles,
      areas,
      code,
      arrivals,
      changes: changes as Scenario['changes'],
      review,
      gate,
      peopleRules: rules,
      open,
      people,
      organizations,
      observed: history === undefined ? [] : tables.observed(history),
      smallestEffect: study.smallest_effect,
      replications: this.replications(),
      inputs: this.reader.inputs,
    };
  }

  private startDate(): number {
    const raw = this.document.root.start;
    if (raw === undefined) return Date.UTC(2000, 0, 1);
    const date = typeof raw === 'string' ? readDate(raw) : undefined;
    if (date === undefined)
      throw this.document.error(['start'], `'${String(raw)}' is not a date`, 'write it like 2014-10-16');
    this.reader.note('start', raw, '', true, ['start'], '');
    return date;
  }

  private cycles(tables: Tables, freeze: number): { cycles: Cycle[]; pastCycles: Cycle[] } {
    const table = this.table('calendar');
    if (table === undefined) return { cycles: [], pastCycles: [] };
    const all = tables.cycles(table, freeze);
    const wanted = this.document.root.cycles;
    const most =
      wanted === undefined ? all.length : this.reader.quantity(wanted, 'number', ['cycles'], 1, 100);
    const cycles = all
      .filter((cycle) => cycle.release > 0)
      .slice(0, most)
      .map((cycle) => ({ ...cycle, start: Math.max(0, cycle.start), freeze: Math.max(0, cycle.freeze) }));
    if (cycles.length < (wanted === undefined ? 1 : most)) {
      throw this.document.error(
        ['calendar'],
        `only ${cycles.length} cycles end after the start`,
        'add cycles to the calendar',
      );
    }
    if (cycles[0]!.start > 0) {
      throw this.document.error(
        ['start'],
        'no cycle of the calendar holds the start',
        'start inside a cycle, or on its first day',
      );
    }
    return { cycles, pastCycles: all.filter((cycle) => cycle.release <= 0) };
  }

  private areas(): { areas: Area[]; code: string[] } {
    const raw = this.reader.mapping(this.document.root.areas, ['areas']);
    const code = Object.keys(raw).filter(
      (name) => (raw[name] as { touches?: unknown } | null)?.touches === undefined,
    );
    if (code.length === 0)
      throw this.document.error(['areas'], 'no area that a team could own', 'name at least one area');
    const areas = Object.keys(raw).map((name): Area => {
      const path = ['areas', name];
      if (raw[name] === null) return { name, touches: [{ code: [code.indexOf(name)], share: 1 }] };
      const area = this.reader.mapping(raw[name], path);
      this.document.rejectUnknown(area, path, ['touches']);
      return { name, touches: this.touches(area.touches, [...path, 'touches'], code) };
    });
    return { areas, code };
  }

  private touches(raw: unknown, path: KeyPath, code: string[]): Area['touches'] {
    if (!Array.isArray(raw) || raw.length === 0) {
      throw this.document.error(
        path,
        'no list',
        'write - {areas: [a, b], share: 100 %} for each combination',
      );
    }
    const touches = raw.map((item, i) => {
      const entry = this.reader.mapping(item, [...path, i]);
      this.document.rejectUnknown(entry, [...path, i], ['areas', 'share']);
      const names = entry.areas;
      if (!Array.isArray(names) || names.length === 0) {
        throw this.document.error([...path, i], 'no areas', 'write areas: [a, b]');
      }
      return {
        code: names.map((name, j) => this.index(String(name), code, 'area', [...path, i, 'areas', j])),
        share: this.reader.quantity(entry.share ?? 1, 'fraction', [...path, i, 'share'], 0, 1),
      };
    });
    const sum = touches.reduce((total, { share }) => total + share, 0);
    if (Math.abs(sum - 1) > 0.005)
      throw this.document.error(path, `shares add up to ${sum}`, 'make them add up to 100 %');
    return touches.map((touch) => ({ ...touch, share: touch.share / sum }));
  }

  private people(tables: Tables, code: string[]) {
    const rules = this.reader.read('people', PEOPLE, ['file', 'count', 'hours_per_week']);
    const raw = this.reader.mapping(this.document.root.people ?? {}, ['people']);
    if (raw.file !== undefined) {
      const table = this.table('people', 'file')!;
      this.reader.note('people.file', raw.file, '', true, ['people', 'file'], '');
      return { rules, ...tables.people(table, code) };
    }
    if (raw.count === undefined) {
      throw this.document.error(
        ['people'],
        'no reviewers',
        'give file: reviewers.csv, or count and hours_per_week',
      );
    }
    const count = this.reader.quantity(raw.count, 'number', ['people', 'count'], 1, MAX_PEOPLE);
    const attention = this.reader.quantity(
      raw.hours_per_week ?? '6.4 h/week',
      'attention',
      ['people', 'hours_per_week'],
      0,
      1,
    );
    this.reader.note('people.count', count, '', true, ['people', 'count'], '');
    const people = Array.from(
      { length: count },
      (_, i): Person => ({
        name: `r${i + 1}`,
        attention,
        familiar: code.map((_, j) => j),
        joined: Number.NEGATIVE_INFINITY,
        left: Number.POSITIVE_INFINITY,
      }),
    );
    return { rules, people, teams: people.map((): string[] => []) };
  }

  private open(tables: Tables, areas: Area[]): Scenario['open'] {
    const rules = this.reader.read('open', OPEN, ['file']);
    const table = this.table('open', 'file');
    const counts =
      table === undefined
        ? []
        : tables.open(
            table,
            areas.map(({ name }) => name),
          );
    if (table !== undefined) {
      const total = counts.reduce((sum, { open }) => sum + open, 0);
      this.reader.note('open.file', `${table.file}: ${total} changes`, 'changes', true, ['open', 'file'], '');
    }
    return { counts, ...rules };
  }

  private arrivals(tables: Tables, areas: Area[], cycles: Cycle[]): Arrivals {
    const rules = this.reader.read('arrivals', ARRIVALS, ['history', 'from', 'rates', 'changes']);
    const raw = this.reader.mapping(this.document.root.arrivals ?? {}, ['arrivals']);
    const names = areas.map(({ name }) => name);
    const changes =
      raw.changes === undefined
        ? Number.POSITIVE_INFINITY
        : this.reader.quantity(raw.changes, 'number', ['arrivals', 'changes'], 1, 1e8);
    if (cycles.length === 0 && changes === Number.POSITIVE_INFINITY) {
      throw this.document.error(['arrivals'], 'a run without end', 'give a calendar, or arrivals: changes');
    }
    const table = this.table('arrivals', 'history');
    if (table !== undefined && raw.rates === undefined) {
      const counts = tables.arrivals(table, names);
      const from = this.fitFrom(tables, raw.from, counts[0]!.at);
      return { history: { counts, from, until: 0, file: table.file }, rates: [], changes, ...rules };
    }
    const rates = this.reader.mapping(raw.rates, ['arrivals', 'rates']);
    this.document.rejectUnknown(rates, ['arrivals', 'rates'], names);
    const perArea = names.map((name) => {
      const path = ['arrivals', 'rates', name];
      const rate = this.reader.quantity(rates[name] ?? 0, 'rate', path);
      this.reader.note(`arrivals.rates.${name}`, rates[name] ?? 0, 'with its value', true, path, '');
      return rate;
    });
    return { history: undefined, rates: perArea, changes, ...rules };
  }

  private fitFrom(tables: Tables, raw: unknown, first: number): number {
    const path = ['arrivals', 'from'];
    if (raw === undefined) return Math.max(first, -52 * WEEK);
    const date = typeof raw === 'string' ? readDate(raw) : undefined;
    if (date === undefined)
      throw this.document.error(path, `'${String(raw)}' is not a date`, 'write it like 2013-10-17');
    const from = tables.hours(date);
    if (from >= -4 * WEEK) throw this.document.error(path, 'less than four weeks to fit', 'begin earlier');
    this.reader.note('arrivals.from', raw, '', true, path, '');
    return from;
  }

  private replications(): number | 'auto' {
    const raw = (this.document.root.study as { replications?: unknown } | undefined)?.replications ?? 'auto';
    if (raw === 'auto') return 'auto';
    const count = this.reader.quantity(raw, 'number', ['study', 'replications'], 1, 1e6);
    if (Number.isInteger(count)) return count;
    throw this.document.error(
      ['study', 'replications'],
      `${count} is not a whole number`,
      'write auto or a whole number',
    );
  }

  /** The table named by a root key, or by a key of a section; undefined if none is named. */
  private table(section: string, key?: string): Table | undefined {
    const path = key === undefined ? [section] : [section, key];
    const holder =
      key === undefined
        ? this.document.root
        : ((this.document.root[section] ?? {}) as Record<string, unknown>);
    const name = holder[key ?? section];
    return name === undefined ? undefined : this.readTable(this.text(name, path), this.document.place(path));
  }

  /** People who join with an organization are an assumption that belongs beside every verdict. */
  private noteJoining(organizations: Organization[], people: Person[]): void {
    organizations.forEach(({ short, teams }, i) => {
      const members = [...new Set(teams.flatMap((team) => team.members))].map((index) => people[index]!);
      const joining = members.filter(({ joined }) => joined >= 0);
      if (joining.length === 0) return;
      const hours = joining.reduce((sum, { attention }) => sum + attention * WEEK, 0);
      const value = `${joining.length} of ${members.length} reviewers join, with ${Number(hours.toFixed(1))} h/week in all`;
      this.reader.note(`organizations.${short}.joining`, value, '', true, ['organizations', i], '');
    });
  }

  private noteSources(): void {
    const known = this.reader.inputs.map(({ key }) => key);
    for (const [key, source] of Object.entries(
      (this.document.root.sources ?? {}) as Record<string, string>,
    )) {
      if (known.includes(key)) continue;
      const file = /\.csv$/.test(key);
      if (!file)
        throw this.document.error(['sources', key], `no input is called '${key}'`, didYouMean(key, known));
      const provenance = /^assumption/.test(source) ? 'assumption' : 'given';
      this.reader.inputs.push({ key, value: 'file', unit: '', provenance, source });
    }
  }

  private index(name: string, names: string[], what: string, path: KeyPath): number {
    const index = names.indexOf(name);
    if (index >= 0) return index;
    throw this.document.error(path, `unknown ${what} '${name}'`, didYouMean(name, names));
  }

  private text(value: unknown, path: KeyPath): string {
    if (typeof value === 'string' && value !== '') return value;
    throw this.document.error(path, 'no text', 'write a text');
  }

  private optionalText(key: string, fallback: string): string {
    const value = this.document.root[key];
    return value === undefined ? fallback : this.text(value, [key]);
  }
}

function file(path: string): string {
  return path.split(/[\\/]/).at(-2) ?? path;
}
