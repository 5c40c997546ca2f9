import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readTime, writeTime } from './times.ts';

const Times = suite('times');

Times('a time that is written is read back to the millisecond', () => {
  const any = fc.integer({ min: Date.UTC(1000, 0), max: Date.UTC(9999, 11, 31) });
  fc.assert(
    fc.property(any, (ms) => assert.is(readTime(writeTime(ms)), ms)),
    { seed: 3, numRuns: 5000 },
  );
});

Times('every day of 400 years is the day that the calendar of the language says', () => {
  for (let ms = Date.UTC(1800, 0); ms < Date.UTC(2200, 0); ms += 86_400_000) {
    const text = new Date(ms).toISOString().slice(0, 10);
    if (readTime(text) !== ms) assert.unreachable(text);
  }
});

Times('forms of ISO 8601 with a zone are read', () => {
  const noon = Date.UTC(2014, 9, 16, 12);
  for (const text of [
    '2014-10-16T12:00:00Z',
    '2014-10-16T12:00Z',
    '2014-10-16T12:00:00.000Z',
    '2014-10-16T12:00:00.000000000Z',
    '2014-10-16T17:30:00+05:30',
    '2014-10-16T08:00:00-0400',
  ])
    assert.is(readTime(text), noon, text);
  assert.is(readTime('2014-10-16T12:00:00.12345Z'), noon + 123);
  assert.is(readTime('2014-10-16'), Date.UTC(2014, 9, 16));
});

Times('what is no time of the calendar, or has no zone, is not read', () => {
  for (const text of [
    '',
    '2014-10-16T12:00:00',
    '2014-10-16 12:00:00Z',
    '2014-02-29',
    '1900-02-29',
    '2014-13-01',
    '2014-00-10',
    '2014-04-31T00:00:00Z',
    '2014-10-16T24:00:00Z',
    '2014-10-16T12:60:00Z',
    '2014-10-16T12:00:60Z',
    '2014-10-16T12:00:00+99:00',
    '2014-10-16T12-00:00Z',
    '0000-01-01',
    '20141016',
    '14-10-2016',
    '2014-10-16T12:00:00ZZ',
    '２014-10-16',
    '1413460800',
  ])
    assert.is(readTime(text), undefined, text);
});

Times.run();
