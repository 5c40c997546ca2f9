import { UNKNOWN } from './change-cells.ts';
import { plainName } from './change-row.ts';

/** A file that a change touches, and how many of its lines (0 if not known: it then weighs as one line). */
export interface TouchedFile {
  path: string;
  lines: number;
}

/** The one area to which a change counts, and all that it touches, the most touched first. */
export interface PlacedChange {
  area: string;
  areas: readonly string[];
}

/** Finds the area of a path; areas it knows by themselves come in the order in which ties fall. */
export interface AreaFinder {
  areaOf(path: string): string;
  /** Areas in order of priority; those not in it come after. */
  order: readonly string[];
  /** Areas such as tests that lie beside others: a change counts to one of them only if it touches nothing else. */
  beside: (area: string) => boolean;
}

/** How the one area is chosen among several. */
export interface Choice {
  one: 'most lines' | 'first rule';
  /** The first that fits decides: every area touched (`all`), or at least one (`any`), is of these. */
  several: readonly { fits: 'all' | 'any'; of: readonly string[]; area: string }[];
}

const MOST_LINES: Choice = { one: 'most lines', several: [] };

/** Paths of which the area is remembered. */
const REMEMBERED = 100_000;
/** Areas of one history: of thousands of areas, none has enough changes to say anything of it. */
export const MOST_AREAS = 5_000;
/** Where work goes that lies in none of the first {@link MOST_AREAS} areas. */
export const OTHER = 'other';

/**
 * Areas of changes by the paths that they touch. Each path lies in one area; a change touches the areas of its paths,
 * and counts to one of them: that of most lines (ties fall by order of rules), or that whose rule stands first, unless
 * a rule for changes of several areas fits.
 */
export class Areas {
  private readonly finder: AreaFinder;
  private readonly choice: Choice;
  private readonly known = new Map<string, string>();
  private readonly names = new Set<string>();
  private readonly rank: Map<string, number>;
  private overflow = 0;

  constructor(finder: AreaFinder, choice: Choice = MOST_LINES) {
    this.finder = finder;
    this.choice = choice;
    this.rank = new Map(finder.order.map((area, i) => [area, i]));
  }

  /** Where a change of these files counts; a change without files to an area of its own. */
  place(files: readonly TouchedFile[]): PlacedChange {
    if (files.length === 1) {
      const area = this.areaOf(files[0]!.path);
      return { area, areas: [area] };
    }
    const weights = new Map<string, number>();
    for (const { path, lines } of files) {
      const area = this.areaOf(path);
      weights.set(area, (weights.get(area) ?? 0) + Math.max(1, lines));
    }
    if (weights.size === 0) return { area: UNKNOWN, areas: [UNKNOWN] };
    const areas = [...weights.keys()];
    if (areas.length > 1) areas.sort((a, b) => this.compare(a, b, weights));
    const area = areas.length > 1 ? (this.ofSeveral(areas) ?? areas[0]!) : areas[0]!;
    return { area, areas: areas.includes(area) ? areas : [area, ...areas] };
  }

  /** What should be known of the areas that were found. */
  notes(): string[] {
    if (this.overflow === 0) return [];
    const most = MOST_AREAS.toLocaleString('en-US');
    return [
      `more than ${most} areas: paths of the rest count to '${OTHER}', since so small areas have too few changes each to project; write rules with --areas`,
    ];
  }

  /** Areas that were found so far. */
  get count(): number {
    return this.names.size;
  }

  private compare(a: string, b: string, weights: ReadonlyMap<string, number>): number {
    const beside = Number(this.finder.beside(a)) - Number(this.finder.beside(b));
    if (beside !== 0) return beside;
    const [first, second] = [this.rank.get(a) ?? Infinity, this.rank.get(b) ?? Infinity];
    const byRule = first === second ? 0 : first - second;
    const byLines = weights.get(b)! - weights.get(a)!;
    return this.choice.one === 'most lines' ? byLines || byRule : byRule || byLines;
  }

  private ofSeveral(areas: readonly string[]): string | undefined {
    const touched = areas.filter((area) => !this.finder.beside(area));
    if (touched.length < 2) return undefined;
    const fits = this.choice.several.find(({ fits, of }) =>
      fits === 'all' ? touched.every((area) => of.includes(area)) : touched.some((area) => of.includes(area)),
    );
    return fits?.area;
  }

  private areaOf(path: string): string {
    const known = this.known.get(path);
    if (known !== undefined) return known;
    let area = plainName(this.finder.areaOf(path)) || OTHER;
    if (!this.names.has(area)) {
      if (this.names.size < MOST_AREAS) this.names.add(area);
      else {
        this.overflow++;
        area = OTHER;
      }
    }
    if (this.known.size >= REMEMBERED) this.known.clear();
    this.known.set(path, area);
    return area;
  }
}
