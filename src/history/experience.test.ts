import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { experienceOf } from './experience.ts';

const Experience = suite('experience');

const DAY = 86_400_000;
const days = (...at: [day: number, author?: string][]) =>
  at.map(([day, author]) => ({ createdAt: day * DAY, author }));
const near = (found: number[], counts: number[]) =>
  found.forEach((value, i) => {
    assert.ok(Math.abs(value - Math.log1p(counts[i]!)) < 1e-9, `change ${i}: ${value}`);
  });

Experience('counts what the same author uploaded in the half-year before, and nothing else', () => {
  near(
    experienceOf(days([0, 'x'], [400, 'a'], [410, 'b'], [420, 'a'], [590, 'a'], [700, 'a'])),
    [0, 0, 0, 1, 1, 1],
  );
});

Experience('is given what a history that begins later cannot show', () => {
  near(experienceOf(days([0, 'a'], [91, 'a'])), [0, 2]);
  near(experienceOf(days([0, 'a'], [1, 'a'])), [0, 182 / 45]);
});

Experience('is no more than that of twenty changes', () => {
  const many = Array.from({ length: 60 }, (_, i): [number, string] => [200 + i, 'a']);
  const found = experienceOf(days([0, 'x'], ...many));
  near(found.slice(-1), [20]);
});

Experience('of nobody is not known', () => {
  assert.equal(experienceOf(days([0], [1])), [Number.NaN, Number.NaN]);
  assert.equal(experienceOf([]), []);
});

Experience.run();
