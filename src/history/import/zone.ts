import { didYouMean, InputError } from '../../errors.ts';

const DAY = 86_400_000;

/** Times of a place: what its clocks showed, by the rules of the IANA database that the runtime carries. */
export class Zone {
  /** Times that clocks showed twice, when they were set back: read as the first of both. */
  twice = 0;
  /** Times that clocks never showed, when they were set forward: read as late as if they had not been. */
  never = 0;
  private readonly format: Intl.DateTimeFormat;
  private readonly utc: boolean;
  /** Minutes east of UTC, by moment; of a whole day where it did not change. */
  private readonly days = new Map<number, number | undefined>();

  /** Throws {@link InputError} for a name that is no zone. */
  constructor(name = 'UTC') {
    try {
      this.format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
    } catch {
      const remedy = didYouMean(name, [...Intl.supportedValuesOf('timeZone'), 'UTC']);
      throw new InputError(`no time zone '${name}'`, { file: '--timezone' }, remedy);
    }
    this.utc = this.format.resolvedOptions().timeZone === 'UTC';
  }

  /**
   * Milliseconds since 1970 at which clocks showed `wall`, given as if they stood in UTC. Of a time shown twice the
   * first; a time that was skipped is taken as if clocks had not been set forward.
   */
  toUtc(wall: number): number {
    if (this.utc) return wall;
    const [before, after] = [this.offsetAt(wall - DAY), this.offsetAt(wall + DAY)];
    if (before === after) return wall - before;
    const [early, late] = [wall - Math.max(before, after), wall - Math.min(before, after)];
    const shown = [early, late].filter((moment) => moment + this.offsetAt(moment) === wall);
    if (shown.length === 2) this.twice++;
    if (shown.length > 0) return shown[0]!;
    this.never++;
    return wall - before;
  }

  /** How far clocks stood east of UTC at a moment [ms]. */
  private offsetAt(moment: number): number {
    const day = Math.floor(moment / DAY);
    if (!this.days.has(day)) {
      const [begin, end] = [this.askedAt(day * DAY), this.askedAt((day + 1) * DAY - 1)];
      this.days.set(day, begin === end ? begin : undefined);
    }
    return this.days.get(day) ?? this.askedAt(moment);
  }

  private askedAt(moment: number): number {
    const parts = this.format.formatToParts(moment);
    const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
    const [, sign, hours = '0', minutes = '0', seconds = '0'] =
      /^GMT([+-])(\d+)(?::(\d+))?(?::(\d+))?$/.exec(name) ?? [];
    return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
  }
}
