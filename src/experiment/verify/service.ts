import { logGamma } from '../../stats/interval.ts';
import { NotExpressible } from './params.ts';
import { exponential, hours, type LawText } from './queue.ts';

/** A law of times, as a scenario writes it, with its first three moments. */
export interface Service {
  law: LawText;
  moments: [number, number, number];
  scv: number;
}

/**
 * The law of a name with this mean and squared coefficient of variation. Moments: Johnson, Kotz and Balakrishnan,
 * Continuous Univariate Distributions vol. 1, 2nd ed. 1994, ch. 14, 17, 19, 21; Weibull's shape by bisection.
 */
export function serviceOf(name: string, mean: number, scv: number): Service {
  const known = plainLaw(name);
  const cv = Math.sqrt(scv);
  const of = (law: LawText, third: number): Service => ({
    law,
    scv,
    moments: [mean, mean ** 2 * (1 + scv), mean ** 3 * third],
  });
  const formed = (law: string, third: number) => of({ law, mean: hours(mean), cv }, third);
  if (scv === 0) return of({ law: 'constant', value: hours(mean) }, 1);
  switch (known) {
    case 'exponential':
      if (Math.abs(scv - 1) > 1e-9)
        throw new NotExpressible(`an exponential law with squared variation ${scv}`);
      return of(exponential(mean), 6);
    case 'lognormal':
      return formed('lognormal', (1 + scv) ** 3);
    case 'gamma':
    case 'erlang':
      return formed('gamma', (1 + scv) * (1 + 2 * scv));
    case 'weibull': {
      const shape = weibullShape(scv);
      return formed('weibull', Math.exp(logGamma(1 + 3 / shape) - 3 * logGamma(1 + 1 / shape)));
    }
    case 'hyperexponential': {
      if (scv < 1) break;
      const p = (1 + Math.sqrt((scv - 1) / (scv + 1))) / 2;
      return formed('hyperexponential', (6 / 8) * (1 / p ** 2 + 1 / (1 - p) ** 2));
    }
    case 'pareto':
      return formed('pareto', Number.NaN);
    case 'uniform': {
      const half = Math.sqrt(3 * scv);
      if (half > 1 + 1e-9) break;
      const [low, high] = [mean * Math.max(0, 1 - half), mean * (1 + half)];
      return of({ law: 'uniform', low: hours(low), high: hours(high) }, 1 + 3 * scv);
    }
  }
  throw new NotExpressible(`a ${name} law with squared variation ${scv}`);
}

/** A law by the names of different hands: Erlang-2, E2, H2_balanced, hyperexp. */
function plainLaw(name: string): string {
  const letters = name.toLowerCase().replace(/[^a-z0-9]/g, '');
  if (/^(m|exp)$/.test(letters)) return 'exponential';
  if (/^(e|erlang)k?\d*$/.test(letters)) return 'erlang';
  if (/^(h|hyper(exp(onential)?)?)2?(balanced(means?)?)?$/.test(letters)) return 'hyperexponential';
  if (/^u(niform\d*)?$/.test(letters)) return 'uniform';
  return letters;
}

/** The squared variation that a name alone tells; undefined if it leaves it open. */
export function scvOf(name: string): number | undefined {
  if (isConstant(name)) return 0;
  if (plainLaw(name) === 'exponential') return 1;
  const stages = /^(?:e|erlang)[ _-]?k?(\d+)$/i.exec(name.trim());
  return stages === null ? undefined : 1 / Number(stages[1]);
}

/** Deterministic times may be written in two words or one. */
export function isConstant(name: string): boolean {
  return /^(d|deterministic|constant|fixed)$/i.test(name);
}

function weibullShape(scv: number): number {
  let [low, high] = [0.05, 200];
  for (let step = 0; step < 200; step++) {
    const shape = Math.sqrt(low * high);
    const variation = Math.exp(logGamma(1 + 2 / shape) - 2 * logGamma(1 + 1 / shape)) - 1;
    if (variation > scv) low = shape;
    else high = shape;
  }
  return Math.sqrt(low * high);
}

/**
 * Times between arrivals by the names that tables of G/M/1 use: D, M, E2, U, H2_scv4_balanced, gamma_scv0.5. The law is
 * relative to its mean.
 */
export function gapsOf(name: string): { law: LawText; scv: number } {
  const relative = ({ law, scv }: Service) => ({
    law: Object.fromEntries(Object.entries(law).map(([key, value]) => [key, withoutUnit(value)])),
    scv,
  });
  if (isConstant(name)) return relative(serviceOf('constant', 1, 0));
  if (scvOf(name) === 1 && plainLaw(name) === 'exponential') return relative(serviceOf('exponential', 1, 1));
  if (/^u(niform)?([_(].*)?$/i.test(name)) return relative(serviceOf('uniform', 1, 1 / 3));
  const erlang = /^e(?:rlang)?[_-]?k?(\d+)$/i.exec(name);
  if (erlang !== null) return relative(serviceOf('erlang', 1, 1 / Number(erlang[1])));
  const formed = /^([a-z][a-z0-9]*?)_?scv_?([\d.]+)(_balanced)?$/i.exec(name);
  if (formed !== null) return relative(serviceOf(formed[1]!, 1, Number(formed[2])));
  throw new NotExpressible(`times between arrivals called '${name}'`);
}

function withoutUnit(value: string | number): string | number {
  const number = /^([\d.e+-]+) h$/i.exec(String(value));
  return number === null ? value : Number(number[1]);
}

/** Sizes of batches by name: geometric_mean2, fixed5. With their mean. */
export function batchOf(name: string): { law: LawText; mean: number } {
  const geometric = /^geometric[_ ]?(?:mean)?_?([\d.]+)$/i.exec(name);
  if (geometric !== null)
    return { law: { law: 'geometric', mean: Number(geometric[1]) }, mean: Number(geometric[1]) };
  const fixed = /^(?:fixed|constant|deterministic)[_ ]?(\d+)$/i.exec(name);
  if (fixed !== null) return { law: { law: 'constant', value: Number(fixed[1]) }, mean: Number(fixed[1]) };
  throw new NotExpressible(`batches called '${name}'`);
}
