const QUIET_FOR = 1_000;
const LINE_EVERY = 5_000;

/** Tells on stderr how far a run has come, once it takes longer than a second: in place on a terminal, else in lines. */
export class Progress {
  private readonly begun = performance.now();
  private last = Number.NEGATIVE_INFINITY;
  private shown = false;

  update(text: string): void {
    const now = performance.now();
    const terminal = process.stderr.isTTY === true;
    if (now - this.begun < QUIET_FOR || now - this.last < (terminal ? 100 : LINE_EVERY)) return;
    this.last = now;
    this.shown = terminal;
    process.stderr.write(terminal ? `\r\u001b[K${text}` : `${text}\n`);
  }

  end(): void {
    if (this.shown) process.stderr.write('\r\u001b[K');
    this.shown = false;
  }

  /** Seconds since the beginning. */
  get seconds(): number {
    return (performance.now() - this.begun) / 1000;
  }
}
