import type { People, Person } from '../pseudonyms.ts';

/** What a record says of an account; the rest may stand in another record. */
export interface Account extends Person {
  /** What tells accounts of a source apart: a number or a login. */
  id?: string | undefined;
  /** Login, by which programs can often be known. */
  login?: string | undefined;
  bot?: boolean | undefined;
}

/**
 * Accounts of one source. Records tell more or less of the same account, so that names are asked for at the end, when
 * all that is known of it has been seen.
 */
export class Accounts {
  private readonly people: People;
  private readonly known = new Map<string, Account>();

  constructor(people: People) {
    this.people = people;
  }

  /** The key of an account; undefined if the record names nobody, as for accounts that were deleted. */
  see(account: Account): string | undefined {
    const key = account.id ?? account.login ?? account.email ?? account.name;
    if (key === undefined) return undefined;
    const { name, email, login, bot } = this.known.get(key) ?? {};
    this.known.set(key, {
      name: name ?? account.name,
      email: email ?? account.email,
      login: login ?? account.login,
      bot: bot === true || account.bot === true,
    });
    return key;
  }

  name(key: string): string | undefined {
    return this.people.name(this.person(key));
  }

  isBot(key: string): boolean {
    const { login, bot } = this.known.get(key)!;
    return bot === true || [this.person(key), { name: login }].some((person) => this.people.isBot(person));
  }

  private person(key: string): Person {
    const { name, email, login } = this.known.get(key)!;
    return { name: name ?? login ?? (email === undefined ? `account ${key}` : undefined), email };
  }
}
