import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { drawChanges } from '../demand/draw-changes.ts';
import { fitWeeklyArrivals } from '../history/arrivals.ts';
import { readCsv } from '../history/csv.ts';
import { drawCapacity } from '../review/capacity.ts';
import { simulate } from '../review/review-process.ts';
import { Room } from '../review/room.ts';
import { loadScenario } from '../scenario/load.ts';
import { WEEK } from '../scenario/types.ts';
import { fitCounts } from '../stats/counts.ts';
import { coverageOf } from '../stats/coverage.ts';
import type { FamilyName } from '../stats/families.ts';
import { fitTimes, parameterIntervals } from '../stats/fit.ts';
import type { Interval } from '../stats/interval.ts';
import { mean } from '../stats/summary.ts';
import { kaplanMeier, type Lifetime, survivalInterval } from '../stats/survival.ts';
import { Replications } from './aggregate.ts';
import { verdictOf } from './compare.ts';
import { prepareStudy, replicate, type Study } from './replicate.ts';

/**
 * A thousand studies each of scenarios whose answers are known beforehand: intervals of 95 % have to hold the answer in
 * 95 ± 1.4 % of them. That is two standard errors of a thousand, so that of twenty right intervals one would miss it each
 * time that draws change: single parameters are given three and a half, all of a test together have to keep to 1.4.
 */
const Coverage = suite('coverage');

const STUDIES = 1_000;
const SEED = 'coverage';

async function study(name: string, keys: string): Promise<Study> {
  const text = `schema: 1\nseed: '${SEED} ${name}'\nstart: 2020-01-06\ncalendar: cycles.csv\n${keys}`;
  const read = (name: string) =>
    readCsv(name, 'cycle,start,freeze,release\nonly,2020-01-06,2020-01-27,2020-02-03\n');
  return prepareStudy(await loadScenario('coverage.yaml', text, read));
}

/** Counts how often intervals hold what is true, and claims that this is as often as they say. */
class Tally {
  private readonly held = new Map<string, number>();
  private readonly told = new Map<string, number>();

  see(what: string, { low, high }: Pick<Interval, 'low' | 'high'>, exact: number): void {
    this.told.set(what, (this.told.get(what) ?? 0) + 1);
    this.held.set(what, (this.held.get(what) ?? 0) + (low <= exact && exact <= high ? 1 : 0));
  }

  isNominal(): void {
    let all = 0;
    for (const [what, n] of this.told) {
      const held = this.held.get(what)!;
      assert.is(n, STUDIES);
      assert.ok(Math.abs(held - 0.95 * n) <= 0.024 * n, this.text(what, held, n));
      all += held;
    }
    const n = STUDIES * this.told.size;
    assert.ok(Math.abs(all - 0.95 * n) <= 0.014 * n, this.text('all', all, n));
  }

  /** The same for one of them, to 1.4 %. */
  isNominalFor(what: string): void {
    const [held, n] = [this.held.get(what)!, this.told.get(what)!];
    assert.ok(Math.abs(held - 0.95 * n) <= 0.014 * n, this.text(what, held, n));
  }

  private text(what: string, held: number, n: number): string {
    const { share, p } = coverageOf(held, n, 0.95);
    return `${what}: ${(100 * share).toFixed(1)} % of ${n} (seed ${SEED}), p ${p.toFixed(3)}`;
  }
}

// ── studies of organizations ────────────────────────────────────────────────────────────────────────────────────────

/** Changes a week: what comes into each of two areas, and what each of four reviewers gets done. */
const [WEEKS, ARRIVING, DONE] = [4, 8, 3];

/** Mean open changes after {@link WEEKS} weeks, begun with none: the forward equations of the birth and death of changes. */
function meanOpen(rate: number, reviewers: number): number {
  const [states, steps] = [120, 4_000];
  const h = WEEKS / steps;
  let law = new Float64Array(states);
  law[0] = 1;
  const slope = (at: Float64Array) =>
    at.map((share, n) => {
      const out = share * ((n < states - 1 ? rate : 0) + Math.min(n, reviewers) * DONE);
      return rate * (at[n - 1] ?? 0) + Math.min(n + 1, reviewers) * DONE * (at[n + 1] ?? 0) - out;
    });
  const ahead = (at: Float64Array, by: Float64Array, part: number) => at.map((x, n) => x + part * by[n]!);
  for (let step = 0; step < steps; step++) {
    const k1 = slope(law);
    const k2 = slope(ahead(law, k1, h / 2));
    const k3 = slope(ahead(law, k2, h / 2));
    const k4 = slope(ahead(law, k3, h));
    law = law.map((x, n) => x + (h / 6) * (k1[n]! + 2 * k2[n]! + 2 * k3[n]! + k4[n]!));
  }
  return law.reduce((sum, share, n) => sum + n * share, 0);
}

const PLAIN = `
changes:
  features: 0
  size: {law: constant, value: 1}
  effort: {law: exponential, mean: 1 h}
  rounds: {law: constant, value: 1}
  patience: none
  by_reviewers: 0
review: {approvals: 1, discipline: first in first out}
gate: {duration: 0 h, flake: 0, conflict: 0}
`;

Coverage('intervals of backlogs and of their paired difference hold the exact values', async () => {
  const teams = ['a', 'b'].map(
    (area, i) => `{name: ${area}, owns: [${area}], members: [r${2 * i + 1}, r${2 * i + 2}]}`,
  );
  const organizations = await study(
    'organizations',
    `areas: {a: , b: }
arrivals: {rates: {a: ${ARRIVING} / week, b: ${ARRIVING} / week}, factor: "week < ${WEEKS} ? 1 : 0"}
${PLAIN}
people: {count: 4, hours_per_week: ${DONE} h/week, absence: 0}
organizations:
  - {name: pooled, teams: [{name: team, owns: all, members: all}]}
  - {name: split, teams: [${teams}]}`,
  );
  const [pooled, split] = [meanOpen(2 * ARRIVING, 4), 2 * meanOpen(ARRIVING, 2)];
  assert.ok(split > pooled + 1, `${pooled}, ${split}`);
  const { layout } = organizations;
  const [ofPooled, ofSplit] = [layout.headline(0), layout.headline(1)];
  const tally = new Tally();
  let [wrong, clear, wide, narrow] = [0, 0, 0, 0];
  const memory = { review: new Room() };
  for (let s = 0; s < STUDIES; s++) {
    const replications = new Replications(layout);
    for (let k = 0; k < 20; k++) replications.add(replicate(organizations, 20 * s + k, memory));
    const difference = replications.difference(ofPooled, ofSplit, -1);
    const [first, second] = [replications.summary(ofPooled), replications.summary(ofSplit)];
    tally.see('pooled', first, pooled);
    tally.see('split', second, split);
    tally.see('difference', difference, split - pooled);
    const verdict = verdictOf(difference, first.mean, 0, -1);
    if (verdict === 'better') wrong++;
    if (verdict === 'worse') clear++;
    wide += Math.hypot(first.high - first.low, second.high - second.low) / STUDIES;
    narrow += (difference.high - difference.low) / STUDIES;
  }
  tally.isNominal();
  tally.isNominalFor('difference');
  assert.is(wrong, 0, 'no study says that the split is better');
  assert.ok(clear > 0.5 * STUDIES, `${clear} studies say that it is worse`);
  assert.ok(narrow < 0.7 * wide, `on the same changes: ${narrow}, on others: ${wide}`);
});

// ── simulate, fit, recover ──────────────────────────────────────────────────────────────────────────────────────────

Coverage('level and dispersion of arrivals are recovered from what was drawn', async () => {
  const [level, dispersion, seen] = [9, 2.5, 30];
  const { plan } = await study(
    'arrivals',
    `areas: {a: }
arrivals: {rates: {a: ${level} / week}, dispersion: ${dispersion}, factor: "1 + 0.4 * sin(week / 3)"}
${PLAIN}
people: {count: 1, hours_per_week: 1 h/week}
organizations: [{name: one, teams: [{name: team, owns: all, members: all}]}]`,
  );
  assert.is(plan.weeks, seen);
  const profile = plan.expected[0]!.map((expected) => expected / level);
  const tally = new Tally();
  const [levels, dispersions]: [number[], number[]] = [[], []];
  let apart = 0;
  for (let s = 0; s < STUDIES; s++) {
    const { created, count } = drawChanges(plan, s);
    const counts = new Array<number>(seen).fill(0);
    for (let change = 0; change < count; change++) counts[Math.floor(created[change]! / WEEK)]!++;
    const fit = fitCounts(counts, profile);
    tally.see('level', fit.level, level);
    tally.see('dispersion', fit.dispersion, dispersion);
    const quick = fitWeeklyArrivals(counts, profile);
    levels.push(quick.level);
    dispersions.push(quick.dispersion);
    const within = (x: number, { low, high }: { low: number; high: number }) => low <= x && x <= high;
    if (!within(quick.level, fit.level) || !within(quick.dispersion, fit.dispersion)) apart++;
  }
  tally.isNominal();
  assert.ok(Math.abs(mean(levels) / level - 1) < 0.01, `${mean(levels)}`);
  assert.ok(Math.abs(mean(dispersions) / dispersion - 1) < 0.03, `${mean(dispersions)}`);
  assert.ok(apart <= 0.01 * STUDIES, `moments and likelihood lie apart in ${apart} studies`);
});

/** Lifetimes of changes that everybody has time for, as a look at the end of the weeks shows them. */
async function lifetimesOf(effort: string): Promise<(replication: number) => Lifetime[]> {
  const { scenario, plan, rights } = await study(
    effort,
    `areas: {a: }
arrivals: {rates: {a: 20 / week}, factor: "week < ${WEEKS} ? 1 : 0"}
${PLAIN.replace('{law: exponential, mean: 1 h}', effort)}
people: {count: 130, hours_per_week: 168 h/week, absence: 0}
organizations: [{name: one, teams: [{name: team, owns: all, members: all}]}]`,
  );
  const room = new Room();
  const end = WEEKS * WEEK;
  return (replication) => {
    const changes = drawChanges(plan, replication);
    const capacity = drawCapacity(plan, replication);
    const { merged, firstReview } = simulate(scenario, changes, rights[0]!, capacity, end, room);
    return Array.from({ length: changes.count }, (_, change) => {
      assert.ok(firstReview[change]! - changes.created[change]! < 1e-9, 'nobody waits');
      const until = Math.min(merged[change]!, end);
      return { time: until - changes.created[change]!, ended: merged[change]! <= end };
    });
  };
}

const LAWS: {
  effort: string;
  families: Partial<Record<FamilyName, Record<string, number>>>;
  half: number;
}[] = [
  {
    effort: '{law: exponential, mean: 200 h}',
    families: { exponential: { mean: 200 }, weibull: { shape: 1, scale: 200 } },
    half: 200 * Math.LN2,
  },
  {
    effort: '{law: lognormal, median: 120 h, sigma: 1.1}',
    families: { lognormal: { mu: Math.log(120), sigma: 1.1 } },
    half: 120,
  },
];
for (const { effort, families, half } of LAWS) {
  Coverage(`lead times of ${effort} are recovered, with what is still open`, async () => {
    const lifetimes = await lifetimesOf(effort);
    const tally = new Tally();
    let open = 0;
    for (let s = 0; s < STUDIES; s++) {
      const seen = lifetimes(s);
      open += seen.filter(({ ended }) => !ended).length / seen.length / STUDIES;
      for (const [family, truth] of Object.entries(families)) {
        const intervals = parameterIntervals(fitTimes(family as FamilyName, seen), seen);
        for (const [name, exact] of Object.entries(truth))
          tally.see(`${family} ${name}`, intervals[name]!, exact);
      }
      const atHalf = kaplanMeier(seen).findLast(({ time }) => time <= half)!;
      tally.see('share beyond the median', survivalInterval(atHalf), 0.5);
    }
    assert.ok(open > 0.2 && open < 0.5, `${open} are still open`);
    tally.isNominal();
  });
}

Coverage.run();
