import type { Rights } from '../review/rights.ts';
import type { Membership } from '../scenario/membership.ts';

/** Pairs of people and stages of which all are looked at beforehand; of more, each when it is asked for. */
const MOST_KEPT = 2 ** 16;

/**
 * For which of the own teams somebody works at a stage: memberships (places in {@link Membership}) from `first` up to `end`
 * in `list`, once {@link look} has been asked.
 */
export class OwnStages {
  first = 0;
  end = 0;
  list: Int32Array;
  private readonly stages: Rights['stages'];
  private readonly membership: Membership;
  /** Teams of a stage as a set, where they are asked for one by one. */
  private readonly owners = new Map<readonly number[], ReadonlySet<number>>();
  /** Where each pair begins in the list, `[person * stages + stage]`; empty where they are too many. */
  private readonly begins: Int32Array;

  constructor({ stages }: Rights, membership: Membership) {
    this.stages = stages;
    this.membership = membership;
    const people = membership.begins.length - 1;
    const pairs = people * stages.length;
    this.list = new Int32Array(membership.teams.length);
    this.begins = new Int32Array(pairs > MOST_KEPT ? 0 : pairs + 1);
    if (pairs > MOST_KEPT) return;
    const all: number[] = [];
    for (let pair = 0; pair < pairs; pair++) {
      this.find(Math.floor(pair / stages.length), pair % stages.length);
      for (let i = 0; i < this.end; i++) all.push(this.list[i]!);
      this.begins[pair + 1] = all.length;
    }
    this.list = Int32Array.from(all);
  }

  look(person: number, stage: number): void {
    const { begins } = this;
    if (begins.length === 0) {
      this.find(person, stage);
      return;
    }
    const pair = person * this.stages.length + stage;
    this.first = begins[pair]!;
    this.end = begins[pair + 1]!;
  }

  private find(person: number, stage: number): void {
    const { begins, teams } = this.membership;
    const owners = this.ownersOf(this.stages[stage]!.teams);
    this.first = 0;
    this.end = 0;
    for (let i = begins[person]!; i < begins[person + 1]!; i++)
      if (owners.has(teams[i]!)) this.list[this.end++] = i;
  }

  private ownersOf(teams: readonly number[]): ReadonlySet<number> {
    const known = this.owners.get(teams);
    if (known !== undefined) return known;
    const owners = new Set(teams);
    this.owners.set(teams, owners);
    return owners;
  }
}
