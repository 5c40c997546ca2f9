import { expectedVisits, Routes } from '../review/routes.ts';
import { type Membership, membershipOf } from '../scenario/membership.ts';
import { AskedHours } from './asked-hours.ts';
import { edgesOf, type Layout } from './layout.ts';
import type { Outcome } from './outcome.ts';
import { OwnStages } from './own-stages.ts';
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
  const membership = membershipOf(scenario.people.length, teams);
  const { begins, teams: own } = membership;
  const busy = busyHours(outcome, edges, membership);
  const asked = new AskedHours(outcome.rights, teams.length, edges.starts.length);
  (scenario.review.routes === undefined ? askHours : askOnRoutes)(outcome, edges, asked);
  edges.releases.forEach((release, cycle) => {
    const start = edges.starts[cycle]!;
    const hours = new Float64Array(teams.length + 1);
    const nominal = new Float64Array(teams.length + 1);
    const spent = new Float64Array(teams.length + 1);
    for (let person = 0; person < capacity.people; person++) {
      const [begin, end] = [begins[person]!, begins[person + 1]!];
      if (begin === end) continue;
      const all = capacity.until(person, release) - capacity.until(person, start);
      const at = cycle * own.length;
      let worked = 0;
      for (let i = begin; i < end; i++) worked += busy[at + i]!;
      const free = Math.max(0, all - worked);
      for (let i = begin; i < end; i++) {
        nominal[own[i]!]! += all / (end - begin);
        hours[own[i]!]! += free / (end - begin);
      }
      nominal[teams.length]! += all;
      hours[teams.length]! += free;
      for (let i = begin; i < end; i++) {
        for (const team of [own[i]!, teams.length]) {
          hours[team]! += busy[at + i]!;
          spent[team]! += busy[at + i]!;
        }
      }
    }
    for (let team = 0; team <= teams.length; team++) {
      const at = layout.team(index, team, cycle, 0);
      row[at] = spent[team]! / hours[team]!;
      row[at + 1] = asked.of(cycle, team) / nominal[team]!;
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

/** Hours that each person worked for each of the own teams in each window, `[cycle * memberships + membership]`. */
function busyHours(
  { scenario, rights, capacity, records }: Outcome,
  { starts, releases }: Edges,
  membership: Membership,
): Float64Array {
  const memberships = membership.teams.length;
  const busy = new Float64Array(starts.length * memberships);
  const own = new OwnStages(rights, membership);
  const { list } = own;
  const shared =
    scenario.review.in_hand === 1 ? undefined : new SharedHours(records, capacity, [...starts, ...releases]);
  for (let review = 0; review < records.reviews; review++) {
    const person = records.reviewer[review]!;
    own.look(person, records.stage[review]!);
    const { first, end } = own;
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
      for (let i = first; i < end; i++) busy[cycle * memberships + list[i]!]! += work / (end - first);
    }
  }
  return busy;
}

/** Adds the hours of work that changes created in each window ask. */
function askHours({ changes, rights }: Outcome, { starts, releases }: Edges, asked: AskedHours): void {
  const { firstStage, stages } = rights;
  for (let change = 0; change < changes.count; change++) {
    const created = changes.created[change]!;
    const set = changes.codeSet[change]!;
    for (let stage = firstStage[set]!; stage < firstStage[set + 1]!; stage++) {
      const { approvals, share } = stages[stage]!;
      const amount = changes.effort[change]! * share * (approvals + changes.rounds[change]! - 1);
      for (let cycle = 0; cycle < starts.length; cycle++) {
        if (created < starts[cycle]! || created >= releases[cycle]!) continue;
        asked.add(cycle, stage, amount);
      }
    }
  }
}

/** The same where changes follow routes: a reading at full effort for each visit that is expected of a change. */
function askOnRoutes(
  { scenario, changes, rights }: Outcome,
  { starts, releases }: Edges,
  asked: AskedHours,
): void {
  const { routes: ways, revision } = scenario.review;
  const routes = new Routes(ways!, rights);
  const visits = ways!.map((_, area) => expectedVisits(ways!, area));
  for (let change = 0; change < changes.count; change++) {
    const created = changes.created[change]!;
    const area = routes.areaOf(rights.firstStage[changes.codeSet[change]!]!);
    for (let cycle = 0; cycle < starts.length; cycle++) {
      if (created < starts[cycle]! || created >= releases[cycle]!) continue;
      for (const [to, count] of visits[area]!) {
        const law = scenario.areas[to]!.laws.effort ?? scenario.changes.effort;
        const amount = ((law?.mean ?? changes.effort[change]!) * count) / (1 - revision);
        asked.add(cycle, routes.stageIn(to), amount);
      }
    }
  }
}
