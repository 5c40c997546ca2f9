// Which faults can be planted in a text: each operator says, for one node of the syntax tree, by what the node could be
// replaced. What a plain run could not tell (string texts, exports) or what can only hang (the step of a `for`) is left.
import ts from 'typescript';

const { SyntaxKind: K } = ts;

const RELATIONS = {
  [K.LessThanToken]: ['<=', '>='],
  [K.LessThanEqualsToken]: ['<', '>'],
  [K.GreaterThanToken]: ['>=', '<='],
  [K.GreaterThanEqualsToken]: ['>', '<'],
  [K.EqualsEqualsEqualsToken]: ['!=='],
  [K.ExclamationEqualsEqualsToken]: ['==='],
  [K.EqualsEqualsToken]: ['!='],
  [K.ExclamationEqualsToken]: ['=='],
  [K.InstanceOfKeyword]: [],
  [K.InKeyword]: [],
};
const ARITHMETIC = {
  [K.PlusToken]: '-',
  [K.MinusToken]: '+',
  [K.AsteriskToken]: '/',
  [K.SlashToken]: '*',
  [K.PercentToken]: '*',
  [K.AsteriskAsteriskToken]: '*',
  [K.LessThanLessThanToken]: '>>',
  [K.GreaterThanGreaterThanToken]: '<<',
  [K.GreaterThanGreaterThanGreaterThanToken]: '<<',
  [K.AmpersandToken]: '|',
  [K.BarToken]: '&',
  [K.CaretToken]: '&',
};
const LOGICAL = {
  [K.AmpersandAmpersandToken]: '||',
  [K.BarBarToken]: '&&',
  [K.QuestionQuestionToken]: '&&',
};
const ASSIGNMENTS = {
  [K.PlusEqualsToken]: '-=',
  [K.MinusEqualsToken]: '+=',
  [K.AsteriskEqualsToken]: '/=',
  [K.SlashEqualsToken]: '*=',
  [K.PercentEqualsToken]: '*=',
  [K.LessThanLessThanEqualsToken]: '>>=',
  [K.GreaterThanGreaterThanEqualsToken]: '<<=',
  [K.AmpersandEqualsToken]: '|=',
  [K.BarEqualsToken]: '&=',
  [K.CaretEqualsToken]: '&=',
  [K.QuestionQuestionEqualsToken]: '&&=',
};
const SWAPPED_METHODS = {
  ...{ min: 'max', max: 'min', floor: 'ceil', ceil: 'floor', some: 'every', every: 'some' },
  ...{ startsWith: 'endsWith', endsWith: 'startsWith', find: 'findLast', findLast: 'find' },
  ...{
    indexOf: 'lastIndexOf',
    lastIndexOf: 'indexOf',
    findIndex: 'findLastIndex',
    findLastIndex: 'findIndex',
  },
};
/** Calls that hand on what they are called on, were they not there. */
const DROPPED_METHODS = ['filter', 'sort', 'toSorted', 'reverse', 'toReversed', 'slice', 'trim'];

/**
 * Faults of a JavaScript text, in order of place: offsets `start` and `end` of what is replaced, its `replacement` and
 * the `operator`. Each leaves a text that parses.
 */
export function mutantsOf(text, name = 'text.js') {
  const tree = parsed(text, name);
  const found = new Map();
  const visit = (node) => {
    for (const [start, end, replacement, operator] of faultsOf(node, text)) {
      const key = `${start} ${end} ${replacement}`;
      if (text.slice(start, end) !== replacement && !found.has(key))
        found.set(key, { start, end, replacement, operator });
    }
    if (!isLeft(node)) ts.forEachChild(node, visit);
  };
  visit(tree);
  const mutants = [...found.values()].sort((a, b) => a.start - b.start || a.end - b.end);
  return mutants.filter((mutant) => parsed(mutated(text, mutant), name).parseDiagnostics.length === 0);
}

export function mutated(text, { start, end, replacement }) {
  return text.slice(0, start) + replacement + text.slice(end);
}

function parsed(text, name) {
  return ts.createSourceFile(name, text, ts.ScriptTarget.ES2023, true, ts.ScriptKind.JS);
}

const isLeft = (node) => ts.isImportDeclaration(node) || ts.isExportDeclaration(node);

function faultsOf(node, text) {
  const whole = (replacement, operator) => [node.getStart(), node.end, replacement, operator];
  return [...expressionFaults(node, text, whole), ...statementFaults(node, whole)];
}

function expressionFaults(node, text, whole) {
  if (ts.isBinaryExpression(node)) return binaryFaults(node, text, whole);
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node))
    return unaryFaults(node, text, whole);
  if (ts.isCallExpression(node)) return callFaults(node, text, whole);
  if (ts.isNumericLiteral(node) && ['0', '1'].includes(node.text) && !isKey(node))
    return [whole(node.text === '0' ? '1' : '0', 'number')];
  if (node.kind === K.TrueKeyword) return [whole('false', 'boolean')];
  if (node.kind === K.FalseKeyword) return [whole('true', 'boolean')];
  if (node.kind === K.QuestionDotToken && !ts.isElementAccessExpression(node.parent) && !isCallee(node))
    return [whole('.', 'optional')];
  if (ts.isArrowFunction(node) && !ts.isBlock(node.body) && !isUndefined(node.body))
    return [[node.body.getStart(), node.body.end, 'undefined', 'return']];
  return [];
}

const isKey = (node) => ts.isPropertyAssignment(node.parent) && node.parent.name === node;
const isCallee = (token) => ts.isCallExpression(token.parent);
const isUndefined = (node) => ['undefined', 'void 0'].includes(node.getText());

function binaryFaults(node, text, whole) {
  const { left, right, operatorToken } = node;
  const kind = operatorToken.kind;
  const swap = (replacement, operator) => [
    operatorToken.getStart(),
    operatorToken.end,
    replacement,
    operator,
  ];
  if (kind in RELATIONS) {
    const swaps = RELATIONS[kind].map((other) => swap(other, 'relation'));
    return [...swaps, ...forced(node, whole)];
  }
  if (kind in LOGICAL) {
    const of = (part) => text.slice(part.getStart(), part.end);
    const other = whole(`(${of(left)} ${LOGICAL[kind]} ${of(right)})`, 'logical');
    return kind === K.QuestionQuestionToken ? [other] : [other, ...forced(node, whole)];
  }
  if (kind in ARITHMETIC && !isText(left) && !isText(right)) return [swap(ARITHMETIC[kind], 'arithmetic')];
  if (kind in ASSIGNMENTS) return [swap(ASSIGNMENTS[kind], 'assignment')];
  return [];
}

/** A condition held true or false; that of a loop only false, since the other way is a hang. */
function forced(node, whole) {
  const loop = ts.isIterationStatement(node.parent, false) && node.parent.statement !== node;
  return (loop ? ['false'] : ['true', 'false']).map((value) => whole(value, 'condition'));
}

function isText(node) {
  if (ts.isBinaryExpression(node)) return isText(node.left) || isText(node.right);
  return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
}

function unaryFaults(node, text, whole) {
  const operand = text.slice(node.operand.getStart(), node.operand.end);
  const step = ts.isForStatement(node.parent) && node.parent.incrementor === node;
  if (node.operator === K.PlusPlusToken || node.operator === K.MinusMinusToken) {
    const other = node.operator === K.PlusPlusToken ? '--' : '++';
    if (step) return [];
    return [
      whole(ts.isPrefixUnaryExpression(node) ? `${other}${operand}` : `${operand}${other}`, 'increment'),
    ];
  }
  const bare = whole(operand, 'unary');
  if (node.operator === K.ExclamationToken) return [bare, ...forced(node, whole)];
  return [bare];
}

function callFaults(node, text, whole) {
  const callee = node.expression;
  if (!ts.isPropertyAccessExpression(callee)) return [];
  const method = callee.name.text;
  const faults = [];
  if (Object.hasOwn(SWAPPED_METHODS, method))
    faults.push([callee.name.getStart(), callee.name.end, SWAPPED_METHODS[method], 'method']);
  if (DROPPED_METHODS.includes(method) && !ts.isExpressionStatement(node.parent))
    faults.push(whole(text.slice(callee.expression.getStart(), callee.expression.end), 'method'));
  return faults;
}

function statementFaults(node, whole) {
  if (ts.isIfStatement(node) || ts.isConditionalExpression(node)) {
    const condition = node.expression ?? node.condition;
    const place = [condition.getStart(), condition.end];
    return [
      [...place, 'true', 'condition'],
      [...place, 'false', 'condition'],
    ];
  }
  if (ts.isReturnStatement(node)) return returnFaults(node, whole);
  if (ts.isExpressionStatement(node))
    return isDirective(node) || isSuper(node) ? [] : [whole(';', 'statement')];
  if (ts.isThrowStatement(node) || ts.isBreakOrContinueStatement(node)) return [whole(';', 'statement')];
  if (ts.isBlock(node) && node.statements.length > 1 && isBody(node)) return [whole('{}', 'block')];
  return [];
}

const isDirective = (node) => ts.isStringLiteral(node.expression);
const isSuper = ({ expression }) =>
  ts.isCallExpression(expression) && expression.expression.kind === K.SuperKeyword;

function returnFaults(node, whole) {
  const { expression, parent } = node;
  if (expression === undefined)
    return ts.isBlock(parent) && isBody(parent) && parent.statements.at(-1) === node
      ? []
      : [whole(';', 'statement')];
  if (isUndefined(expression) || expression.kind === K.FalseKeyword) return [];
  return [whole('return;', 'return')];
}

/** What runs as a whole: a function, a loop, the other branch. A single branch is forced by its condition. */
function isBody(block) {
  const { parent } = block;
  if (ts.isIfStatement(parent)) return parent.elseStatement === block;
  return ts.isFunctionLike(parent) || ts.isForStatement(parent) || ts.isForOfStatement(parent);
}
