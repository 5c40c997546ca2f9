/**
 * How a review ended: `ended` is one that was broken off, `outdated` one that was done but counts no more. One that was
 * interrupted goes on, if it does, as a further review of the same visit, for the work that was left; each of them lasts
 * from its start to its finish, so that hours add up.
 */
export const OUTCOME = {
  running: 0,
  approved: 1,
  revision: 2,
  ended: 3,
  outdated: 4,
  interrupted: 5,
} as const;

/** Time of what never happened. */
export const NEVER = Number.POSITIVE_INFINITY;

/** Reviews of one run, at some 50 bytes each; more than this is a scenario that goes round in circles. */
const MOST_REVIEWS = 2 ** 24;

/** Reviews of one change; they are looked through one by one, and numbered in 16 bits. */
export const MOST_VISITS = 10_000;

/** A run asks for more reviews than are kept. */
export class TooManyReviews extends Error {}

/**
 * What is left of a run: one entry per change, per review and per stay with an author. All numbers are read from here.
 * Times in hours from the start of the projection.
 */
export class Records {
  // per change
  changes = 0;
  firstReview = new Float64Array(0);
  approved = new Float64Array(0);
  merged = new Float64Array(0);
  abandoned = new Float64Array(0);
  patchSets = new Uint16Array(0);
  /** Changes turned away on arrival by a limit on open changes (see limit.ts), in order; each is abandoned at that moment. */
  turnedAway: number[] = [];
  /** Latest review of each part, -1 if none. */
  lastReview = new Int32Array(0);

  // per review
  reviews = 0;
  reviewer = new Int32Array(1024);
  change = new Int32Array(1024);
  /** Number of the part that is read; that of the change unless it is divided. */
  part = new Int32Array(1024);
  /** The review of the same part before this one, -1 if none. */
  previous = new Int32Array(1024);
  patchSet = new Uint16Array(1024);
  stage = new Int32Array(1024);
  /** Reviews of the same part begun before this one; what goes on with an interrupted one has that one's number. */
  visit = new Uint16Array(1024);
  outcome = new Uint8Array(1024);
  /** When the change began to wait for this review. */
  queued = new Float64Array(1024);
  started = new Float64Array(1024);
  finished = new Float64Array(1024);

  // per stay with an author
  stays = 0;
  stayChange = new Int32Array(1024);
  stayFrom = new Float64Array(1024);
  stayUntil = new Float64Array(1024);

  /** Linked changes: when which change was divided into how many parts. */
  divided: { change: number; at: number; parts: number }[] = [];
  /** Parts of divided changes that have merged, from when on they could be reviewed [h]. */
  partMerges: { change: number; from: number; merged: number }[] = [];

  /** Arrivals, ends of reviews, returns, ends of gate runs and abandonments. */
  events = 0;
  /** When the run stopped. */
  until = 0;

  /** Forgets everything and makes room; columns that are large enough are used again. */
  begin(changes: number, parts: number): this {
    this.changes = changes;
    this.turnedAway = [];
    this.divided = [];
    this.partMerges = [];
    this.reviews = 0;
    this.stays = 0;
    this.events = 0;
    this.until = 0;
    if (this.merged.length < changes) {
      for (const column of ['firstReview', 'approved', 'merged', 'abandoned'] as const)
        this[column] = new Float64Array(changes);
      this.patchSets = new Uint16Array(changes);
    }
    if (this.lastReview.length < parts) this.lastReview = new Int32Array(parts);
    for (const column of ['firstReview', 'approved', 'merged', 'abandoned'] as const)
      this[column].fill(NEVER);
    this.lastReview.fill(-1);
    return this;
  }

  /** Opens a review, the latest of its part; the caller fills in the rest. Returns its number. */
  addReview(person: number, change: number, part: number): number {
    if (this.reviews === this.reviewer.length) this.growReviews();
    const review = this.reviews++;
    this.reviewer[review] = person;
    this.change[review] = change;
    this.part[review] = part;
    this.previous[review] = this.lastReview[part]!;
    this.outcome[review] = OUTCOME.running;
    this.lastReview[part] = review;
    return review;
  }

  /** Opens a stay with the author; the caller fills in its times. Returns its number. */
  addStay(change: number): number {
    if (this.stays === this.stayChange.length) this.growStays();
    const stay = this.stays++;
    this.stayChange[stay] = change;
    return stay;
  }

  /**
   * Whether the person has approved the part at a step (`stepOf` of its stage), in patch set `from` or later and in
   * review `since` or later.
   */
  hasApproved(
    person: number,
    part: number,
    step: number,
    from: number,
    since: number,
    stepOf: Int32Array,
  ): boolean {
    let review = this.lastReview[part]!;
    for (; review >= since && this.patchSet[review]! >= from; review = this.previous[review]!) {
      if (this.reviewer[review] !== person || stepOf[this.stage[review]!] !== step) continue;
      if (this.outcome[review] === OUTCOME.approved) return true;
    }
    return false;
  }

  /** Whether the person has read the part at a step, in a patch set before `before`, to the end. */
  hasRead(person: number, part: number, step: number, before: number, stepOf: Int32Array): boolean {
    for (let review = this.lastReview[part]!; review >= 0; review = this.previous[review]!) {
      if (this.reviewer[review] !== person || stepOf[this.stage[review]!] !== step) continue;
      if (this.patchSet[review]! < before && isRead(this.outcome[review]!)) return true;
    }
    return false;
  }

  /** Whether the person has the part in hand, in whatever patch set. */
  isReading(person: number, part: number): boolean {
    let review = this.lastReview[part]!;
    for (; review >= 0; review = this.previous[review]!)
      if (this.reviewer[review] === person && this.outcome[review] === OUTCOME.running) return true;
    return false;
  }

  private growReviews(): void {
    if (this.reviews >= MOST_REVIEWS)
      throw new TooManyReviews(
        `more than ${MOST_REVIEWS.toLocaleString('en-US')} reviews in one replication`,
      );
    this.reviewer = doubled(this.reviewer);
    this.change = doubled(this.change);
    this.part = doubled(this.part);
    this.previous = doubled(this.previous);
    this.patchSet = doubled(this.patchSet);
    this.stage = doubled(this.stage);
    this.visit = doubled(this.visit);
    this.outcome = doubled(this.outcome);
    this.queued = doubled(this.queued);
    this.started = doubled(this.started);
    this.finished = doubled(this.finished);
  }

  private growStays(): void {
    this.stayChange = doubled(this.stayChange);
    this.stayFrom = doubled(this.stayFrom);
    this.stayUntil = doubled(this.stayUntil);
  }
}

/** Whether a review of an earlier patch set went to its end. */
function isRead(outcome: number): boolean {
  return outcome !== OUTCOME.ended && outcome !== OUTCOME.interrupted && outcome !== OUTCOME.running;
}

type Column =
  | Int32Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Uint8Array<ArrayBuffer>
  | Float64Array<ArrayBuffer>;

function doubled<T extends Column>(column: T): T {
  const larger = new (column.constructor as new (length: number) => T)(column.length * 2);
  larger.set(column);
  return larger;
}
