import type { AreaFinder } from './areas.ts';

/** Folders that divide nothing: what lies below them is told apart by the next folder. */
const OPEN = [
  'src',
  'lib',
  'libs',
  'packages',
  'apps',
  'crates',
  'modules',
  'services',
  'components',
  'plugins',
];
/** Folders that go along with others. */
const BESIDE =
  /(^|\/)(tests?|testing|specs?|__tests__|docs?|documentation|examples?|changelogs?|releasenotes|\.[^/]*|\(top\))$/i;
/** The area of files that lie in no folder. */
export const TOP = '(top)';
/** Share of all files below one folder from which on the next folder tells them apart. */
const DOMINANT = 0.8;
const DEEPEST = 6;

/**
 * A start for any repository: an area for each folder at the top. Below `src`, `packages` and the like, and below a
 * folder that holds nearly everything, the next folder counts.
 *
 * @param paths the files of the repository as it is, if they are known
 */
export function folderAreas(paths: readonly string[] = []): AreaFinder {
  const open = new Set(OPEN);
  for (const folder of dominant(paths)) open.add(folder);
  return {
    areaOf: (path) => folderOf(path, open),
    order: [],
    beside: (area) => BESIDE.test(area),
  };
}

/** `src/scheduler` of `src/scheduler/host.c`; `src` of `src/main.c`. */
function folderOf(path: string, open: ReadonlySet<string>): string {
  let end = path.indexOf('/');
  if (end < 0) return TOP;
  while (open.has(path.slice(0, end))) {
    const next = path.indexOf('/', end + 1);
    if (next < 0) break;
    end = next;
  }
  return path.slice(0, end);
}

/** Folders, one within the other, each of which holds nearly all files of that above. */
function dominant(paths: readonly string[]): string[] {
  const found: string[] = [];
  let inside = paths;
  for (let prefix = ''; found.length < DEEPEST; ) {
    const counts = new Map<string, number>();
    for (const path of inside) {
      const end = path.indexOf('/', prefix.length);
      if (end >= 0) counts.set(path.slice(0, end), (counts.get(path.slice(0, end)) ?? 0) + 1);
    }
    const [largest] = [...counts].sort(([, a], [, b]) => b - a);
    if (largest === undefined || largest[1] < DOMINANT * inside.length) break;
    found.push(largest[0]);
    prefix = `${largest[0]}/`;
    inside = inside.filter((path) => path.startsWith(prefix));
  }
  return found;
}
