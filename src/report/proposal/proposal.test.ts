import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { asWritten } from '../csv.ts';
import type { Results } from '../results.ts';
import { textFiles } from '../write.ts';
import { numbersIn, numbersInWords, otherNumbers, strayNumbers, TENTHS } from './figures.test-kit.ts';
import { markdown } from './markdown.ts';
import { plainText } from './plain-text.ts';
import { proposalOf } from './proposal.ts';
import { restructuredText } from './restructured-text.ts';
import { type ProposalSample, proposalSample } from './sample-results.ts';

const Proposal = suite('proposal');

const NAMES = ['proposal.md', 'proposal.rst', 'proposal.txt'] as const;

const textsOf = (results: Results): string[] => NAMES.map((name) => textFiles(results).get(name) as string);

/** The plain text on one line. */
const wordsOf = (results: Results): string => textsOf(results)[2]!.replace(/\s+/g, ' ');

const SAMPLES: Record<string, ProposalSample> = {
  'everything there is': {},
  'one organization': { many: 1 },
  'two organizations': { many: 2 },
  'twenty organizations': { many: 20 },
  'tables that say little': {
    ...{ history: false, warnings: false, agreement: false, linked: false, waiting: false, joining: false },
  },
  'one cycle': { cycles: 1 },
  'a hundred thousand changes': { scale: 150 },
  'five changes': { scale: 0.006 },
};

/** The worst factor of agreement in the samples, by hand: 268.4 / 83.19. */
const FACTOR = '3.2';

for (const [name, options] of Object.entries(SAMPLES)) {
  Proposal(`every number is a cell, rounded: ${name}`, () => {
    const results = asWritten(proposalSample(options));
    for (const text of textsOf(results)) assert.equal(strayNumbers(text, results, [FACTOR]), []);
  });
}

Proposal('a number that is no cell would be found', () => {
  const results = asWritten(proposalSample());
  assert.equal(strayNumbers('4321 changes, 12,345.6 of them', results), ['4321', '12,345.6']);
});

Proposal('every number moves when its cell does: none is typed', () => {
  const results = asWritten(proposalSample());
  const still = new Set([...numbersInWords(results), FACTOR, TENTHS]);
  // What pictures are called is made by charts, and not all of it always finds room.
  const fan = { name: 'backlog-fan', title: '', alt: '', dark: true, narrow: true };
  const withoutAlt = (of: Results) => {
    const proposal = proposalOf(of, [fan]);
    return [markdown(proposal), restructuredText(proposal), plainText(proposal)];
  };
  const [before, after] = [withoutAlt(results), withoutAlt(otherNumbers(results))];
  before.forEach((text, i) => {
    const [old, now] = [numbersIn(text), numbersIn(after[i]!)];
    assert.ok(old.length > 200, `${NAMES[i]} has ${old.length} numbers`);
    assert.is(now.length, old.length, NAMES[i]);
    const kept = old.filter((number, at) => number === now[at] && !still.has(number));
    assert.equal(kept, [], NAMES[i]);
  });
});

Proposal('everything is said in its order', () => {
  const titles = [
    ...['What is compared', 'Verdict', 'The figures', 'Lead times that change', 'Load of the teams'],
    ...['The cost of waiting', 'Linked changes', 'Warnings', 'Assumptions that matter'],
    ...['Agreement with history', 'How to reproduce this', 'What the intervals mean'],
  ];
  for (const text of textsOf(proposalSample())) {
    const places = [
      text.indexOf('Which organization leaves fewer'),
      ...titles.map((title) => text.indexOf(title)),
    ];
    assert.ok(places.every((place, i) => place > (places[i - 1] ?? 0)));
  }
});

Proposal(
  'no clear difference is a result where the interval is that narrow, and unknown where it is not',
  () => {
    const sample = proposalSample({ many: 2 });
    const headline = {
      baseline: 'Core team (today)',
      alternative: 'Team per driver',
      cycle: 'all',
      metric: 'open',
    };
    const saying = (low: number, high: number) =>
      wordsOf({
        ...sample,
        comparison: sample.comparison.map((row) =>
          row.cycle === headline.cycle && row.metric === headline.metric
            ? {
                ...row,
                difference: (low + high) / 2,
                ci_low: low,
                ci_high: high,
                verdict: 'no clear difference',
              }
            : row,
        ),
      });
    // The baseline has 806 open changes at the end, and 5 % of it are 40.3.
    const narrow = saying(-12, 40);
    assert.match(
      narrow,
      /Team per driver: no clear difference\. On average 14 more changes are open at the end of/,
    );
    assert.match(narrow, /That is a result: the whole interval lies within 5 % of the baseline's number/);
    for (const wide of [saying(-12, 41), saying(-41, 0)]) {
      assert.match(wide, /neither wholly within nor wholly beyond 5 % .*do not tell the two apart/);
      assert.not.match(wide, /That is a result/);
    }
    const same = saying(0, 0);
    assert.match(
      same,
      /Team per driver: no difference\. Exactly as many changes are open .* in every replication/,
    );
    assert.not.match(same, /That is a result/);
  },
);

Proposal('one replication has no interval, and none is written', () => {
  const sample = proposalSample({ many: 2 });
  const unsure = { ci_low: Number.NaN, ci_high: Number.NaN };
  const text = wordsOf({
    ...sample,
    comparison: sample.comparison.map((row) => ({ ...row, ...unsure, verdict: 'no clear difference' })),
    manifest: { ...sample.manifest, replications: 1 },
  });
  assert.match(text, /a single replication does not say how sure that is/);
  assert.match(text, /ahead in \d+ % of replications/);
  assert.not.match(text.replace(/^.*?Open changes in/, ''), /NaN/);
});

Proposal('who joins is an assumption, and a gain that only they bring is told as theirs', () => {
  const text = wordsOf(proposalSample({ many: 3, waiting: false }));
  assert.match(
    text,
    /Who joins\. One drivers team: of 31 reviewers 8 join, with 34 h\/week in all, at 51 % of their/,
  );
  assert.match(text, /is an assumption, not a result/);
  assert.not.match(text, /the gain goes with the people/);
  const sample = proposalSample({ many: 3, waiting: false });
  const comparison = sample.comparison.map((row) =>
    row.alternative === 'Team per driver' ? { ...row, verdict: 'no clear difference' as const } : row,
  );
  const theirs = wordsOf({ ...sample, comparison });
  assert.match(
    theirs,
    /With the same people \(Team per driver\) the backlog is not clearly better: what is gained goes/,
  );
  assert.match(wordsOf(proposalSample({ joining: false })), /Nobody joins and nobody gives more hours/);
});

Proposal('organizations are told with teams, people, hours, approvals and their first day', () => {
  const text = wordsOf(proposalSample());
  assert.match(
    text,
    /One team: core over everything \(21 people, 147 h\/week\)\. Two approvals for each change\./,
  );
  assert.match(
    text,
    /Three teams, each over the code of its name: common \(17 people, 49 h\/week\); libvirt/,
  );
  assert.match(text, /Begins on 2015-01-15; until then the rules of Core team \(today\) hold\./);
  assert.match(text, /the same review hours in all as those of the baseline/);
});

Proposal(
  'what inputs say of an organization alone is told: transition, repositories, whose rules it has',
  () => {
    const sample = proposalSample();
    const input = (key: string, value: string, unit = '') => ({
      ...{
        key: `organizations.${key}`,
        value,
        unit,
        provenance: 'given' as const,
        source: 'scenario.yaml:1',
      },
    });
    const inputs = [
      ...sample.inputs,
      input('Per driver.transition.length', '26', 'weeks'),
      input('Per driver.transition.cost', '11', '%'),
      input('Per driver.transition.teams', 'common'),
      input('Per driver.repositories', 'per team'),
      input('Drivers team.same_as', 'Team per driver'),
      input('Drivers team.some_key', '3'),
      input('Drivers team.hyperv', '9 reviewers'),
    ];
    const text = wordsOf({ ...sample, inputs });
    assert.match(text, /The transition takes 26 weeks and meanwhile 11 % of the hours given to common\./);
    assert.match(text, /lies in a repository of its own, so that a change to several is divided\./);
    assert.match(text, /In all else the same as Team per driver\. Some key 3\./);
    assert.not.match(text, /9 reviewers/);
  },
);

Proposal('the cost of waiting is the pair of which the second begins later', () => {
  const text = wordsOf(proposalSample());
  assert.match(
    text,
    /To begin on 2015-10-15 \(One drivers team\) instead of 2015-01-15 \(Team per driver\): worse\./,
  );
  assert.match(
    text,
    /On average 45 more changes are open .*difference is \+36 to \+54\. .*This is what waiting costs\./,
  );
  const sample = proposalSample();
  const organizations = sample.organizations.map((row) => ({ ...row, from: '2015-01-15' }));
  const other = wordsOf({ ...sample, organizations });
  assert.match(other, /Alternatives beside each other -+ One drivers team beside Team per driver: worse\./);
  assert.not.match(wordsOf(proposalSample({ waiting: false })), /waiting/);
});

Proposal('linked changes are told where parts differ from changes', () => {
  assert.match(wordsOf(proposalSample()), /Per driver 642 704 4\.4 d/);
  assert.not.match(wordsOf(proposalSample({ linked: false })), /Linked changes/);
});

Proposal('agreement says where, where not, and how far off the worst is', () => {
  const text = wordsOf(proposalSample());
  assert.match(text, /open, weeks inside 85 % 81 % \(54 % to 97 %\) yes/);
  assert.match(text, /merges, weeks inside 69 % 79 % \(71 % to 91 %\) no/);
  assert.match(
    text,
    /Lead times agree in common \(median and p90\)\. They do not in hyperv \(median and p90\)\./,
  );
  assert.match(
    text,
    /Furthest off is the p90 of hyperv: longer in history by a factor of 3\.2 \(268 d, projected 83 d\)/,
  );
});

Proposal('assumptions come with reasons and ids, defaults in a row, the rest counted', () => {
  const text = wordsOf(proposalSample());
  assert.match(text, /changes\.neglected: 23 %\. Share of changes that .*\. Assumed: too few \(M2\)\./);
  assert.match(text, /Drivers team\.joining: of 31 reviewers .*\. Assumed: counted authors \(H44\)\./);
  assert.match(text, /reviewers\.csv\. Assumed: invented\./);
  assert.match(text, /Defaults: people\.ramp_up 29 weeks \(D26\);/);
  assert.match(text, /One further input rests on an assumption or a default .*inputs\.csv/);
});

Proposal('of many assumptions the text keeps few', () => {
  const sample = proposalSample();
  const many = Array.from({ length: 90 }, (_, i) => ({
    ...{ key: `changes.key${i}`, value: '1', unit: '', provenance: 'assumption' as const },
    source: `assumption: reason (M${i})`,
  }));
  const text = wordsOf({ ...sample, inputs: many });
  assert.is(text.match(/Assumed: /g)!.length, 14);
  assert.match(text, /76 further inputs rest on/);
});

Proposal('pictures stand in their sections, dark and narrow ones only if they are there', () => {
  const [markdown, , plain] = textsOf(proposalSample());
  const places = ['backlog-fan.svg', '## Verdict', 'paired-difference.svg', '## The figures'].map((part) =>
    markdown!.indexOf(part),
  );
  assert.ok(places.every((place, i) => place > (places[i - 1] ?? 0)));
  for (const name of ['backlog-fan', 'paired-difference']) {
    assert.ok(markdown!.includes(`<source media="(max-width: 500px)" srcset="${name}-narrow.svg">`));
    assert.ok(markdown!.includes(`<source media="(prefers-color-scheme: dark)" srcset="${name}-dark.svg">`));
    assert.match(
      markdown!,
      new RegExp(`<img src="${name}\\.svg" width="720" alt="Line chart of [^"]{40,400}">`),
    );
  }
  assert.not.match(plain!, /svg/);
});

Proposal.run();
