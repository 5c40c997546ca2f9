import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { durationDomain, durationMarks } from './durations.ts';
import type { Scale } from './scale.ts';
import { textWidth } from './text-width.ts';

const Durations = suite('durations');

const marksOf = (values: number[], width: number) => {
  const x: Scale = { domain: durationDomain(values), range: [0, width], log: true };
  return durationMarks(x, 13, 0, width);
};

Durations('the axis of days is marked in words, each where it lies on a logarithmic scale', () => {
  const marks = marksOf([1, 365.25], 600);
  assert.equal(
    marks.map(({ text }) => text),
    ['1 day', '2 days', '1 week', '2 weeks', '1 month', '3 months', '1 year'],
  );
  const at = new Map(marks.map((mark) => [mark.text, mark.at]));
  const [day, two, week, fortnight] = ['1 day', '2 days', '1 week', '2 weeks'].map((text) => at.get(text)!);
  assert.ok(Math.abs(two! - day! - (fortnight! - week!)) < 1e-9);
});

Durations('a domain without marks is widened to two of them', () => {
  assert.ok(marksOf([4, 4.1], 300).length >= 2);
  assert.ok(marksOf([], 300).length >= 2);
});

Durations('a lead time of nothing does not stretch the axis', () => {
  assert.ok(durationDomain([0, 3, 30])[0] > 1);
});

Durations('marks keep off each other and inside the edges', () => {
  for (const width of [90, 150, 260, 400, 700]) {
    const spans = marksOf([0.001, 4000], width).map(({ x, text }) => {
      const half = textWidth(text, 13) / 2;
      return [x - half, x + half] as const;
    });
    assert.ok(spans.length > 0);
    spans.forEach(([left, right], index) => {
      assert.ok(left >= -1e-9 && right <= width + 1e-9, `${width}: ${left} to ${right}`);
      assert.ok(index === 0 || left > spans[index - 1]![1], `${width}: ${index}`);
    });
  }
});

Durations.run();
