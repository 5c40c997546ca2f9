import { isDeepStrictEqual } from 'node:util';
import { expectedTurns, expectedUntil } from '../../demand/steady.ts';
import { InputError } from '../../errors.ts';
import { Replications } from '../../experiment/aggregate.ts';
import { comingsAndGoings } from '../../experiment/limits.ts';
import { type Memory, prepareStudy, replicate, type Study } from '../../experiment/replicate.ts';
import { readCases } from '../../experiment/verify/cases.ts';
import { groupsOf, prepare, refuseExcess } from '../../experiment/verify/verify.ts';
import { asWritten } from '../../report/csv.ts';
import { readResults } from '../../report/read-results.ts';
import type { Results } from '../../report/results.ts';
import { type Finished, tabulate } from '../../report/tables.ts';
import { verdictSentences } from '../../report/verdict.ts';
import { tableFiles, textFiles } from '../../report/write.ts';
import { TooManyReviews } from '../../review/record.ts';
import { Room } from '../../review/room.ts';
import { openPast, openScenario, readText } from '../files.ts';
import { inputHashes, PRODUCT, version } from '../product.ts';

const REPLICATIONS = 2;
/**
 * What one replication may ask of a case here: changes times organizations, turns of phases and comings of people, and
 * numbers that it leaves. The product allows more (millions of changes, a million numbers), and that takes as long as it
 * takes, which is no hang.
 */
const MOST_WORK = 20_000;
const MOST_EVENTS = 200_000;
const MOST_NUMBERS = 50_000;

/** A scenario that is valid but larger than a case may be: it was read and planned, and is not run. */
export class TooLarge extends Error {}

/** Reads and plans a scenario as `run` does. Throws InputError, or {@link TooLarge}. */
export async function prepared(
  path: string,
): Promise<{ study: Study; past: Study[]; hashes: Record<string, string> }> {
  const { source, scenario } = await openScenario(path);
  const study = prepareStudy(scenario);
  const past = (await openPast(source, scenario)).map(prepareStudy);
  for (const one of [study, ...past]) refuseLarge(one);
  return { study, past, hashes: inputHashes(source) };
}

function refuseLarge({ scenario, plan, layout }: Study): void {
  const open = scenario.open.counts.reduce((sum, count) => sum + count.open, 0);
  const byWeek = plan.expected.flat().reduce((sum, n) => sum + n, 0);
  const until = Number.isFinite(scenario.arrivals.changes) ? scenario.arrivals.changes : expectedUntil(plan);
  const work = (open + byWeek + until) * scenario.organizations.length;
  const events = expectedTurns(plan) + comingsAndGoings(plan) * scenario.organizations.length;
  if (work <= MOST_WORK && events <= MOST_EVENTS && layout.length <= MOST_NUMBERS) return;
  throw new TooLarge(`${work} changes, ${events} turns, ${layout.length} numbers`);
}

/**
 * All that `run` does in one thread and without disk and drawing: what has no calendar is only simulated, as `run` refuses
 * it. Whether the tables hold all that there is, and read back as what they were made from, is part of it.
 */
export async function rehearse(path: string): Promise<void> {
  const { study, past, hashes } = await prepared(path);
  const finished = [study, ...past].map((one) => finish(one, path));
  if (study.scenario.cycles.length === 0) return;
  const results = resultsOf(finished, hashes);
  const texts = new Map([...tableFiles(results)].map(([name, text]) => [name, String(text)]));
  const read = readResults('rehearsed', texts);
  const other = (Object.keys(results) as (keyof Results)[]).find(
    (name) => !isDeepStrictEqual(read[name], results[name]),
  );
  if (other !== undefined || !isDeepStrictEqual(read, results))
    throw new Error(`the tables do not read back as what was written: ${other ?? 'there are more of them'}`);
  verdictSentences(results);
  const proposal = [...textFiles(results)].map(([name, text]) => [name, String(text)] as const);
  const hollow = proposal.find(([, text]) =>
    /\bundefined\b|\[object |\bNaN\b/.test(text.replaceAll(study.scenario.title, '')),
  );
  if (hollow !== undefined) throw new Error(`${hollow[0]} shows what does not exist`);
}

function finish(study: Study, file: string): Finished {
  const replications = new Replications(study.layout);
  const memory: Memory = { review: new Room() };
  try {
    for (let k = 0; k < REPLICATIONS; k++) replications.add(replicate(study, k, memory));
  } catch (error) {
    if (error instanceof TooManyReviews) throw new InputError(error.message, { file }, 'as run says');
    throw error;
  }
  return { study, replications };
}

function resultsOf([first, ...past]: Finished[], inputs: Record<string, string>): Results {
  const { study, replications } = first!;
  const { title, project, question, seed, smallestEffect } = study.scenario;
  const ended = { replications: REPLICATIONS, stopped: 'as many as asked', inputs };
  const manifest = { product: PRODUCT, version: version(), scenario: 'fuzz', title, project, question, seed };
  return asWritten(
    tabulate(study, replications, { ...manifest, smallest_effect: smallestEffect, ...ended }, past),
  );
}

/** The tables and the manifest that a run of the scenario at `path` would leave, by file name. */
export async function tablesOf(path: string): Promise<Record<string, string>> {
  const { study, past, hashes } = await prepared(path);
  const files = tableFiles(
    resultsOf(
      [study, ...past].map((one) => finish(one, path)),
      hashes,
    ),
  );
  return Object.fromEntries([...files].map(([name, text]) => [name, String(text)]));
}

/** All that `verify` does with a file of exact values before it simulates. Throws InputError. */
export async function readExactValues(path: string): Promise<void> {
  const cases = readCases(path, readText(path, { file: path }));
  for (const group of groupsOf(cases)) await refuseExcess(group, prepare(group, 'fuzz'));
}
