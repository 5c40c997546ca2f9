/** A scale from data to picture coordinates [px], linear unless said otherwise. */
export interface Scale {
  domain: [number, number];
  range: [number, number];
  log?: true;
}

export function position({ domain, range, log }: Scale, value: number): number {
  const [low, high, at] = log ? [...domain, value].map(Math.log) : [...domain, value];
  return range[0] + ((at! - low!) / (high! - low!)) * (range[1] - range[0]);
}

/** The value, or the end of the domain that it lies beyond: what is drawn of a zero on a logarithmic scale. */
export const clamped = ({ domain: [low, high] }: Scale, value: number): number =>
  Math.max(low, Math.min(high, value));

/** Multiples of 1, 2 or 5 times a power of ten that lie in the domain, as nearly five of them as can be, and no
 * closer than `smallest`. */
export function ticks([low, high]: [number, number], smallest: number): number[] {
  const power = 10 ** Math.floor(Math.log10((high - low) / 5));
  const series = [1, 2, 5, 10].map((multiple) => multiples(multiple * Math.max(power, smallest), low, high));
  return series.reduce((best, other) =>
    Math.abs(other.length - 5) < Math.abs(best.length - 5) ? other : best,
  );
}

function multiples(step: number, low: number, high: number): number[] {
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from(
    { length: last - first + 1 },
    (_, index) => Number(((first + index) * step).toPrecision(12)) + 0,
  );
}

/** The same blocks moved as little as needed so that none overlaps: each has a wished center and a height, all [px].
 * Returns the centers in the order given; blocks keep the order of their wishes. */
export function spread(blocks: { at: number; height: number }[], top: number, bottom: number): number[] {
  const order = blocks.map((_, index) => index).sort((a, b) => blocks[a]!.at - blocks[b]!.at || a - b);
  const piles: { members: number[]; center: number; height: number }[] = [];
  for (const index of order) {
    const { at, height } = blocks[index]!;
    let pile = { members: [index], center: within(at, height), height };
    for (let above = piles.at(-1); above && overlap(above, pile); above = piles.at(-1)) {
      piles.pop();
      const joined = above.height + pile.height;
      const center = (above.center * above.height + pile.center * pile.height) / joined;
      pile = { members: [...above.members, ...pile.members], center: within(center, joined), height: joined };
    }
    piles.push(pile);
  }

  const centers: number[] = new Array(blocks.length);
  for (const pile of piles) {
    let y = pile.center - pile.height / 2;
    for (const member of pile.members) {
      const { height } = blocks[member]!;
      centers[member] = y + height / 2;
      y += height;
    }
  }
  return centers;

  function within(center: number, height: number): number {
    return Math.max(top + height / 2, Math.min(bottom - height / 2, center));
  }
}

function overlap(
  above: { center: number; height: number },
  below: { center: number; height: number },
): boolean {
  return above.center + above.height / 2 > below.center - below.height / 2;
}
