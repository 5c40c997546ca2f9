import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { stream } from '../stats/stream.ts';
import { EventList } from './event-list.ts';

const Events = suite('event list');

Events('leave in order of time', () => {
  const list = new EventList();
  for (const time of [5, 1, 4, 2, 3]) list.schedule(time, time * 10);
  assert.equal(drain(list), [10, 20, 30, 40, 50]);
});

Events('of equal time leave in order of scheduling, also between others', () => {
  const list = new EventList();
  for (let event = 0; event < 1000; event++) list.schedule(event % 3, event);
  const expected = [0, 1, 2].flatMap((time) =>
    Array.from({ length: 1000 }, (_, e) => e).filter((e) => e % 3 === time),
  );
  assert.equal(drain(list), expected);
});

Events('agree with a sorted list under a random mix of scheduling and leaving (seed 3)', () => {
  const draw = stream('3', 'mix');
  const list = new EventList();
  const sorted: { time: number; serial: number }[] = [];
  for (let serial = 0; serial < 20_000; serial++) {
    const time = list.now + Math.floor(draw.next() * 8);
    list.schedule(time, serial);
    sorted.push({ time, serial });
    if (draw.next() < 0.5) continue;
    sorted.sort((a, b) => a.time - b.time || a.serial - b.serial);
    const expected = sorted.shift()!;
    assert.is(list.next(), expected.serial);
    assert.is(list.now, expected.time);
  }
  assert.is(list.size, sorted.length);
});

Events('count their serial number past 2^32 without wrapping', () => {
  const list = new EventList();
  (list as unknown as { serial: number }).serial = 2 ** 32 - 2;
  for (let event = 0; event < 5; event++) list.schedule(1, event);
  assert.equal(drain(list), [0, 1, 2, 3, 4]);
});

Events('cannot be scheduled in the past, or at no time', () => {
  const list = new EventList();
  list.schedule(2, 0);
  list.next();
  assert.throws(() => list.schedule(1, 0), /before the clock/);
  assert.throws(() => list.schedule(Number.NaN, 0), /before the clock/);
});

Events('hold the clock back from passing them', () => {
  const list = new EventList();
  list.schedule(2, 7);
  list.advance(1.5);
  assert.is(list.now, 1.5);
  assert.throws(() => list.advance(3), /cannot go/);
  assert.throws(() => list.advance(1), /cannot go/);
});

Events('do not leave an empty list', () => {
  assert.is(new EventList().next(), -1);
  assert.is(new EventList().nextTime, Number.POSITIVE_INFINITY);
});

Events('leave before the barrier, not at it', () => {
  const list = new EventList();
  for (const time of [1, 2, 3]) list.schedule(time, time);
  list.barrier = 2;
  assert.equal([list.next(), list.next(), list.now], [1, -1, 1]);
  list.barrier = 3.5;
  assert.equal([list.next(), list.next(), list.next()], [2, 3, -1]);
});

Events('at no finite time never leave', () => {
  const list = new EventList();
  list.schedule(Number.POSITIVE_INFINITY, 4);
  list.schedule(5, 5);
  assert.equal([list.next(), list.next(), list.size], [5, -1, 1]);
});

Events('agree with a sorted list at times that differ by little, by much, or not at all (seed 4)', () => {
  const draw = stream('4', 'spread');
  const list = new EventList();
  const sorted: { time: number; serial: number }[] = [];
  for (let serial = 0; serial < 5_000; serial++) {
    const ahead = draw.next() < 0.1 ? 0 : 10 ** (12 * draw.next() - 9);
    const time = draw.next() < 0.01 ? Number.POSITIVE_INFINITY : list.now + ahead;
    list.schedule(time, serial);
    sorted.push({ time, serial });
    if (draw.next() < 0.5) continue;
    sorted.sort((a, b) => (a.time === b.time ? a.serial - b.serial : a.time - b.time));
    if (sorted[0]!.time < Number.POSITIVE_INFINITY) assert.is(list.next(), sorted.shift()!.serial);
  }
});

Events('are forgotten when the list is cleared', () => {
  const list = new EventList();
  list.schedule(4, 1);
  list.clear(2);
  assert.is(list.size, 0);
  assert.is(list.now, 2);
  list.clear();
  assert.is(list.now, 0);
});

Events('that have left are no longer the next ones', () => {
  const list = new EventList();
  list.schedule(1, 7);
  list.schedule(5, 8);
  list.next();
  assert.is(list.nextTime, 5);
  assert.throws(() => list.advance(6), /next event 5/);
  list.next();
  assert.is(list.nextTime, Number.POSITIVE_INFINITY);
});

Events('come out of a cleared list as out of a new one, whatever it held', () => {
  const cleared = new EventList();
  for (let event = 0; event < 20; event++) cleared.schedule(1000 - event, event);
  for (let left = 0; left < 13; left++) cleared.next();
  cleared.barrier = 1;
  cleared.clear();
  const made = new EventList();
  const draw = stream('5', 'cleared');
  for (let event = 0; event < 50; event++) {
    const time = Math.floor(draw.next() * 20);
    for (const list of [cleared, made]) list.schedule(time, event);
    assert.is(cleared.nextTime, made.nextTime);
  }
  assert.is(cleared.barrier, Number.POSITIVE_INFINITY);
  assert.equal(drain(cleared), drain(made));
});

Events('leave in order at the far end of what coarse time tells apart, beside what never happens', () => {
  // Coarse time, made for an event at 1, reaches up to 64.
  const end = 64 * (1 - 2 ** -50);
  const list = new EventList();
  for (let event = 0; event < 4; event++) list.schedule(1, event);
  list.schedule(Number.POSITIVE_INFINITY, 8);
  list.schedule(end, 4);
  list.schedule(end, 5);
  assert.equal(
    Array.from({ length: 7 }, () => list.next()),
    [0, 1, 2, 3, 4, 5, -1],
  );
  assert.is(list.now, end);
  assert.is(list.nextTime, Number.POSITIVE_INFINITY);
});

Events('leave in order after all were forgotten, however fine the steps of time had been', () => {
  const list = new EventList();
  list.schedule(1e-6, 9);
  list.clear();
  for (const time of [0.5, 0.25, 0.75, 0.125, 0.9]) list.schedule(time, 1000 * time);
  assert.equal(drain(list), [125, 250, 500, 750, 900]);
});

Events('leave in order after all were forgotten, however far the clock had gone', () => {
  const list = new EventList();
  list.advance(1e6);
  list.schedule(1e6 + 1e-3, 9);
  list.clear();
  for (const time of [0.5, 0.25, 0.75, 0.125, 0.9]) list.schedule(time, 1000 * time);
  assert.equal(drain(list), [125, 250, 500, 750, 900]);
});

Events('of a list that was cleared nothing comes', () => {
  const list = new EventList();
  for (const time of [3, 1, 2]) list.schedule(time, 9);
  list.clear(0.5);
  assert.equal([list.nextTime, list.next(), list.size, list.now], [Number.POSITIVE_INFINITY, -1, 0, 0.5]);
});

Events('agree with a sorted list where many leave and many come in turn (seed 4)', () => {
  const draw = stream('4', 'turns');
  const list = new EventList();
  const sorted: { time: number; serial: number }[] = [];
  let serial = 0;
  for (let turn = 0; turn < 400; turn++) {
    for (let more = Math.floor(draw.next() * 12); more > 0; more--, serial++) {
      const time = list.now + Math.floor(draw.next() * 8);
      list.schedule(time, serial);
      sorted.push({ time, serial });
    }
    sorted.sort((a, b) => a.time - b.time || a.serial - b.serial);
    for (let fewer = Math.floor(draw.next() * 12); fewer > 0 && sorted.length > 0; fewer--) {
      assert.is(list.next(), sorted.shift()!.serial);
      assert.is(list.nextTime, sorted[0]?.time ?? Number.POSITIVE_INFINITY);
    }
    assert.is(list.size, sorted.length);
  }
});

function drain(list: EventList): number[] {
  const events: number[] = [];
  while (list.size > 0) events.push(list.next());
  return events;
}

Events.run();
