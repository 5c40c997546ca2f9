import type { MathJsInstance, MathNode, Unit } from 'mathjs';
import { ExpressionError, parseAllowed } from './expression.ts';

/** What a quantity measures; it decides the unit that is asked for and the unit kept inside. */
export type Dimension = 'duration' | 'attention' | 'rate' | 'fraction' | 'number';

/** How to write each dimension, and the one unit it has inside. */
export const DIMENSIONS: Record<Dimension, { example: string; inside: string }> = {
  duration: { example: '26 weeks', inside: 'h' },
  attention: { example: '6.4 h/week', inside: 'h/h' },
  rate: { example: '42 / week', inside: '1/h' },
  fraction: { example: '26 %', inside: '' },
  number: { example: '1.2', inside: '' },
};

const UNITS = {
  s: 's',
  min: 'min',
  minute: 'min',
  minutes: 'min',
  h: 'h',
  hour: 'h',
  hours: 'h',
  d: 'day',
  day: 'day',
  days: 'day',
  week: 'week',
  weeks: 'week',
  year: 'year',
  years: 'year',
};
const UNIT_NAMES = Object.keys(UNITS);
/** A hundred years [h]: longer durations are slips. */
export const LONGEST_DURATION = 876_600;
const LARGEST = 1e12;
/** A function of the week multiplies hours or arrivals: more than this is a slip. */
const LARGEST_FACTOR = 1_000;

/** Reads quantities with units and expressions of the week; holds the one mathjs instance. */
export class Units {
  private static opened: Promise<Units> | undefined;
  private readonly math: MathJsInstance;
  private readonly scope: Map<string, Unit>;

  private constructor(math: MathJsInstance) {
    this.math = math;
    this.scope = new Map(Object.entries(UNITS).map(([name, unit]) => [name, math.unit(1, unit)]));
  }

  /** mathjs takes half a second to load, so only runs that read a scenario do, and once. */
  static open(): Promise<Units> {
    Units.opened ??= import('mathjs').then(({ create, all }) => new Units(create(all!, {})));
    return Units.opened;
  }

  /**
   * The value of `text` in the unit kept inside: hours for durations, hours of work per hour of calendar for
   * attention, events per hour for rates, 0.26 for `26 %`. Throws {@link ExpressionError}.
   *
   * @example units.quantity('26 weeks', 'duration') // 4368
   */
  quantity(text: string | number, dimension: Dimension): number {
    const write = `write it like '${DIMENSIONS[dimension].example}'`;
    const node = parseAllowed(this.math, String(text), UNIT_NAMES);
    const value = computed(text, write, () => node.compile().evaluate(new Map(this.scope)));
    const named = this.unitsNamed(node);
    const number = inside(value, dimension, named);
    if (number === undefined) {
      throw new ExpressionError(
        named === 0 && dimension !== 'fraction' && dimension !== 'number'
          ? `'${text}' has no unit`
          : `'${text}' has the wrong unit for a ${dimension}`,
        write,
      );
    }
    if (!Number.isFinite(number)) throw new ExpressionError(`'${text}' is not a finite number`, write);
    if (Math.abs(number) > LARGEST) throw new ExpressionError(`'${text}' is absurdly large`, write);
    return number;
  }

  /** A function of the week (0 at the start of the projection), compiled once. Throws {@link ExpressionError}. */
  ofWeek(text: string | number): (week: number) => number {
    const code = parseAllowed(this.math, String(text), ['week']).compile();
    return (week) => {
      const value = computed(text, 'write it like 1 + 0.1 * week', () => code.evaluate({ week }));
      if (typeof value === 'number' && value >= 0 && value <= LARGEST_FACTOR) return value;
      throw new ExpressionError(
        `'${text}' is ${String(value)} in week ${week}`,
        `it must be a number from 0 to ${LARGEST_FACTOR}`,
      );
    };
  }

  private unitsNamed(node: MathNode): number {
    return node.filter((part, path) => (part as { type: string }).type === 'SymbolNode' && path !== 'fn')
      .length;
  }
}

/** What mathjs finds, or why it finds nothing. */
function computed(text: string | number, remedy: string, evaluate: () => unknown): unknown {
  try {
    return evaluate();
  } catch (error) {
    throw new ExpressionError(`'${text}' cannot be computed (${(error as Error).message})`, remedy);
  }
}

function inside(value: unknown, dimension: Dimension, unitsNamed: number): number | undefined {
  if (typeof value === 'number') {
    if (dimension === 'attention') return unitsNamed === 2 || value === 0 ? value : undefined;
    const plain = dimension === 'fraction' || dimension === 'number';
    return (plain && unitsNamed === 0) || value === 0 ? value : undefined;
  }
  const unit = value as Unit;
  const target = dimension === 'duration' ? 'h' : dimension === 'rate' ? 'h^-1' : undefined;
  if (target === undefined || typeof unit?.equalBase !== 'function') return undefined;
  try {
    return unit.toNumber(target);
  } catch {
    return undefined;
  }
}
