import { type Memory, prepareStudy, replicate, type Study } from '../../experiment/replicate.ts';
import { PRECISION, replicationsFor } from '../../experiment/stop-rule.ts';
import { Room } from '../../review/room.ts';
import type { Scenario } from '../../scenario/types.ts';
import { mean, variance } from '../../stats/summary.ts';
import { openScenario } from '../files.ts';
import { rounded } from './report.ts';
import { FLAGSHIP } from './slices.ts';

const PILOT = 200;

/**
 * What common random numbers save on the flagship, for each alternative: replications until the 95 % interval of the
 * headline's difference is no wider than ± 5 % of the baseline's mean, with the same changes for both organizations, and
 * with runs of seeds of their own. Estimated from a pilot of both kinds. `check` lays the variance of the differences of
 * the unpaired runs, as they came, beside the sum of variances that the estimate for independent runs rests on.
 */
export async function measureRandomNumbers(): Promise<object[]> {
  const { scenario } = await openScenario(FLAGSHIP);
  const study = prepareStudy(scenario);
  const paired = headlines(
    study,
    study.rights.map((_, i) => i),
  );
  const baseline = paired[0]!;
  const half = PRECISION * mean(baseline);
  return scenario.organizations.slice(1).map(({ name }, i) => {
    const index = i + 1;
    const apart = headlines(prepareStudy(withSeed(scenario, `${scenario.seed} ${name}`)), [index])[0]!;
    const common = variance(differences(paired[index]!, baseline));
    const independent = variance(apart) + variance(baseline);
    const [together, alone] = [common, independent].map((v) => replicationsFor(Math.sqrt(v), half)) as [
      number,
      number,
    ];
    return {
      engine: 'reorgsim',
      model: 'crn',
      alternative: name,
      pilot: PILOT,
      half_width: rounded(half),
      deviation_common: rounded(Math.sqrt(common)),
      deviation_independent: rounded(Math.sqrt(independent)),
      check: rounded(Math.sqrt(variance(differences(apart, baseline)))),
      replications_common: together,
      replications_independent: alone,
      ratio: rounded(together / alone),
    };
  });
}

/** The headline of some organizations in each replication of the pilot, by organization. */
function headlines(study: Study, organizations: readonly number[]): Float64Array[] {
  const memory: Memory = { review: new Room() };
  const values = organizations.map(() => new Float64Array(PILOT));
  for (let k = 0; k < PILOT; k++) {
    const row = replicate(study, k, memory, organizations);
    organizations.forEach((organization, i) => {
      values[i]![k] = row[study.layout.headline(organization)]!;
    });
  }
  return values;
}

function withSeed(scenario: Scenario, seed: string): Scenario {
  return { ...scenario, seed };
}

function differences(one: Float64Array, other: Float64Array): Float64Array {
  return one.map((value, k) => value - other[k]!);
}
