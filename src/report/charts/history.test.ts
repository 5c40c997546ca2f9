import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Description, describeHistory } from '../../history/describe/describe.ts';
import { readerOf, sampleChange } from '../../history/describe/sample-changes.ts';
import { historyCharts } from '../describe/charts.ts';
import { historyLeads } from './history-leads.ts';
import { historyPeople } from './history-people.ts';
import { historyQueue } from './history-queue.ts';
import { collisionsOf, linesOf } from './sample-results.ts';

const History = suite('charts of a history');
const wide = { theme: 'light', layout: 'wide' } as const;
const looks = [wide, { theme: 'dark', layout: 'wide' }, { theme: 'light', layout: 'narrow' }] as const;
const day = (n: number) => new Date(Date.UTC(2020, 0, 6) + n * 86_400_000).toISOString();

/** So many days of a change each, that take `core` or `slow` days; those that last beyond the end are open. */
function history(days: number, core: number, slow: number): Promise<Description> {
  const changes = Array.from({ length: days }, (_, i) => {
    const [area, lasts] = i % 3 === 0 ? ['slow', slow] : ['core', core];
    const more = {
      area: area as string,
      areas: [area as string],
      author: `a${i % 11}`,
      reviewers: [`r${(i % 10) ** 2 % 8}`],
    };
    return sampleChange(i, day(i), i + (lasts as number) < days ? day(i + (lasts as number)) : '', more);
  });
  return describeHistory(readerOf(changes));
}

History('the title says how the queue stands beside a year before', async () => {
  // 20 or 60 days: about 2/3 × 20 + 1/3 × 60 are open at any time.
  assert.match(
    historyQueue(await history(600, 20, 60), wide).title,
    /^The queue stayed as it was: 34 changes are open at the end, 33 were a year before/,
  );
  const early = await history(200, 20, 60);
  assert.match(
    historyQueue(early, wide).title,
    /^The queue grew: 33 changes are open at the end, 4\.7 times as many as in the first week/,
  );
});

History('the title of lead times names the median of all and the slowest area', async () => {
  const chart = historyLeads(await history(600, 20, 60), wide);
  assert.is(chart.title, 'Half of all changes merge within 20 days; in slow that takes 60 days');
  const words = linesOf(chart).filter(({ layer }) => layer === 'curves');
  assert.equal(
    words.map(({ text }) => text),
    ['all changes (half by 20 days)', 'core (half by 20 days)', 'slow (half by 60 days)'],
  );
});

History('the title of people counts those who do most', async () => {
  const changes = Array.from({ length: 100 }, (_, i) =>
    sampleChange(i, day(i), day(i + 1), { reviewers: [i < 80 ? 'ann' : `r${i % 9}`] }),
  );
  const found = await describeHistory(readerOf(changes));
  assert.is(historyPeople(found, 'reviewers', wide).title, 'One of 10 reviewers gives 80 % of reviews');
});

History('no words lie over each other or leave the picture, in any look', async () => {
  const long = Array.from({ length: 80 }, (_, i) => {
    const area = `a/very/long/path/of/an/area/number/${i % 4}`;
    return sampleChange(i, day(9 * i), i < 70 ? day(9 * i + 3 + 5 * (i % 4)) : '', {
      ...{ area, areas: [area], author: `a${i}`, reviewers: ['r'] },
    });
  });
  const histories = [
    await history(600, 20, 60),
    await history(5, 1, 2),
    await describeHistory(readerOf(long)),
    await describeHistory(readerOf([sampleChange(1, day(0), '')])),
  ];
  for (const found of histories)
    for (const look of looks)
      for (const chart of historyCharts(found, look))
        assert.equal(collisionsOf(chart), [], `${chart.name} ${look.layout}`);
});

History('nothing merged draws no lead times, nobody recorded no people', async () => {
  const found = await describeHistory(readerOf([sampleChange(1, day(0), '')]));
  assert.equal(
    historyCharts(found, wide).map(({ name }) => name),
    ['history-queue'],
  );
});

History.run();
