/** The package's own rooms, for scripts and notebooks. The command line does the same through `reorgsim run`. */

export { drawChanges } from './demand/draw-changes.ts';
export { type DemandPlan, planDemand } from './demand/plan.ts';
export { InputError } from './errors.ts';
export { Replications } from './experiment/aggregate.ts';
export { verdictOf } from './experiment/compare.ts';
export { METRICS, TEAM_METRICS } from './experiment/layout.ts';
export { prepareStudy, replicate, type Study } from './experiment/replicate.ts';
export { readCsv } from './history/csv.ts';
export { backlogFan } from './report/charts/backlog-fan.ts';
export { pairedDifference } from './report/charts/paired-difference.ts';
export type { Chart } from './report/charts/picture.ts';
export { renderPng, renderSvg } from './report/charts/render.ts';
export type { Results } from './report/results.ts';
export { tabulate } from './report/tables.ts';
export { headlines, summaryRows, verdictSentences } from './report/verdict.ts';
export { drawCapacity } from './review/capacity.ts';
export { NEVER, Records } from './review/record.ts';
export { simulate } from './review/review-process.ts';
export { compileRights } from './review/rights.ts';
export { Room } from './review/room.ts';
export { inTransition } from './review/transition.ts';
export { loadScenario } from './scenario/load.ts';
export { DAY, type Scenario, WEEK } from './scenario/types.ts';
export { meanInterval } from './stats/interval.ts';
export { mean, quantileSorted, variance } from './stats/summary.ts';
