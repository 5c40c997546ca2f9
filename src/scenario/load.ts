import { didYouMean } from '../errors.ts';
import { readAreas } from './areas.ts';
import { readArrivals, readOpen } from './arrivals.ts';
import { readCycles } from './calendar.ts';
import { refuseIdleInputs } from './calendar-needed.ts';
import { readCalibration } from './calibration.ts';
import { type KeyPath, ScenarioDocument, shown } from './document.ts';
import { type FittedReader, openFitted, type ReadText } from './fitted.ts';
import { dateAt, type Inputs, type ReadTable, tableAt } from './inputs.ts';
import { CHANGES, GATE, STUDY } from './keys.ts';
import { listed } from './most.ts';
import { readOrganizations } from './organizations.ts';
import { readPeople } from './people.ts';
import { readReviewRules, refuseApprovalsBesideRoutes } from './review-rules.ts';
import { SectionReader } from './section.ts';
import { Tables } from './tables.ts';
import { type Organization, type Person, type Scenario, type Team, WEEK } from './types.ts';
import { Units } from './units.ts';

export type { ReadText } from './fitted.ts';
export type { ReadTable } from './inputs.ts';

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
  'actual',
  'agreement',
  'calibration',
  'calibrated',
  'organizations',
  'study',
  'sources',
];
/** Each is a run of its own. */
const MOST_PAST = 10;
const MOST_REPLICATIONS = 1_000_000;

/**
 * Reads a scenario: YAML `text` plus the tables it names. Everything is checked before anything runs; the first
 * fault throws InputError with its place and remedy. Values that calibration has found take effect where the scenario
 * says nothing itself.
 */
export async function loadScenario(
  file: string,
  text: string,
  readTable: ReadTable,
  readText?: ReadText,
): Promise<Scenario> {
  const document = new ScenarioDocument(file, text);
  checkSchema(document);
  document.rejectUnknown(document.root, [], ROOT_KEYS);
  const sources = readSources(document);
  const units = await Units.open();
  const fitted = openFitted(document, readText, units);
  const reader = new SectionReader(document, units, sources, fitted);
  const startDate = readStart(document, reader);
  const inputs = { document, reader, tables: new Tables(startDate), readTable };
  return read(inputs, startDate, sources, fitted);
}

function read(
  inputs: Inputs,
  startDate: number,
  sources: Record<string, string>,
  fitted: FittedReader | undefined,
): Scenario {
  const { document, reader, tables } = inputs;
  const study = reader.read('study', STUDY, ['replications']);
  const { cycles, pastCycles } = readCycles(inputs, study.freeze);
  const { areas, code } = readAreas(document, reader);
  const changes = reader.read('changes', CHANGES);
  const review = readReviewRules(document, reader, areas, code);
  const gate = reader.read('gate', GATE);
  const { people, rules, teams } = readPeople(inputs, code);
  const open = readOpen(inputs, areas);
  const arrivals = readArrivals(inputs, areas, cycles);
  refuseIdleInputs(document, cycles, arrivals, rules, people, areas, review.discipline);
  const end = cycles.at(-1)?.release ?? 0;
  const dateOf = (raw: unknown, path: KeyPath) => tables.hours(dateAt(document, raw, path));
  const context = {
    document,
    reader,
    people,
    teamsOf: teams,
    code,
    approvals: review.approvals,
    end,
    dateOf,
  };
  const organizations = readOrganizations(context);
  refuseApprovalsBesideRoutes(document, review, organizations);
  noteOrganizations(reader, organizations, people, code);
  const history = tableAt(inputs, ['history']);
  const actual = tableAt(inputs, ['actual']);
  const calibration = cycles.length === 0 ? undefined : readCalibration(inputs, areas, review.discipline);
  noteSources(document, reader, sources);
  return {
    title: optionalText(document, 'title', folderOf(document.file)),
    project: optionalText(document, 'project', ''),
    question: optionalText(document, 'question', ''),
    seed: readSeed(document),
    startDate,
    cycles,
    pastCycles,
    areas,
    code,
    arrivals,
    changes,
    review,
    gate,
    peopleRules: rules,
    open,
    people,
    organizations,
    observed: history === undefined ? [] : tables.observed(history),
    actual:
      actual === undefined
        ? []
        : tables.actual(
            actual,
            areas.map(({ name }) => name),
            cycles,
          ),
    agreement: readAgreement(document),
    calibration,
    fitted: fitted?.finish(reader.inputs.map(({ key }) => key)),
    smallestEffect: study.smallest_effect,
    replications: readReplications(document, reader),
    inputs: reader.inputs,
    place: (key) => document.place([key]),
  };
}

function checkSchema(document: ScenarioDocument): void {
  const { schema } = document.root;
  if (schema === 1) return;
  const what = schema === undefined ? 'a scenario without a schema' : `not a scenario of schema 1`;
  throw document.error(['schema'], what, 'begin with a line `schema: 1`');
}

function readSources(document: ScenarioDocument): Record<string, string> {
  const raw = document.mapping(document.root.sources ?? {}, ['sources']);
  for (const key of Object.keys(raw)) raw[key] = document.text(raw[key], ['sources', key]);
  return raw as Record<string, string>;
}

function readStart(document: ScenarioDocument, reader: SectionReader): number {
  const raw = document.root.start;
  if (raw === undefined) return Date.UTC(2000, 0, 1);
  const date = dateAt(document, raw, ['start']);
  reader.note('start', raw, true, ['start']);
  return date;
}

function readSeed(document: ScenarioDocument): string {
  const raw = document.root.seed ?? 1;
  if (typeof raw === 'number') return String(raw);
  return document.text(raw, ['seed']);
}

function readReplications(document: ScenarioDocument, reader: SectionReader): number | 'auto' {
  const { replications } = document.mapping(document.root.study ?? {}, ['study']);
  if (replications === undefined || replications === null || replications === 'auto') return 'auto';
  return reader.count(replications, ['study', 'replications'], 1, MOST_REPLICATIONS);
}

/** What each team may do, and who joins with an organization: an assumption that belongs beside every verdict. */
function noteOrganizations(
  reader: SectionReader,
  organizations: Organization[],
  people: Person[],
  code: string[],
): void {
  organizations.forEach(({ short, teams, sameAs }, i) => {
    if (sameAs !== undefined) return;
    teams.forEach(({ name, members, owns, approvals }, t) => {
      const areas = listed(owns, code);
      const value = `${members.length} reviewers, ${approvals} approvals, over ${areas}`;
      reader.note(`organizations.${short}.${name}`, value, true, ['organizations', i, 'teams', t]);
    });
    const members = [...new Set(listsOf(teams).flat())].map((index) => people[index]!);
    const joining = members.filter(({ joined }) => joined >= 0);
    if (joining.length === 0) return;
    const hours = joining.reduce((sum, { attention }) => sum + attention * WEEK, 0);
    const value = `of ${members.length} reviewers ${joining.length} join, with ${Number(hours.toFixed(1))} h/week in all`;
    reader.note(`organizations.${short}.joining`, value, true, ['organizations', i]);
  });
}

/** Members of the teams, a list that several share once. */
function listsOf(teams: readonly Team[]): number[][] {
  return [...new Set(teams.map(({ members }) => members))];
}

/** Sources of files become inputs of their own; those of values must name one. */
function noteSources(
  document: ScenarioDocument,
  reader: SectionReader,
  sources: Record<string, string>,
): void {
  const known = reader.inputs.map(({ key }) => key);
  for (const [key, source] of Object.entries(sources)) {
    if (known.includes(key)) continue;
    if (!/\.csv$/.test(key))
      throw document.keyError(['sources', key], `no input is called '${shown(key)}'`, didYouMean(key, known));
    const provenance = /^assumption/.test(source) ? 'assumption' : 'given';
    reader.inputs.push({ key, value: 'file', unit: '', provenance, source });
  }
}

/** Paths of the scenarios of the past, relative to this one. */
function readAgreement(document: ScenarioDocument): Scenario['agreement'] {
  const raw = document.root.agreement ?? [];
  if (!Array.isArray(raw))
    throw document.error(['agreement'], 'no list of scenarios', 'write [../one, ../other]');
  if (raw.length > MOST_PAST)
    throw document.error(['agreement'], `${raw.length} scenarios`, `name at most ${MOST_PAST}`);
  return raw.map((item, i) => {
    const path = document.text(item, ['agreement', i]);
    if (raw.indexOf(item) < i) throw document.error(['agreement', i], `'${path}' twice`, 'name each once');
    return { path, place: document.place(['agreement', i]) };
  });
}

function optionalText(document: ScenarioDocument, key: string, fallback: string): string {
  const value = document.root[key] ?? undefined;
  return value === undefined ? fallback : document.text(value, [key]);
}

function folderOf(path: string): string {
  return path.split(/[\\/]/).at(-2) ?? path;
}
