import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { fittedFactors } from '../demand/fitted.ts';
import { InputError } from '../errors.ts';
import { readCsv } from '../history/csv.ts';
import { covarianceOf } from '../stats/matrix.ts';
import { loadScenario } from './load.ts';

const Fitted = suite('what calibration has found');

const SCENARIO = `schema: 1
start: 2020-04-02
calendar: cycles.csv
calibrated: calibrated.yaml
areas: {core: , driver: }
arrivals: {rates: {core: 5 / week}}
changes: {express: 10 %}
review: {discipline: priority}
people: {count: 3, hours_per_week: 6 h/week}
organizations: [{name: all of them, teams: [{name: all of us, owns: all, members: all}]}]
`;
const CYCLES = 'cycle,start,release\nnext,2020-04-02,2020-05-28\n';
const CALIBRATED = `schema: 1
inputs: abc
values:
  changes.effort_base: {value: 12 min, low: 9 min, high: 16 min, error: 0.2, evidence: D5}
  changes.express: {value: 30 %, error: 0.3}
  areas.driver.turnaround: {value: {law: lognormal, median: 3 days, sigma: 1.2}, error: 0.4, between: [0.5, 1.1]}
correlations:
  changes.effort_base: {areas.driver.turnaround: -0.5}
`;

const load = (calibrated: string, scenario = SCENARIO) =>
  loadScenario(
    'small/scenario.yaml',
    scenario,
    (name) => readCsv(name, CYCLES),
    () => calibrated,
  );

async function refused(calibrated: string, scenario?: string): Promise<string> {
  try {
    await load(calibrated, scenario);
  } catch (error) {
    assert.instance(error, InputError);
    return (error as InputError).message;
  }
  return 'taken';
}

Fitted('takes effect where the scenario says nothing, with its line and interval as source', async () => {
  const { changes, areas, inputs } = await load(CALIBRATED);
  assert.is(changes.effort_base, 0.2);
  assert.ok(Math.abs(areas[1]!.laws.turnaround!.quantile(0.5) - 72) < 1e-6);
  assert.equal(areas[0]!.laws, {});
  const row = inputs.find(({ key }) => key === 'changes.effort_base')!;
  assert.is(row.provenance, 'fitted');
  assert.is(row.source, 'calibrated.yaml:4, 9 min to 16 min (90 %), from D5');
});

Fitted('gives way to what the scenario says, which is then not drawn either', async () => {
  const { changes, fitted } = await load(CALIBRATED);
  assert.is(changes.express, 0.1);
  assert.equal(fitted!.overruled, ['changes.express']);
  assert.not.ok(fitted!.keys.includes('changes.express'));
});

Fitted('is drawn together, in every replication, within its bounds', async () => {
  const scenario = await load(CALIBRATED);
  const draws = Array.from({ length: 1500 }, (_, k) => {
    const factors = fittedFactors(scenario, k);
    return [factors.of('changes.effort_base'), factors.turnaroundOf('driver'), factors.turnaroundOf('core')];
  });
  const logs = draws.map((row) => row.map(Math.log));
  const [[effort, both]] = covarianceOf(logs) as [[number, number]];
  assert.ok(Math.abs(effort - 0.04) < 0.006, String(effort));
  assert.ok(both < -0.01, String(both));
  assert.ok(draws.every(([, driver, core]) => driver! >= 0.5 && driver! <= 1.1 && core === 1));
});

Fitted('is refused with its place where it cannot be', async () => {
  const unknown = await refused(CALIBRATED.replace('changes.effort_base:', 'changes.efort_base:'));
  assert.match(
    unknown,
    /^small\/calibrated\.yaml:4:3: .*'changes\.efort_base'; did you mean 'changes\.effort_base'/,
  );
  const unit = await refused(CALIBRATED.replace('12 min', '12 lines'));
  assert.match(unit, /^small\/calibrated\.yaml:4:\d+: /);
  const schema = await refused(CALIBRATED.replace('schema: 1', 'schema: 2'));
  assert.match(schema, /not a calibration of schema 1; run `reorgsim calibrate` again/);
  const twisted = await refused(CALIBRATED.replace('-0.5', '-1.5'));
  assert.match(twisted, /out of range/);
  const table = await refused(CALIBRATED, SCENARIO.replace('calibrated.yaml', 'calibrated.csv'));
  assert.match(table, /^small\/scenario\.yaml:4:13: calibrated: 'calibrated\.csv' is no YAML file/);
});

Fitted('what is sought must not be said, and must be something that can be', async () => {
  const asking = (text: string) => refused(CALIBRATED, `${SCENARIO}calibration: ${text}\n`);
  assert.match(await asking('{free: [changes.express]}'), /changes\.express is said in the scenario as well/);
  assert.match(await asking('{free: [changes.expres]}'), /did you mean 'changes\.express'/);
  assert.match(await asking('{window: {from: 2020-01-02, until: 2020-04-09}}'), /end it at the start/);
  assert.match(await asking('{areas: [cor]}'), /unknown area 'cor'; did you mean 'core'/);
  assert.match(await asking('{errors: {lead_p9: 10 %}}'), /unknown key 'lead_p9'/);
});

Fitted('by itself, all is sought that the scenario does not say', async () => {
  const { calibration } = await load(CALIBRATED);
  assert.not.ok(calibration!.free.includes('changes.express'));
  assert.ok(calibration!.free.includes('changes.effort_base'));
});

Fitted.run();
