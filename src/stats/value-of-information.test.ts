import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { normalQuantile } from './normal.ts';
import { linearValueOfInformation, valueOfInformation } from './value-of-information.ts';

const Information = suite('value of information');

Information('two states by hand', () => {
  const found = valueOfInformation([
    [10, 4],
    [10, 20],
  ]);
  assert.equal(found, { best: 1, now: 12, informed: 15, worth: 3 });
  assert.throws(() => valueOfInformation([]), /no states/);
});

Information('to know is worth nothing where the choice stays the same', () => {
  assert.is(
    valueOfInformation([
      [3, 1],
      [9, 8],
    ]).worth,
    0,
  );
  const one = linearValueOfInformation([{ at0: 2, slope: 5 }], 1, 3);
  assert.is(one.now, 7);
  assert.ok(Math.abs(one.worth) < 1e-12);
});

Information('lines are worth what many states on them are worth', () => {
  const line = fc.record({ at0: fc.integer({ min: -6, max: 6 }), slope: fc.integer({ min: -4, max: 4 }) });
  const lines = fc.array(line, { minLength: 1, maxLength: 6 });
  const n = 2_000;
  fc.assert(
    fc.property(
      lines,
      fc.integer({ min: -3, max: 3 }),
      fc.integer({ min: 1, max: 4 }),
      (choices, mu, sigma) => {
        const states = Array.from({ length: n }, (_, i) => {
          const theta = mu + sigma * normalQuantile((i + 0.5) / n);
          return choices.map(({ at0, slope }) => at0 + slope * theta);
        });
        const [exact, drawn] = [linearValueOfInformation(choices, mu, sigma), valueOfInformation(states)];
        assert.ok(Math.abs(exact.now - drawn.now) < 1e-9);
        assert.ok(Math.abs(exact.informed - drawn.informed) < 0.02, `${exact.informed}, ${drawn.informed}`);
        assert.ok(exact.worth >= 0);
        assert.is(choices[exact.best]!.at0 + choices[exact.best]!.slope * mu, exact.now);
      },
    ),
    { numRuns: 60 },
  );
});

Information.run();
