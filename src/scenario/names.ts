/** What is wrong and how to mend it; the caller adds the place. */
export interface Fault {
  what: string;
  remedy: string;
}

const LONGEST = 100;

/** Names of one kind of thing, each given once whatever its case. */
export class Names {
  private readonly kind: string;
  private readonly given = new Map<string, string>();

  constructor(kind: string) {
    this.kind = kind;
  }

  /** Takes a further name; tells why it cannot be one, or undefined if it can. */
  add(name: string): Fault | undefined {
    if (name.trim() === '') return { what: `a ${this.kind} without a name`, remedy: 'write a name' };
    if (name.length > LONGEST)
      return { what: `a name of ${name.length} characters`, remedy: `write at most ${LONGEST}` };
    if (/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u.test(name))
      return { what: 'a line break or control character in a name', remedy: 'write plain text' };
    const lower = name.toLowerCase();
    if (lower === 'all') return { what: `'${name}' stands for the total`, remedy: 'choose another name' };
    const same = this.given.get(lower);
    this.given.set(lower, name);
    if (same === undefined) return undefined;
    return same === name
      ? { what: `${this.kind} '${name}' twice`, remedy: 'name each once' }
      : {
          what: `${this.kind} '${name}' differs from '${same}' only in case`,
          remedy: 'write both alike, or name one otherwise',
        };
  }
}
