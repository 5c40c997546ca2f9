import { EventList } from '../engine/event-list.ts';
import type { Capacity } from './capacity.ts';

/** The next moments at which people come or go within weeks; of equal ones in the order of people. */
export class Comings {
  private readonly events = new EventList();
  private readonly capacity: Capacity;
  /** Who has been there since a review last began, as far as somebody asked; and the reviews begun until then. */
  private readonly seen: Uint8Array;
  private reviews = -1;

  constructor(capacity: Capacity) {
    this.capacity = capacity;
    this.seen = new Uint8Array(capacity.people);
    for (let person = 0; person < capacity.people; person++) this.schedule(person, 0);
  }

  /** Time of the next coming or going [h]. */
  get nextTime(): number {
    return this.events.nextTime;
  }

  /** Everybody who comes or goes at the next of these times, which is now; their next time is noted. */
  now(): number[] {
    const { events } = this;
    const time = events.nextTime;
    const people: number[] = [];
    while (events.nextTime === time) {
      const person = events.next();
      people.push(person);
      this.schedule(person, time);
    }
    return people;
  }

  /**
   * Whether everybody who has rights and ever works again has been there without taking anything up, asked at each coming
   * and going while nothing else is pending.
   */
  allSeen(away: Uint8Array, poolOf: Int32Array, reviews: number): boolean {
    const { capacity } = this;
    if (this.reviews !== reviews) this.seen.fill(0);
    this.reviews = reviews;
    let all = true;
    for (let person = 0; person < capacity.people; person++) {
      if (away[person] === 0) this.seen[person] = 1;
      if (this.seen[person] === 0 && poolOf[person]! >= 0 && capacity.works(person, capacity.weeks - 1))
        all = false;
    }
    return all;
  }

  private schedule(person: number, now: number): void {
    this.events.schedule(this.capacity.nextTurn(person, now), person);
  }
}
