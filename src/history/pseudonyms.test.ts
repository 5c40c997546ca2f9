import { createHmac } from 'node:crypto';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { People } from './pseudonyms.ts';

const Names = suite('pseudonyms');

Names('equal keys give equal pseudonyms, other keys others, and none shows the name', () => {
  const [one, same, other] = [new People('k'), new People('k'), new People('l')];
  const ann = { name: 'Ann Lee', email: 'ann@example.org' };
  assert.is(one.name(ann), same.name(ann));
  assert.is.not(one.name(ann), other.name(ann));
  assert.match(one.name(ann)!, /^p[0-9a-f]{12}$/);
  assert.is(one.name(ann), `p${createHmac('sha256', 'k').update('ann lee').digest('hex').slice(0, 12)}`);
});

Names(
  'one person under several addresses or spellings is one, and people without a full name go by address',
  () => {
    const people = new People('k');
    const ann = people.name({ name: 'Ann Lee', email: 'ann@a.example' });
    assert.is(people.name({ name: 'ann  lee', email: 'ann@b.example' }), ann);
    assert.is.not(people.name({ name: 'ann', email: 'ann@a.example' }), ann);
    assert.is(people.name({ name: 'root', email: 'X@host' }), people.name({ name: 'me', email: 'x@host' }));
    assert.is.not(
      people.name({ name: 'root', email: 'x@host' }),
      people.name({ name: 'root', email: 'y@host' }),
    );
    assert.is(people.name({}), undefined);
    assert.is(people.name({ name: ' ', email: '' }), undefined);
  },
);

Names('without a key names are kept, fit for cells and lists', () => {
  const people = new People(undefined);
  assert.is(people.name({ name: 'Lee; Ann\n' }), 'Lee Ann');
  assert.is(people.name({ name: 'x', email: 'ann@example.org' }), 'ann@example.org');
});

Names('programs are known by the names they have and by list, people are not taken for them', () => {
  const people = new People('k', ['ci@acme.example', 'Deploy']);
  for (const name of [
    'dependabot[bot]',
    'Jenkins',
    'OpenStack Proposal Bot',
    'zuul',
    'github-actions',
    'Elastic Recheck CI',
  ])
    assert.ok(people.isBot({ name }), name);
  assert.ok(people.isBot({ name: 'Acme', email: 'ci@acme.example' }));
  assert.ok(people.isBot({ name: 'deploy' }));
  assert.ok(people.isBot({ name: 'x', email: 'project_12_bot_ab@noreply.example' }));
  for (const name of ['Ann Talbot', 'Abbot', 'Robotham', 'Cicely', 'Travis Lee', 'Jenkins Smith', ''])
    assert.not.ok(people.isBot({ name }), name);
});

Names.run();
