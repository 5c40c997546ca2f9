import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { BrokenLaw } from './broken-law.test-kit.ts';
import { type FinishedRun, observer } from './observer.ts';
import { NEVER, OUTCOME, type Records } from './record.ts';
import { checkLittle, checkRun } from './run-checks.test-kit.ts';
import { run, type SmallCase } from './small-case.test-kit.ts';

/** Every law that is held in every run turns red for records that break it. */
const Checks = suite('run checks');

const two: SmallCase = {
  people: { ann: {}, bob: { attention: 0.5 } },
  approvals: 2,
  changes: {
    v: { created: 0, effort: 2, rounds: 2 },
    w: { created: 1, effort: 3 },
    x: { created: 1.5, effort: 1, priority: -1 },
    y: { created: 2, effort: 20, patience: 1 },
    z: { created: 60, effort: 1 },
  },
  horizon: 62,
};

function finished(given: SmallCase): FinishedRun {
  return { ...run(given), horizon: given.horizon ?? NEVER };
}

/** Holds that the run is sound, and that the records, once tampered with, break the law named. */
function breaks(law: string, tamper: (records: Records, run: FinishedRun) => void, given = two): void {
  const sound = finished(given);
  checkRun(sound);
  tamper(sound.records, sound);
  try {
    checkRun(sound);
  } catch (error) {
    assert.instance(error, BrokenLaw);
    assert.ok((error as Error).message.startsWith(law), (error as Error).message);
    return;
  }
  assert.unreachable(`nobody saw it: ${law}`);
}

Checks('every run of the tests is watched', () => {
  assert.is(observer.see, checkRun);
});

Checks('a change that is both merged and abandoned', () => {
  breaks('conservation of changes', ({ abandoned }) => {
    abandoned[0] = 50;
  });
});

Checks('a change that merges before it was approved', () => {
  breaks('conservation of changes', ({ merged }) => {
    merged[0]! -= 0.01;
  });
});

Checks('a change that is abandoned before it arrives', () => {
  breaks('conservation of changes', ({ abandoned }) => {
    abandoned[3] = 1.9;
  });
});

Checks('a change that ends after the run', () => {
  breaks('conservation of changes', ({ abandoned }) => {
    abandoned[4] = 63;
  });
});

Checks('a change turned away that lived on', () => {
  breaks('conservation of changes', ({ turnedAway }) => {
    turnedAway.push(1);
  });
});

const linked: SmallCase = {
  people: { ann: {}, bob: {} },
  teams: [
    { members: ['ann'], owns: 'a' },
    { members: ['bob'], owns: 'b' },
  ],
  repositories: 'per team',
  changes: { c: { created: 0, effort: 2, touches: 'ab' } },
};

Checks('a divided change that merges before its last part', () => {
  breaks(
    'conservation of parts',
    ({ partMerges }) => {
      partMerges.pop();
    },
    linked,
  );
});

Checks('a review that begins before the one recorded before it', () => {
  breaks('monotone clock', ({ started, queued }) => {
    queued[4] = 0;
    started[4] = 0;
  });
});

Checks('a review that begins before its change waits for it', () => {
  breaks('monotone clock', ({ queued, started }) => {
    queued[1] = started[1]! + 0.1;
  });
});

Checks('a review that ends before it begins', () => {
  breaks('monotone clock', ({ finished, started }) => {
    finished[1] = started[1]! - 0.1;
  });
});

Checks('a stay with an author that ends before it begins', () => {
  breaks('monotone clock', ({ stayUntil }) => {
    stayUntil[0] = 0;
  });
});

Checks('a reader with two reviews in hand', () => {
  breaks('nobody over capacity', ({ reviewer }) => {
    reviewer[1] = reviewer[0]!;
  });
});

Checks('a review that takes less time than its work', () => {
  breaks('nobody over capacity', ({ finished, outcome }) => {
    const last = outcome.indexOf(OUTCOME.approved);
    finished[last]! -= 1e-6;
  });
});

Checks('a reader of several who gets more done than there are hours', () => {
  const shared: SmallCase = {
    people: { ann: {} },
    review: { in_hand: 2 },
    changes: { a: { created: 0, effort: 2 }, b: { created: 1, effort: 2 } },
  };
  breaks(
    'nobody over capacity',
    ({ finished }) => {
      finished[1] = 3.9;
    },
    shared,
  );
});

Checks('three in hand of somebody who takes two', () => {
  const shared: SmallCase = {
    people: { ann: {} },
    review: { in_hand: 2 },
    changes: { a: { created: 0, effort: 2 }, b: { created: 1, effort: 2 }, c: { created: 2, effort: 1 } },
  };
  breaks(
    'nobody over capacity',
    ({ started }) => {
      started[2] = 2.5;
    },
    shared,
  );
});

Checks('a reader of the own change', () => {
  breaks('nobody reads own work', (_, { changes }) => {
    changes.author[0] = 0;
  });
});

Checks('a reader without the right', () => {
  breaks(
    'nobody reads without the right',
    ({ reviewer }) => {
      reviewer[0] = 1;
      reviewer[1] = 0;
    },
    linked,
  );
});

Checks('a reader who takes work while away', () => {
  breaks(
    'nobody takes work while away',
    ({ started, finished, queued }) => {
      started[0] = 200;
      finished[0] = 338;
      queued[0] = 200;
    },
    { people: { ann: { away: [1] } }, changes: { a: { created: 0, effort: 2 } }, weeks: 3, horizon: 504 },
  );
});

const limited: SmallCase = {
  people: { ann: {} },
  review: { limit: 1 },
  changes: { a: { created: 0, effort: 2 }, b: { created: 1, effort: 1 } },
  horizon: 9,
};

Checks('more open at once than the limit', () => {
  breaks(
    'no more open than the limit',
    ({ abandoned, turnedAway }) => {
      turnedAway.pop();
      abandoned[1] = 1.5;
    },
    limited,
  );
});

Checks('somebody idle beside what waits for a reader who came later', () => {
  breaks(
    'work conservation',
    (records) => {
      const i = records.reviews - 1;
      for (const review of [i - 1, i]) {
        records.started[review]! += 0.25;
        records.finished[review]! += 0.25;
      }
      records.approved[4]! += 0.25;
      records.merged[4]! += 0.25;
    },
    { ...two, horizon: 70 },
  );
});

Checks('somebody idle beside what waits in vain', () => {
  breaks('work conservation', (records) => {
    records.reviews -= 2;
    records.lastReview[4] = -1;
    records.firstReview[4] = NEVER;
    records.approved[4] = NEVER;
    records.merged[4] = NEVER;
  });
});

Checks('a second approval that nobody gives though somebody could', () => {
  breaks('work conservation', (records) => {
    records.reviews -= 1;
    records.lastReview[4] = records.reviews - 1;
    records.approved[4] = NEVER;
    records.merged[4] = NEVER;
  });
});

const line: SmallCase = {
  people: { ann: {} },
  changes: {
    busy: { created: 0, effort: 5 },
    p: { created: 1, effort: 1, size: 3, priority: 0 },
    q: { created: 2, effort: 1, size: 3, priority: 0 },
  },
};

for (const discipline of [
  'first in first out',
  'oldest first',
  'newest first',
  'smallest first',
  'priority',
] as const)
  Checks(`${discipline}: what stands later is taken first`, () => {
    const given = { ...line, review: { discipline } };
    if (discipline === 'smallest first')
      given.changes = { ...line.changes, q: { ...line.changes.q!, size: 4 } };
    if (discipline === 'priority')
      given.changes = { ...line.changes, q: { ...line.changes.q!, priority: 1 } };
    breaks(
      `order of the discipline '${discipline}'`,
      (records) => {
        const columns = ['change', 'part', 'queued'] as const;
        for (const column of columns) {
          const values = records[column];
          [values[1], values[2]] = [values[2]!, values[1]!];
        }
        const ends = ['firstReview', 'approved', 'merged', 'lastReview'] as const;
        for (const column of ends) {
          const values = records[column];
          [values[1], values[2]] = [values[2]!, values[1]!];
        }
      },
      given,
    );
  });

Checks('somebody who goes before coming', () => {
  const sound = finished(two);
  sound.records.merged[4] = 59;
  assert.throws(() => checkLittle(sound), /^Little's law/);
  const other = finished(two);
  other.records.queued[2] = other.records.started[2]! + 0.1;
  assert.throws(() => checkLittle(other), /^Little's law/);
});

Checks.run();
