import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Replications } from '../experiment/aggregate.ts';
import { Layout, METRICS } from '../experiment/layout.ts';
import type { Study } from '../experiment/replicate.ts';
import type { Scenario } from '../scenario/types.ts';
import { toCsv } from './csv.ts';
import { replicationsCsv } from './replications.ts';

const Csv = suite('replications.csv');

const team = { name: 't', members: [0], owns: [0] };
const scenario = {
  organizations: ['today, "as is"', '=1+1'].map((name) => ({ name, teams: [team] })),
  areas: [{ name: '-a' }, { name: 'b\nb' }],
  actual: [],
} as unknown as Scenario;
const layout = new Layout(scenario, [{ name: '@x, y', start: 0, freeze: 100, release: 336 }]);

Csv('in pieces it is what the table says as a whole, whatever the names and numbers', () => {
  const replications = new Replications(layout);
  for (let k = 0; k < 3; k++) {
    const odd = [Number.NaN, 1 / 3, -0, 1e21, 123456789.123, Number.POSITIVE_INFINITY, k];
    replications.add(Float64Array.from({ length: layout.length }, (_, i) => odd[i % odd.length]!));
  }
  const rows = [0, 1, 2].flatMap((replication) =>
    layout.organizations.flatMap((organization, o) =>
      layout.areas.flatMap((area, a) =>
        layout.cycles.flatMap((cycle, c) =>
          METRICS.map(({ name: metric }, m) => ({
            organization,
            replication,
            area,
            cycle,
            metric,
            value: replications.row(replication)[layout.metric(o, a, c, m)]!,
          })),
        ),
      ),
    ),
  );
  const pieces = [...replicationsCsv({ layout } as Study, replications)];
  assert.is(pieces.length, 4);
  assert.is(pieces.join(''), toCsv('replications', rows));
});

Csv.run();
