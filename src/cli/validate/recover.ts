import { Calibrating } from '../../experiment/calibrate/calibrate.ts';
import { ownWindow } from '../../experiment/calibrate/own-window.ts';
import { PARAMETERS } from '../../experiment/calibrate/parameters.ts';
import { readChanges } from '../../history/changes.ts';
import { readCsv } from '../../history/csv.ts';
import { fitHistory } from '../../history/fit/fit.ts';
import { interval } from '../../report/calibrated.ts';
import { starterOf } from '../../report/starter/starter.ts';
import { loadScenario } from '../../scenario/load.ts';
import type { FreeKey } from '../../scenario/types.ts';
import type { Project } from './project.ts';

/** One parameter of one project: what it was, what was found, and whether the 90 % interval holds it. */
export interface Recovered {
  project: number;
  key: FreeKey;
  truth: number;
  found: number;
  low: number;
  high: number;
  inside: boolean;
}

/** Simulated, written down, read, fitted, calibrated: what of the truth comes back. */
export async function recover(project: number, made: Project): Promise<Recovered[]> {
  const { changes } = readChanges('changes.csv', made.changesCsv);
  const files = starterOf('project', fitHistory(changes)).files(false);
  files.set('reviewers.csv', made.reviewersCsv);
  const text = toldIn(files.get('scenario.yaml')!, made.told);
  const scenario = await loadScenario('project/scenario.yaml', text, (name) =>
    readCsv(name, files.get(name)!),
  );
  const calibration = new Calibrating(ownWindow(scenario), scenario.calibration!).run();
  return calibration.found.map(({ key, value, error }) => {
    const { least, most } = PARAMETERS[key];
    const [low, high] = interval(value, error, least, most);
    const truth = made.truth[key];
    return { project, key, truth, found: value, low, high, inside: truth >= low && truth <= high };
  });
}

/** The starter with what is told about the project in place of what it assumes: rules, people, nobody neglected. */
function toldIn(text: string, told: string): string {
  const kept = text
    .split('\n')
    .filter(
      (line) => !/^ {2}(gives_up_after|neglected|rounds|changes\.\w+|reviewers\.csv|uncertainty):/.test(line),
    )
    .join('\n')
    .replace('changes:\n', `changes:\n${told}\n`)
    .replace(
      /(organizations:\n)[\s\S]*?(\n# `reorgsim calibrate`)/,
      '$1  - {name: one team, teams: [{name: everybody, owns: all, members: all}]}\n$2',
    );
  return kept.replace(/\nsources:[\s\S]*$/, '\n');
}
