import { InputError } from '../../errors.ts';
import type { Findings } from '../../history/changes.ts';
import { type Actual, actualOf } from './actual.ts';
import { type CaseDefinition, readCaseFile } from './case-file.ts';
import { type CaseRows, readCaseRows } from './case-rows.ts';
import { type Judged, judge } from './judge.ts';
import type { Arrivals, Knowledge } from './knowledge.ts';
import { naiveForecasts } from './naive.ts';
import { arrivalsOf, type CaseChange, knowledgeOf } from './on-the-day.ts';
import type { Projection } from './projection.ts';

/** A file as it was found. */
export interface CaseFile {
  /** Name as shown in messages. */
  file: string;
  bytes: Uint8Array;
}

/** One split that happened, ready to be projected and scored. */
export interface Case {
  knowledge: Knowledge;
  arrivals: Readonly<Record<Arrivals['mode'], Arrivals>>;
  /** What then happened; no model sees it. */
  actual: Actual;
}

/** Reads a case. Throws InputError where it cannot be used. */
export function readCase(
  definitionFile: CaseFile,
  parent: CaseFile,
  child: CaseFile,
  findings: Findings,
): Case {
  const definition = readCaseFile(definitionFile.file, new TextDecoder().decode(definitionFile.bytes));
  const { split, children } = definition;
  const files = [
    readCaseRows(parent.file, parent.bytes, { split, repo: definition.parent }, findings),
    readCaseRows(child.file, child.bytes, { split, repo: children[0]! }, findings),
  ];
  const rows = { masked: files.flatMap((one) => one.masked), whole: files.flatMap((one) => one.whole) };
  refuseUseless(definition, rows, parent.file);
  return caseOf(definition, rows);
}

export function caseOf(definition: CaseDefinition, { masked, whole }: CaseRows): Case {
  return {
    knowledge: knowledgeOf(definition, masked),
    arrivals: {
      observed: arrivalsOf('observed', definition, masked),
      earlier: arrivalsOf('earlier', definition, masked),
    },
    actual: actualOf(whole, definition.score),
  };
}

/** A case of changes that are in one list already, as those that are cut from a history. */
export function caseFrom(definition: CaseDefinition, changes: readonly CaseChange[]): Case {
  return caseOf(definition, { masked: changes, whole: changes });
}

function refuseUseless({ split, fit, score }: CaseDefinition, { whole }: CaseRows, file: string): void {
  const refuse = (useless: boolean, what: string, remedy: string) => {
    if (useless) throw new InputError(what, { file }, remedy);
  };
  refuse(!whole.some(({ moved }) => moved), 'no work moved', "give the rows of what moved a 1 in 'moved'");
  refuse(!whole.some(({ moved }) => !moved), 'all work moved', "give the rows of what stayed a 0 in 'moved'");
  refuse(
    !whole.some(({ mergedAt = 0 }) => mergedAt >= fit.from && mergedAt < fit.until),
    'nothing merged in the window to fit',
    'let "fit" of case.json be a time that the rows tell about',
  );
  refuse(
    !whole.some(({ mergedAt = 0 }) => mergedAt >= score.from && mergedAt < score.until),
    'nothing merged in the window to score',
    'let "score" of case.json be a time that the rows tell about',
  );
  refuse(
    !whole.some(({ createdAt }) => createdAt < split),
    'nothing was created before the split',
    'give the rows of the parent from before it too',
  );
}

/** Lays a projection beside what happened and beside the naive forecasts. */
export function judgeCase(
  { knowledge, arrivals, actual }: Case,
  mode: Arrivals['mode'],
  projection: Projection,
): Judged {
  return judge(knowledge, mode, actual, naiveForecasts(knowledge, arrivals[mode]), projection);
}
