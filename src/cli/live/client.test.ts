import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Client } from './client.ts';
import { type Asked, FAST, type Said, type Server, serve } from './faulty-server.test-kit.ts';
import { askedToWait, backoff, PACE } from './pace.ts';

const Asking = suite('asking a server');

const secret = { authorization: 'Bearer secret-token' };

function clientOf(server: Server, over: object = {}): Client {
  const signal = new AbortController().signal;
  return new Client({
    origin: server.address,
    secret,
    remedy: 'mend it',
    signal,
    progress: () => {},
    pace: FAST,
    ...over,
  });
}

async function withServers(
  answers: ((asked: Asked) => Said)[],
  run: (...servers: Server[]) => Promise<void>,
): Promise<void> {
  const servers = await Promise.all(answers.map((answer) => serve(answer)));
  try {
    await run(...servers);
  } finally {
    for (const server of servers) server.close();
  }
}

const message = (run: Promise<unknown>) =>
  run.then(
    () => 'no error',
    (error: Error) => error.message,
  );

Asking('who asks is told to the server that was named, and to no other it sends us to', async () => {
  let elsewhere = '';
  await withServers(
    [
      ({ url }) =>
        url.pathname === '/here'
          ? { status: 302, headers: { location: '/there' }, body: '' }
          : { status: 307, headers: { location: `${elsewhere}/end` }, body: '' },
      () => ({ body: '[]' }),
    ],
    async (named, other) => {
      elsewhere = other!.address;
      const answer = await clientOf(named!).ask(new URL(`${named!.address}/here`));
      assert.is(answer!.text, '[]');
      assert.equal(
        named!.asked.map(({ headers }) => headers.authorization),
        [secret.authorization, secret.authorization],
      );
      assert.is(other!.asked[0]!.headers.authorization, undefined);
      await clientOf(named!).ask(new URL(`${other!.address}/linked`));
      assert.is(other!.asked[1]!.headers.authorization, undefined);
      assert.match(
        await message(clientOf(named!).ask(new URL(`${named!.address}/x`), { body: {} })),
        'a redirect to',
      );
      assert.is(other!.asked.length, 2);
    },
  );
});

Asking('redirects without end, to nowhere and to no web address are refused', async () => {
  for (const location of ['/again', 'http://', 'file:///etc/passwd', 'data:,[]'])
    await withServers([() => ({ status: 301, headers: { location }, body: '' })], async (server) => {
      assert.match(await message(clientOf(server!).ask(new URL(server!.address))), /redirect/);
    });
});

Asking('what waiting does not mend is said at once, with what to do', async () => {
  for (const status of [400, 401, 403, 404, 410])
    await withServers([() => ({ status, body: 'no' })], async (server) => {
      assert.match(
        await message(clientOf(server!).ask(new URL(`${server!.address}/a?q=private`))),
        new RegExp(`${status}.*; mend it`),
      );
      assert.not.match(
        await message(clientOf(server!).ask(new URL(`${server!.address}/a?q=private`))),
        'private',
      );
      assert.is(server!.asked.length, 2);
    });
});

Asking('an answer without end is not read to its end', async () => {
  const body = `["${'x'.repeat(1_100_000)}"]`;
  await withServers([() => ({ body })], async (server) => {
    assert.match(
      await message(clientOf(server!).ask(new URL(server!.address))),
      'an answer of more than 1 MB',
    );
  });
});

Asking('a server that says nothing is asked again', async () => {
  const server = await serve(() => ({ body: '[]' }), {
    fault: (request) => (request < 3 ? 'silent' : undefined),
  });
  try {
    const pace = { ...FAST, silence: 300 };
    assert.is((await clientOf(server, { pace }).ask(new URL(server.address)))!.text, '[]');
    assert.ok(server.asked.length >= 3);
  } finally {
    server.close();
  }
});

Asking('a limit is waited for, in front of the next request too, and not for hours', async () => {
  const soon = () => String(Math.ceil(Date.now() / 1000));
  let asked = 0;
  await withServers(
    [
      () => ({
        status: ++asked === 1 ? 403 : 200,
        headers: { 'x-ratelimit-remaining': asked === 1 ? '0' : '9', 'x-ratelimit-reset': soon() },
        body: '[]',
      }),
    ],
    async (server) => {
      const begun = Date.now();
      assert.is((await clientOf(server!).ask(new URL(server!.address)))!.text, '[]');
      assert.ok(Date.now() - begun >= 900);
    },
  );
  await withServers(
    [() => ({ status: 429, headers: { 'retry-after': '3600' }, body: '' })],
    async (server) => {
      assert.match(
        await message(clientOf(server!).ask(new URL(server!.address))),
        'asks to wait for 1.0 hours',
      );
      assert.is(server!.asked.length, 1);
    },
  );
});

Asking('waits are read in all the ways in which servers say them', () => {
  const now = Date.UTC(2025, 0, 1);
  const wait = (headers: Record<string, string>) => askedToWait(new Headers(headers), now);
  assert.is(wait({ 'retry-after': '7' }), 7000);
  assert.is(wait({ 'retry-after': 'Wed, 01 Jan 2025 00:00:09 GMT' }), 9000);
  assert.is(wait({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(now / 1000 + 5) }), 6000);
  assert.is(wait({ 'ratelimit-remaining': '0', 'ratelimit-reset': String(now / 1000 + 5) }), 6000);
  assert.is(wait({ 'x-ratelimit-remaining': '1', 'x-ratelimit-reset': String(now / 1000 + 5) }), undefined);
  assert.is(wait({ 'retry-after': 'soon' }), undefined);
});

Asking('waits grow up to their longest, by chance', () => {
  for (let attempt = 1; attempt < 20; attempt++) {
    const most = Math.min(60_000, 1000 * 2 ** (attempt - 1));
    const wait = backoff(attempt, PACE);
    assert.ok(wait >= most / 2 && wait <= most, `${attempt}: ${wait}`);
  }
});

Asking.run();
