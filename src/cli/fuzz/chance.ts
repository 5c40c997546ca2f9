import { type Stream, stream } from '../../stats/stream.ts';

/** Choices of one case: equal names make equal choices. */
export class Chance {
  private readonly draws: Stream;

  constructor(...name: (string | number)[]) {
    this.draws = stream('fuzz', ...name);
  }

  /** A whole number from 0 to `count` - 1. */
  below(count: number): number {
    return Math.floor(this.draws.next() * count);
  }

  likely(share: number): boolean {
    return this.draws.next() < share;
  }

  one<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }

  /** One of the values, each as often as its weight says. */
  weighted<T>(choices: readonly (readonly [weight: number, value: T])[]): T {
    let left = this.draws.next() * choices.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, value] of choices) {
      left -= weight;
      if (left < 0) return value;
    }
    return choices.at(-1)![1];
  }

  /** Each with the chance `share`. */
  some<T>(list: readonly T[], share: number): T[] {
    return list.filter(() => this.likely(share));
  }
}
