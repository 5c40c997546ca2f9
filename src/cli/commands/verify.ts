import { availableParallelism } from 'node:os';
import { DidNotHold, didYouMean, InputError, Interrupted } from '../../errors.ts';
import { type ExactCase, readCases } from '../../experiment/verify/cases.ts';
import { MODELS } from '../../experiment/verify/models.ts';
import type { Verdict } from '../../experiment/verify/verdict.ts';
import {
  type Group,
  groupsOf,
  ofFamily,
  prepare,
  type Run,
  refuseExcess,
  verifyGroup,
} from '../../experiment/verify/verify.ts';
import { readText, shorter } from '../files.ts';
import { ownCases } from '../product.ts';
import { Progress } from '../progress.ts';
import type { Chunk } from '../verify-worker.ts';

const FIRST_LOOK = 100;

export interface VerifyOptions {
  family?: string;
  precision: number;
  seed: string;
  workers?: number;
  json?: boolean;
  keepGoing?: boolean;
}

/** Simulates models whose values are known exactly and lays the two side by side. */
export async function verify(path: string | undefined, options: VerifyOptions): Promise<void> {
  const faults: InputError[] = [];
  const onFault = (fault: InputError) => {
    if (options.keepGoing !== true) throw fault;
    faults.push(fault);
    process.stderr.write(`${fault.message}\n`);
  };
  const cases = chosen(path ?? ownCases(), options.family, onFault);
  const groups: Prepared[] = [];
  for (const group of groupsOf(cases)) {
    try {
      const experiment = prepare(group, options.seed);
      await refuseExcess(group, experiment);
      groups.push({ group, experiment });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      onFault(error);
    }
  }
  const verdicts = await onAllCores(groups, cases.length, options, (exact, verdict) =>
    tell(exact, verdict, options.json === true),
  );
  summarize(verdicts, faults.length, options);
  if (faults.length > 0) {
    const file = shorter(path ?? ownCases());
    throw new InputError(
      `${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}, the values apart from them are verified`,
      { file },
      'mend the places named above',
    );
  }
  if (verdicts.some(({ word }) => word === 'fails' || word === 'not expressible'))
    throw new DidNotHold('not all hold');
}

function chosen(path: string, family: string | undefined, onFault: (fault: InputError) => void): ExactCase[] {
  const file = shorter(path);
  const cases = readCases(file, readText(path, { file }), onFault);
  if (family === undefined) return cases;
  const own = ofFamily(cases, family);
  if (own.length > 0) return own;
  const names = new Set([...cases.map(({ model }) => model), ...Object.keys(MODELS)]);
  throw new InputError(`no values of a family '${family}'`, { file }, didYouMean(family, names));
}

interface Prepared {
  group: Group;
  experiment: ReturnType<typeof prepare>;
}

/** Verifies group after group, each on all cores, and tells every verdict in the order of the file. */
async function onAllCores(
  groups: readonly Prepared[],
  total: number,
  options: VerifyOptions,
  tell: (exact: ExactCase, verdict: Verdict) => void,
): Promise<Verdict[]> {
  const { Piscina } = await import('piscina');
  const threads = options.workers ?? availableParallelism();
  const pool = new Piscina<Chunk, Float64Array[] | string>({
    filename: new URL('../verify-worker.js', import.meta.url).href,
    minThreads: threads,
    maxThreads: threads,
    idleTimeout: Number.POSITIVE_INFINITY,
  });
  const controller = new AbortController();
  const abort = () => controller.abort();
  process.once('SIGINT', abort);
  process.once('SIGTERM', abort);
  const progress = new Progress();
  const told = new InOrder(
    groups.flatMap(({ group }) => group.numbers),
    tell,
  );
  const verdicts: Verdict[] = [];
  const rules = { precision: options.precision, tests: total, replications: FIRST_LOOK };
  try {
    for (const { group, experiment } of groups) {
      const run: Run = async (task, first, count) => {
        const size = Math.max(1, Math.ceil(count / (4 * threads)));
        const chunks: Promise<Float64Array[] | string>[] = [];
        for (let at = 0; at < count; at += size) {
          const chunk = { task, first: first + at, count: Math.min(size, count - at) };
          chunks.push(pool.run(chunk, { signal: controller.signal }));
        }
        progress.update(
          `${verdicts.length} of ${total} values: ${task.model}, ${first + count} replications`,
        );
        const { model, place } = group.cases[0]!;
        return (await Promise.all(chunks)).flatMap((rows) => {
          if (typeof rows !== 'string') return rows;
          throw new InputError(`${model}: ${rows}`, place, 'lower the arrival rate, or shorten the time');
        });
      };
      const found = await verifyGroup(group, experiment, options.seed, rules, run);
      found.forEach((verdict, i) => {
        verdicts.push(verdict);
        told.add(group.numbers[i]!, group.cases[i]!, verdict);
      });
    }
    progress.end();
    told.rest();
    return verdicts;
  } catch (error) {
    progress.end();
    if (!controller.signal.aborted) throw error;
    told.rest();
    process.stderr.write(`interrupted: ${verdicts.length} of ${total} values were verified\n`);
    throw new Interrupted('interrupted');
  } finally {
    process.off('SIGINT', abort);
    process.off('SIGTERM', abort);
    await pool.destroy();
  }
}

/** Passes verdicts on in the order of the file, as soon as all before are there. */
class InOrder {
  private readonly waiting = new Map<number, [ExactCase, Verdict]>();
  private readonly numbers: readonly number[];
  private readonly tell: (exact: ExactCase, verdict: Verdict) => void;
  private told = 0;

  constructor(numbers: readonly number[], tell: (exact: ExactCase, verdict: Verdict) => void) {
    this.numbers = [...numbers].sort((a, b) => a - b);
    this.tell = tell;
  }

  add(number: number, exact: ExactCase, verdict: Verdict): void {
    this.waiting.set(number, [exact, verdict]);
    for (;;) {
      const next = this.numbers[this.told] ?? -1;
      const found = this.waiting.get(next);
      if (found === undefined) return;
      this.waiting.delete(next);
      this.told++;
      this.tell(...found);
    }
  }

  /** Those that wait for one which will not come. */
  rest(): void {
    for (const number of [...this.waiting.keys()].sort((a, b) => a - b))
      this.tell(...this.waiting.get(number)!);
    this.waiting.clear();
  }
}

function tell(
  { model, params, metric, value }: ExactCase,
  { estimate, error, z, word, why }: Verdict,
  json: boolean,
): void {
  if (json) {
    process.stdout.write(
      `${JSON.stringify({ model, params, metric, exact: value, estimate, se: error, z, verdict: word })}\n`,
    );
    return;
  }
  const where = `${model}${shownParams(params)}: ${metric}`;
  const seen = Number.isNaN(estimate)
    ? `exact ${digits(value)}${why === undefined ? '' : ` (${why})`}`
    : `exact ${digits(value)}, simulated ${digits(estimate)} ± ${digits(error)} (z ${z.toFixed(1)})`;
  process.stdout.write(`${word.padEnd(15)} ${where}  ${seen}\n`);
}

const WIDEST = 90;

function shownParams(params: Readonly<Record<string, unknown>>): string {
  const text = Object.entries(params)
    .filter(([key]) => key !== 'rule' && key !== 'network')
    .map(([key, value]) => ` ${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join('');
  return text.length > WIDEST ? `${text.slice(0, WIDEST - 1)}…` : text;
}

function digits(value: number): string {
  return String(Number(value.toPrecision(5)));
}

function summarize(verdicts: readonly Verdict[], faults: number, { precision, seed }: VerifyOptions): void {
  const count = (word: Verdict['word']) => verdicts.filter((verdict) => verdict.word === word).length;
  const parts = [
    `${count('holds')} of ${verdicts.length} exact values hold`,
    `${count('fails')} fail`,
    `${count('not expressible')} cannot be expressed`,
    `${count('not a value')} are no values to be met`,
    ...(faults > 0 ? [`${faults} faults in the file`] : []),
  ];
  process.stderr.write(
    `${parts.join(', ')}. Standard errors at most ${Number((100 * precision).toPrecision(3))} %, seed ${seed}.\n`,
  );
}
