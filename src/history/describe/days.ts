export const DAY_MS = 86_400_000;
/** 1990-01-01, before which nobody recorded reviews [days since 1970]. */
export const FIRST_DAY = 7305;

/** The day since 1970 in which a time [ms] lies. */
export const dayAt = (ms: number): number => Math.floor(ms / DAY_MS);

/** The first day of the week, a Monday, in which a day lies. */
export const mondayOf = (day: number): number => day - ((((day + 3) % 7) + 7) % 7);

/** `2014-10-16` of a day since 1970. */
export const isoDay = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** Counts by day since 1970, from {@link FIRST_DAY} on. */
export class DayCounts {
  private counts = new Uint32Array(0);

  add(day: number): void {
    const place = day - FIRST_DAY;
    if (place >= this.counts.length) {
      const grown = new Uint32Array(Math.max(1024, place + 1 + (place >> 2)));
      grown.set(this.counts);
      this.counts = grown;
    }
    this.counts[place]!++;
  }

  at(day: number): number {
    return this.counts[day - FIRST_DAY] ?? 0;
  }

  /** Sum of the days from `from` up to `until`, which is not one of them. */
  between(from: number, until: number): number {
    const last = Math.min(this.counts.length, until - FIRST_DAY);
    let sum = 0;
    for (let place = Math.max(0, from - FIRST_DAY); place < last; place++) sum += this.counts[place]!;
    return sum;
  }

  /** Days that have any, with their counts. */
  *entries(): Generator<{ day: number; count: number }> {
    for (const [place, count] of this.counts.entries()) {
      if (count > 0) yield { day: place + FIRST_DAY, count };
    }
  }
}

/** What became of the changes of an area, by day. */
export class AreaDays {
  readonly created = new DayCounts();
  readonly merged = new DayCounts();
  readonly abandoned = new DayCounts();
  /** By the day on which they were created: those still open at the end, and those of unknown end. */
  readonly open = new DayCounts();
  readonly unmerged = new DayCounts();

  /** Open at the end of the day before `until`; changes of which nobody knows when they were closed are not counted. */
  openAt(until: number): number {
    const came = this.created.between(FIRST_DAY, until) - this.unmerged.between(FIRST_DAY, until);
    return came - this.merged.between(FIRST_DAY, until) - this.abandoned.between(FIRST_DAY, until);
  }
}
