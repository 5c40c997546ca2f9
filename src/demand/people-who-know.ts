import type { Scenario } from '../scenario/types.ts';

/** People who know each part of the code, in order; where all know the same, parts share one list. */
export function peopleWhoKnow({ people, code }: Scenario): number[][] {
  const [first] = people;
  if (first !== undefined && people.every(({ familiar }) => familiar === first.familiar)) {
    const all = [...people.keys()];
    const known = new Set(first.familiar);
    return code.map((_, part) => (known.has(part) ? all : []));
  }
  const knowing = code.map((): number[] => []);
  for (const [person, { familiar }] of people.entries())
    for (const part of familiar) if (knowing[part]!.at(-1) !== person) knowing[part]!.push(person);
  return knowing;
}
