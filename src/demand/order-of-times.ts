/** Times in one span of the first rough order, above which they are sorted instead of put in place one by one. */
const FEW = 24;

/** Places of some times in order of time; equal times keep their order. In a number of steps that grows with how many they are, wherever they lie about evenly. */
export function orderOfTimes(times: Float64Array): Int32Array {
  const count = times.length;
  const order = new Int32Array(count);
  if (count === 0) return order;
  let [least, most] = [times[0]!, times[0]!];
  for (let i = 1; i < count; i++) {
    if (times[i]! < least) least = times[i]!;
    else if (times[i]! > most) most = times[i]!;
  }
  // Rough order by equal spans of time, about as many as there are times: a later span holds nothing earlier.
  const perSpan = most > least ? (count - 1) / (most - least) : 0;
  const spanOf = (time: number) => Math.floor((time - least) * perSpan);
  const begins = new Int32Array(count + 1);
  for (let i = 0; i < count; i++) begins[spanOf(times[i]!) + 1]!++;
  for (let span = 0; span < count; span++) begins[span + 1]! += begins[span]!;
  const next = begins.slice(0, count);
  for (let i = 0; i < count; i++) order[next[spanOf(times[i]!)]!++] = i;
  for (let span = 0; span < count; span++) {
    const [begin, end] = [begins[span]!, begins[span + 1]!];
    if (end - begin > FEW) order.subarray(begin, end).sort((a, b) => times[a]! - times[b]! || a - b);
    else if (end - begin > 1) putInPlace(order, times, begin, end);
  }
  return order;
}

function putInPlace(order: Int32Array, times: Float64Array, begin: number, end: number): void {
  for (let i = begin + 1; i < end; i++) {
    const moved = order[i]!;
    const time = times[moved]!;
    let at = i;
    for (; at > begin && times[order[at - 1]!]! > time; at--) order[at] = order[at - 1]!;
    order[at] = moved;
  }
}
