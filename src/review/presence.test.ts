import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { PeopleRules } from '../scenario/types.ts';
import { constant, exponential } from '../stats/distribution.ts';
import { stream } from '../stats/stream.ts';
import { Presence } from './presence.ts';
import { play, reviewsOf, run, type SmallCase } from './small-case.test-kit.ts';

// Times are hours, worked out by hand, as in timeline.test.ts.
const Present = suite('presence');

const ann = { ann: {} };
const two = { ann: {}, bob: {} };
const shift = { on: 8, off: 16 };
const away = { after: constant(5), lasts: constant(3) };
const during = (peopleRules: Partial<PeopleRules>, given: SmallCase): SmallCase => ({
  ...given,
  peopleRules,
});

Present('the end of a shift suspends a review, and the next one goes on where it stopped', () => {
  const changes = { x: { created: 6, effort: 4 }, y: { created: 10, effort: 1 } };
  assert.equal(reviewsOf(during({ shift }, { changes, people: ann })), ['ann x 6–26', 'ann y 26–27']);
});

Present('what comes in off shift is taken up when the next shift begins, in order of people', () => {
  const changes = { x: { created: 10, effort: 1 }, y: { created: 11, effort: 1 } };
  assert.equal(reviewsOf(during({ shift }, { changes, people: two })), ['ann x 24–25', 'bob y 24–25']);
});

Present('a review that ends with the shift ends, and nothing new is taken up at that moment', () => {
  const changes = {
    x: { created: 6, effort: 2 },
    y: { created: 7, effort: 1 },
    z: { created: 24.5, effort: 40 },
  };
  const people = { ann: {} };
  assert.equal(reviewsOf(during({ shift }, { changes, people })), [
    'ann x 6–8',
    'ann y 24–25',
    'ann z 25–145',
  ]);
  // 7 h of 40 on the second day, 8 on each of the next four, one on the seventh
});

Present('so it is where the review began before the shift was over', () => {
  const changes = { x: { created: 7, effort: 9 }, y: { created: 8, effort: 1 } };
  assert.equal(reviewsOf(during({ shift }, { changes, people: ann })), ['ann x 7–32', 'ann y 48–49']);
});

Present('a review of no work off shift does not exist: it waits for the shift', () => {
  const changes = { x: { created: 9, effort: 0 } };
  assert.equal(reviewsOf(during({ shift }, { changes, people: ann })), ['ann x 24–24']);
});

Present('absences come after so much time, busy or idle, and suspend what is in hand', () => {
  // away from 5 to 8 and from 13 to 16
  const changes = { x: { created: 4, effort: 2 }, y: { created: 6, effort: 6 } };
  assert.equal(reviewsOf(during({ away }, { changes, people: ann })), ['ann x 4–9', 'ann y 9–18']);
});

Present('absences go on while a shift is off, and both keep people away', () => {
  // shift: 0–10, 15–25; absent 5–8, 13–16, 21–24: at work 0–5, 8–10, 16–21, 24–25
  const changes = { x: { created: 0, effort: 13 } };
  const given = during({ shift: { on: 10, off: 5 }, away }, { changes, people: ann });
  assert.equal(reviewsOf(given), ['ann x 0–25']);
});

Present('whoever is there takes what others cannot', () => {
  const absent = { after: exponential(5), lasts: exponential(50) };
  const given = during({ away: absent }, { changes: { x: { created: 40, effort: 1 } }, people: two });
  const there = run(given).capacity;
  const [line] = reviewsOf(given);
  const takes = line!.startsWith('ann') ? 0 : 1;
  assert.ok(there.isThere(takes, Number(/(\S+)–/.exec(line!)![1])));
});

Present('weeks of absence hold as well', () => {
  const people = { ann: { left: 168 }, bob: { joined: 168 } };
  const changes = { x: { created: 150, effort: 4 }, y: { created: 166, effort: 2 } };
  const given = during({ shift: { on: 12, off: 12 } }, { changes, people, weeks: 4 });
  assert.equal(reviewsOf(given), ['ann x 150–154', 'bob y 168–170']);
});

Present('who leaves for good hands back what the last shift leaves undone', () => {
  const people = { ann: { left: 168 }, bob: { joined: 168 } };
  const changes = { x: { created: 150, effort: 14 } };
  const given = during({ shift: { on: 12, off: 12 } }, { changes, people, weeks: 4 });
  assert.equal(play(given).reviews, ['ann x 150–156 ended', 'bob x 168–194 approved']);
});

Present('several in hand are suspended together', () => {
  const changes = { x: { created: 6, effort: 4 }, y: { created: 7, effort: 1 } };
  const given = during({ shift }, { changes, people: ann, review: { in_hand: 2 } });
  assert.equal(reviewsOf(given), ['ann x 6–27', 'ann y 7–25']);
});

Present('what came in the meantime and stands before it interrupts a suspended review', () => {
  const changes = { x: { created: 6, effort: 4 }, y: { created: 10, effort: 1, priority: -1 } };
  const review = { discipline: 'priority', interrupts: true } as const;
  const given = during({ shift }, { changes, people: ann, review });
  assert.equal(reviewsOf(given), ['ann x 6–24 interrupted', 'ann y 24–25', 'ann x 25–27']);
});

Present('a run ends though people come and go, when nobody can do what is left', () => {
  const changes = { x: { created: 0, effort: 2, author: 'ann' }, y: { created: 30, effort: 1 } };
  const given = during({ shift, away }, { changes, people: ann });
  assert.equal(play(given).ends.slice(0, 1), ['x open']);
});

Present('the hours of the last week that is planned go on for ever', () => {
  // 8 h a day: four of sixty are left on the eighth day
  const changes = { x: { created: 0, effort: 60 }, y: { created: 0, effort: 60 } };
  assert.equal(reviewsOf(during({ shift }, { changes, people: two })), ['ann x 0–172', 'bob y 0–172']);
});

Present('without shifts and absences there is nobody who comes or goes', () => {
  const { capacity } = run({ changes: { x: { created: 0, effort: 1 } }, people: ann });
  assert.not(capacity.comesAndGoes);
});

Present(
  'hours of presence and their end are each other the other way round, whoever asked before (seed 7)',
  () => {
    const rules = { shift: { on: 3, off: 2 }, away: { after: exponential(9), lasts: exponential(4) } };
    const fresh = () => new Presence(rules, stream(7, 'presence'));
    const [one, other] = [fresh(), fresh()];
    other.hours(900);
    for (let time = 0; time < 400; time += 0.37) {
      assert.is(one.hours(time), other.hours(time));
      assert.is(one.isThere(time), other.isThere(time));
      const next = one.nextTurn(time);
      assert.ok(next > time && one.isThere(next) !== one.isThere(time));
      if (one.isThere(time)) assert.ok(Math.abs(other.reached(one.hours(time), 0) - time) < 1e-9);
    }
  },
);

Present('turn follows turn, however many there are (seed 7)', () => {
  const rules = { shift: { on: 3, off: 2 }, away: { after: exponential(9), lasts: exponential(4) } };
  const presence = new Presence(rules, stream(7, 'presence'));
  let there = true;
  for (let i = 0, time = 0; i < 1_000; i++) {
    const next = presence.nextTurn(time);
    assert.ok(next > time && presence.isThere(time) === there);
    [time, there] = [next, !there];
  }
});

Present('hours of shifts and absences, worked out by hand, in whatever order they are asked for', () => {
  // shift: 0–10, 15–25, 30–40; absent 5–8, 13–16, 21–24, 29–32: there 0–5, 8–10, 16–21, 24–25, 32–37
  const presence = new Presence({ shift: { on: 10, off: 5 }, away }, stream(1, 'presence'));
  assert.equal(
    [0, 5, 5.5, 8, 9, 10, 16, 18, 24.5, 33].map((time) => presence.hours(time)),
    [0, 5, 5, 5, 6, 7, 7, 9, 12.5, 14],
  );
  assert.equal(
    [33, 0, 16, 10, 5, 12, 24].map((time) => presence.isThere(time)),
    [true, true, true, false, false, false, true],
  );
  assert.equal(
    [30, 25, 0, 5, 8, 4.9].map((time) => presence.nextTurn(time)),
    [32, 32, 5, 8, 10, 5],
  );
});

Present('so many hours are reached at the end of presence, and never before now', () => {
  const presence = new Presence({ shift: { on: 10, off: 5 }, away }, stream(1, 'presence'));
  const reached = (hours: number, now: number) => presence.reached(hours, now);
  assert.equal(
    [reached(3, 0), reached(5, 0), reached(6, 0), reached(7, 0), reached(9, 0)],
    [3, 5, 9, 10, 18],
  );
  assert.equal([reached(6, 6), reached(6, 9.5), reached(9, 12)], [9, 9.5, 18]);
});

Present(
  'an absence that begins as a shift ends is one turn, and none where one takes the place of the other',
  () => {
    // shift: 0–5, 8–13; absent 5–8, 13–16: there 0–5, 8–13, 16–18
    const alike = new Presence({ shift: { on: 5, off: 3 }, away }, stream(1, 'presence'));
    assert.equal(
      [0, 5, 8, 13].map((time) => alike.nextTurn(time)),
      [5, 8, 13, 16],
    );
    // off shift 4–5, away from 5 on: gone from 4 to 8
    const seamless = new Presence({ shift: { on: 4, off: 1 }, away }, stream(1, 'presence'));
    assert.equal([seamless.nextTurn(0), seamless.nextTurn(4), seamless.hours(8)], [4, 8, 4]);
  },
);

Present('many turns are kept as well as few', () => {
  const presence = new Presence({ shift: { on: 1, off: 1 }, away: undefined }, undefined);
  assert.equal([presence.hours(1_000), presence.isThere(1_000), presence.isThere(1_001)], [500, true, false]);
  assert.equal([presence.hours(3.5), presence.reached(400, 0)], [2, 799]);
});

Present('comings and goings without end are refused', () => {
  const often = { after: constant(1e-7), lasts: constant(1e-7) };
  const presence = new Presence({ shift: undefined, away: often }, stream(1, 'presence'));
  assert.throws(() => presence.hours(1), /more than 4,194,304 comings and goings of one person/);
});

Present.run();
