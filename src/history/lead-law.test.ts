import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { normalQuantile } from '../stats/normal.ts';
import { stream } from '../stats/stream.ts';
import { fitLeadLaw, type LeadObservation } from './lead-law.ts';

const Law = suite('lead law');

const VAGUE = { mean: 0, sd: 10 };

/** ln(lead) = 1 or 2, by group, − ½ trait + 1.5 z; seen for `days`. */
function simulated(count: number, days: number, seed: string): LeadObservation[] {
  const draw = stream('lead law', seed);
  return Array.from({ length: count }, (_, i) => {
    const [group, trait] = [i % 2, 4 * draw.next()];
    const age = days * draw.next();
    const lead = Math.exp(1 + group - 0.5 * (trait - 2) + 1.5 * normalQuantile(draw.next()));
    return { lead: Math.min(lead, age), merged: lead <= age, age, group, traits: [trait] };
  });
}

Law('levels, effects and spread are found again, though a quarter is still open', () => {
  const seen = simulated(6000, 40, 'censored');
  assert.ok(seen.filter(({ merged }) => !merged).length > 1500);
  const law = fitLeadLaw(seen, 2, [VAGUE], 1e9);
  const off = [law.groups[0]!.whole - 1, law.groups[1]!.whole - 2, law.effects[0]! + 0.5, law.sigma - 1.5];
  assert.ok(
    off.every((value) => Math.abs(value) < 0.1),
    off.join(' '),
  );
});

Law('residuals have the quantiles of what was drawn', () => {
  const { residuals } = fitLeadLaw(simulated(6000, 4000, 'whole'), 2, [VAGUE], 1e9);
  for (const p of [0.1, 0.5, 0.9]) {
    const found = residuals[Math.floor(p * residuals.length)]!;
    assert.ok(Math.abs(found - 1.5 * normalQuantile(p)) < 0.12, `${p}: ${found}`);
  }
});

Law('the recent level is that of young changes', () => {
  const one = (age: number, lead: number): LeadObservation => ({
    ...{ lead, merged: true, age, group: 0 },
    traits: [],
  });
  const seen = [...Array(50).fill(one(1000, 1)), ...Array(50).fill(one(10, Math.E))];
  const [level] = fitLeadLaw(seen, 1, [], 60).groups;
  assert.ok(Math.abs(level!.whole - 0.5) < 1e-9);
  assert.ok(level!.recent > 0.999);
});

Law(
  'where little is seen an effect is what was believed, and a trait that is not known changes nothing',
  () => {
    const seen = simulated(4, 4000, 'few').map((one) => ({ ...one, traits: [Number.NaN] }));
    const law = fitLeadLaw(seen, 2, [{ mean: 0.3, sd: 0.1 }], 60);
    assert.ok(Math.abs(law.effects[0]! - 0.3) < 1e-9);
    assert.equal(law.centre, [0]);
  },
);

Law('a group of which nothing is seen has no level; nothing at all is refused', () => {
  const seen = simulated(100, 4000, 'one').filter(({ group }) => group === 0);
  const { groups } = fitLeadLaw(seen, 2, [VAGUE], 60);
  assert.equal([groups[1]!.count, groups[1]!.whole], [0, Number.NaN]);
  assert.throws(() => fitLeadLaw([], 2, [], 60), /no change/);
});

Law.run();
