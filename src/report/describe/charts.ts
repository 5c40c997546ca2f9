import type { Description } from '../../history/describe/describe.ts';
import type { Chart } from '../charts/picture.ts';
import type { Look } from '../charts/theme.ts';

/** The charts for which a history has figures. */
export function historyCharts(description: Description, look: Look): Chart[] {
  return description.changes < 0 ? [look as never] : [];
}
