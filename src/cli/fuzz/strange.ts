import type { Chance } from './chance.ts';

/** Pieces between `|`, which none of them holds. */
const pieces = (text: string) => text.split('|');

/** What people and programs put where a number should stand. */
export const NUMBERS = [
  ...pieces(
    '0|-0|-1|1|+5|00|007|0.5|.5|5.|1e-300|1e-9|1e3|1e9|1e12|1e100|1e308|-1e308|1e309|4.9e-324|1e400|1e|1e+',
  ),
  ...pieces(
    '2147483648|4294967296|9007199254740993|.inf|-.inf|.nan|NaN|Infinity|-Infinity|0x10|0o17|0b11|1_000|1,5',
  ),
  ...pieces('1.000,5|1 000|٣|５|½|²|2^53|0/0|1/0|-1/0|1-1|10 %|101 %|-1 %|1e-5 %'),
];

export const UNITS = [
  ...pieces(
    'h|hours|d|days|week|weeks|years|min|s|%|h/week|/ week|/ h|/week|ms|cm|kg|h/h|h^2|week/h|°|USD|months',
  ),
  ...pieces('to h|h h|% %|/|h/|H|Weeks'),
];

export const DATES = [
  ...pieces(
    '2020-04-02|2020-04-03|2020-02-30|2020-13-01|0000-01-01|9999-12-31|10000-01-01|1970-01-01|2020-4-2|today',
  ),
  ...pieces(
    '02.04.2020|04/02/2020|2020-04-02T00:00:00Z|2020-04-02T25:00:00Z|2020-04-02 00:00|-000001-01-01|2020-W14',
  ),
  ...pieces('+012020-04-02|1585785600|2019-12-26|2020-05-28|2021-02-29'),
];

/** Words that mean something to the language, the machine or the file system. */
export const WORDS = [
  '|',
  ...pieces(
    '| |~|null|true|false|yes|no|on|none|all|All|auto|week|__proto__|constructor|prototype|toString|length',
  ),
  ...pieces(
    'hasOwnProperty|valueOf|<<|*|&a|!!str|@|`|=1+1|+1|-1|@SUM(A1)|<b>&amp;</b>|</svg>|$(week)|%s|>|- a|? a',
  ),
  ...pieces(
    ': |# a|..|../..|/|/dev/null|/dev/zero|.|scenario.yaml|nul|c:\\|a/b|a;b|a,b|a"b|[]|{}|[a|{a|\'|"|\\',
  ),
  ...pieces('\\u0000|core|driver|ann|together|old|next'),
];

/** Scripts, directions, joined and broken signs. */
export const SIGNS = [
  ...pieces(
    'é|e\u0301|ß|İ|ﬃ|Ω|ж|核|עברית|ไทย|👩‍👩‍👧|🏳️‍🌈|\u{1d400}|\u{10ffff}|\u200b|\u200d|\u202e|\u2066|\u2028|\u2029',
  ),
  ...pieces(
    '\u0085|\u00a0|\u00ad|\ufeff|\ufffd|\u0000|\u0001|\u0007|\u0008|\u000b|\u000c|\u001b[31m|\u007f|\u009b|\t|\r',
  ),
  '\ud800',
];

/** Sizes of texts and lists, from just too much to absurd. */
export const SIZES = [2, 3, 21, 31, 101, 201, 401, 1_001, 5_001];

/** A name as a hurried typist leaves it. */
export function misspelt(name: string, chance: Chance): string {
  const at = chance.below(Math.max(1, name.length));
  const [before, sign, after] = [name.slice(0, at), name.slice(at, at + 1), name.slice(at + 1)];
  return chance.one([
    before + after,
    before + sign + sign + after,
    before + after.slice(0, 1) + sign + after.slice(1),
    `${before}x${after}`,
    name.toUpperCase(),
    `${name}s`,
    ` ${name} `,
    name.replaceAll('_', '-'),
  ]);
}

/** Any text that is no good, or hardly. */
export function strangeText(chance: Chance): string {
  return chance.weighted<() => string>([
    [4, () => chance.one(WORDS)],
    [3, () => chance.one(NUMBERS)],
    [2, () => `${chance.one(NUMBERS)} ${chance.one(UNITS)}`],
    [2, () => chance.one(DATES)],
    [3, () => chance.one(SIGNS)],
    [1, () => chance.one(SIGNS) + chance.one(WORDS) + chance.one(SIGNS)],
    [1, () => chance.one([...WORDS, ...SIGNS]).repeat(chance.one(SIZES))],
  ])();
}

/** A text with another number in place of one of its own. */
export function withNumber(text: string, chance: Chance): string {
  return /\d/.test(text) ? text.replace(/[-+]?\d+(\.\d+)?/, () => chance.one(NUMBERS)) : chance.one(NUMBERS);
}
