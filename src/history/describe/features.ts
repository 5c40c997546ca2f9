/** Features told apart, and areas named of each. */
const MOST_FEATURES = 50_000;
const MOST_AREAS_OF = 20;

export interface Feature {
  feature: string;
  changes: number;
  merged: number;
  /** Areas that its changes belong to, by name; at most 20 are told. */
  areas: readonly string[];
}

/** Which features changes belong to, and over which areas each spans. */
export class FeatureTally {
  private readonly features = new Map<string, { changes: number; merged: number; areas: string[] }>();
  /** Changes that name a feature. */
  total = 0;
  /** Of them those of features that are not told apart, because there are too many. */
  untold = 0;

  add(feature: string, area: string, merged: boolean): void {
    this.total++;
    let known = this.features.get(feature);
    if (known === undefined) {
      if (this.features.size >= MOST_FEATURES) {
        this.untold++;
        return;
      }
      known = { changes: 0, merged: 0, areas: [] };
      this.features.set(feature, known);
    }
    known.changes++;
    if (merged) known.merged++;
    if (known.areas.length < MOST_AREAS_OF && !known.areas.includes(area)) known.areas.push(area);
  }

  /** All of them, the widest first, then those of most changes, then by name. */
  list(): Feature[] {
    const list = [...this.features].map(([feature, { changes, merged, areas }]) => {
      return { feature, changes, merged, areas: areas.toSorted() };
    });
    return list.sort(
      (a, b) => b.areas.length - a.areas.length || b.changes - a.changes || (a.feature < b.feature ? -1 : 1),
    );
  }
}
