import { InputError } from '../../errors.ts';
import type { HistoryChange } from '../../history/change.ts';
import { ChangeCells } from '../../history/change-cells.ts';
import { ChangeReader, type Findings } from '../../history/changes.ts';
import { Records } from '../../history/records.ts';
import { readTime } from '../../history/times.ts';
import type { CaseChange } from './on-the-day.ts';

/** The rows of a case, read twice: as the day of the split shows them, and as they ended. */
export interface CaseRows {
  /**
   * What later days wrote into a row is gone before the row is read, so that it cannot even decide whether the row can be
   * used. Rows created later hold nothing but their creation.
   */
  masked: readonly CaseChange[];
  /** For the score alone. */
  whole: readonly CaseChange[];
}

/** Reads the rows of one file of a case; `repo` stands where a row names none. Throws InputError. */
export function readCaseRows(
  file: string,
  bytes: Uint8Array,
  { split, repo }: { split: number; repo: string },
  findings: Findings,
): CaseRows {
  const reader = new ChangeReader(file, findings);
  const rows = [...reader.push(bytes), ...reader.end()];
  const withoutWork = rows.filter(({ moved }) => moved === undefined);
  if (withoutWork.length === rows.length)
    throw new InputError(
      `no row says whether its work moved`,
      { file, line: 1 },
      `add a column 'moved' of 0 and 1`,
    );
  for (const { changeId } of withoutWork)
    findings.aside.add('neither 0 nor 1 in moved', { where: file, example: changeId });
  return { masked: caseChanges(maskedRows(bytes, split), repo), whole: caseChanges(rows, repo) };
}

function caseChanges(changes: readonly HistoryChange[], repo: string): CaseChange[] {
  return changes.flatMap((change) =>
    change.moved === undefined ? [] : [{ ...change, repo: change.repo ?? repo, moved: change.moved }],
  );
}

/** The same records with later cells blank. What is at fault has been told by the first reading. */
function maskedRows(bytes: Uint8Array, split: number) {
  const records = new Records();
  let mask: ((cells: readonly string[]) => string[]) | undefined;
  let reader: ChangeCells | undefined;
  return [...records.push(bytes), ...records.end()].flatMap(({ cells, fault }) => {
    if (fault !== undefined) return [];
    if (mask === undefined || reader === undefined) {
      const header = cells.map((cell) => cell.trim());
      [mask, reader] = [maskUnder(header, split), new ChangeCells(header)];
      return [];
    }
    const change = reader.read(mask(cells));
    return typeof change === 'string' ? [] : [change];
  });
}

const TIMES = ['first_review_at', 'revised_at', 'merged_at', 'closed_at'];
/** What only a closed change has for good. */
const OF_THE_END = ['revised_at', 'patch_sets', 'reviewers'];

function maskUnder(header: readonly string[], split: number): (cells: readonly string[]) => string[] {
  const at = (name: string) => header.indexOf(name);
  return (cells) => {
    const masked = [...cells];
    const time = (name: string) => readTime(masked[at(name)]?.trim() ?? '');
    const blank = (name: string) => {
      if (at(name) >= 0) masked[at(name)] = '';
    };
    const isNew = !(time('created_at')! < split);
    for (const name of TIMES) if (isNew || time(name)! >= split) blank(name);
    const [merged, closed] = [time('merged_at') !== undefined, time('closed_at') !== undefined];
    if (!merged && !closed) for (const name of OF_THE_END) blank(name);
    if (at('status') >= 0 && cells[at('status')]?.trim() !== '')
      masked[at('status')] = merged ? 'merged' : closed ? 'abandoned' : 'open';
    return masked;
  };
}
