import type { Replications } from '../experiment/aggregate.ts';
import { METRICS } from '../experiment/layout.ts';
import type { Study } from '../experiment/replicate.ts';
import { csvCells, shown, toCsv } from './csv.ts';
import { eachMetric } from './tables.ts';

/**
 * `replications.csv`, every number of every replication, in pieces of one replication each: the table is longer than
 * memory may be. What a line says besides its replication and value is made into text once.
 */
export function* replicationsCsv({ layout }: Study, replications: Replications): Generator<string> {
  yield toCsv('replications', []);
  const lines: { before: string; after: string; at: number }[] = [];
  eachMetric(layout, (o, a, c, m) => {
    lines.push({
      before: csvCells(layout.organizations[o]!),
      after: csvCells(layout.areas[a]!, layout.cycles[c]!, METRICS[m]!.name),
      at: layout.metric(o, a, c, m),
    });
  });
  for (let replication = 0; replication < replications.count; replication++) {
    const values = replications.row(replication);
    let piece = '';
    for (const { before, after, at } of lines)
      piece += `${before},${replication},${after},${shown(values[at]!)}\n`;
    yield piece;
  }
}
