import { createHmac } from 'node:crypto';
import { plainName } from './change-row.ts';

/** A person as a record names them. */
export interface Person {
  name?: string | undefined;
  email?: string | undefined;
}

/** Names under which programs upload and review. */
const BOTS =
  /\[bot\]$|^\s*(.*[\s_-])?(bot|ci|robot|autobot|jenkins|zuul|hudson|buildbot|travis|dependabot|renovate|greenkeeper|mergify|bors|copybara|github-actions|weblate|transifex|codecov|coveralls|snyk|semantic-release|release-please|pre-commit-ci)\s*$|^(project|service)_\d+_bot/i;

/**
 * Names of people as they stand in the history: pseudonyms by a keyed hash (HMAC-SHA-256), which nobody can undo or
 * repeat without the key, or their names. Equal keys give equal pseudonyms, so that several imports can be joined.
 */
export class People {
  private readonly key: string | undefined;
  private readonly bots: ReadonlySet<string>;
  private readonly known = new Map<string, string>();
  private readonly machines = new Map<string, boolean>();

  /** Without a key names are kept. `bots` are names, addresses or accounts of further programs. */
  constructor(key: string | undefined, bots: readonly string[] = []) {
    this.key = key;
    this.bots = new Set(bots.map((name) => name.trim().toLowerCase()));
  }

  /** What stands in the history for a person; undefined if the record names nobody. */
  name(person: Person): string | undefined {
    const identity = identityOf(person);
    if (identity === undefined || identity === '') return undefined;
    const known = this.known.get(identity);
    if (known !== undefined) return known;
    const name = this.key === undefined ? plainName(identity) : pseudonym(this.key, identity.toLowerCase());
    if (this.known.size > 200_000) this.known.clear();
    this.known.set(identity, name);
    return name;
  }

  isBot({ name = '', email = '' }: Person): boolean {
    const both = `${name}\n${email}`;
    const known = this.machines.get(both);
    if (known !== undefined) return known;
    const account = email.split('@')[0]!;
    const listed = [name, email, account].some(
      (text) => text !== '' && this.bots.has(text.trim().toLowerCase()),
    );
    const bot = listed || BOTS.test(name.trim()) || BOTS.test(account);
    if (this.machines.size > 200_000) this.machines.clear();
    this.machines.set(both, bot);
    return bot;
  }
}

/**
 * Who a person is: the name where it has several words, since people change addresses more often than names and two
 * people rarely share both names; else the address, else the name.
 */
function identityOf({ name, email }: Person): string | undefined {
  const full = name?.replace(/\s+/g, ' ').trim();
  if (full?.includes(' ')) return full;
  return email?.trim() || full;
}

/** `p` and 48 bits: two of 10,000 people share a pseudonym with a probability of 2 in 10 million. */
function pseudonym(key: string, identity: string): string {
  return `p${createHmac('sha256', key).update(identity, 'utf8').digest('hex').slice(0, 12)}`;
}
