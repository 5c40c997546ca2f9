import { setTimeout as sleep } from 'node:timers/promises';
import { InputError, Interrupted, oneLine } from '../../errors.ts';
import { bodyOf, Passing, shown } from './answer.ts';
import { askedToWait, backoff, isExhausted, PACE, type Pace } from './pace.ts';

const MOST_REDIRECTS = 5;
/** Times in a row that a server may ask to wait for its limits. */
const MOST_WAITS = 100;

export interface Answer {
  text: string;
  headers: Headers;
  /** Where it came from in the end. */
  url: URL;
}

export interface Question {
  /** Sent as JSON; without it the request is a GET. */
  body?: unknown;
  /** Reads the text; throws for an answer that is not what it should be, which is then asked for again. */
  check?: (text: string) => void;
  /** Statuses that are an answer too: undefined is returned. */
  absent?: readonly number[];
  /** Attempts, if others than usual. */
  attempts?: number;
}

export interface ClientOptions {
  /** Sent to this origin and no other. */
  origin: string;
  /** Headers that say who asks; kept from every other origin. */
  secret: Record<string, string>;
  headers?: Record<string, string>;
  /** What to do where a server refuses. */
  remedy: string;
  signal: AbortSignal;
  progress: (text: string) => void;
  pace?: Pace;
}

/**
 * Asks one server, patiently: limits are waited for, faults that pass (429, 5xx, cut or silent answers, HTML where JSON
 * should be) are tried again with growing waits. Throws {@link InputError} once patience ends, and where waiting does not
 * help.
 */
export class Client {
  requests = 0;
  private readonly options: ClientOptions;
  private readonly pace: Pace;
  /** No request before this time, by the server's limits. */
  private notBefore = 0;

  constructor(options: ClientOptions) {
    this.options = options;
    this.pace = options.pace ?? PACE;
  }

  /** The answer, or undefined for a status that counts as absent. */
  async ask(url: URL, question: Question = {}): Promise<Answer | undefined> {
    const attempts = question.attempts ?? this.pace.attempts;
    let waits = 0;
    for (let attempt = 1; ; ) {
      await this.pauseUntil(this.notBefore);
      try {
        return await this.once(url, question);
      } catch (error) {
        if (this.options.signal.aborted) throw new Interrupted();
        if (!(error instanceof Passing)) throw error;
        if (error.limit && waits++ < MOST_WAITS) {
          await this.waitForLimit(url, error, waits);
          continue;
        }
        if (attempt >= attempts) throw this.gaveUp(url, error, attempt);
        this.options.progress(`${oneLine(error.message)}: trying again`);
        await this.pauseUntil(Date.now() + Math.max(error.wait ?? 0, backoff(attempt, this.pace)));
        attempt++;
      }
    }
  }

  private async waitForLimit(url: URL, { message, wait }: Passing, waits: number): Promise<void> {
    const asked = wait ?? Math.max(this.pace.firstWait * 60, backoff(waits, this.pace));
    if (asked > this.pace.longestLimit)
      throw this.refused(url, `the server asks to wait for ${(asked / 3_600_000).toFixed(1)} hours`);
    this.notBefore = Math.max(this.notBefore, Date.now() + asked);
    this.options.progress(`${oneLine(message)}: waiting until ${new Date(this.notBefore).toISOString()}`);
    await this.pauseUntil(this.notBefore);
  }

  private async pauseUntil(time: number): Promise<void> {
    const wait = time - Date.now();
    if (this.options.signal.aborted) throw new Interrupted();
    if (wait <= 0) return;
    try {
      await sleep(wait, undefined, { signal: this.options.signal });
    } catch {
      throw new Interrupted();
    }
  }

  private async once(url: URL, question: Question): Promise<Answer | undefined> {
    const silence = new AbortController();
    let timer = setTimeout(() => silence.abort(), this.pace.silence);
    const heard = () => {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), this.pace.silence);
    };
    try {
      const { response, at } = await this.follow(
        url,
        question,
        AbortSignal.any([silence.signal, this.options.signal]),
      );
      heard();
      const text = await bodyOf(response, heard, this.pace.largest, () =>
        this.refused(at, `an answer of more than ${this.pace.largest / 1e6} MB`),
      );
      if (!isLimit(response, text) && question.absent?.includes(response.status) === true) return undefined;
      this.judge(response, text, at);
      this.verify(text, question);
      return { text, headers: response.headers, url: at };
    } catch (error) {
      if (error instanceof InputError || error instanceof Passing) throw error;
      if (silence.signal.aborted) throw new Passing(`no answer for ${this.pace.silence / 1000} s`);
      throw this.broken(url, error);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Goes where redirects lead; those who ask are known to one server only, and to the others nobody. */
  private async follow(
    from: URL,
    { body }: Question,
    signal: AbortSignal,
  ): Promise<{ response: Response; at: URL }> {
    let at = from;
    for (let redirects = 0; ; redirects++) {
      const known = at.origin === this.options.origin;
      const headers = { ...this.options.headers, ...(known ? this.options.secret : {}) };
      this.requests++;
      const response = await fetch(at, {
        method: body === undefined ? 'GET' : 'POST',
        headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        redirect: 'manual',
        signal,
      });
      const location = response.headers.get('location');
      if (![301, 302, 303, 307, 308].includes(response.status) || location === null) return { response, at };
      await response.body?.cancel();
      if (redirects >= MOST_REDIRECTS) throw this.refused(at, 'redirects without end');
      if (!URL.canParse(location, at)) throw this.refused(at, 'a redirect to nowhere');
      const next = new URL(location, at);
      if (!/^https?:$/.test(next.protocol)) throw this.refused(at, 'a redirect to no web address');
      if (body !== undefined && next.origin !== at.origin)
        throw this.refused(at, `a redirect to ${next.host}`, `if that is the right server, name it instead`);
      at = next;
    }
  }

  private judge(response: Response, text: string, at: URL): void {
    const { status, headers } = response;
    const wait = askedToWait(headers, Date.now());
    if (status >= 200 && status < 300) {
      if (isExhausted(headers) && wait !== undefined && wait <= this.pace.longestLimit)
        this.notBefore = Math.max(this.notBefore, Date.now() + wait);
      return;
    }
    if (isLimit(response, text)) throw new Passing(`${at.host} limits requests (${status})`, wait, true);
    if (status >= 500 || status === 408 || status === 425)
      throw new Passing(`${at.host} answers ${status}`, wait);
    const why = {
      401: 'does not let us in (401)',
      403: 'does not let us in (403)',
      404: 'knows no such thing (404)',
    };
    throw this.refused(at, `${at.host} ${why[status as keyof typeof why] ?? `answers ${status}`}`);
  }

  private verify(text: string, { check }: Question): void {
    try {
      check?.(text);
    } catch (error) {
      if (error instanceof InputError || error instanceof Passing) throw error;
      const html = /^\s*<(!doctype|html)/i.test(text.slice(0, 200));
      const cut =
        error instanceof SyntaxError ? 'an answer that is cut off or no JSON' : (error as Error).message;
      throw new Passing(html ? 'a page of HTML instead of JSON' : cut);
    }
  }

  private refused(at: URL, what: string, remedy = this.options.remedy): InputError {
    return new InputError(what, { file: shown(at) }, remedy);
  }

  private gaveUp(url: URL, { message }: Error, attempts: number): InputError {
    return this.refused(
      url,
      `${message}, ${attempts} times`,
      'try again later: what was read is kept, and it goes on from there',
    );
  }

  /** What went wrong on the way: most of it passes, a wrong name does not. */
  private broken(url: URL, error: unknown): Error {
    const { cause, message } = error as Error & { cause?: NodeJS.ErrnoException };
    const code = cause?.code ?? '';
    if (code === 'ENOTFOUND') return this.refused(url, `there is no server ${url.host}`, 'check the address');
    if (/^(CERT_|ERR_TLS|UNABLE_|SELF_SIGNED|DEPTH_ZERO)/.test(code))
      return this.refused(url, `the certificate of ${url.host} is not valid (${code})`, 'check the address');
    return new Passing(`${url.host}: ${code || cause?.message || message}`);
  }
}

/** A refusal for the number of requests, and not for what was asked. */
function isLimit({ status, headers }: Response, text: string): boolean {
  if (status !== 403) return status === 429;
  return askedToWait(headers, Date.now()) !== undefined || /rate limit|abuse/i.test(text.slice(0, 2_000));
}
