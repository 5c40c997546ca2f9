import picomatch from 'picomatch';
import type { AreaFinder } from './areas.ts';

/** Paths by globs, and the area in which they lie. */
export interface AreaRule {
  area: string;
  /** From the top of the repository: `docs`, `src/net/**`, `**\/*.md`; a folder stands for all that is below it. */
  globs: readonly string[];
  beside?: boolean | undefined;
}

/** Rules of one history: every path may be held against each of them. */
export const MOST_RULES = 20_000;

interface Matcher {
  rule: number;
  matches: (path: string) => boolean;
}

/**
 * Areas by ordered rules: the first that matches a path gives its area, or the last if `lastWins`, as in CODEOWNERS.
 * Paths that none matches go where `rest` says.
 */
export function ruleAreas(
  rules: readonly AreaRule[],
  rest: (path: string) => string,
  lastWins = false,
): AreaFinder {
  const anywhere: Matcher[] = [];
  const below = new Map<string, Matcher[]>();
  const ordered = lastWins ? rules.toReversed() : rules;
  for (const [rule, { globs }] of ordered.entries()) {
    for (const glob of globs) {
      const matcher = { rule, matches: matcherOf(glob) };
      const top = topOf(glob);
      const known = top === undefined ? anywhere : below.get(top);
      if (known === undefined) below.set(top!, [matcher]);
      else known.push(matcher);
    }
  }
  const first = (matchers: readonly Matcher[] | undefined, path: string) =>
    matchers?.find(({ matches }) => matches(path))?.rule ?? Number.POSITIVE_INFINITY;
  const beside = new Set(rules.filter((rule) => rule.beside === true).map(({ area }) => area));
  return {
    areaOf: (path) => {
      const slash = path.indexOf('/');
      const near = first(below.get(slash < 0 ? path : path.slice(0, slash)), path);
      const rule = Math.min(near, first(anywhere, path));
      return ordered[rule]?.area ?? rest(path);
    },
    order: [...new Set(rules.map(({ area }) => area))],
    beside: (area) => beside.has(area),
  };
}

const WILD = /[*?[\]{}()!+@\\]/;

/** The folder or file at the top to which a glob is bound, so that only few rules are held against a path. */
function topOf(glob: string): string | undefined {
  const [top] = bare(glob).split('/');
  return top === undefined || top === '' || WILD.test(top) ? undefined : top;
}

function matcherOf(glob: string): (path: string) => boolean {
  const pattern = bare(glob);
  if (pattern === '' || pattern === '**') return () => true;
  const folder = pattern.replace(/\/\*\*$/, '');
  if (!WILD.test(folder)) return (path) => path.startsWith(`${folder}/`) || path === pattern;
  const whole = picomatch(pattern, { dot: true, nonegate: true });
  if (pattern.endsWith('/**')) return (path) => whole(path);
  // A pattern that names a folder stands for what is below it; one that ends in a wildcard names files.
  if (WILD.test(pattern.split('/').at(-1)!)) return (path) => whole(path);
  const inside = picomatch(`${pattern}/**`, { dot: true, nonegate: true });
  return (path) => whole(path) || inside(path);
}

function bare(glob: string): string {
  const pattern = glob.replace(/^(\.?\/)+/, '');
  return pattern.endsWith('/') ? `${pattern}**` : pattern;
}
