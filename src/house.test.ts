import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const House = suite('house');

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const src = join(root, 'src');
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
const text = new Map(files.map((name) => [name, readFileSync(join(src, name), 'utf8')]));
const code = files.filter((name) => !/\.(test|test-kit)\.ts$|sample/.test(name));

/** What each room may import besides itself; `floor` lies under all of them. */
const ROOMS: Record<string, string[]> = {
  floor: [],
  engine: [],
  stats: [],
  history: ['stats'],
  scenario: ['stats'],
  demand: ['history', 'scenario', 'stats'],
  review: ['demand', 'scenario', 'engine', 'stats'],
  experiment: ['review', 'demand', 'scenario', 'history', 'stats'],
  report: ['experiment', 'review', 'scenario', 'history', 'stats'],
  cli: ['report', 'experiment', 'review', 'demand', 'scenario', 'history', 'stats', 'engine'],
};
const FLOOR = ['errors.ts', 'table.ts'];
const ATTIC = ['index.ts', 'house.test.ts'];

/** Each fixed package enters by one door. */
const DOORS: Record<string, string> = {
  seedrandom: 'stats',
  cephes: 'stats',
  mathjs: 'scenario',
  'csv-parse': 'history',
  picomatch: 'history',
  'vega-lite': 'report',
  commander: 'cli',
  '@commander-js/extra-typings': 'cli',
};

function roomOf(name: string): string {
  if (FLOOR.includes(name)) return 'floor';
  return ATTIC.includes(name) ? 'attic' : name.split(/[\\/]/)[0]!;
}

/** Modules that a file names in import or export declarations, or loads later. */
function importsOf(name: string): string[] {
  const found = text.get(name)!.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g);
  return [...found].map(([, module]) => module!);
}

function localImports(name: string): string[] {
  const relatives = importsOf(name).filter((module) => module.startsWith('.'));
  return relatives.map((module) => normalize(join(dirname(name), module)));
}

House('no import runs upward', () => {
  const upward = code.flatMap((name) => {
    const room = roomOf(name);
    if (room === 'attic') return [];
    const allowed = [room, 'floor', ...(ROOMS[room] ?? [])];
    return localImports(name).flatMap((other) =>
      allowed.includes(roomOf(other)) ? [] : [`${name} -> ${other}`],
    );
  });
  assert.equal(upward, []);
});

House('every room is one of the plan', () => {
  const rooms = new Set(files.map(roomOf));
  assert.equal(
    [...rooms].filter((room) => room !== 'attic' && !(room in ROOMS)),
    [],
  );
});

House('no files import each other in a circle', () => {
  const done = new Set<string>();
  const circle = (name: string, path: string[]): string[] | undefined => {
    if (path.includes(name)) return [...path.slice(path.indexOf(name)), name];
    if (done.has(name)) return undefined;
    for (const other of localImports(name)) {
      const found = circle(other, [...path, name]);
      if (found !== undefined) return found;
    }
    done.add(name);
    return undefined;
  };
  const circles = files.map((name) => circle(name, [])).filter((found) => found !== undefined);
  assert.equal(circles, []);
});

House('the engine knows no word of the domain', () => {
  const words = /\b(changes?|reviews?|reviewers?|patch|areas?|teams?|backlog|approvals?|merges?|authors?)\b/i;
  const told = code.filter((name) => roomOf(name) === 'engine' && words.test(text.get(name)!));
  assert.equal(told, []);
});

House('each fixed package enters by one door', () => {
  const strays = files.flatMap((name) =>
    importsOf(name).flatMap((module) => {
      const door = Object.keys(DOORS).find((pack) => module === pack || module.startsWith(`${pack}/`));
      return door === undefined || DOORS[door] === roomOf(name) ? [] : [`${name}: ${module}`];
    }),
  );
  assert.equal(strays, []);
});

House('every fixed package is used', () => {
  const used = new Set(code.flatMap(importsOf).map((module) => module.split('/')[0]!));
  const unused = Object.keys(DOORS).filter((pack) => pack !== 'commander' && !used.has(pack.split('/')[0]!));
  assert.equal(unused, []);
});

House('only the command line touches chance, clock, disk, network and process', () => {
  const touches =
    /Math\.random|Date\.now|performance\.now|new Date\(\)|\bprocess\.(?!ts)|'node:(fs|net|http|https|child_process|os|process|worker_threads)/;
  const told = code.filter(
    (name) => !['cli', 'attic'].includes(roomOf(name)) && touches.test(text.get(name)!),
  );
  assert.equal(told, []);
});

House('every uvu suite is run', () => {
  const forgotten = files.filter((name) => {
    if (!name.endsWith('.test.ts')) return false;
    const source = text.get(name)!;
    const suites = [...source.matchAll(/const (\w+) = suite\(/g)].map(([, variable]) => variable!);
    return suites.length === 0 || suites.some((variable) => !source.includes(`${variable}.run()`));
  });
  assert.equal(forgotten, []);
});

House('no folder is called utils, helpers or common', () => {
  const vague = files
    .flatMap((name) => dirname(name).split(/[\\/]/))
    .filter((part) => /^(utils?|helpers?|common|misc)$/.test(part));
  assert.equal(vague, []);
});

House('a file above 250 lines has said why', () => {
  const justified = [
    'review/review-process.ts', // the one mutable loop, read as a whole
    'scenario/keys.ts', // a table: every key of the language once
  ];
  const long = code.filter((name) => text.get(name)!.split('\n').length > 250 && !justified.includes(name));
  assert.equal(long, []);
});

House('tests stand beside their source', () => {
  const alone = files.filter(
    (name) => name.endsWith('.test.ts') && roomOf(name) === 'attic' && basename(name) !== 'house.test.ts',
  );
  assert.equal(alone, []);
});

House('the top level holds what it should', () => {
  const allowed = [
    ...[
      'package.json',
      'package-lock.json',
      'tsconfig.json',
      'biome.json',
      'src',
      'scenarios',
      'out',
      'notebooks',
    ],
    ...[
      'README.md',
      'LICENSE',
      'CONTRIBUTING.md',
      'CHANGELOG.md',
      '.ci',
      '.git',
      '.gitignore',
      '.gitattributes',
    ],
    ...['node_modules', 'dist'],
  ];
  assert.equal(
    readdirSync(root).filter((name) => !allowed.includes(name)),
    [],
  );
});

House('no path of a single machine stands in a source', () => {
  const paths = /['"`](\/(home|root|tmp|work|Users)\/|[A-Z]:\\)/;
  assert.equal(
    files.filter((name) => paths.test(text.get(name)!)).map((name) => relative('.', name)),
    [],
  );
});

House.run();
