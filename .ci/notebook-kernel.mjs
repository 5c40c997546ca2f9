// Checks the types of a notebook's cells, and runs them as the Deno kernel does: TypeScript becomes JavaScript, imports
// become awaited imports, and V8 evaluates one cell after another in its REPL mode (top-level await, declarations that
// later cells see, the value of the last expression).
import { Session } from 'node:inspector';
import { createRequire, SourceMap } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { format, inspect } from 'node:util';
import ts from 'typescript';
import { codeCells, joined, printed, result } from './notebook-format.mjs';

/** Declarations that one notebook after another is checked against. */
const declarations = new Map();

/** Type errors of all cells, checked as one module by the project's own rules; each with its cell and line. */
export function typeErrors(notebook, path, root) {
  const cells = codeCells(notebook);
  const file = `${path}.mts`;
  const begins = [];
  let text = '';
  for (const { source } of cells) {
    begins.push(text.split('\n').length - 1);
    text += `${source}\n;\n`;
  }
  const host = ts.createCompilerHost({});
  const { getSourceFile, fileExists } = host;
  host.fileExists = (name) => name === file || fileExists(name);
  host.getSourceFile = (name, options) => {
    if (name === file) return ts.createSourceFile(name, text, options);
    if (!declarations.has(name)) declarations.set(name, getSourceFile(name, options));
    return declarations.get(name);
  };
  const program = ts.createProgram([file], compilerOptions(root), host);
  return ts.getPreEmitDiagnostics(program).map((diagnostic) => {
    const message = ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n');
    if (diagnostic.file?.fileName !== file) return message;
    const { line } = diagnostic.file.getLineAndCharacterOfPosition(diagnostic.start);
    const cell = begins.findLastIndex((begin) => begin <= line);
    return `${placeOf(cells[cell], line - begins[cell])}: ${message}`;
  });
}

function compilerOptions(root) {
  const path = join(root, 'tsconfig.json');
  const { config } = ts.readConfigFile(path, ts.sys.readFile);
  // Without rootDir and outDir the package's name leads to its declarations, as it does for a user.
  const { rootDir, outDir, declaration, sourceMap, inlineSources, ...rules } = config.compilerOptions;
  const { options } = ts.convertCompilerOptionsFromJson(rules, root, path);
  return { ...options, noEmit: true, moduleDetection: ts.ModuleDetectionKind.Force };
}

/** Where a reader finds a line (from 0) of a cell. */
function placeOf({ cell, number }, line) {
  return `cell [${number}] (${cell.id}), line ${line + 1}`;
}

/** What each cell leaves, in order; throws at the first that fails, and says where. */
export async function outputsOf(notebook, path) {
  const kernel = await Kernel.open(path);
  try {
    const outputs = [];
    for (const cell of codeCells(notebook)) outputs.push(await kernel.run(cell));
    return outputs;
  } finally {
    kernel.close();
  }
}

class Kernel {
  static async open(path) {
    const kernel = new Kernel(path);
    const { result } = await kernel.post('Runtime.evaluate', { expression: 'globalThis' });
    kernel.globals = result.objectId;
    return kernel;
  }

  constructor(path) {
    this.session = new Session();
    this.session.connect();
    this.before = process.cwd();
    // Deep enough to reach the cell from wherever in the package an error is thrown.
    Error.stackTraceLimit = 100;
    // A kernel works in the notebook's folder, and finds modules from there.
    process.chdir(dirname(path));
    const { resolve } = createRequire(path);
    globalThis.__import = (name) => import(/^node:/.test(name) ? name : pathToFileURL(resolve(name)).href);
    globalThis.__keep = (value) => {
      this.last = value;
    };
  }

  close() {
    this.session.disconnect();
    process.chdir(this.before);
    delete globalThis.__import;
    delete globalThis.__keep;
  }

  /** Runs a cell; what it printed, and the value of its last expression if it has one. */
  async run(cell) {
    const { script, lineOf } = toJavaScript(cell);
    const printing = new Printing();
    try {
      const { result: last, exceptionDetails } = await this.post('Runtime.evaluate', {
        expression: script,
        replMode: true,
      });
      if (exceptionDetails !== undefined) throw failure(exceptionDetails, cell, lineOf);
      await this.post('Runtime.callFunctionOn', {
        objectId: this.globals,
        functionDeclaration: '(value) => __keep(value)',
        arguments: [last.objectId === undefined ? last : { objectId: last.objectId }],
      });
      const shown = this.last === undefined ? [] : [result(await bundleOf(this.last), cell.number)];
      return [...printing.outputs, ...shown];
    } finally {
      printing.end();
    }
  }

  post(method, parameters) {
    return new Promise((resolve, reject) => {
      this.session.post(method, parameters, (error, answer) =>
        error === null ? resolve(answer) : reject(error),
      );
    });
  }
}

/** The forms that a value offers to be shown in by itself, or plain text. */
async function bundleOf(value) {
  const display = value?.[Symbol.for('Jupyter.display')];
  if (typeof display === 'function') return await display.call(value);
  return { 'text/plain': typeof value === 'string' ? JSON.stringify(value) : inspect(value) };
}

/** What is printed while a cell runs, instead of printing it. */
class Printing {
  outputs = [];
  before = { ...console };

  constructor() {
    for (const method of ['log', 'info', 'debug']) console[method] = (...args) => this.take('stdout', args);
    for (const method of ['warn', 'error']) console[method] = (...args) => this.take('stderr', args);
  }

  take(name, args) {
    const text = `${format(...args)}\n`;
    const last = this.outputs.at(-1);
    if (last?.name === name) this.outputs[this.outputs.length - 1] = printed(name, joined(last.text) + text);
    else this.outputs.push(printed(name, text));
  }

  end() {
    Object.assign(console, this.before);
  }
}

const STRICT = "'use strict'; void 0; ";

/** A cell as a script for V8's REPL mode, and for each of its lines (from 0) that of the cell. */
function toJavaScript({ source, number }) {
  const { outputText, sourceMapText } = ts.transpileModule(source, {
    fileName: 'cell.ts',
    transformers: { before: [awaitImports] },
    compilerOptions: {
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.ESNext,
      moduleDetection: ts.ModuleDetectionKind.Force,
      verbatimModuleSyntax: true,
      sourceMap: true,
    },
  });
  const code = outputText.replace(/^export \{\};?$|^\/\/# sourceMappingURL=.*$/gm, '');
  const map = new SourceMap(JSON.parse(sourceMapText));
  return {
    script: `${STRICT}${code}\n//# sourceURL=cell-${number}`,
    lineOf: (line, column) =>
      map.findEntry(line, line === 0 ? Math.max(0, column - STRICT.length) : column).originalLine,
  };
}

/** `import { a, b as c } from 'm'` becomes `const { a, b: c } = await __import('m')`; imports of types go. */
const awaitImports = (context) => (file) => {
  const { factory } = context;
  const imported = (module) =>
    factory.createAwaitExpression(
      factory.createCallExpression(factory.createIdentifier('__import'), undefined, [module]),
    );
  const constant = (name, module) =>
    factory.createVariableStatement(
      undefined,
      factory.createVariableDeclarationList(
        [factory.createVariableDeclaration(name, undefined, undefined, imported(module))],
        ts.NodeFlags.Const,
      ),
    );
  const statements = file.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement)) return [statement];
    const { importClause, moduleSpecifier: module } = statement;
    if (importClause === undefined)
      return [factory.createExpressionStatement(factory.createVoidExpression(imported(module)))];
    if (importClause.isTypeOnly) return [];
    const { name, namedBindings } = importClause;
    if (namedBindings !== undefined && ts.isNamespaceImport(namedBindings))
      return [constant(namedBindings.name, module)];
    const named = (namedBindings?.elements ?? []).filter(({ isTypeOnly }) => !isTypeOnly);
    const bindings = [
      ...(name === undefined ? [] : [factory.createBindingElement(undefined, 'default', name)]),
      ...named.map((one) => factory.createBindingElement(undefined, one.propertyName, one.name)),
    ];
    return [constant(factory.createObjectBindingPattern(bindings), module)];
  });
  return factory.updateSourceFile(file, statements);
};

/** What a cell threw, and the line of the cell at which it was. */
function failure({ exception, text, lineNumber, columnNumber }, cell, lineOf) {
  const told = exception?.description ?? exception?.value ?? text;
  const frame = new RegExp(`cell-${cell.number}:(\\d+):(\\d+)`).exec(told);
  const [line, column] = frame === null ? [lineNumber, columnNumber] : [frame[1] - 1, frame[2] - 1];
  return new Error(`${placeOf(cell, lineOf(line, column) ?? line)}: ${told}`);
}
