import type { Client } from './client.ts';
import { type Item, wholeList } from './rest-pages.ts';

/** Items in a row for which a server refuses a list before it is no longer asked. */
const ENOUGH = 3;

/** Further lists of items, by name, as far as the server gives them. */
export class Details {
  private readonly client: Client;
  private readonly refusals = new Map<string, number>();
  private readonly given = new Set<string>();

  constructor(client: Client) {
    this.client = client;
  }

  /** A whole list; undefined if the server refuses it, or has refused it for other items. */
  async list(name: string, address: string): Promise<Item[] | undefined> {
    if (this.isRefused(name)) return undefined;
    return this.counted(name, await wholeList(this.client, address));
  }

  /** One object. */
  async object(name: string, address: string): Promise<Item | undefined> {
    if (this.isRefused(name)) return undefined;
    const check = (text: string) => {
      if (typeof JSON.parse(text) !== 'object') throw new Error('no object');
    };
    const answer = await this.client.ask(new URL(address), { check, absent: [403, 404, 406, 410] });
    return this.counted(name, answer === undefined ? undefined : (JSON.parse(answer.text) as Item));
  }

  /** Names of lists that the server gave for no item. */
  get refused(): string[] {
    return [...this.refusals.keys()].filter((name) => !this.given.has(name));
  }

  private isRefused(name: string): boolean {
    return !this.given.has(name) && (this.refusals.get(name) ?? 0) >= ENOUGH;
  }

  private counted<T>(name: string, found: T | undefined): T | undefined {
    if (found !== undefined) this.given.add(name);
    else this.refusals.set(name, (this.refusals.get(name) ?? 0) + 1);
    return found;
  }
}
