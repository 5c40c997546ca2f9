import type { Chance } from './chance.ts';
import { SIGNS, SIZES, strangeText } from './strange.ts';

type Edit = (text: string, chance: Chance) => string | Uint8Array;

const lines =
  (change: (lines: string[], at: number, chance: Chance) => void): Edit =>
  (text, chance) => {
    const all = text.split('\n');
    change(all, chance.below(all.length), chance);
    return all.join('\n');
  };
const inserted =
  (make: (chance: Chance) => string): Edit =>
  (text, chance) => {
    const at = chance.below(text.length + 1);
    return text.slice(0, at) + make(chance) + text.slice(at);
  };
const added =
  (make: (chance: Chance) => string): Edit =>
  (text, chance) =>
    `${text}${make(chance)}\n`;

/** What a parser of YAML calls itself for, remembers, or unfolds. */
const HEAVY: readonly (() => string)[] = [
  () => `x: ${'['.repeat(100_000)}`,
  () => `x: ${'{a: '.repeat(20_000)}`,
  () => `x:\n${'- '.repeat(20_000)}`,
  () => '? '.repeat(20_000),
  () => `x: ${'&a '.repeat(20_000)}`,
  () => `x: ${'!t '.repeat(20_000)}`,
  () => `x: [${'*a, '.repeat(1_000)}]`,
  () => `${'k'.repeat(249_000)}: 1`,
  () => Array.from({ length: 5_000 }, (_, i) => `k${i}: ${i}`).join('\n'),
  () => `x: "${'\\x41'.repeat(30_000)}"`,
  () => `x: |\n${' '.repeat(290)}a\n${' '.repeat(10)}b`,
  () => Array.from({ length: 200 }, (_, i) => `${' '.repeat(i)}k:`).join('\n'),
  () =>
    [
      'a: &a [x,x,x,x,x]',
      ...[...'bcdefg'].map((n, i) => `${n}: &${n} [${`*${'abcdef'[i]},`.repeat(9)}]`),
    ].join('\n'),
  () =>
    [
      'm0: &m0 {a: 1}',
      ...Array.from({ length: 90 }, (_, i) => `m${i + 1}: &m${i + 1} {<<: *m${i}, <<: *m${i}}`),
    ].join('\n'),
  () => `x: ${'a: '.repeat(5_000)}`,
  () => `x: ${'"'.repeat(50_001)}`,
  () => '#'.repeat(200_000),
  () => '\n'.repeat(200_000),
  () => `x: ${' \t'.repeat(50_000)}y`,
];

const EDITS: readonly (readonly [weight: number, name: string, edit: Edit])[] = [
  [2, 'byte order mark', (text) => `\ufeff${text}`],
  [1, 'two byte order marks', (text) => `\ufeff\ufeff${text}`],
  [2, 'CRLF', (text) => text.replaceAll('\n', '\r\n')],
  [1, 'CR', (text) => text.replaceAll('\n', '\r')],
  [
    1,
    'mixed line ends',
    (text, chance) => text.replace(/\n/g, () => chance.one(['\n', '\r\n', '\r', '\u2028', '\n\n'])),
  ],
  [2, 'tabs', (text) => text.replaceAll('  ', '\t')],
  [2, 'null byte', inserted(() => '\u0000')],
  [3, 'cut off', (text, chance) => text.slice(0, chance.below(text.length + 1))],
  [1, 'begun later', (text, chance) => text.slice(chance.below(text.length + 1))],
  [1, 'UTF-16', (text) => Buffer.from(`\ufeff${text}`, 'utf16le')],
  [1, 'UTF-16 without mark', (text) => Buffer.from(text, 'utf16le')],
  [1, 'Latin-1', (text, chance) => Buffer.from(inserted(() => 'é')(text, chance) as string, 'latin1')],
  [3, 'bytes flipped', bytesFlipped],
  [
    1,
    'bytes at random',
    (_, chance) => Uint8Array.from({ length: chance.one(SIZES) }, () => chance.below(256)),
  ],
  [2, 'line removed', lines((all, at) => all.splice(at, 1))],
  [2, 'line twice', lines((all, at) => all.splice(at, 0, all[at]!))],
  [
    2,
    'lines swapped',
    lines((all, at, chance) => all.splice(chance.below(all.length), 0, ...all.splice(at, 1))),
  ],
  [
    2,
    'indented',
    lines((all, at, chance) => all.splice(at, 1, `${' '.repeat(1 + chance.below(6))}${all[at]}`)),
  ],
  [1, 'all twice', (text) => text + text],
  [1, 'second document', (text) => `${text}---\n${text}`],
  [
    1,
    'directive',
    (text, chance) => `${chance.one(['%YAML 1.1', '%YAML 9.9', '%TAG ! !', '%x'])}\n---\n${text}`,
  ],
  [3, 'sign', inserted((chance) => chance.one(SIGNS))],
  [3, 'mark', inserted((chance) => chance.one([...':,-?[]{}#&*!|>\'"%@`\\\n\t ']))],
  [2, 'strange text', inserted(strangeText)],
  [1, 'a million signs', inserted((chance) => chance.one(['x', ' ', '\n', '9', '"']).repeat(1_000_000))],
  [3, 'heavy', added((chance) => chance.one(HEAVY)())],
  [1, 'nothing', () => ''],
];

/** The text with one change of its signs or bytes. */
export function editText(text: string, chance: Chance): { text: string | Uint8Array; edit: string } {
  const [name, edit] = chance.weighted(EDITS.map(([weight, name, edit]) => [weight, [name, edit] as const]));
  return { text: edit(text, chance), edit: name };
}

function bytesFlipped(text: string, chance: Chance): Uint8Array {
  const bytes = Buffer.from(text);
  for (let i = 0; i <= chance.below(8) && bytes.length > 0; i++) {
    const at = chance.below(bytes.length);
    bytes[at] = bytes[at]! ^ (1 << chance.below(8));
  }
  return bytes;
}
