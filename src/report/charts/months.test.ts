import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { monthMarks } from './months.ts';

const Months = suite('months');
const texts = (start: string, weeks: number, width: number) =>
  monthMarks(start, { domain: [0, weeks], range: [0, width] }, 12).map(({ text }) => text);

Months('months are named where they begin, the first and each January with its year', () => {
  assert.equal(texts('2013-10-17', 26, 560), ['Nov 2013', 'Dec', 'Jan 2014', 'Feb', 'Mar', 'Apr']);
});

Months('a mark lies at the first day of its month', () => {
  const [november] = monthMarks('2013-10-18', { domain: [0, 10], range: [0, 700] }, 12);
  assert.is(november!.x, 140);
});

Months('months that find no room are left out', () => {
  assert.equal(texts('2014-04-17', 26, 100), ['Jun 2014', 'Sep']);
});

Months.run();
