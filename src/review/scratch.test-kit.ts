/** Memory that one run's checks leave to the next, by name: fresh pages cost more than the work done in them. */
const kept = new Map<string, Float64Array<ArrayBuffer>>();

/** Room for so many numbers, with whatever they were before. */
export function scratch(name: string, size: number): Float64Array<ArrayBuffer> {
  let memory = kept.get(name);
  if (memory === undefined || memory.length < size) {
    memory = new Float64Array(Math.max(1024, Math.ceil(size * 1.5)));
    kept.set(name, memory);
  }
  return memory.subarray(0, size);
}

/** Moves that an insertion sort may take for each value before it is given up. */
const MOVES = 12;

/** Sorts numbers, in time proportional to their number if they are nearly in order. */
export function sortNearly(values: Float64Array): Float64Array {
  let left = MOVES * values.length;
  for (let i = 1; i < values.length; i++) {
    const value = values[i]!;
    let hole = i;
    for (; hole > 0 && values[hole - 1]! > value; hole--) values[hole] = values[hole - 1]!;
    values[hole] = value;
    left -= i - hole;
    if (left < 0) return values.sort();
  }
  return values;
}

/** Sorts indices by their keys, equal keys in any order; as quick where they are nearly in order. */
export function sortNearlyBy(indices: Uint32Array, keys: Float64Array): Uint32Array {
  let left = MOVES * indices.length;
  for (let i = 1; i < indices.length; i++) {
    const index = indices[i]!;
    const key = keys[index]!;
    let hole = i;
    for (; hole > 0 && keys[indices[hole - 1]!]! > key; hole--) indices[hole] = indices[hole - 1]!;
    indices[hole] = index;
    left -= i - hole;
    if (left < 0) return indices.sort((a, b) => keys[a]! - keys[b]!);
  }
  return indices;
}
