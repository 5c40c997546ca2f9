import type { Experiment } from './experiment.ts';

/** Two experiments as one, with what is known of the inputs of both: metrics that `rename` knows are those of the second. */
export function beside(
  first: Experiment,
  second: Experiment,
  rename: (metric: string) => string | undefined,
): Experiment {
  const offset = first.length;
  return {
    scenarios: [...first.scenarios, ...second.scenarios],
    length: offset + second.length,
    observe(scenario, seen, into) {
      if (scenario < first.scenarios.length) first.observe(scenario, seen, into);
      else second.observe(scenario - first.scenarios.length, seen, into.subarray(offset));
    },
    measure(metric) {
      const other = rename(metric);
      if (other === undefined) return first.measure(metric);
      const measure = second.measure(other);
      if (measure?.kind !== 'value') return measure;
      return { ...measure, of: (mean) => measure.of(mean.subarray(offset)) };
    },
    ...((first.controls ?? second.controls) && {
      controls: (left) => [
        ...(first.controls?.(left) ?? []),
        ...(second.controls?.(left.subarray(offset)) ?? []),
      ],
    }),
  };
}
