import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from './run-cli.ts';

/** Texts of a scenario's folder by file name. */
export type Folder = Record<string, string>;

const SCENARIO = `schema: 1
title: Small
seed: small
start: 2020-04-02
calendar: cycles.csv
areas:
  core:
  driver:
  both:
    touches:
      - {areas: [core, driver], share: 100 %}
arrivals:
  history: arrivals.csv
open:
  file: open.csv
changes:
  features: 20 %
  patience: none
review:
  approvals: 1
people:
  file: reviewers.csv
organizations:
  - name: together
    teams:
      - {name: everybody, owns: all, members: all}
  - name: apart
    teams:
      - {name: core team, owns: [core], members: [ann, bob]}
      - {name: driver team, owns: [driver], members: [cyd, dan]}
study:
  replications: 2
`;

const CYCLES = `cycle,start,freeze,release
old,2019-12-26,,2020-04-02
next,2020-04-02,2020-05-14,2020-05-28
`;

const REVIEWERS = `reviewer,hours_per_week,areas
ann,6,core
bob,5,core;driver
cyd,4,driver
dan,3,
`;

const OPEN = `area,age_weeks,open
core,0,4
driver,3,2
`;

/** Fourteen weeks before the start, each with a few changes of both areas. */
function arrivals(): string {
  const weeks = Array.from({ length: 14 }, (_, i) => {
    const week = new Date(Date.UTC(2019, 11, 26 + 7 * i)).toISOString().slice(0, 10);
    return `${week},core,${3 + (i % 4)}\n${week},driver,${2 - (i % 2)}\n`;
  });
  return `week,area,created\n${weeks.join('')}`;
}

/** A small valid scenario of two organizations over eight weeks. */
export function smallScenario(): Folder {
  return {
    'scenario.yaml': SCENARIO,
    'cycles.csv': CYCLES,
    'reviewers.csv': REVIEWERS,
    'open.csv': OPEN,
    'arrivals.csv': arrivals(),
  };
}

/** A folder of its own for each test file, gone when it ends. */
export function temporaryFolder(): string {
  const root = mkdtempSync(join(tmpdir(), 'reorgsim-'));
  process.on('exit', () => rmSync(root, { recursive: true, force: true }));
  return root;
}

export function writeFolder(path: string, folder: Folder): void {
  mkdirSync(path, { recursive: true });
  for (const [name, text] of Object.entries(folder)) writeFileSync(join(path, name), text);
}

/** Runs the command line inside this process; returns the exit status and what it said. */
export async function said(args: string[]): Promise<{ status: number; out: string; err: string }> {
  const { stdout, stderr } = process;
  const writes = [stdout.write, stderr.write] as const;
  const told = ['', ''];
  const into = (i: number) =>
    ((text: string) => {
      told[i] += text;
      return true;
    }) as typeof stdout.write;
  stdout.write = into(0);
  stderr.write = into(1);
  try {
    const status = await runCli(args);
    return { status, out: told[0]!, err: told[1]! };
  } finally {
    [stdout.write, stderr.write] = writes;
  }
}
