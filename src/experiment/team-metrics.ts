import type { Rights } from '../review/rights.ts';
import { expectedVisits, Routes } from '../review/routes.ts';
import { edgesOf, type Layout } from './layout.ts';
import type { Outcome } from './outcome.ts';
import { SharedHours } from './shared-hours.ts';

/**
 * Utilization: time at work on the team's areas over its hours, where hours of people in several teams go where they
 * worked and their free hours go to all of them alike. Load: work asked of the team by new changes (one reading at full
 * effort for each patch set and each approval) over its nominal hours. Both from the day on which the organization takes
 * effect; there are none of cycles that end before it.
 */
export function readTeams(outcome: Outcome, layout: Layout, index: number, row: Float64Array): void {
  const { scenario, capacity } = outcome;
  const { teams, from } = scenario.organizations[index]!;
  const edges = edgesFrom(from, layout);
  const teamsOf = scenario.people.map((_, person) =>
    teams.flatMap((team, t) => (team.members.includes(person) ? [t] : [])),
  );
  const busy = busyHours(outcome, edges, teamsOf, teams.length);
  const asked = (scenario.review.routes === undefined ? askedHours : askedOnRoutes)(
    outcome,
    edges,
    teams.length,
  );
  edges.releases.forEach((release, cycle) => {
    const start = edges.starts[cycle]!;
    const hours = new Float64Array(teams.length + 1);
    const nominal = new Float64Array(teams.length + 1);
    const spent = new Float64Array(teams.length + 1);
    teamsOf.forEach((own, person) => {
      if (own.length === 0) return;
      const all = capacity.until(person, release) - capacity.until(person, start);
      const at = (cycle * capacity.people + person) * teams.length;
      const work = busy.subarray(at, at + teams.length);
      const free = Math.max(0, all - work.reduce((sum, h) => sum + h, 0));
      spread(nominal, 0, teams.length, own, all);
      spread(hours, 0, teams.length, own, free);
      work.forEach((h, team) => {
        spread(hours, 0, teams.length, [team], h);
        spread(spent, 0, teams.length, [team], h);
      });
    });
    for (let team = 0; team <= teams.length; team++) {
      const at = layout.team(index, team, cycle, 0);
      row[at] = spent[team]! / hours[team]!;
      row[at + 1] = asked[cycle * (teams.length + 1) + team]! / nominal[team]!;
    }
  });
}

type Edges = Pick<ReturnType<typeof edgesOf>, 'starts' | 'releases'>;

/** Windows of the cycles from a time on [h]; those before it are empty. */
function edgesFrom(from: number, layout: Layout): Edges {
  const { starts, releases } = edgesOf(layout);
  return {
    starts: starts.map((start, cycle) => Math.min(releases[cycle]!, Math.max(start, from))),
    releases,
  };
}

/** Hours that each person worked for each team in each window, `[(cycle * people + person) * teams + team]`. */
function busyHours(
  { scenario, rights, capacity, records }: Outcome,
  { starts, releases }: Edges,
  teamsOf: readonly number[][],
  teams: number,
): Float64Array {
  const busy = new Float64Array(starts.length * capacity.people * teams);
  const stages = rights.stages.length;
  const { begins, list } = sharingTeams(rights, teamsOf);
  const shared =
    scenario.review.in_hand === 1 ? undefined : new SharedHours(records, capacity, [...starts, ...releases]);
  for (let review = 0; review < records.reviews; review++) {
    const person = records.reviewer[review]!;
    const pair = person * stages + records.stage[review]!;
    const first = begins[pair]!;
    const end = begins[pair + 1]!;
    if (first === end) continue;
    const started = records.started[review]!;
    const finished = records.finished[review]!;
    const before = shared === undefined ? capacity.until(person, started) : shared.started[review]!;
    const after = shared === undefined ? capacity.until(person, finished) : shared.finished[review]!;
    for (let cycle = 0; cycle < starts.length; cycle++) {
      const start = starts[cycle]!;
      const release = releases[cycle]!;
      if (started >= release || finished <= start || finished <= started) continue;
      const until =
        finished <= release ? after : (shared?.at(person, release) ?? capacity.until(person, release));
      const from = started >= start ? before : (shared?.at(person, start) ?? capacity.until(person, start));
      const work = until - from;
      const at = (cycle * capacity.people + person) * teams;
      for (let i = first; i < end; i++) busy[at + list[i]!]! += work / (end - first);
    }
  }
  return busy;
}

/** Hours of work that changes created in each window ask of each team, and of all, `[cycle * (teams + 1) + team]`. */
function askedHours({ changes, rights }: Outcome, { starts, releases }: Edges, teams: number): Float64Array {
  const sums = starts.length * (teams + 1);
  const asked = new Float64Array(sums);
  const { firstStage, stages } = rights;
  for (let change = 0; change < changes.count; change++) {
    const created = changes.created[change]!;
    const set = changes.codeSet[change]!;
    for (let stage = firstStage[set]!; stage < firstStage[set + 1]!; stage++) {
      const { approvals, share, teams: owners } = stages[stage]!;
      const amount = changes.effort[change]! * share * (approvals + changes.rounds[change]! - 1);
      for (let cycle = 0; cycle < starts.length; cycle++) {
        if (created < starts[cycle]! || created >= releases[cycle]!) continue;
        spread(asked, cycle * (teams + 1), teams, owners, amount);
      }
    }
  }
  return asked;
}

/** The same where changes follow routes: a reading at full effort for each visit that is expected of a change. */
function askedOnRoutes(
  { scenario, changes, rights }: Outcome,
  { starts, releases }: Edges,
  teams: number,
): Float64Array {
  const asked = new Float64Array(starts.length * (teams + 1));
  const { routes: ways, revision } = scenario.review;
  const routes = new Routes(ways!, rights);
  const visits = ways!.map((_, area) => expectedVisits(ways!, area));
  for (let change = 0; change < changes.count; change++) {
    const created = changes.created[change]!;
    const area = routes.areaOf(rights.firstStage[changes.codeSet[change]!]!);
    for (let cycle = 0; cycle < starts.length; cycle++) {
      if (created < starts[cycle]! || created >= releases[cycle]!) continue;
      for (const [to, count] of visits[area]!) {
        const owners = rights.stages[routes.stageIn(to)]!.teams;
        const law = scenario.areas[to]!.laws.effort ?? scenario.changes.effort;
        const amount = ((law?.mean ?? changes.effort[change]!) * count) / (1 - revision);
        spread(asked, cycle * (teams + 1), teams, owners, amount);
      }
    }
  }
  return asked;
}

/** Teams for which a person works at a stage: from `begins[person * stages + stage]` up to the next in `list`. */
function sharingTeams({ stages }: Rights, teamsOf: readonly number[][]) {
  const list: number[] = [];
  const begins = new Int32Array(teamsOf.length * stages.length + 1);
  let pair = 0;
  for (const own of teamsOf) {
    for (const stage of stages) {
      for (const team of own) if (stage.teams.includes(team)) list.push(team);
      begins[++pair] = list.length;
    }
  }
  return { begins, list: Int32Array.from(list) };
}

/** Adds an amount to the sums of some teams in equal parts, and to the sum of all, which stands after the `teams`. */
function spread(
  sums: Float64Array,
  at: number,
  teams: number,
  owners: readonly number[],
  amount: number,
): void {
  for (let i = 0; i < owners.length; i++) sums[at + owners[i]!]! += amount / owners.length;
  sums[at + teams]! += amount;
}
