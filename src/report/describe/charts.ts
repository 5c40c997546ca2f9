import type { Description } from '../../history/describe/describe.ts';
import { historyLeads } from '../charts/history-leads.ts';
import { historyPeople } from '../charts/history-people.ts';
import { historyQueue } from '../charts/history-queue.ts';
import type { Chart } from '../charts/picture.ts';
import type { Look } from '../charts/theme.ts';

/** The charts for which a history has figures. */
export function historyCharts(description: Description, look: Look): Chart[] {
  const charts = [historyQueue(description, look)];
  if (description.areas[0]!.leads.merged > 0) charts.push(historyLeads(description, look));
  for (const who of ['reviewers', 'authors'] as const)
    if (description[who].people.length > 0) charts.push(historyPeople(description, who, look));
  return charts;
}
