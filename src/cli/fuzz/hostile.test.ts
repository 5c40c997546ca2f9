import childProcess from 'node:child_process';
import dns from 'node:dns';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parse, stringify } from 'yaml';
import { ExpressionError } from '../../scenario/expression.ts';
import { Units } from '../../scenario/units.ts';
import { said, smallScenario, temporaryFolder, writeFolder } from '../small-scenario.test-kit.ts';
import { HOSTILE } from './hostile.test-kit.ts';
import { Intrinsics } from './intrinsics.ts';

const Hostile = suite('hostile expressions');
const units = await Units.open();
const all = Object.values(HOSTILE).flat();
/** What an expression may take at most, here and in a scenario [µs of processor time]. */
const SECOND = 1e6;

/** Tells whether this process has worked for less than a second since: other programs may keep the machine busy. */
function stopwatch(): () => boolean {
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return user + system < SECOND;
  };
}

Hostile('there are 200 and more, each another', () => {
  assert.ok(all.length >= 200, `${all.length}`);
  assert.is(new Set(all).size, all.length);
});

/** The value in each week of a year; or why there is none. */
function valuesOf(text: string): number[] | ExpressionError {
  try {
    const ofWeek = units.ofWeek(text);
    return Array.from({ length: 52 }, (_, week) => ofWeek(week));
  } catch (error) {
    if (error instanceof ExpressionError) return error;
    throw error;
  }
}

/** Whether a refusal says something, and nothing of the machine that found it. */
function isSaid(text: string, { message, remedy }: ExpressionError): boolean {
  const strange = /\bundefined\b|\[object /;
  return message !== '' && remedy !== '' && (strange.test(text) || !strange.test(message));
}

for (const [aim, texts] of Object.entries(HOSTILE)) {
  Hostile(
    `${texts.length} expressions ${aim} are refused with a remedy, or are numbers, within a second`,
    () => {
      for (const text of texts) {
        const inTime = stopwatch();
        const values = valuesOf(text);
        const shown = text.slice(0, 60);
        assert.ok(inTime(), `'${shown}' takes its time`);
        if (values instanceof ExpressionError)
          assert.ok(isSaid(text, values), `'${shown}': ${values.message}`);
        else
          assert.ok(
            values.every((value) => Number.isFinite(value) && value >= 0),
            `'${shown}' is ${values[0]}`,
          );
      }
    },
  );
}

Hostile('as quantities they are refused, or are numbers', () => {
  for (const text of all) {
    for (const dimension of ['duration', 'number'] as const) {
      try {
        assert.ok(Number.isFinite(units.quantity(text, dimension)), text);
      } catch (error) {
        assert.ok(
          error instanceof ExpressionError && error.remedy !== '',
          `'${text.slice(0, 60)}': ${String(error)}`,
        );
      }
    }
  }
});

/** Calls of `work`, by name, of whatever reaches the disk, other processes or the network. */
function callsTo(work: () => void): string[] {
  const calls: string[] = [];
  const doors = { fs, 'fs.promises': fs.promises, childProcess, net, dns } as unknown as Record<
    string,
    Record<string, unknown>
  >;
  const put: (() => void)[] = [];
  for (const [name, door] of Object.entries(doors)) {
    for (const [key, was] of Object.entries(door)) {
      if (typeof was !== 'function' || /^[A-Z_]/.test(key)) continue;
      put.push(() => {
        door[key] = was;
      });
      door[key] = (...args: unknown[]) => {
        calls.push(`${name}.${key}`);
        return (was as (...args: unknown[]) => unknown)(...args);
      };
    }
  }
  syncBuiltinESMExports();
  try {
    work();
  } finally {
    for (const back of put) back();
    syncBuiltinESMExports();
  }
  return calls;
}

Hostile('none touches what scripts share, a file, another process or the network', () => {
  assert.equal(
    callsTo(() => void fs.existsSync('.')),
    ['fs.existsSync'],
  );
  const intrinsics = new Intrinsics();
  const before = fs.readdirSync('.');
  assert.equal(
    callsTo(() => void all.map(valuesOf)),
    [],
  );
  assert.equal(intrinsics.changed(), []);
  assert.equal(fs.readdirSync('.'), before);
});

Hostile('after all of them, expressions and units mean what they meant', () => {
  for (const text of all) valuesOf(text);
  assert.is(units.ofWeek('exp(0) + sqrt(week) + max(1, 2)')(4), 5);
  assert.is(units.quantity('26 weeks', 'duration'), 4368);
  assert.throws(() => units.quantity('1 knot', 'duration'), /'knot' is not allowed/);
});

const root = temporaryFolder();
const KEYS = [
  ['people', 'factor'],
  ['arrivals', 'factor'],
] as const;

for (const [i, [section, key]] of KEYS.entries()) {
  // Both keys are read by the same code, so each has every other expression.
  const texts = all.filter((_, number) => number % KEYS.length === i);
  Hostile(
    `as ${section}.${key} ${texts.length} of them leave check with 0, or with 2, place and remedy`,
    async () => {
      const small = smallScenario();
      for (const text of texts) {
        const scenario = parse(small['scenario.yaml']!) as Record<string, Record<string, unknown>>;
        scenario[section]![key] = text;
        const yaml = stringify(scenario, { lineWidth: 0 });
        writeFolder(join(root, 'case'), { ...small, 'scenario.yaml': yaml });
        const inTime = stopwatch();
        const { status, out, err } = await said(['check', join(root, 'case')]);
        const shown = `'${text.slice(0, 60)}': ${err}`;
        assert.ok(inTime(), `${shown} takes its time`);
        assert.ok(status === 0 || status === 2, shown);
        if (status === 0) assert.is(err, '', shown);
        else {
          assert.is(out, '');
          const line =
            yaml
              .split('\n')
              .findIndex(
                (one, i, lines) =>
                  one.startsWith(`  ${key}:`) &&
                  lines.slice(0, i).findLast((l) => /^\w/.test(l)) === `${section}:`,
              ) + 1;
          assert.match(err, /^[^\n]+; [^\n]+\n$/, shown);
          assert.match(
            err,
            new RegExp(`case/scenario\\.yaml:(${line}|${line + 1}):\\d+: ${section}\\.${key}: `),
            shown,
          );
        }
      }
    },
  );
}

Hostile.run();
