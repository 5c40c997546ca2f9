import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Pace } from './pace.ts';

export interface Asked {
  url: URL;
  method: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Said {
  status?: number;
  headers?: Record<string, string>;
  body: string;
}

/** What a server may do instead of answering; 429 and 403 ask to wait no time. */
export type Fault = '429' | '403' | '500' | '503' | 'cut' | 'reset' | 'silent' | 'html' | 'empty' | 'half';
/** Those that take no time. */
export const FAULTS: readonly Fault[] = ['429', '403', '500', '503', 'cut', 'reset', 'html', 'empty', 'half'];

/** Fast enough for tests; otherwise as patient as usual. */
export const FAST: Pace = {
  attempts: 8,
  firstWait: 2,
  longestWait: 10,
  silence: 20_000,
  longestLimit: 2_000,
  largest: 1_000_000,
};

export interface Server {
  address: string;
  asked: Asked[];
  close: () => void;
}

/**
 * A server that answers what `answer` says, or does what `fault` says. `before` is told of each request, by its number
 * from 1, before anything is answered.
 */
export async function serve(
  answer: (asked: Asked) => Said,
  options: {
    fault?: (request: number, asked: Asked) => Fault | undefined;
    before?: (request: number, asked: Asked) => void;
  } = {},
): Promise<Server> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const one = {
        url: new URL(request.url!, 'http://server'),
        method: request.method!,
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      };
      asked.push(one);
      options.before?.(asked.length, one);
      const fault = options.fault?.(asked.length, one);
      if (fault === undefined) say(response, answer(one));
      else misbehave(response, fault, () => answer(one));
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, close };
}

function say(response: ServerResponse, { status = 200, headers = {}, body }: Said): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(body);
}

function misbehave(response: ServerResponse, fault: Fault, answer: () => Said): void {
  if (fault === '429') say(response, { status: 429, headers: { 'retry-after': '0' }, body: '{}' });
  else if (fault === '403')
    say(response, {
      status: 403,
      headers: { 'retry-after': '0' },
      body: '{"message":"secondary rate limit"}',
    });
  else if (fault === '500' || fault === '503') say(response, { status: Number(fault), body: 'oh no' });
  else if (fault === 'html')
    say(response, {
      headers: { 'content-type': 'text/html' },
      body: '<!DOCTYPE html><p>Please wait {"a":1}',
    });
  else if (fault === 'empty') say(response, { body: '' });
  else if (fault === 'reset') response.destroy();
  else if (fault === 'half') {
    const { body, headers = {} } = answer();
    say(response, { headers, body: body.slice(0, body.length / 2) });
  } else if (fault === 'cut') {
    const { body, headers = {} } = answer();
    response.writeHead(200, { ...headers, 'content-length': Buffer.byteLength(body) + 10 });
    response.write(body, () => response.destroy());
  }
}

/** Chances that repeat: a small generator of equally likely numbers below 1. */
export function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Each request fails with this chance, but none more than five times in a row. */
export function faultsOf(seed: number, share: number): (request: number) => Fault | undefined {
  const chance = chances(seed);
  let row = 0;
  return () => {
    row = chance() < share && row < 5 ? row + 1 : 0;
    return row === 0 ? undefined : FAULTS[Math.floor(chance() * FAULTS.length)];
  };
}
