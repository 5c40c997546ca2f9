import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Replications } from '../experiment/aggregate.ts';
import { prepareStudy, replicate } from '../experiment/replicate.ts';
import type { Manifest } from '../report/results.ts';
import { tabulate } from '../report/tables.ts';
import { tableFiles } from '../report/write.ts';
import { openScenario } from './files.ts';
import { type Folder, said, smallScenario, temporaryFolder, writeFolder } from './small-scenario.test-kit.ts';

const BadInput = suite('bad input');
const root = temporaryFolder();
let made = 0;

/** What is changed in the valid folder, where the complaint points (file, and the text that stands there), its words. */
type Case = [change: (folder: Folder) => void, at: [file: string, text: string] | string, says: RegExp];

const edit =
  (file: string, from: string, to: string) =>
  (folder: Folder): void => {
    const text = folder[file]!;
    assert.ok(text.includes(from), `${file} has no '${from}'`);
    folder[file] = text.replace(from, () => to);
  };
const yaml = (from: string, to: string) => edit('scenario.yaml', from, to);
const whole =
  (file: string, text: string) =>
  (folder: Folder): void => {
    folder[file] = text;
  };
const added = (text: string) => (folder: Folder) => {
  folder['scenario.yaml'] += text;
};

const YAML: Record<string, Case> = {
  'an unknown root key': [
    added('gaet: {}\n'),
    ['scenario.yaml', 'gaet'],
    /unknown key 'gaet'; did you mean 'gate'\?/,
  ],
  'an unknown key of a section': [
    yaml('features:', 'featurs:'),
    ['scenario.yaml', 'featurs'],
    /unknown key 'featurs' in changes; did you mean 'features'\?/,
  ],
  'no schema': [
    yaml('schema: 1\n', ''),
    'scenario.yaml:1:1',
    /without a schema; begin with a line `schema: 1`/,
  ],
  'another schema': [yaml('schema: 1', 'schema: 2'), 'scenario.yaml:1:9', /schema/],
  'a key twice': [
    yaml('seed: small', 'title: Again'),
    ['scenario.yaml', 'title: Again'],
    /key 'title' twice/,
  ],
  'a tab': [yaml('  core:', '\tcore:'), ['scenario.yaml', '\tcore'], /[Tt]ab/],
  'a list as root': [whole('scenario.yaml', '- schema: 1\n'), 'scenario.yaml:1:1', /no keys/],
  'an empty file': [whole('scenario.yaml', ''), 'scenario.yaml:1:1', /no keys; begin/],
  'a word as root': [whole('scenario.yaml', 'hello'), 'scenario.yaml:1:1', /no keys/],
  'two documents': [added('---\nschema: 1\n'), ['scenario.yaml', '---'], /not valid YAML/],
  'a tag': [yaml('seed: small', 'seed: !!js/function "x"'), ['scenario.yaml', '!!js'], /not valid YAML/],
  'an alias of nothing': [
    yaml('seed: small', 'seed: *x'),
    'scenario.yaml:1:1',
    /aliases that stand for nothing/,
  ],
  'an alias of itself': [yaml('seed: small', 'seed: &x {a: *x}'), 'scenario.yaml:1:1', /aliases/],
  'a bomb of aliases': [
    added(
      [
        'a: &a [x,x,x,x,x,x,x,x,x]',
        ...'bcdefgh'.split('').map((name, i) => `${name}: &${name} [${`*${'abcdefg'[i]},`.repeat(9)}]`),
        '',
      ].join('\n'),
    ),
    'scenario.yaml:1:1',
    /aliases that stand for nothing, or for too much; write the values out/,
  ],
  'nested lists without end': [
    added(`x: ${'['.repeat(100_000)}`),
    'scenario.yaml:1:1',
    /nested more than 30 deep/,
  ],
  'nested dashes without end': [added(`x:\n${'- '.repeat(50_000)}`), 'scenario.yaml:1:1', /nested more than/],
  'nested mappings without end': [added(`x: ${'{a: '.repeat(50_000)}`), 'scenario.yaml:1:1', /nested more/],
  'anchors without end': [added(`x: ${'&a '.repeat(50_000)}`), 'scenario.yaml:1:1', /anchors/],
  'a key of ten megabytes': [
    added(`${'k'.repeat(1e7)}: 1\n`),
    'scenario.yaml:1:1',
    /more than 2000000 characters/,
  ],
  'a long key': [added(`${'k'.repeat(1000)}: 1\n`), ['scenario.yaml', 'kkk'], /unknown key/],
  'a key that is a list': [added('? [a, b]\n: 1\n'), ['scenario.yaml', '[a, b]'], /a key that is no text/],
  'the key __proto__': [
    added('__proto__: {a: 1}\n'),
    ['scenario.yaml', '__proto__'],
    /unknown key '__proto__'/,
  ],
  'the key constructor': [added('constructor: {a: 1}\n'), ['scenario.yaml', 'constructor'], /unknown key/],
  'a section that is a list': [
    yaml('  approvals: 1', '  - approvals'),
    ['scenario.yaml', '- approvals'],
    /review: .* stands where keys should/,
  ],
  'a section that is a word': [
    added('gate: quick\n'),
    ['scenario.yaml', 'quick'],
    /gate: quick stands where keys/,
  ],
  'sources that are a list': [
    added('sources: [a]\n'),
    ['scenario.yaml', '[a]\n'],
    /sources: a stands where keys/,
  ],
  'a source of no input': [
    added('sources: {changes.feature: N1}\n'),
    ['scenario.yaml', 'changes.feature'],
    /did you mean 'changes.features'/,
  ],
  'a source that is a number': [
    added('sources: {changes.features: 1}\n'),
    ['scenario.yaml', '1}\n'],
    /no text/,
  ],
  'a title that is a list': [
    yaml('title: Small', 'title: [a]'),
    ['scenario.yaml', '[a]'],
    /title: a is no text/,
  ],
  'a seed that is a mapping': [
    yaml('seed: small', 'seed: {a: 1}'),
    ['scenario.yaml', '{a: 1}'],
    /seed: a 1 is no text/,
  ],
  'a control character in a title': [
    yaml('title: Small', 'title: "a\\e[31mb"'),
    ['scenario.yaml', '"a\\e'],
    /control character/,
  ],
};

const VALUES: Record<string, Case> = {
  'a wrong unit': [
    yaml('features: 20 %', 'features: 20 h'),
    ['scenario.yaml', '20 h'],
    /'20 h' has the wrong unit for a fraction; write it like '26 %'/,
  ],
  'no unit': [
    added('gate: {duration: 3}\n'),
    ['scenario.yaml', '3}'],
    /'3' has no unit; write it like '26 weeks'/,
  ],
  'a negative duration': [
    added('gate: {duration: -3 h}\n'),
    ['scenario.yaml', '-3 h'],
    /-3 h is out of range; write a value from 0/,
  ],
  'a negative share': [
    yaml('20 %', '-20 %'),
    ['scenario.yaml', '-20 %'],
    /out of range; write a value from 0 to 1/,
  ],
  'a share above one': [yaml('20 %', '120 %'), ['scenario.yaml', '120 %'], /out of range/],
  NaN: [yaml('20 %', '.nan'), ['scenario.yaml', '.nan'], /NaN/],
  infinity: [yaml('20 %', '.inf'), ['scenario.yaml', '.inf'], /Infinity/],
  'zero by zero': [yaml('20 %', '0/0'), ['scenario.yaml', '0/0'], /not a finite number/],
  'an overflow': [yaml('20 %', '1e308*10'), ['scenario.yaml', '1e308'], /not a finite number/],
  'a duration of a million years': [
    added('gate: {duration: 1000000 years}\n'),
    ['scenario.yaml', '1000000 y'],
    /out of range|absurdly/,
  ],
  'a value that is a list': [yaml('20 %', '[1]'), ['scenario.yaml', '[1]'], /1 is not a quantity/],
  'a call in a quantity': [
    yaml('20 %', 'ones(20000, 20000)'),
    ['scenario.yaml', 'ones'],
    /function 'ones' is not allowed/,
  ],
  'a method in a quantity': [
    yaml('20 %', '"ones(20000,20000).exp(1)"'),
    ['scenario.yaml', '"ones'],
    /not allowed/,
  ],
  'no discipline of that name': [
    yaml('approvals: 1', 'discipline: oldest frist'),
    ['scenario.yaml', 'oldest frist'],
    /did you mean 'oldest first'/,
  ],
  'a flag that is a word': [
    yaml('approvals: 1', 'distinct_approvals: maybe'),
    ['scenario.yaml', 'maybe'],
    /neither true nor false/,
  ],
  'half an approval': [
    yaml('approvals: 1', 'approvals: 1.5'),
    ['scenario.yaml', '1.5'],
    /not a whole number/,
  ],
  'no approval': [yaml('approvals: 1', 'approvals: 0'), ['scenario.yaml', '0\npeople'], /from 1 to 8/],
  'a law of another kind': [
    yaml('features: 20 %', 'rounds: {law: uniform, low: 1, high: 2}'),
    ['scenario.yaml', 'uniform'],
    /no law for this key; did you mean|use one of/,
  ],
  'a geometric law below what it counts from': [
    yaml('features: 20 %', 'turnaround: {law: geometric, mean: 0.1 h}'),
    ['scenario.yaml', '0.1 h'],
    /0\.1 h is out of range; write a value from 1 to/,
  ],
  'a law that is a word': [
    yaml('features: 20 %', 'size: big'),
    ['scenario.yaml', 'big'],
    /big stands where keys should/,
  ],
  'a law without its parameter': [
    yaml('features: 20 %', 'size: {law: lognormal, median: 3}'),
    ['scenario.yaml', '{law: log'],
    /needs median and sigma, or mean and cv/,
  ],
  'a negative sigma': [
    yaml('features: 20 %', 'size: {law: lognormal, median: 3, sigma: -1}'),
    ['scenario.yaml', '-1}'],
    /from 0 to 5/,
  ],
  'a huge sigma': [
    yaml('features: 20 %', 'size: {law: lognormal, median: 3, sigma: 1e9}'),
    ['scenario.yaml', '1e9}'],
    /from 0 to 5/,
  ],
  'rounds of 0': [
    yaml('features: 20 %', 'rounds: {law: constant, value: 0}'),
    ['scenario.yaml', '0}'],
    /from 1 to 100/,
  ],
  'rounds of 2.5': [
    yaml('features: 20 %', 'rounds: {law: constant, value: 2.5}'),
    ['scenario.yaml', '2.5}'],
    /whole number/,
  ],
  'a law upside down': [
    yaml('features: 20 %', 'size: {law: uniform, low: 5, high: 2}'),
    ['scenario.yaml', '5, high'],
    /low lies above high/,
  ],
  'revisions without end': [
    yaml('approvals: 1', 'revision: 100 %'),
    ['scenario.yaml', '100 %\npeople'],
    /from 0 to 0.95/,
  ],
  'conflicts all the time': [
    added('gate: {conflict: 1e9 / h}\n'),
    ['scenario.yaml', '1e9 / h'],
    /from 0 to 1/,
  ],
  'a gate that always fails': [added('gate: {flake: 100 %}\n'), 'scenario.yaml:33:15', /from 0 to 0.95/],
  'no replication': [
    yaml('replications: 2', 'replications: 0'),
    'scenario.yaml:32:17',
    /0 is out of range; write a value from 1/,
  ],
  'a billion replications': [
    yaml('replications: 2', 'replications: 1e9'),
    ['scenario.yaml', '1e9'],
    /from 1 to 1000000/,
  ],
  'half a replication': [
    yaml('replications: 2', 'replications: 2.5'),
    ['scenario.yaml', '2.5'],
    /whole number/,
  ],
  'replications as a word': [
    yaml('replications: 2', 'replications: many'),
    ['scenario.yaml', 'many'],
    /'many' is not allowed/,
  ],
  'a start that is no day': [
    yaml('2020-04-02', '2020-02-31'),
    ['scenario.yaml', '2020-02-31'],
    /'2020-02-31' is not a date; write it like 2014-10-16/,
  ],
  'a start that is a list': [yaml('2020-04-02', '[2020-04-02]'), ['scenario.yaml', '[2020'], /is not a date/],
  'a start after the calendar': [
    yaml('2020-04-02', '2030-04-02'),
    ['scenario.yaml', 'cycles.csv'],
    /only 0 cycles of the calendar end after the start/,
  ],
  'a start before the calendar': [
    yaml('2020-04-02', '2010-04-02'),
    ['scenario.yaml', '2010'],
    /no cycle of the calendar holds the start/,
  ],
  'more cycles than there are': [
    yaml('areas:', 'cycles: 3\nareas:'),
    ['scenario.yaml', '3\nareas'],
    /only 1 cycle of the calendar end after the start; ask for 1/,
  ],
};

const NAMES: Record<string, Case> = {
  'an area called all': [
    yaml('  driver:', '  All:'),
    ['scenario.yaml', 'All:'],
    /'All' stands for the total; choose another name/,
  ],
  'areas that differ in case': [
    yaml('  driver:', '  Core:'),
    ['scenario.yaml', 'Core:'],
    /area 'Core' differs from 'core' only in case/,
  ],
  'an area with a line break': [
    yaml('  driver:', '  "dri\\nver":'),
    ['scenario.yaml', '"dri'],
    /line break or control character in a name/,
  ],
  'a long name': [
    yaml('  driver:', `  ${'d'.repeat(200)}:`),
    ['scenario.yaml', 'ddd'],
    /a name of 200 characters; write at most 100/,
  ],
  'twenty thousand areas and more': [
    yaml('  driver:', `  driver:\n${Array.from({ length: 20_000 }, (_, i) => `  a${i}:\n`).join('')}`),
    ['scenario.yaml', 'core:'],
    /20003 areas; name at most 20000/,
  ],
  'no areas': [
    (f) => {
      f['scenario.yaml'] = f['scenario.yaml']!.replace(/areas:\n( .*\n)+/, '');
    },
    'scenario.yaml:1:1',
    /areas: nothing stands where keys should/,
  ],
  'areas that are a list': [
    (f) => {
      f['scenario.yaml'] = f['scenario.yaml']!.replace(/areas:\n( .*\n)+/, 'areas: [core, driver]\n');
    },
    ['scenario.yaml', '[core, driver]\n'],
    /core, driver stands where keys should/,
  ],
  'touches of an unknown area': [
    yaml('[core, driver]', '[core, dirver]'),
    ['scenario.yaml', 'dirver'],
    /unknown area 'dirver'; did you mean 'driver'/,
  ],
  'touches that do not add up': [
    yaml('share: 100 %', 'share: 90 %'),
    ['scenario.yaml', '- {areas'],
    /shares add up to 90 %/,
  ],
  'touches twice': [yaml('[core, driver]', '[core, core]'), ['scenario.yaml', 'core],'], /area 'core' twice/],
  'an unknown reviewer': [
    yaml('[ann, bob]', '[ann, bop]'),
    ['scenario.yaml', 'bop'],
    /unknown reviewer 'bop'; did you mean 'bob'/,
  ],
  'a reviewer that is a mapping': [
    yaml('[ann, bob]', '[ann, {b: 1}]'),
    ['scenario.yaml', '{b: 1}'],
    /unknown reviewer 'b 1'/,
  ],
  'a member twice': [yaml('[ann, bob]', '[ann, ann]'), ['scenario.yaml', 'ann]'], /reviewer 'ann' twice/],
  'an unknown area owned': [
    yaml('owns: [core]', 'owns: [cor]'),
    ['scenario.yaml', 'cor]'],
    /unknown area 'cor'; did you mean 'core'/,
  ],
  'a team without members': [
    yaml(', members: [ann, bob]', ''),
    ['scenario.yaml', '{name: core team'],
    /team 'core team' has no members; list members/,
  ],
  'members that are empty': [
    yaml('[ann, bob]', '[]'),
    ['scenario.yaml', '[]'],
    /no list of reviewers; write \[a, b\], or all/,
  ],
  'a team that owns nothing': [
    yaml('owns: [core], ', ''),
    ['scenario.yaml', '{name: core team'],
    /no list of areas/,
  ],
  'a team twice': [
    yaml('name: driver team', 'name: core team'),
    ['scenario.yaml', 'core team, owns: [driver]'],
    /team 'core team' twice/,
  ],
  'a team called all': [
    yaml('name: driver team', 'name: all'),
    ['scenario.yaml', 'all, owns: [d'],
    /stands for the total/,
  ],
  'a team name that is a year': [
    yaml('name: driver team', 'name: 2020'),
    ['scenario.yaml', '2020, owns'],
    /2020 is no name; write a name, in quotes/,
  ],
  'no organizations': [
    (f) => {
      f['scenario.yaml'] = f['scenario.yaml']!.replace(/organizations:\n( .*\n)+/, 'organizations:\n');
    },
    'scenario.yaml:23:15',
    /no organizations; list at least one/,
  ],
  'organizations that are a mapping': [
    (f) => {
      f['scenario.yaml'] = f['scenario.yaml']!.replace(
        /organizations:\n( .*\n)+/,
        'organizations: {together: all}\n',
      );
    },
    ['scenario.yaml', '{together: all}'],
    /no organizations; list at least one/,
  ],
  'an organization twice': [
    yaml('name: apart', 'name: Together'),
    ['scenario.yaml', 'Together'],
    /differs from 'together' only in case/,
  ],
  'a later day for the baseline': [
    yaml('name: together', 'name: together\n    from: 2020-04-09'),
    ['scenario.yaml', '2020-04-09'],
    /the first organization is the baseline; remove the key/,
  ],
  'a day before the start': [
    yaml('name: apart', 'name: apart\n    from: 2019-04-09'),
    ['scenario.yaml', '2019-04-09'],
    /2019-04-09 lies before the start/,
  ],
  'a day after the end': [
    yaml('name: apart', 'name: apart\n    from: 2029-04-09'),
    ['scenario.yaml', '2029-04-09'],
    /2029-04-09 lies after the last projected release; write an earlier day/,
  ],
  'a day that is none': [
    yaml('name: apart', 'name: apart\n    from: spring'),
    ['scenario.yaml', 'spring'],
    /'spring' is not a date/,
  ],
  'a baseline of several repositories before another organization': [
    (f) => {
      yaml('name: together', 'name: together\n    repositories: per team')(f);
      yaml('name: apart', 'name: apart\n    from: 2020-04-09')(f);
    },
    ['scenario.yaml', '2020-04-09'],
    /a later day, where the baseline has several repositories/,
  ],
  'unknown repositories': [
    yaml('name: apart', 'name: apart\n    repositories: per teams'),
    ['scenario.yaml', 'per teams'],
    /per teams is none of the choices; did you mean 'per team'\?/,
  ],
  'a transition of the baseline': [
    yaml('name: together', 'name: together\n    transition: {cost: 10 %}'),
    ['scenario.yaml', '{cost'],
    /the baseline does not change/,
  ],
  'an unknown key of a transition': [
    yaml('name: apart', 'name: apart\n    transition: {costs: 10 %}'),
    ['scenario.yaml', 'costs'],
    /unknown key 'costs' in organizations\[1\].transition; did you mean 'cost'\?/,
  ],
  'an unknown team that pays': [
    yaml('name: apart', 'name: apart\n    transition: {teams: [core tem]}'),
    ['scenario.yaml', 'core tem'],
    /unknown team 'core tem'; did you mean 'core team'\?/,
  ],
  'a transition that takes all hours': [
    yaml('name: apart', 'name: apart\n    transition: {cost: 99.5 %}'),
    ['scenario.yaml', '99.5 %'],
    /out of range/,
  ],
  'the same as nobody': [
    yaml('study:', '  - {name: later, same_as: apat, from: 2020-04-09}\nstudy:'),
    ['scenario.yaml', 'apat'],
    /no alternative before it is called 'apat'; did you mean 'apart'\?/,
  ],
  'the same as the baseline': [
    yaml('study:', '  - {name: later, same_as: together, from: 2020-04-09}\nstudy:'),
    ['scenario.yaml', 'together, from'],
    /no alternative before it is called 'together'/,
  ],
  'the same without a later day': [
    yaml('study:', '  - {name: later, same_as: apart}\nstudy:'),
    ['scenario.yaml', '{name: later'],
    /no later than 'apart'; write from: with a day after that of 'apart'/,
  ],
  'teams beside same_as': [
    yaml('study:', '  - {name: later, same_as: apart, from: 2020-04-09, teams: []}\nstudy:'),
    ['scenario.yaml', 'teams: []'],
    /teams beside same_as; keep one of them/,
  ],
  'no teams': [
    (f) => {
      f['scenario.yaml'] = f['scenario.yaml']!.replace(/name: together\n.*\n.*\n/, 'name: together\n');
    },
    ['scenario.yaml', 'name: together'],
    /together has no teams/,
  ],
};

const TABLES: Record<string, Case> = {
  'a missing file': [
    yaml('arrivals.csv', 'arrival.csv'),
    ['scenario.yaml', 'arrival.csv'],
    /there is no file '.*arrival.csv'; did you mean 'arrivals.csv'/,
  ],
  'a file named constructor': [
    yaml('arrivals.csv', 'constructor'),
    ['scenario.yaml', 'constructor'],
    /there is no file/,
  ],
  'a file that is a folder': [
    yaml('arrivals.csv', '"."'),
    ['scenario.yaml', '"."'],
    /is a folder; name a file/,
  ],
  'a file name with a null': [yaml('arrivals.csv', '"a\\0b"'), ['scenario.yaml', '"a'], /control character/],
  'an empty table': [whole('arrivals.csv', ''), 'arrivals.csv:1:1', /an empty file; write a header and rows/],
  'only a header': [
    whole('arrivals.csv', 'week,area,created\n'),
    'arrivals.csv:1:1',
    /a header and no rows; add at least one row/,
  ],
  'a column missing': [
    edit('arrivals.csv', 'created', 'creatde'),
    'arrivals.csv:1:1',
    /no column 'created'; add it to the header \(did you mean 'creatde'\?\)/,
  ],
  'an unknown column': [
    edit('reviewers.csv', 'areas', 'aeras'),
    'reviewers.csv:1:25',
    /unknown column 'aeras'; did you mean 'areas'/,
  ],
  'a column twice': [
    edit('reviewers.csv', 'areas', 'reviewer'),
    'reviewers.csv:1:25',
    /column 'reviewer' twice; keep one/,
  ],
  'a column without a name': [
    edit('reviewers.csv', 'areas', ''),
    'reviewers.csv:1:25',
    /a column without a name/,
  ],
  'semicolons between cells': [
    (f) => {
      f['open.csv'] = f['open.csv']!.replaceAll(',', ';');
    },
    'open.csv:1:1',
    /divided by ';'; divide them by commas/,
  ],
  'a quote that stays open': [
    edit('reviewers.csv', 'bob,5', '"bob,5'),
    'reviewers.csv:3:1',
    /a quote that is not closed/,
  ],
  'a quote inside a cell': [
    edit('reviewers.csv', 'cyd,4', 'cyd,4"'),
    'reviewers.csv:4:5',
    /stands inside a cell; quote whole cells/,
  ],
  'too few cells': [edit('open.csv', 'driver,3,2', 'driver,3'), 'open.csv:3:9', /2 cells under 3 columns/],
  'too many cells': [
    edit('open.csv', 'driver,3,2', 'driver,3,2,1'),
    'open.csv:3:12',
    /4 cells under 3 columns/,
  ],
  'a line break in a cell': [
    edit('open.csv', 'driver,3,2', '"dri\nver",3,2'),
    'open.csv:3:1',
    /line break or control character/,
  ],
  'a null character': [edit('open.csv', 'driver', 'dri\0ver'), 'open.csv:3:1', /control character/],
  'an unknown area': [
    edit('open.csv', 'driver', 'drivers'),
    'open.csv:3:1',
    /unknown area 'drivers'; did you mean 'driver'/,
  ],
  'an unknown area known': [
    edit('reviewers.csv', 'core;driver', 'core;divers'),
    'reviewers.csv:3:7',
    /unknown area 'divers'/,
  ],
  'a blank cell': [edit('open.csv', 'driver,3,2', 'driver,3,'), 'open.csv:3:10', /no open; fill the cell/],
  'a negative count': [
    edit('open.csv', 'driver,3,2', 'driver,3,-2'),
    'open.csv:3:10',
    /out of range; write a number from 0/,
  ],
  'a count that is NaN': [
    edit('open.csv', 'driver,3,2', 'driver,3,NaN'),
    'open.csv:3:10',
    /'NaN' is not a number/,
  ],
  'a count that is huge': [edit('open.csv', 'driver,3,2', 'driver,3,1e99'), 'open.csv:3:10', /out of range/],
  'half a change': [edit('open.csv', 'driver,3,2', 'driver,3,2.5'), 'open.csv:3:10', /not a whole number/],
  'a row twice': [
    edit('open.csv', 'driver,3,2', 'core,0,2'),
    'open.csv:3:6',
    /twice for this area; keep one/,
  ],
  'more hours than a week has': [
    edit('reviewers.csv', 'ann,6', 'ann,169'),
    'reviewers.csv:2:5',
    /from 0 to 168/,
  ],
  'a reviewer twice': [
    edit('reviewers.csv', 'bob', 'Ann'),
    'reviewers.csv:3:1',
    /'Ann' differs from 'ann' only in case/,
  ],
  'a date that is none': [
    edit('cycles.csv', '2020-05-28', '28.5.2020'),
    'cycles.csv:3:28',
    /'28.5.2020' is not a date; write it like/,
  ],
  'a release before the start': [
    edit('cycles.csv', '2020-05-28', '2020-03-28'),
    'cycles.csv:3:28',
    /released before it starts/,
  ],
  'a freeze after the release': [
    edit('cycles.csv', '2020-05-14', '2020-06-14'),
    'cycles.csv:3:17',
    /freezes outside its cycle/,
  ],
  'cycles out of order': [
    edit('cycles.csv', 'next,2020-04-02', 'next,2020-03-02'),
    'cycles.csv:3:6',
    /next starts before old is released/,
  ],
  'a cycle called all': [edit('cycles.csv', 'next', 'all'), 'cycles.csv:3:1', /stands for the total/],
  'weeks that are left out': [
    edit('arrivals.csv', '2020-01-16,core,6\n2020-01-16,driver,1\n', ''),
    'arrivals.csv:8:1',
    /14 days after the week before it; .* write 0/,
  ],
  'a history after the start': [
    yaml('2020-04-02', '2019-12-26'),
    ['scenario.yaml', 'arrivals.csv'],
    /0 whole weeks of .* lie between there and the start/,
  ],
  'a fit from after the history': [
    yaml('  history: arrivals.csv', '  history: arrivals.csv\n  from: 2020-03-26'),
    ['scenario.yaml', '2020-03-26'],
    /1 whole weeks/,
  ],
  'a fit from before the history': [
    yaml('  history: arrivals.csv', '  history: arrivals.csv\n  from: 2015-03-26'),
    ['scenario.yaml', '2015-03-26'],
    /begins later/,
  ],
};

const EXCESS: Record<string, Case> = {
  'a billion people': [
    yaml('  file: reviewers.csv', '  count: 1e9'),
    ['scenario.yaml', '1e9'],
    /from 1 to 200000/,
  ],
  'half a person': [yaml('  file: reviewers.csv', '  count: 2.5'), ['scenario.yaml', '2.5'], /whole number/],
  'arrivals of 1e12 a week': [
    yaml('  history: arrivals.csv', '  rates: {core: 1e12 / week}'),
    ['scenario.yaml', 'rates:'],
    /changes are expected in one replication; let at most 5,000,000 arrive/,
  ],
  'arrivals of millions a week': [
    (f) => {
      f['arrivals.csv'] = f['arrivals.csv']!.replace(/core,\d/g, 'core,999999');
    },
    ['scenario.yaml', 'history: arr'],
    /let at most 5,000,000 arrive/,
  ],
  'a billion changes open': [edit('open.csv', 'core,0,4', 'core,0,1e9'), 'open.csv:2:8', /out of range/],
  'a calendar of a thousand years': [
    edit('cycles.csv', '2020-05-28', '3020-05-28'),
    ['scenario.yaml', 'cycles.csv'],
    /weeks to project; ask for fewer cycles: at most 1040 weeks/,
  ],
  'ten thousand cycles': [
    (f) => {
      f['cycles.csv'] += Array.from(
        { length: 10_000 },
        (_, i) =>
          `c${i},${new Date(Date.UTC(2020, 4, 28 + i)).toISOString().slice(0, 10)},,${new Date(Date.UTC(2020, 4, 29 + i)).toISOString().slice(0, 10)}\n`,
      ).join('');
    },
    ['scenario.yaml', 'cycles.csv'],
    /10001 cycles to project; write cycles: with a number up to 100/,
  ],
  'a projection of three days': [
    edit('cycles.csv', '2020-05-14,2020-05-28', '2020-04-03,2020-04-05'),
    ['scenario.yaml', 'cycles.csv'],
    /less than a week to project/,
  ],
  'arrivals that explode': [
    yaml('  history: arrivals.csv', '  history: arrivals.csv\n  factor: exp(week)'),
    ['scenario.yaml', 'exp('],
    /'exp\(week\)' is .* in week 7; it must be a number from 0 to 1000/,
  ],
  'hours below zero': [
    yaml('  file: reviewers.csv', '  file: reviewers.csv\n  factor: 1 - week'),
    ['scenario.yaml', '1 - week'],
    /is -1 in week 2/,
  ],
  'hours that are complex': [
    yaml('  file: reviewers.csv', '  file: reviewers.csv\n  factor: sqrt(3 - week)'),
    ['scenario.yaml', 'sqrt'],
    /in week 4; it must be a number/,
  ],
  'hours that cannot be computed': [
    yaml('  file: reviewers.csv', '  file: reviewers.csv\n  factor: round(week, 99)'),
    ['scenario.yaml', 'round('],
    /cannot be computed/,
  ],
  'arrivals without end': [
    yaml('calendar: cycles.csv\n', ''),
    ['scenario.yaml', 'history: arr'],
    /a run without end; give a calendar/,
  ],
};

/** A run without calendar, with `more` in arrivals. */
const steady =
  (more: string) =>
  (folder: Folder): void => {
    yaml('calendar: cycles.csv\n', '')(folder);
    yaml('history: arrivals.csv', `rates: {core: 1 / week}\n  ${more}`)(folder);
    yaml('file: reviewers.csv', 'file: reviewers.csv\n  absence: 0')(folder);
  };

const STEADY: Record<string, Case> = {
  'a number of changes beside a time': [
    steady('changes: 9\n  until: 9 weeks'),
    ['scenario.yaml', '9 weeks'],
    /arrivals.until: a time beside a number of changes; keep one of them/,
  ],
  'a run of no time': [steady('until: 0'), ['scenario.yaml', '0\nopen'], /a run of no time; write it like/],
  'a run without end': [
    steady('gaps: {law: constant, value: 1}'),
    ['scenario.yaml', 'rates: {'],
    /a run without end; give a calendar, or arrivals: changes or until/,
  ],
  ...Object.fromEntries(
    [
      'until: 9 weeks',
      'gaps: {law: constant, value: 1}',
      'batch: {law: geometric, mean: 2}',
      'bursts: [{factor: 1}]',
      'phases: [{factor: 1}]',
      'wave: {amplitude: 1}',
    ].map((text): [string, Case] => {
      const [key, value] = text.split(/: (.*)/) as [string, string];
      const says = new RegExp(`arrivals.${key}: no effect beside a calendar; remove the key .*dispersion`);
      return [
        `${key} beside a calendar`,
        [yaml('arrivals.csv', `arrivals.csv\n  ${text}`), ['scenario.yaml', value], says],
      ];
    }),
  ),
  'gaps of no length': [
    steady('until: 9 weeks\n  gaps: {law: constant, value: 0}'),
    ['scenario.yaml', '{law: constant'],
    /arrivals.gaps: no time between arrivals; give a law with a mean above 0/,
  ],
  'gaps with a unit': [
    steady('until: 9 weeks\n  gaps: {law: constant, value: 2 h}'),
    ['scenario.yaml', '2 h}'],
    /wrong unit for a number/,
  ],
  'gaps whose mean nobody knows': [
    steady('until: 9 weeks\n  gaps: {law: rounded lognormal, median: 1, sigma: 1}'),
    ['scenario.yaml', '{law: rounded'],
    /a law whose mean has no formula; write a lognormal law/,
  ],
  'half a change at once': [
    steady('until: 9 weeks\n  batch: {law: exponential, mean: 2}'),
    ['scenario.yaml', 'exponential'],
    /exponential is no law for this key/,
  ],
  'a rhythm that is no list': [
    steady('until: 9 weeks\n  phases: {length: 1 week, factor: 2}'),
    ['scenario.yaml', '{length'],
    /arrivals.phases: no list; write - \{length: 20 weeks, factor: 1\} for each/,
  ],
  'a rhythm of one': [
    steady('until: 9 weeks\n  bursts: [{factor: 2, lasts: {law: exponential, mean: 1 week}}]'),
    ['scenario.yaml', '[{factor'],
    /arrivals.bursts: a rhythm needs two entries or more; write different factors/,
  ],
  'a rhythm that changes nothing': [
    steady('until: 9 weeks\n  phases: [{length: 1 week, factor: 2}, {length: 2 weeks, factor: 2}]'),
    ['scenario.yaml', '[{length'],
    /arrivals.phases: all factors are the same: no effect/,
  ],
  'a phase without its factor': [
    steady('until: 9 weeks\n  phases: [{length: 1 week}, {length: 2 weeks, factor: 2}]'),
    ['scenario.yaml', '{length: 1'],
    /arrivals.phases\[0\].factor: nothing is not a quantity; write it like '1.2'/,
  ],
  'a phase with a slip': [
    steady('until: 9 weeks\n  phases: [{lenght: 1 week, factor: 1}, {length: 2 weeks, factor: 2}]'),
    ['scenario.yaml', 'lenght'],
    /unknown key 'lenght' in arrivals.phases\[0\]; did you mean 'length'\?/,
  ],
  'a phase of no length': [
    steady('until: 9 weeks\n  phases: [{length: 0 h, factor: 1}, {length: 2 weeks, factor: 2}]'),
    ['scenario.yaml', '0 h'],
    /arrivals.phases\[0\].length: it lasts no time; remove the entry/,
  ],
  'a burst of no length': [
    steady(
      'until: 9 weeks\n  bursts: [{factor: 1, lasts: {law: constant, value: 1 h}}, {factor: 2, lasts: {law: constant, value: 0 h}}]',
    ),
    ['scenario.yaml', '{law: constant, value: 0 h'],
    /arrivals.bursts\[1\].lasts: it lasts no time/,
  ],
  'a wave higher than all': [
    steady('until: 9 weeks\n  wave: {amplitude: 120 %, period: 1 week}'),
    ['scenario.yaml', '120 %'],
    /120 % is out of range; write a value from 0 to 1/,
  ],
  'a wave of no length': [
    steady('until: 9 weeks\n  wave: {amplitude: 20 %, period: 0 h}'),
    ['scenario.yaml', '0 h'],
    /arrivals.wave.period: a wave of no length/,
  ],
  'open changes counted beside a file': [
    yaml('file: open.csv', 'file: open.csv\n  counts: {core: 3}'),
    ['scenario.yaml', '{core: 3'],
    /open.counts: counts beside a file; keep one of them/,
  ],
  'open changes of no area': [
    yaml('file: open.csv', 'counts: {cor: 3}'),
    ['scenario.yaml', 'cor: 3'],
    /unknown key 'cor' in open.counts; did you mean 'core'\?/,
  ],
  'half an open change': [
    yaml('file: open.csv', 'counts: {core: 3.5}'),
    ['scenario.yaml', '3.5'],
    /open.counts.core: 3.5 is not a whole number/,
  ],
  'an area that ranks where nobody looks': [
    yaml('  driver:\n', '  driver: {priority: 2}\n'),
    ['scenario.yaml', '2}'],
    /areas.driver.priority: no effect with the discipline 'oldest first'; write review: \{discipline: priority\}/,
  ],
  'a rank of 0': [
    yaml('  driver:\n', '  driver: {priority: 0}\n'),
    ['scenario.yaml', '0}'],
    /areas.driver.priority: 0 is out of range; write a value from 1 to 100/,
  ],
  'too little spread for two exponential laws': [
    yaml('features: 20 %', 'size: {law: hyperexponential, mean: 3, cv: 0.5}'),
    ['scenario.yaml', '0.5}'],
    /a hyperexponential law has a cv of at least 1; write a gamma law/,
  ],
  'too little spread for a gamma law': [
    yaml('features: 20 %', 'size: {law: gamma, mean: 3, cv: 0.001}'),
    ['scenario.yaml', '0.001}'],
    /a gamma law has a cv of at least 0.01; write a constant law, or one with more spread/,
  ],
  'a law by the wrong parameter': [
    yaml('features: 20 %', 'size: {law: pareto, mean: 3, sigma: 1}'),
    ['scenario.yaml', 'sigma'],
    /unknown key 'sigma' in changes.size/,
  ],
};

BadInput('shifts of a minute for a hundred years are refused before anything runs', async () => {
  const folder = smallScenario();
  steady('until: 100 years')(folder);
  yaml('  absence: 0', '  absence: 0\n  shift: {on: 1 min, off: 1 min}')(folder);
  const path = join(root, `case${made++}`);
  writeFolder(path, folder);
  const { status, err } = await said(['check', path]);
  assert.is(status, 2, err);
  assert.match(
    err,
    /5\d,\d+,\d+ comings and goings are expected in one replication; ask for at most 10,000,000/,
  );
});

function placeOf(folder: Folder, [file, text]: [string, string]): string {
  const offset = folder[file]!.indexOf(text);
  assert.ok(offset >= 0, `${file} has no '${text}'`);
  const before = folder[file]!.slice(0, offset).split('\n');
  return `${file}:${before.length}:${before.at(-1)!.length + 1}`;
}

for (const cases of [YAML, VALUES, NAMES, TABLES, EXCESS, STEADY]) {
  for (const [what, [change, at, says]] of Object.entries(cases)) {
    BadInput(`${what} is refused in one line that names the place and the remedy`, async () => {
      const folder = smallScenario();
      change(folder);
      const path = join(root, `case${made++}`);
      writeFolder(path, folder);
      const out = join(root, `out${made}`);
      const { status, err } = await said(['run', path, '--out', out, '--workers', '1']);
      assert.is(status, 2, err);
      assert.match(err, /^[^\n]+; [^\n]+\n$/);
      assert.match(err, says);
      const place = typeof at === 'string' ? at : placeOf(folder, at);
      assert.ok(err.includes(`${place}: `), `not at ${place}: ${err.slice(0, 300)}`);
      assert.not(existsSync(out));
      assert.not(existsSync(`${out}.resume`));
    });
  }
}
/** Odd but possible: every one of them runs to its end, and what does not exist is blank. */
const ODD: Record<string, (folder: Folder) => void> = {
  'nothing arrives': noChanges,
  'nobody gives an hour': (folder) => {
    folder['reviewers.csv'] = folder['reviewers.csv']!.replace(/,[3-6],/g, ',0,');
  },
  'one reviewer gives no hour and effort is 0': (folder) => {
    edit('reviewers.csv', 'ann,6', 'ann,0')(folder);
    yaml('features: 20 %', 'effort: {law: constant, value: 0 h}')(folder);
  },
  'people are nearly always absent': yaml('  file: reviewers.csv', '  file: reviewers.csv\n  absence: 95 %'),
  'authors turn round at once, and reviews take no time': yaml(
    'features: 20 %',
    'turnaround: {law: constant, value: 0 h}\n  effort: {law: constant, value: 0 h}\n  rounds: {law: geometric, mean: 100}',
  ),
  'authors have no patience': yaml('patience: none', 'patience: {law: exponential, mean: 0 h}'),
  'every change is a feature': yaml('20 %', '100 %'),
  'conflicts and flakes are frequent': added('gate: {conflict: 1 / h, flake: 95 %, duration: 0 h}\n'),
  'cycles have gaps between them': whole(
    'cycles.csv',
    'cycle,start,freeze,release\nold,2019-12-26,,2020-03-02\nnext,2020-04-02,,2020-05-28\nlater,2020-06-18,,2020-07-30\n',
  ),
  'the projection starts in the middle of a cycle': yaml('start: 2020-04-02', 'start: 2020-03-05'),
  'an area is called __proto__': (folder) => {
    for (const file in folder) folder[file] = folder[file]!.replace(/driver(?! team)/g, '__proto__');
  },
  'files have byte order marks and CRLF': (folder) => {
    for (const file in folder) folder[file] = `\uFEFF${folder[file]!.replaceAll('\n', '\r\n')}`;
  },
  'people have left or join in years': whole(
    'reviewers.csv',
    'reviewer,hours_per_week,joined,left\nann,6,,2019-01-01\nbob,5,2030-01-01,\ncyd,4,,2020-04-20\ndan,3,2020-04-20,\n',
  ),
};

function noChanges(folder: Folder): void {
  folder['arrivals.csv'] = folder['arrivals.csv']!.replace(/\d+$/gm, '0');
  yaml('open:\n  file: open.csv\n', '')(folder);
}

for (const [what, change] of Object.entries(ODD)) {
  BadInput(`it runs where ${what}`, async () => {
    const folder = smallScenario();
    change(folder);
    const path = join(root, `case${made++}`);
    writeFolder(path, folder);
    const { scenario } = await openScenario(path);
    const study = prepareStudy(scenario);
    const replications = new Replications(study.layout);
    for (let k = 0; k < 2; k++) replications.add(replicate(study, k));
    const manifest = { replications: 2, stopped: 'two' } as Manifest;
    const files = tableFiles(tabulate(study, replications, manifest));
    for (const [name, text] of files) assert.not.match(String(text), /NaN|Infinity|undefined/, name);
  });
}

BadInput('replications whose rows no disk holds are refused before any is begun', async () => {
  const folder = smallScenario();
  const more = Array.from({ length: 60 }, (_, i) => `  area${i}:`).join('\n');
  yaml('  core:\n', `  core:\n${more}\n`)(folder);
  folder['cycles.csv'] = 'cycle,start,release\nlong,2020-04-02,2040-02-02\n';
  const path = join(root, 'large');
  writeFolder(path, folder);
  const out = join(root, 'large-out');
  const { status, err } = await said(['run', path, '--out', out, '--replications', '1000000']);
  assert.is(status, 2, err);
  assert.match(err, /1000000 replications of \d+ numbers each do not fit on its disk; ask for at most \d+/);
  assert.not(existsSync(`${out}.resume`));
});

BadInput('a scenario that goes round in circles is stopped with a remedy', async () => {
  const folder = smallScenario();
  yaml(
    'approvals: 1',
    'approvals: 8\n  distinct_approvals: false\n  belongs_to: visit\n  revision: 95 %',
  )(folder);
  yaml(
    'features: 20 %',
    'turnaround: {law: constant, value: 0 h}\n  effort: {law: constant, value: 0 h}',
  )(folder);
  const path = join(root, `case${made++}`);
  writeFolder(path, folder);
  const { status, err } = await said(['run', path, '--out', join(root, 'circles'), '--workers', '1']);
  assert.is(status, 2, err);
  assert.match(err, /more than 10000 reviews of one change; let fewer changes arrive/);
  assert.not(existsSync(join(root, 'circles')));
});

BadInput.run();
