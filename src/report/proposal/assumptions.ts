import { SECTIONS } from '../../scenario/keys.ts';
import { capitalized, numberWord } from '../charts/phrases.ts';
import type { InputRow } from '../results.ts';
import { type Block, paragraph, type Section, type Statement } from './content.ts';
import type { Facts } from './facts.ts';

/** Inputs that are told one by one, and defaults in a row, before the reader is sent to the table. */
const MOST_STATED = 14;
const MOST_DEFAULTS = 12;

/** Sections of a scenario in the order in which their assumptions matter to a reorganization. */
const ORDER = ['organizations', 'transition', 'people', 'review', 'changes', 'open', 'arrivals'];

/**
 * What nobody measured: first what the scenario itself assumes, with its reasons and the ids of evidence, then defaults that
 * rest on evidence. Defaults that rest on nothing are counted.
 */
export function assumptionsSection({ results: { inputs } }: Facts): Section | undefined {
  const assumed = inputs.filter(({ provenance }) => provenance === 'assumption');
  const defaults = inputs.filter(({ provenance }) => provenance === 'default');
  const all = assumed.length + defaults.length;
  if (all === 0) return undefined;
  const stated = assumed.filter(({ source }) => reasonOf(source) !== '').sort((a, b) => rank(a) - rank(b));
  const told = stated.slice(0, MOST_STATED);
  const shown = defaults.filter(({ source }) => source !== '').slice(0, MOST_DEFAULTS);
  const blocks: Block[] = [];
  if (told.length > 0) blocks.push({ kind: 'list', items: told.map(statementOf) });
  if (shown.length > 0) blocks.push(paragraph(`${shown.map(defaultInWords).join('; ')}.`, 'Defaults:'));
  blocks.push(paragraph(restInWords(all - told.length - shown.length)));
  return { title: 'Assumptions that matter', blocks };
}

function restInWords(rest: number): string {
  const ids = 'Ids in brackets are those of the evidence that comes with reorgsim (scenarios/evidence.csv).';
  if (rest === 0) return `${ids} Every input stands in inputs.csv with its provenance.`;
  const more = `${capitalized(numberWord(rest))} further ${rest === 1 ? 'input rests' : 'inputs rest'}`;
  return `${ids} ${more} on an assumption or a default without more to say: inputs.csv has all, each with its provenance.`;
}

const rank = ({ key }: InputRow): number => {
  const place = ORDER.indexOf(key.split('.')[0]!);
  return place < 0 ? ORDER.length : place;
};

/** The source without the line of the scenario and the word `assumption`. */
const reasonOf = (source: string): string =>
  source
    .replace(/^\S+:\d+ ?/, '')
    .replace(/^assumption:? ?/, '')
    .trim();

/** What a key means, as the language of scenarios has it. */
function meaningOf(key: string): string {
  const [section, name] = key.split('.') as [string, string | undefined];
  const keys: Record<string, { doc: string }> | undefined = SECTIONS[section as keyof typeof SECTIONS];
  const known = keys !== undefined && name !== undefined && Object.hasOwn(keys, name);
  return known ? keys[name]!.doc.replaceAll('`', '') : '';
}

function statementOf(row: InputRow): Statement {
  const value = row.value === 'file' ? '' : `: ${row.value} ${row.unit}`.trimEnd();
  const meaning = meaningOf(row.key);
  const reason = `Assumed: ${reasonOf(row.source)}.`;
  return {
    lead: `${row.key}${value}.`,
    text: meaning === '' ? reason : `${capitalized(meaning)}. ${reason}`,
  };
}

const defaultInWords = ({ key, value, unit, source }: InputRow): string =>
  `${key} ${`${value} ${unit}`.trim()} (${source})`;
