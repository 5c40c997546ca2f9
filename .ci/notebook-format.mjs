// Reads, checks and writes notebooks of format 4.5 (nbformat.readthedocs.io/en/latest/format_description.html).
import { readFileSync, writeFileSync } from 'node:fs';

/** Text that the format may hold as one string or as a list of lines. */
export const joined = (text) => (Array.isArray(text) ? text.join('') : text);
const lined = (text) => joined(text).split(/(?<=\n)/);

export function readNotebook(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** Writes a notebook as Jupyter does: keys in order, one blank for each level, text as lists of lines. */
export function writeNotebook(path, notebook) {
  const lines = {
    ...notebook,
    cells: notebook.cells.map((cell) => ({ ...cell, source: lined(cell.source) })),
  };
  writeFileSync(path, `${JSON.stringify(inOrder(lines), null, 1)}\n`);
}

function inOrder(value) {
  if (Array.isArray(value)) return value.map(inOrder);
  if (value === null || typeof value !== 'object') return value;
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, inOrder(value[key])]));
}

/** Code cells with the number that a reader sees beside them, from 1. */
export function codeCells({ cells }) {
  return cells
    .filter(({ cell_type }) => cell_type === 'code')
    .map((cell, i) => ({ cell, number: i + 1, source: joined(cell.source) }));
}

/** An output as the format keeps it: texts of a bundle, and of what was printed, as lists of lines. */
export function printed(name, text) {
  return { name, output_type: 'stream', text: lined(text) };
}

export function result(bundle, number) {
  const data = Object.fromEntries(
    Object.entries(bundle).map(([form, value]) => [form, typeof value === 'string' ? lined(value) : value]),
  );
  return { data, execution_count: number, metadata: {}, output_type: 'execute_result' };
}

/** What a reader sees of a cell's outputs, in a form to compare: kinds and texts, no numbers of execution. */
export function seen(outputs) {
  return outputs.map(({ output_type, name, text, data }) =>
    output_type === 'stream'
      ? { [name]: joined(text) }
      : Object.fromEntries(
          Object.keys(data ?? {})
            .sort()
            .map((form) => [
              form,
              typeof data[form] === 'string' || Array.isArray(data[form])
                ? joined(data[form])
                : JSON.stringify(data[form]),
            ]),
        ),
  );
}

/** Everything by which the notebook is not one of format 4.5 for the Deno kernel, in words. */
export function faultsOf(notebook) {
  const faults = [];
  const expect = (holds, what) => holds || faults.push(what);
  const isText = (text) =>
    typeof text === 'string' || (Array.isArray(text) && text.every((line) => typeof line === 'string'));
  const { nbformat, nbformat_minor, metadata, cells } = notebook ?? {};
  expect(nbformat === 4 && nbformat_minor === 5, 'nbformat is 4 and nbformat_minor 5');
  expect(metadata?.kernelspec?.name === 'deno', "metadata.kernelspec.name is 'deno'");
  expect(typeof metadata?.kernelspec?.display_name === 'string', 'metadata.kernelspec has a display_name');
  expect(metadata?.language_info?.name === 'typescript', "metadata.language_info.name is 'typescript'");
  expect(Array.isArray(cells) && cells.length > 0, 'cells is a list');
  if (!Array.isArray(cells)) return faults;
  const ids = new Set();
  cells.forEach((cell, i) => {
    const here = (what) => `cell ${i + 1} of ${cells.length}: ${what}`;
    expect(/^[a-zA-Z0-9_-]{1,64}$/.test(cell.id ?? ''), here('id is 1 to 64 letters, digits, - or _'));
    expect(!ids.has(cell.id), here(`no other cell has the id '${cell.id}'`));
    ids.add(cell.id);
    expect(isText(cell.source), here('source is text'));
    expect(isObject(cell.metadata), here('metadata is an object'));
    if (cell.cell_type === 'markdown' || cell.cell_type === 'raw') {
      expect(!('outputs' in cell) && !('execution_count' in cell), here('only code has outputs'));
      return;
    }
    expect(cell.cell_type === 'code', here('cell_type is code, markdown or raw'));
    const count = cell.execution_count;
    expect(count === null || Number.isInteger(count), here('execution_count is a whole number or null'));
    expect(Array.isArray(cell.outputs), here('outputs is a list'));
    for (const output of cell.outputs ?? []) {
      for (const fault of outputFaults(output, isText)) faults.push(here(fault));
    }
  });
  return faults;
}

function outputFaults(output, isText) {
  switch (output.output_type) {
    case 'stream':
      return ['stdout', 'stderr'].includes(output.name) && isText(output.text)
        ? []
        : ['a stream has name and text'];
    case 'error':
      return ['an error is stored'];
    case 'execute_result':
    case 'display_data': {
      const texts = Object.entries(output.data ?? {}).filter(([form]) => !/json$/.test(form));
      const whole =
        isObject(output.data) && isObject(output.metadata) && texts.every(([, text]) => isText(text));
      const counted = output.output_type === 'display_data' || 'execution_count' in output;
      return whole && counted ? [] : ['a result has data by form, metadata and an execution_count'];
    }
    default:
      return [`unknown output_type '${output.output_type}'`];
  }
}

function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
