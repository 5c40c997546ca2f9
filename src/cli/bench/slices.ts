import { join } from 'node:path';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { type Memory, prepareStudy, replicate } from '../../experiment/replicate.ts';
import { Room } from '../../review/room.ts';
import { inlineDeeply } from '../engine-options.ts';
import { openScenario } from '../files.ts';
import type { Slice } from './report.ts';
import { theorySlices } from './theory.ts';

export const FLAGSHIP = join('scenarios', 'nova-2014');
/** Replications of the flagship that take about as long as one of the review model. */
const TOGETHER = 2;

/** As a thread: one slice of the model it was made for whenever it is asked. */
if (!isMainThread && parentPort !== null) {
  inlineDeeply();
  const port = parentPort;
  const next = workerData === 'flagship' ? await flagshipSlices() : await theorySlices(String(workerData));
  port.on('message', () => {
    const { events, seconds } = next();
    port.postMessage({ events, seconds } satisfies Slice);
  });
}

/** Each call draws, simulates and reads the next replications of the flagship, for all organizations. */
async function flagshipSlices(): Promise<() => Slice> {
  const { scenario } = await openScenario(FLAGSHIP);
  const study = prepareStudy(scenario);
  const memory: Memory = { review: new Room(), events: 0 };
  let replication = 0;
  return () => {
    const before = memory.events ?? 0;
    const begun = performance.now();
    for (let i = 0; i < TOGETHER; i++) replicate(study, replication++, memory);
    const seconds = (performance.now() - begun) / 1000;
    return { events: (memory.events ?? 0) - before, seconds };
  };
}
