// Where a mutant stands, in words that stay true when lines move: its file, the function around it, and its line before
// and after. A list of accepted survivors is keyed by them.
import { existsSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import ts from 'typescript';

const LONGEST = 400;

/** Adds to each mutant of a compiled `file` its place in the source and its key. */
export function placed(mutants, text, path, file) {
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true, ts.ScriptKind.JS);
  const origin = originOf(path, tree, file);
  const seen = new Map();
  return mutants.map((mutant) => {
    const { start, end, replacement } = mutant;
    const from = text.lastIndexOf('\n', start - 1) + 1;
    const to = text.indexOf('\n', end) < 0 ? text.length : text.indexOf('\n', end);
    const original = inOneLine(text.slice(from, to));
    const changed = inOneLine(text.slice(from, start) + replacement + text.slice(end, to));
    const found = { ...mutant, ...origin(start), within: functionAround(tree, start), original, changed };
    const nth = (seen.get(keyOf(found)) ?? 0) + 1;
    seen.set(keyOf(found), nth);
    return { ...found, nth };
  });
}

/** `nth` tells apart what reads the same within a function; the first has none. */
export function keyOf({ file, within, original, changed, nth = 1 }) {
  return [file, within, original, changed, ...(nth > 1 ? [nth] : [])].join('\n');
}

function inOneLine(text) {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST)} …`;
}

/** Line and column in the source if the compiler left a map, else in the compiled text; both from 1. */
function originOf(path, tree, file) {
  const map = existsSync(`${path}.map`)
    ? new SourceMap(JSON.parse(readFileSync(`${path}.map`, 'utf8')))
    : null;
  return (offset) => {
    const at = tree.getLineAndCharacterOfPosition(offset);
    const entry = map?.findEntry(at.line, at.character);
    if (entry?.originalLine === undefined) return { file, line: at.line + 1, column: at.character + 1 };
    const source = file.replace(/^dist(.*)\.js$/, 'src$1.ts');
    return { file: source, line: entry.originalLine + 1, column: entry.originalColumn + 1 };
  };
}

/** Names of the functions and classes around an offset, outermost first; '' at the top level. */
function functionAround(tree, offset) {
  const names = [];
  const visit = (node) => {
    if (offset < node.getStart() || offset >= node.end) return;
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) names.push(nameOf(node));
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(tree, visit);
  return names.filter((name) => name !== '').join('.');
}

function nameOf(node) {
  if (ts.isConstructorDeclaration(node)) return 'constructor';
  const named = node.name ?? (ts.isVariableDeclaration(node.parent) ? node.parent.name : undefined);
  return named?.getText() ?? '';
}
