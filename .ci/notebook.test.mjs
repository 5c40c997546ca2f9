// What the runner of notebooks promises: what it lets pass, what it holds against a notebook, and where it says it is.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { claimsOf } from './notebook.mjs';

const Notebook = suite('notebooks');

const folder = mkdtempSync(join(tmpdir(), 'notebook-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

/** A notebook with code cells of these sources, each with the outputs that it is said to leave. */
function notebookOf(...cells) {
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { kernelspec: { name: 'deno', display_name: 'Deno' }, language_info: { name: 'typescript' } },
    cells: [
      { cell_type: 'markdown', id: 'words', metadata: {}, source: ['# Words\n', 'and more'] },
      ...cells.map(([source, ...outputs], i) => ({
        ...{ cell_type: 'code', id: `c${i}`, metadata: {}, execution_count: null },
        ...{ source, outputs },
      })),
    ],
  };
}

const out = (text) => ({ output_type: 'stream', name: 'stdout', text });
const value = (data) => ({ output_type: 'execute_result', data, metadata: {}, execution_count: 1 });

async function check(notebook, write = false) {
  const path = join(folder, 'some.ipynb');
  writeFileSync(path, typeof notebook === 'string' ? notebook : JSON.stringify(notebook));
  const claims = await claimsOf(path, write);
  const faults = claims.flatMap((claim) => claim.faults);
  return { claims: claims.map(({ name }) => name), faults, text: readFileSync(path, 'utf8') };
}

Notebook(
  'cells see what earlier cells declare, await at the top, import, print, and leave their last value',
  async () => {
    const { faults, claims } = await check(
      notebookOf(
        [
          `import { basename, type ParsedPath } from 'node:path';\nimport * as url from 'node:url';\ninterface Named { name: string }`,
        ],
        [`const named: Named = { name: basename('/a/b.txt') };\nlet count = await Promise.resolve(1);`],
        [
          `console.log('%s', named.name);\nconsole.log(typeof url.URL);\ncount++;`,
          out(['b.txt\n', 'function\n']),
          value({ 'text/plain': '1' }),
        ],
        [`const rooted: ParsedPath['root'] = '/';\nrooted + count;`, value({ 'text/plain': ['"/2"'] })],
        [
          `({ [Symbol.for('Jupyter.display')]: () => ({ 'text/markdown': '*a*\\nb' }) });`,
          value({ 'text/markdown': ['*a*\n', 'b'] }),
        ],
        [`console.error('no');`, { output_type: 'stream', name: 'stderr', text: 'no\n' }],
      ),
    );
    assert.equal(faults, []);
    assert.is(claims.length, 4);
  },
);

Notebook('an output that is not the one stored is named with its cell', async () => {
  const { faults } = await check(
    notebookOf(
      [`const a = 1;\na + 1;`, value({ 'text/plain': '2' })],
      [`console.log('x');\nconsole.log('y');`, out('x\nz\n')],
    ),
  );
  assert.is(faults.length, 1);
  assert.match(faults[0], /cell \[2\] \(c1\) stores\n\s+z\n\s+and leaves\n\s+y\n/);
  const [missing] = (await check(notebookOf([`'value';`]))).faults;
  assert.match(missing, /cell \[1\].*stores\n\s+\(nothing\)\n/);
  const [gone] = (await check(notebookOf([`void 0;`, out('old\n')]))).faults;
  assert.match(gone, /leaves\n\s+\(nothing\)\n/);
});

Notebook('a cell that throws is named with its line, also below lines that only types need', async () => {
  const source = `interface Named {\n  name: string;\n}\nconst list: Named[] = [];\nfunction first(): string {\n  return list[0]!.name;\n}\nfirst();`;
  const { faults, claims } = await check(notebookOf([`const a = 1;\nvoid a;`], [source]));
  assert.is(claims.at(-1), 'its cells run');
  assert.is(faults.length, 1);
  assert.match(faults[0], /^cell \[2\] \(c1\), line 6: TypeError: /);
  const [later] = (await check(notebookOf([`await Promise.resolve();\n\nthrow new RangeError('late');`])))
    .faults;
  assert.match(later, /^cell \[1\] \(c0\), line 3: RangeError: late/);
});

Notebook('type errors are named with cell and line, and stop the cells from running', async () => {
  const { faults, claims } = await check(
    notebookOf(
      [`const n = 1;\nconsole.log('ran');`],
      [`// a line\nconst text: string = n;\ntext;`],
      [`let unused = 2;`],
    ),
  );
  assert.is(claims.at(-1), 'its cells have no type errors');
  assert.equal(
    faults.map((fault) => fault.slice(0, 24)),
    ['cell [2] (c1), line 2: T', "cell [3] (c2), line 1: '"],
  );
});

Notebook('what a later cell declares is not there yet', async () => {
  const { faults } = await check(notebookOf([`later();`], [`function later() {}`]));
  assert.match(faults[0], /^cell \[1\] \(c0\), line 1: ReferenceError: later is not defined/);
});

Notebook('a file that is no notebook of format 4.5 for the Deno kernel is told why', async () => {
  const of = async (change) => {
    const notebook = notebookOf([`1;`, value({ 'text/plain': '1' })]);
    change(notebook, notebook.cells[1]);
    return (await check(notebook)).faults.join('; ');
  };
  assert.is(await of(() => {}), '');
  assert.match(await of((_, cell) => delete cell.id), /cell 2 of 2: id is/);
  assert.match(
    await of((_, cell) => Object.assign(cell, { id: 'words' })),
    /no other cell has the id 'words'/,
  );
  assert.match(await of((_, cell) => delete cell.metadata), /metadata is an object/);
  assert.match(await of((_, cell) => Object.assign(cell, { source: 1 })), /source is text/);
  assert.match(await of((_, cell) => delete cell.outputs), /outputs is a list/);
  assert.match(await of((_, cell) => delete cell.execution_count), /execution_count/);
  assert.match(await of((_, cell) => delete cell.outputs[0].metadata), /a result has data/);
  assert.match(
    await of((_, cell) => Object.assign(cell.outputs[0], { data: { 'text/plain': 1 } })),
    /a result has/,
  );
  assert.match(await of((_, cell) => cell.outputs.push({ output_type: 'error' })), /an error is stored/);
  assert.match(
    await of((_, cell) => Object.assign(cell, { cell_type: 'markdown' })),
    /only code has outputs/,
  );
  assert.match(await of((notebook) => Object.assign(notebook, { nbformat_minor: 4 })), /nbformat_minor 5/);
  assert.match(await of((notebook) => delete notebook.metadata.kernelspec), /kernelspec.name is 'deno'/);
  assert.match((await check('{"cells": ')).faults[0], /JSON/);
});

Notebook(
  'written back, outputs are those of the cells, in the form in which Jupyter keeps files',
  async () => {
    const { text, faults } = await check(notebookOf([`console.log('a');\n'b';`, out('old\n')]), true);
    assert.equal(faults, []);
    const { cells } = JSON.parse(text);
    assert.equal(cells[1].source, ["console.log('a');\n", "'b';"]);
    assert.equal(cells[1].outputs, [
      { name: 'stdout', output_type: 'stream', text: ['a\n'] },
      { data: { 'text/plain': ['"b"'] }, execution_count: 1, metadata: {}, output_type: 'execute_result' },
    ]);
    assert.match(text, /^\{\n "cells": \[\n {2}\{\n {3}"cell_type": "markdown",\n {3}"id"/);
    assert.ok(text.endsWith('\n}\n'));
    assert.equal((await check(text)).faults, []);
  },
);

Notebook('a cell that fails leaves the file as it was', async () => {
  const before = JSON.stringify(notebookOf([`console.log(1);`], [`throw new Error('no');`]));
  const { text, faults } = await check(before, true);
  assert.is(faults.length, 1);
  assert.is(text, before);
});

Notebook.run();
