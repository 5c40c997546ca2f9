import { basename } from 'node:path';
import { didYouMean, InputError } from '../errors.ts';
import { folderAreas } from '../history/area-folders.ts';
import { type AreaRule, MOST_RULES, ruleAreas } from '../history/area-rules.ts';
import { Areas, type Choice, MOST_AREAS, OTHER } from '../history/areas.ts';
import { codeownersRules } from '../history/codeowners.ts';
import { type KeyPath, ScenarioDocument, shown } from '../scenario/document.ts';
import type { Keys } from '../scenario/yaml.ts';
import { readText } from './files.ts';

/**
 * Areas as a file says: rules in YAML, or a file called CODEOWNERS. `paths` are the files of the repository as it is,
 * where they are known. Throws {@link InputError}.
 */
export function openAreas(file: string): Areas {
  const text = readText(file, { file });
  return basename(file) === 'CODEOWNERS' ? fromCodeowners(file, text) : new AreasDocument(file, text).areas();
}

function fromCodeowners(file: string, text: string): Areas {
  const { rules, unusable } = codeownersRules(text);
  const [first] = unusable;
  if (first !== undefined)
    throw new InputError(first[1], { file, line: first[0] }, 'remove the line, or write areas in YAML');
  if (rules.length === 0)
    throw new InputError('no rules', { file }, 'name a path and its owners in each line');
  if (rules.length > MOST_RULES)
    throw new InputError(tooMany(rules.length), { file }, 'write fewer rules, for larger areas');
  const byFolder = folderAreas();
  return new Areas(ruleAreas(rules, (path) => byFolder.areaOf(path), true));
}

function tooMany(rules: number): string {
  return `${rules} rules: a path may have to be held against each of them, and more than ${MOST_RULES.toLocaleString('en-US')} take too long`;
}

/** `areas.yaml`: which paths make an area, and to which area a change of several counts. */
class AreasDocument {
  private readonly document: ScenarioDocument;

  constructor(file: string, text: string) {
    this.document = new ScenarioDocument(file, text);
  }

  areas(): Areas {
    const { root } = this.document;
    this.document.rejectUnknown(root, [], ['schema', 'areas', 'rest', 'one', 'several']);
    if (root.schema !== 1)
      throw this.document.error(
        ['schema'],
        'this product reads areas of schema 1',
        'begin with a line `schema: 1`',
      );
    const rules = this.list(root.areas, ['areas']).map((rule, i) => this.rule(rule, ['areas', i]));
    if (rules.length > MOST_RULES)
      throw this.document.error(['areas'], tooMany(rules.length), 'write fewer rules, for larger areas');
    const names = new Set(rules.map(({ area }) => area));
    if (names.size > MOST_AREAS) {
      const what = `${names.size} areas: of so many, none has enough changes to say anything of it`;
      throw this.document.error(['areas'], what, `write at most ${MOST_AREAS}`);
    }
    return new Areas(ruleAreas(rules, this.rest()), { one: this.one(), several: this.several([...names]) });
  }

  private rule(value: unknown, at: KeyPath): AreaRule {
    const keys = this.keys(value, at, ['area', 'paths', 'beside']);
    const { beside = false } = keys;
    if (typeof beside !== 'boolean')
      throw this.document.error(
        [...at, 'beside'],
        `${shown(beside)} is neither true nor false`,
        'write true or false',
      );
    const paths = typeof keys.paths === 'string' ? [keys.paths] : keys.paths;
    const globs = this.list(paths, [...at, 'paths']).map((glob, i) =>
      this.document.text(glob, [...at, 'paths', i]),
    );
    return { area: this.area(keys.area, [...at, 'area']), globs, beside };
  }

  private rest(): (path: string) => string {
    const { rest = OTHER } = this.document.root;
    if (rest === 'by folder') return folderAreas().areaOf;
    const area = this.area(rest, ['rest']);
    return () => area;
  }

  private one(): Choice['one'] {
    const { one = 'most lines' } = this.document.root;
    if (one === 'most lines' || one === 'first rule') return one;
    const remedy = didYouMean(String(one), ['most lines', 'first rule']);
    throw this.document.error(['one'], `${shown(one)} is no way to choose the one area`, remedy);
  }

  private several(areas: readonly string[]): Choice['several'] {
    const { several = [] } = this.document.root;
    if (!Array.isArray(several)) throw this.document.error(['several'], 'no list', 'write a list of rules');
    return several.map((value, i) => {
      const at: KeyPath = ['several', i];
      const keys = this.keys(value, at, ['all', 'any', 'area']);
      if ((keys.all === undefined) === (keys.any === undefined))
        throw this.document.error(at, 'needs all or any, and not both', 'name areas under one of them');
      const fits = keys.all === undefined ? 'any' : 'all';
      const of = this.list(keys[fits], [...at, fits]).map((area, k) => {
        const name = this.area(area, [...at, fits, k]);
        if (areas.includes(name)) return name;
        throw this.document.error([...at, fits, k], `unknown area '${name}'`, didYouMean(name, areas));
      });
      return { fits, of, area: this.area(keys.area, [...at, 'area']) };
    });
  }

  private keys(value: unknown, at: KeyPath, known: readonly string[]): Keys {
    const keys = this.document.mapping(value, at);
    this.document.rejectUnknown(keys, at, known);
    return keys;
  }

  private list(value: unknown, at: KeyPath): unknown[] {
    if (Array.isArray(value) && value.length > 0) return value;
    throw this.document.error(at, `${shown(value)} is no list`, 'write a list of at least one');
  }

  private area(value: unknown, at: KeyPath): string {
    const area = this.document.text(typeof value === 'number' ? String(value) : value, at);
    if (!area.includes(';') && area.length <= 200) return area;
    throw this.document.error(
      at,
      `'${area}' is no name of an area`,
      'write at most 200 characters, no semicolon',
    );
  }
}
