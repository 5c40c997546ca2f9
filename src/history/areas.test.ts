import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { folderAreas } from './area-folders.ts';
import { ruleAreas } from './area-rules.ts';
import { type AreaFinder, Areas, MOST_AREAS } from './areas.ts';
import { codeownersRules } from './codeowners.ts';

const Placing = suite('areas');

const files = (...paths: (string | [string, number])[]) =>
  paths.map((path) => (typeof path === 'string' ? { path, lines: 1 } : { path: path[0], lines: path[1] }));

const nova = ruleAreas(
  [
    { area: 'libvirt', globs: ['nova/virt/libvirt/**', 'nova/tests/virt/libvirt'] },
    { area: 'xenapi', globs: ['nova/virt/xenapi/'] },
    { area: 'tests', globs: ['**/tests/**', '*.test.js'], beside: true },
  ],
  () => 'common',
);

Placing('the first rule that matches a path gives its area; a folder stands for what is below it', () => {
  const cases: [string, string][] = [
    ['nova/virt/libvirt/driver.py', 'libvirt'],
    ['nova/virt/libvirt_other.py', 'common'],
    ['nova/tests/virt/libvirt/test_driver.py', 'libvirt'],
    ['nova/tests/virt/libvirt', 'libvirt'],
    ['nova/tests/virt/libvirtd/x', 'tests'],
    ['nova/virt/xenapi/a/b', 'xenapi'],
    ['x.test.js', 'tests'],
    ['a/x.test.js', 'common'],
    ['.tests/x', 'common'],
  ];
  for (const [path, area] of cases) assert.is(nova.areaOf(path), area, path);
});

Placing(
  'a change counts to the area of most lines, and to one that lies beside others only if it touches no other',
  () => {
    const areas = new Areas(nova);
    const change = files(
      ['nova/virt/libvirt/x', 5],
      ['nova/api/y', 3],
      ['nova/api/z', 3],
      ['nova/tests/a', 500],
    );
    assert.equal(areas.place(change), { area: 'common', areas: ['common', 'libvirt', 'tests'] });
    assert.equal(areas.place(files(['nova/tests/a', 9])), { area: 'tests', areas: ['tests'] });
    assert.equal(areas.place([]), { area: 'unknown', areas: ['unknown'] });
  },
);

Placing('equal shares fall to the rule that stands first, and so do all under first rule', () => {
  const tie = files(['nova/virt/xenapi/x', 4], ['nova/virt/libvirt/x', 4]);
  assert.is(new Areas(nova).place(tie).area, 'libvirt');
  const more = files(['nova/virt/xenapi/x', 40], ['nova/virt/libvirt/x', 4], ['other', 900]);
  assert.is(new Areas(nova, { one: 'first rule', several: [] }).place(more).area, 'libvirt');
});

Placing('changes of several areas count as Nova counted them', () => {
  const drivers = ['libvirt', 'xenapi'];
  const areas = new Areas(nova, {
    one: 'most lines',
    several: [
      { fits: 'all', of: drivers, area: 'several drivers' },
      { fits: 'any', of: drivers, area: 'driver+common' },
    ],
  });
  const [libvirt, xenapi, common, tests] = [
    'nova/virt/libvirt/x',
    'nova/virt/xenapi/x',
    'nova/x',
    'nova/tests/x',
  ];
  assert.is(areas.place(files(libvirt!)).area, 'libvirt');
  assert.is(areas.place(files(libvirt!, tests!)).area, 'libvirt');
  assert.is(areas.place(files(common!)).area, 'common');
  assert.equal(areas.place(files(libvirt!, xenapi!, tests!)), {
    area: 'several drivers',
    areas: ['several drivers', 'libvirt', 'xenapi', 'tests'],
  });
  assert.is(areas.place(files(libvirt!, common!, xenapi!)).area, 'driver+common');
});

Placing(
  'folders at the top are areas; below src and a folder that holds nearly all, the next folder is',
  () => {
    const any = folderAreas();
    assert.equal(
      ['api/a/b.c', 'src/net/x.c', 'src/main.c', 'packages/ui/src/x.ts', 'README.md', '.github/x'].map(
        any.areaOf,
      ),
      ['api', 'src/net', 'src', 'packages/ui', '(top)', '.github'],
    );
    const paths = [
      'nova/virt/libvirt/a',
      'nova/virt/xenapi/a',
      'nova/api/b',
      'nova/api/c',
      'nova/db/x',
      'setup.py',
    ];
    assert.equal(paths.map(folderAreas(paths).areaOf), [
      'nova/virt',
      'nova/virt',
      'nova/api',
      'nova/api',
      'nova/db',
      '(top)',
    ]);
    const java = ['a', 'b', 'c'].flatMap((name) =>
      [1, 2, 3, 4].map((i) => `src/main/java/org/x/${name}/${i}.java`),
    );
    assert.is(folderAreas(java).areaOf('src/main/java/org/x/b/2.java'), 'src/main/java/org/x/b');
    assert.is(new Areas(any).place(files(['api/x', 2], ['tests/y', 70], ['docs/z', 90])).area, 'api');
  },
);

Placing('a million areas are cut to as many as can be told apart, and that is said', () => {
  const areas = new Areas(folderAreas());
  const begun = performance.now();
  for (let i = 0; i < 1_000_000; i++) areas.place(files(`f${i}/x`));
  assert.ok(performance.now() - begun < 20_000);
  assert.is(areas.count, MOST_AREAS);
  assert.is(areas.place(files('new/x')).area, 'other');
  assert.is(areas.place(files('f7/x')).area, 'f7');
  assert.match(areas.notes()[0]!, /more than 5,000 areas/);
});

Placing('names of areas are fit for cells and lists whatever paths hold', () => {
  const odd: AreaFinder = { areaOf: (path) => path, order: [], beside: () => false };
  const areas = new Areas(odd);
  assert.is(areas.place(files('a;b\nc\u0007')).area, 'a b c');
  assert.is(areas.place(files('\n')).area, 'other');
  assert.is(areas.place(files('x'.repeat(5000))).area.length, 200);
});

Placing('rules by the thousand are held against paths in reasonable time', () => {
  const rules = Array.from({ length: 20_000 }, (_, i) => ({
    area: `a${i}`,
    globs: [`d${i % 200}/e${i}/**`],
  }));
  const areas = new Areas(ruleAreas(rules, () => 'rest'));
  const begun = performance.now();
  for (let i = 0; i < 20_000; i++) areas.place(files(`d${i % 200}/e${i}/x`, `d${i % 200}/f${i}`));
  assert.ok(performance.now() - begun < 10_000);
  assert.is(areas.place(files('d7/e207/y')).area, 'a207');
});

const OWNERS = `# a comment
*            @org/everybody
*.js         @org/front        # inline
/build/logs/ @ann
docs/*       docs@example.org
apps/        @org/apps @org/mobile
/with\\ space/ @org/space
**/generated

^[Database][2] @org/dba
model/db/
/sql/*.sql @bo
`;

Placing('CODEOWNERS: the last rule that matches counts, teams and sections name areas, people do not', () => {
  const { rules, unusable } = codeownersRules(OWNERS);
  assert.equal(unusable, []);
  const areas = ruleAreas(rules, () => 'rest', true);
  const cases: [string, string][] = [
    ['x/y.c', 'everybody'],
    ['x/y.js', 'front'],
    ['build/logs/z', 'build/logs'],
    ['deep/build/logs/z', 'everybody'],
    ['docs/a.md', 'docs'],
    ['docs/deep/a.md', 'everybody'],
    ['x/apps/y/z', 'apps+mobile'],
    ['with space/x', 'space'],
    ['a/generated/b/c', 'generated'],
    ['model/db/x', 'Database'],
    ['sql/a.sql', 'Database'],
  ];
  for (const [path, area] of cases) assert.is(areas.areaOf(path), area, path);
  for (const { area } of rules) assert.not.match(area, /@|ann|bo\b|example/);
  assert.equal(
    codeownersRules('!x @org/a\n[a-z].c').unusable.map(([line]) => line),
    [1],
  );
});

Placing.run();
