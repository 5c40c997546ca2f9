import { readFileSync } from 'node:fs';

/** A case that takes longer has hung [s]. */
const LONGEST = 10;
/** Whatever other programs keep the machine busy with [s]. */
const LONGEST_OF_ALL = 600;
const TICKS_PER_SECOND = 100;

/**
 * Calls `onHang` once process `pid` has worked on for `longest` seconds from now: by the clock, and by its own
 * processor time where the system tells it, since on a busy machine seconds of the clock say nothing about a case. One that
 * only waits gets {@link LONGEST_OF_ALL}. Returns what ends the watch.
 */
export function watch(pid: number, onHang: (why: string) => void, longest = LONGEST): () => void {
  const begun = performance.now();
  const before = processorSeconds(pid);
  const timer = setInterval(() => {
    const seconds = (performance.now() - begun) / 1000;
    const worked = processorSeconds(pid) - before;
    const hangs = seconds > longest && !(worked < longest);
    if (!hangs && seconds < LONGEST_OF_ALL) return;
    clearInterval(timer);
    onHang(`a hang: ${seconds.toFixed(0)} s, ${worked.toFixed(0)} s of its own`);
  }, 500);
  return () => clearInterval(timer);
}

/** Processor time of all threads of a process; NaN where the system does not tell. */
function processorSeconds(pid: number): number {
  try {
    const fields = readFileSync(`${'/proc'}/${pid}/stat`, 'latin1').split(') ')[1]!.split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
  } catch {
    return Number.NaN;
  }
}
