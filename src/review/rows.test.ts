import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { stream } from '../stats/stream.ts';
import { holds, ListNumbers, sortedOnce } from './list-numbers.ts';
import { type Candidates, isShort, Leaders, lineOf, Rows, worthGathering } from './rows.ts';

const InRows = suite('rows');

const upTo = (length: number, from = 0) => Array.from({ length }, (_, i) => from + i);

InRows(
  'lists of up to 32 are looked through, longer ones gathered where their members stand in few of them',
  () => {
    assert.equal([isShort(32), isShort(33)], [true, false]);
    assert.equal(worthGathering([upTo(32), upTo(33)], 33), [false, true]);
    assert.equal(worthGathering([upTo(5), []], 5), [false, false]);
    // 33² against four times 33 for each list that holds the same members: eight such lists, and not nine.
    const alike = (count: number) => Array.from({ length: count }, () => upTo(33));
    assert.equal(worthGathering(alike(8), 33), new Array(8).fill(true));
    assert.equal(worthGathering(alike(9), 33), new Array(9).fill(false));
    // Short lists of the same members do not count.
    assert.equal(worthGathering([...alike(8), upTo(20)], 33).slice(7), [true, false]);
    assert.equal(worthGathering([...alike(9), upTo(40, 33)], 73).slice(8), [false, true]);
  },
);

InRows('a row is written below 0, where no member is', () => {
  assert.equal([lineOf(0), lineOf(4), lineOf(lineOf(4))], [-1, -5, 4]);
});

/** Members who each put forward candidates in order of their keys; a candidate is allowed unless `asking` divides it. */
class Plain implements Candidates<number> {
  readonly key = new Map<number, number>();
  readonly of: number[][];

  constructor(members: number) {
    this.of = Array.from({ length: members }, () => []);
  }

  before(a: number, b: number): boolean {
    const [ka, kb] = [this.key.get(a)!, this.key.get(b)!];
    return ka < kb || (ka === kb && a < b);
  }

  allowed(candidate: number, asking: number, plus: number): boolean {
    return (candidate + plus) % asking !== 0;
  }

  firstOf(candidates: readonly number[], best: number): number {
    return candidates.reduce((first, one) => (first < 0 || this.before(one, first) ? one : first), best);
  }

  within(member: number, asking: number, plus: number, best: number): number {
    return this.firstOf(
      this.of[member]!.filter((candidate) => this.allowed(candidate, asking, plus)),
      best,
    );
  }
}

InRows(
  'the first of a row is the first of all its members, also of rows in it, whatever has changed (seed 11)',
  () => {
    const draw = stream('11', 'rows');
    const below = (most: number) => Math.floor(draw.next() * most);
    const count = 60;
    // The last row holds the first one, as a member that comes after all others.
    const members = [upTo(37), upTo(23, 30).reverse(), [5], [...upTo(20, 40), count + 0]];
    const wholly = [members[0]!, members[1]!, members[2]!, [...upTo(20, 40), ...members[0]!]];
    const plain = new Plain(count);
    const leaders = new Leaders(
      new Rows(
        count,
        members.map((list) => Int32Array.from(list)),
      ),
      plain,
    );
    let asked = 0;
    for (let step = 0; step < 6_000; step++) {
      const member = below(count);
      const own = plain.of[member]!;
      const before = plain.firstOf(own, -1);
      let moved = false;
      if (own.length > 0 && draw.next() < 0.5) {
        const changed = own[below(own.length)]!;
        moved = draw.next() < 0.5;
        if (moved) plain.key.set(changed, below(30));
        else own.splice(own.indexOf(changed), 1);
      } else {
        plain.key.set(step, below(30));
        own.push(step);
      }
      const first = plain.firstOf(own, -1);
      if (moved || first !== before) leaders.tell(member, first, moved);
      const row = below(members.length);
      const [asking, plus] = [1 + below(4), below(3)];
      const any = wholly[row]!.flatMap((one) => plain.of[one]!).filter((one) =>
        plain.allowed(one, asking, plus),
      );
      const best = draw.next() < 0.3 && plain.of[0]!.length > 0 ? plain.of[0]![0]! : -1;
      const expected = plain.firstOf(any, best);
      assert.is(leaders.first(row, asking, plus, best), expected, `step ${step}`);
      if (expected >= 0) asked++;
    }
    assert.ok(asked > 3_000);
  },
);

InRows('equal lists have one number, in order of first use, and unequal ones never', () => {
  const draw = stream('12', 'lists');
  const numbers = new ListNumbers();
  const known: string[] = [];
  for (let step = 0; step < 3_000; step++) {
    const list = Array.from({ length: Math.floor(draw.next() * 5) }, () => Math.floor(draw.next() * 4));
    const text = list.join();
    if (!known.includes(text)) known.push(text);
    assert.is(numbers.number(list), known.indexOf(text));
  }
  assert.equal(
    numbers.lists.map((list) => list.join()),
    known,
  );
});

InRows('sorted lists hold each number once, and know what they hold', () => {
  const sorted = sortedOnce([7, 3, 7, 1, 3, 30, 200]);
  assert.equal([...sorted], [1, 3, 7, 30, 200]);
  assert.equal(
    [0, 1, 2, 3, 7, 8, 30, 200, 201].map((number) => holds(sorted, number)),
    [false, true, false, true, true, false, true, true, false],
  );
  assert.equal([...sortedOnce([])], []);
  assert.not(holds([], 0));
});

InRows.run();
