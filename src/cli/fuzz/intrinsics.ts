/** What every script of a process shares, by name. */
const SHARED: Readonly<Record<string, object>> = {
  ...{
    Object,
    Function,
    Array,
    String,
    Number,
    Boolean,
    Symbol,
    RegExp,
    Date,
    Math,
    JSON,
    Reflect,
    Promise,
    Map,
    Set,
  },
  ...Object.fromEntries(
    [
      Object,
      Function,
      Array,
      String,
      Number,
      Boolean,
      RegExp,
      Date,
      Promise,
      Map,
      Set,
      Error,
      Float64Array,
    ].map((type) => [`${type.name}.prototype`, type.prototype as object]),
  ),
};

/** What vega-lite adds once it is loaded. */
const KNOWN = ['Set.prototype.toJSON'];

/** Properties of all shared objects, and the names of global variables and of variables of the environment. */
export class Intrinsics {
  private readonly before = fingerprint();

  /** Names of what has been added, taken away or replaced since. */
  changed(): string[] {
    const now = fingerprint();
    const names = new Set([...this.before.keys(), ...now.keys()]);
    return [...names]
      .filter((name) => !KNOWN.includes(name))
      .filter(
        (name) =>
          !this.before.has(name) || !now.has(name) || !Object.is(this.before.get(name), now.get(name)),
      );
  }
}

function fingerprint(): Map<string, unknown> {
  const found = new Map<string, unknown>();
  for (const [name, shared] of Object.entries(SHARED)) {
    for (const key of Reflect.ownKeys(shared)) {
      const { value, get, set } = Object.getOwnPropertyDescriptor(shared, key)!;
      found.set(`${name}.${String(key)}`, value ?? get ?? set);
    }
  }
  // Values of globals come into being when they are first asked for.
  for (const key of Reflect.ownKeys(globalThis)) found.set(`globalThis.${String(key)}`, true);
  for (const [key, value] of Object.entries(process.env)) found.set(`process.env.${key}`, value);
  return found;
}
