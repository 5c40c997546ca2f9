import { count } from '../charts/phrases.ts';
import type { Manifest } from '../results.ts';
import { type Block, paragraph, type Section } from './content.ts';
import type { Facts } from './facts.ts';

/** How anyone gets the same bytes again. */
export function reproduceSection({ results: { manifest } }: Facts): Section {
  const { product, version, seed, replications, stopped, inputs } = manifest;
  const names = Object.keys(inputs);
  const blocks: Block[] = [
    paragraph(
      `${product} ${version}, seed "${seed}", ${count(replications)} ${replications === 1 ? 'replication' : 'replications'}; why as many: ${stopped}. Equal inputs give equal bytes. In the folder that holds ${pathOf(manifest)}:`,
    ),
    { kind: 'literal', lines: commands(manifest) },
    paragraph('Charts and these texts alone, from the tables of a results folder:'),
    { kind: 'literal', lines: ['npx reorgsim report DIR'] },
  ];
  if (names.length > 0) {
    blocks.push(paragraph('SHA-256 of the inputs:'));
    blocks.push({ kind: 'literal', lines: names.map((name) => `${inputs[name]}  ${name}`) });
  }
  return { title: 'How to reproduce this', blocks };
}

/** The scenario's folder, or its file where that has another name than scenario.yaml. */
function pathOf({ scenario, inputs }: Manifest): string {
  const file = Object.keys(inputs).find((name) => /^[^/]+\.ya?ml$/.test(name));
  return file === undefined || file === 'scenario.yaml' ? scenario : file;
}

/** Longest argument that still fits into a line of its own [characters]. */
const LONGEST_ARGUMENT = 44;

function commands(manifest: Manifest): string[] {
  const { seed, replications, stopped } = manifest;
  const before: string[] = [];
  const argument = (name: string, text: string) => {
    const quoted = shellQuoted(text);
    if (quoted.length <= LONGEST_ARGUMENT) return quoted;
    before.push(`${name}=$(node -p "require('./manifest.json').${name}")`);
    return `"$${name}"`;
  };
  const run = [
    `npx reorgsim run ${argument('scenario', pathOf(manifest))} \\`,
    `  --seed ${argument('seed', seed)} \\`,
  ];
  const many = stopped.endsWith('as asked') ? replications : 'auto';
  return [...before, ...run, `  --replications ${many} --out out/again`];
}

/** The text as one word of a shell, in ASCII. */
export function shellQuoted(text: string): string {
  if (/^[\w.,:/@%+-]+$/.test(text) && !text.startsWith('-')) return text;
  if (/^[ -~]*$/.test(text)) return `'${text.replaceAll("'", `'\\''`)}'`;
  const code = (character: string) => {
    const point = character.codePointAt(0)!;
    if (point >= 0x20 && point < 0x7f) return /['\\]/.test(character) ? `\\${character}` : character;
    return point > 0xffff
      ? `\\U${point.toString(16).padStart(8, '0')}`
      : `\\u${point.toString(16).padStart(4, '0')}`;
  };
  return `$'${[...text].map(code).join('')}'`;
}
