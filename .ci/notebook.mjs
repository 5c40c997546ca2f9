// Holds notebooks to what they say: `node .ci/notebook.mjs [--write] [NOTEBOOK …]` checks the form of each, the types of
// its cells, that they run, and that they leave the outputs stored in it. With --write (npm run notebook), or UPDATE=1,
// outputs are written back instead. Closes with counts as a suite of tests does.
import { readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codeCells, faultsOf, readNotebook, seen, writeNotebook } from './notebook-format.mjs';
import { outputsOf, typeErrors } from './notebook-kernel.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** The claims about one notebook, each with what speaks against it; a claim that fails leaves those after it out. */
export async function claimsOf(path, write) {
  const claims = [];
  const claim = (name, faults) => {
    claims.push({ name, faults });
    return faults.length === 0;
  };
  let notebook;
  try {
    notebook = readNotebook(path);
  } catch (error) {
    claim('is JSON', [error.message]);
    return claims;
  }
  if (!claim('is a notebook of format 4.5 for the Deno kernel', faultsOf(notebook))) return claims;
  if (!claim('its cells have no type errors', typeErrors(notebook, path, root))) return claims;
  let outputs;
  try {
    outputs = await outputsOf(notebook, path);
  } catch (error) {
    claim('its cells run', [error.message]);
    return claims;
  }
  claim('its cells run', []);
  const cells = codeCells(notebook);
  if (write) {
    cells.forEach(({ cell, number }, i) => {
      Object.assign(cell, { outputs: outputs[i], execution_count: number });
    });
    writeNotebook(path, notebook);
  }
  const others = cells.flatMap(({ cell, number }, i) =>
    difference(seen(cell.outputs), seen(outputs[i]), number, cell),
  );
  claim('its cells leave the outputs that are stored', others);
  return claims;
}

/** The first place at which what is stored and what a cell leaves are not alike, if there is one. */
function difference(stored, left, number, { id }) {
  const lines = (outputs) =>
    outputs.flatMap((output) =>
      Object.entries(output).flatMap(([form, text]) => [form, ...text.split('\n')]),
    );
  const [before, now] = [lines(stored), lines(left)];
  const at = Array.from({ length: Math.max(before.length, now.length) }, (_, i) => i).find(
    (i) => before[i] !== now[i],
  );
  if (at === undefined) return [];
  const [was, is] = [before[at], now[at]];
  // Long lines, as those of a picture, are shown from shortly before the place.
  const same = [...(was ?? '')].findIndex((sign, i) => sign !== is?.[i]);
  const from = Math.max(0, same - 40);
  const told = (line) =>
    line === undefined ? '(nothing)' : (from > 0 ? '… ' : '') + line.slice(from, from + 160);
  const renew = '(npm run notebook renews what is stored)';
  return [`cell [${number}] (${id}) stores\n    ${told(was)}\n  and leaves\n    ${told(is)}\n  ${renew}`];
}

async function main(args) {
  const write = args.includes('--write') || process.env.UPDATE === '1';
  const named = args.filter((arg) => arg !== '--write').map((arg) => resolve(arg));
  const folder = join(root, 'notebooks');
  const all = readdirSync(folder).filter((name) => name.endsWith('.ipynb'));
  let [total, passed] = [0, 0];
  for (const path of named.length > 0 ? named : all.map((name) => join(folder, name))) {
    const begun = performance.now();
    const claims = await claimsOf(path, write);
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    process.stdout.write(`${relative(root, path)} (${seconds} s)\n`);
    for (const { name, faults } of claims) {
      total++;
      passed += faults.length === 0 ? 1 : 0;
      process.stdout.write(faults.length === 0 ? `  ok    ${name}\n` : `  FAIL  ${name}\n`);
      for (const fault of faults) process.stdout.write(`  ${fault}\n`);
    }
  }
  process.stdout.write(`\n  Total:     ${total}\n  Passed:    ${passed}\n  Skipped:   0\n`);
  process.exitCode = passed === total && total > 0 ? 0 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv.slice(2));
