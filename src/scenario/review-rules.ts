import { didYouMean } from '../errors.ts';
import { type ScenarioDocument, shown } from './document.ts';
import { REVIEW } from './keys.ts';
import type { SectionReader } from './section.ts';
import type { Area, Organization, Route, Scenario } from './types.ts';

const AT = ['review', 'routes'];

/** The rules of review; `routes` names areas, each with those to which its approved changes go on. */
export function readReviewRules(
  document: ScenarioDocument,
  reader: SectionReader,
  areas: readonly Area[],
  code: readonly string[],
): Scenario['review'] {
  const rules = reader.read('review', REVIEW, ['routes']);
  if (rules.interrupts && rules.discipline !== 'priority') {
    const what = `interruptions, where the discipline is '${rules.discipline}'`;
    throw document.error(['review', 'interrupts'], what, 'write discipline: priority, or interrupts: false');
  }
  if (rules.interrupts && rules.in_hand !== 1) {
    const what = 'several reviews in hand beside interruptions';
    throw document.error(['review', 'in_hand'], what, 'write in_hand: 1, or interrupts: false');
  }
  const raw = document.mapping(document.root.review ?? {}, ['review']).routes ?? 'none';
  if (raw === 'none') {
    reader.note('review.routes', raw, false, AT, 'assumption');
    return { ...rules, routes: undefined };
  }
  refuseBeside(document, rules, areas, code);
  return { ...rules, routes: readRoutes(document, reader, raw, code) };
}

function refuseBeside(
  document: ScenarioDocument,
  { approvals, belongs_to }: Pick<Scenario['review'], 'approvals' | 'belongs_to'>,
  areas: readonly Area[],
  code: readonly string[],
): void {
  const touching = areas.find(({ name }) => !code.includes(name));
  if (touching !== undefined) {
    const what = `routes, where '${touching.name}' touches other areas`;
    throw document.error(AT, what, 'remove its `touches`, or the routes: they lead through areas as well');
  }
  if (belongs_to !== 'visit') {
    const what = 'routes, where effort and outcome belong to the change';
    throw document.error(AT, what, 'write belongs_to: visit, or remove the routes');
  }
  if (approvals !== 1) {
    const what = `routes, where a change needs ${approvals} approvals`;
    throw document.error(AT, what, 'write approvals: 1, or remove the routes');
  }
}

function readRoutes(
  document: ScenarioDocument,
  reader: SectionReader,
  value: unknown,
  code: readonly string[],
): Route[][] {
  const raw = document.mapping(value, AT);
  refuseUnknown(raw, AT);
  const routes = code.map((from): Route[] => {
    if (!Object.hasOwn(raw, from) || raw[from] === null) return [];
    const path = [...AT, from];
    const shares = document.mapping(raw[from], path);
    refuseUnknown(shares, path);
    const ways = Object.entries(shares).map(([name, share]) => {
      reader.note([...path, name].join('.'), share, true, [...path, name]);
      return { to: code.indexOf(name), share: reader.quantity(share, 'fraction', [...path, name], 0, 1) };
    });
    const sum = ways.reduce((total, { share }) => total + share, 0);
    if (sum > 1 + 1e-9) {
      const what = `shares add up to ${Number((100 * sum).toFixed(1))} %`;
      throw document.error(path, what, 'make them add up to 100 % at most: the rest merges');
    }
    return ways.filter(({ share }) => share > 0);
  });
  const endless = endlessFrom(routes);
  if (endless < 0) return routes;
  const what = `what comes to '${code[endless]}' can never merge`;
  throw document.error([...AT, code[endless]!], what, 'let some share leave: make its shares add up to less');

  function refuseUnknown(names: Record<string, unknown>, path: string[]): void {
    const unknown = Object.keys(names).find((name) => !code.includes(name));
    if (unknown !== undefined)
      throw document.keyError(
        [...path, unknown],
        `unknown area '${shown(unknown)}'`,
        didYouMean(unknown, code),
      );
  }
}

/** An area from which no way leads out, -1 if there is none. */
function endlessFrom(routes: readonly Route[][]): number {
  const from = routes.map((): number[] => []);
  routes.forEach((ways, area) => {
    for (const { to } of ways) from[to]!.push(area);
  });
  const leads = routes.map((ways) => ways.reduce((sum, { share }) => sum + share, 0) < 1 - 1e-9);
  const found = leads.flatMap((out, area) => (out ? [area] : []));
  for (const area of found)
    for (const before of from[area]!)
      if (!leads[before]) {
        leads[before] = true;
        found.push(before);
      }
  return leads.indexOf(false);
}

/** Routes need one approval at each stage: throws where a team asks for more. */
export function refuseApprovalsBesideRoutes(
  document: ScenarioDocument,
  { routes }: Scenario['review'],
  organizations: readonly Organization[],
): void {
  if (routes === undefined) return;
  organizations.forEach(({ teams, sameAs }, i) => {
    const t = teams.findIndex(({ approvals }) => approvals > 1);
    if (t < 0 || sameAs !== undefined) return;
    const what = `${teams[t]!.approvals} approvals, where changes follow routes`;
    const path = ['organizations', i, 'teams', t, 'approvals'];
    throw document.error(path, what, 'ask for one approval, or remove review.routes');
  });
}
