import type { MessagePort } from 'node:worker_threads';
import type { Arrivals, Knowledge } from '../experiment/backtest/knowledge.ts';
import { MODELS } from '../experiment/backtest/models.ts';
import type { Projection } from '../experiment/backtest/projection.ts';
import { inlineDeeply } from './engine-options.ts';

inlineDeeply();

/** One case under one kind of arrivals: all that a model sees. */
export interface BacktestTask {
  model: string;
  knowledge: Knowledge;
  arrivals: Arrivals;
  seed: string;
  replications: number;
  /** Told how many replications are done. */
  port: MessagePort;
}

export default async function work({
  model,
  knowledge,
  arrivals,
  port,
  ...options
}: BacktestTask): Promise<Projection> {
  try {
    return await MODELS[model]!(knowledge, arrivals, {
      ...options,
      onReplication: (done) => port.postMessage(done),
    });
  } finally {
    port.close();
  }
}
