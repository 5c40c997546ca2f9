import type { MathJsInstance, MathNode } from 'mathjs';

/** Why an expression or quantity was refused; the caller adds the place. */
export class ExpressionError extends Error {
  readonly remedy: string;
  constructor(what: string, remedy: string) {
    super(what);
    this.remedy = remedy;
  }
}

const FUNCTIONS = ['exp', 'log', 'sqrt', 'abs', 'min', 'max', 'sin', 'cos', 'floor', 'ceil', 'round'];
const OPERATORS = ['+', '-', '*', '/', '^', '%', '<', '<=', '>', '>=', '==', '!=', 'and', 'or', 'not'];
const MAX_LENGTH = 200;

/**
 * Parses `text` and walks its tree through an allow-list: numbers, the given symbols, arithmetic, comparisons and a
 * few functions of real numbers. mathjs without its own functions is no sandbox, so what is not listed here never
 * gets as far as evaluation. Throws {@link ExpressionError}.
 */
export function parseAllowed(math: MathJsInstance, text: string, symbols: readonly string[]): MathNode {
  if (text.length > MAX_LENGTH) {
    throw new ExpressionError(`an expression of ${text.length} characters`, `write at most ${MAX_LENGTH}`);
  }
  let node: MathNode;
  try {
    node = math.parse(text);
  } catch (error) {
    throw new ExpressionError(
      `'${text}' cannot be read (${(error as Error).message})`,
      'write it like 1 + 0.1 * week',
    );
  }
  walk(node, symbols, 0);
  return node;
}

function walk(node: MathNode, symbols: readonly string[], depth: number): void {
  if (depth > 30) throw new ExpressionError('an expression nested more than 30 deep', 'write it more simply');
  const any = node as unknown as {
    type: string;
    name?: string;
    op?: string;
    value?: unknown;
    fn?: { type: string; name?: string };
  };
  switch (any.type) {
    case 'ConstantNode':
      // What mathjs makes of no text, of a comment, and of what lacks between two marks.
      if (any.value === undefined)
        throw new ExpressionError('an expression without a value', 'write it like 1 + 0.1 * week');
      if (!Number.isFinite(any.value)) throw notAllowed(`the value ${String(any.value)}`);
      break;
    case 'SymbolNode':
      if (!symbols.includes(any.name!)) throw notAllowed(`'${any.name}'`, symbols);
      break;
    case 'OperatorNode':
      if (!OPERATORS.includes(any.op!)) throw notAllowed(`the operator '${any.op}'`);
      break;
    case 'FunctionNode':
      // What is called must be a bare name: `anything.exp(1)` is also named exp, and its left side would be evaluated.
      if (any.fn?.type !== 'SymbolNode' || !FUNCTIONS.includes(any.fn.name!))
        throw notAllowed(`the function '${any.fn?.name ?? '?'}'`, FUNCTIONS);
      break;
    case 'ParenthesisNode':
    case 'ConditionalNode':
      break;
    default:
      throw notAllowed(`a ${any.type.replace('Node', '').toLowerCase()}`);
  }
  node.forEach((child, path) => {
    if (!(any.type === 'FunctionNode' && path === 'fn')) walk(child, symbols, depth + 1);
  });
}

function notAllowed(what: string, allowed: readonly string[] = []): ExpressionError {
  const listed =
    allowed.length > 0 ? allowed.join(', ') : 'numbers, + - * / ^, comparisons, and exp, log, sqrt, …';
  return new ExpressionError(`${what} is not allowed in an expression`, `allowed are: ${listed}`);
}
