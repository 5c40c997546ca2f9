import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { isAddress, mayCarrySecret, readAddress } from './address.ts';
import { nextLink } from './crawl.ts';
import { readGerritAddress } from './gerrit-address.ts';
import { readGithubAddress } from './github-address.ts';

const Addresses = suite('addresses of sources');

Addresses('what has a scheme is on the network, all else is a path', () => {
  assert.ok(isAddress('https://github.com/a/b'));
  assert.not.ok(isAddress('C:/exports/a.json'));
  assert.not.ok(isAddress('exports/a.json'));
});

Addresses('secrets in an address are refused without being repeated', () => {
  for (const source of ['https://me:s3cret@host/a/b', 'https://host/a/b?private_token=s3cret']) {
    try {
      readAddress(source, 'GITLAB_TOKEN');
      assert.unreachable();
    } catch (error) {
      assert.match((error as Error).message, 'set GITLAB_TOKEN in the environment');
      assert.not.match((error as Error).message, 's3cret');
    }
  }
  assert.throws(() => readAddress('ssh://host/a', ''), /no web address/);
});

Addresses('secrets go over TLS, or stay on this machine', () => {
  assert.ok(mayCarrySecret(new URL('https://host/')));
  assert.ok(mayCarrySecret(new URL('http://127.0.0.1:8080/')));
  assert.not.ok(mayCarrySecret(new URL('http://host/')));
});

Addresses('Gerrit: searches, projects, the interface and the server, as browsers show them', () => {
  const query = (address: string) => {
    const { base, query } = readGerritAddress(new URL(address));
    return `${base} ${query}`;
  };
  const all = 'status:open OR status:closed';
  assert.is(query('https://r.org/'), `https://r.org ${all}`);
  assert.is(query('https://r.org/gerrit'), `https://r.org/gerrit ${all}`);
  assert.is(
    query('https://r.org/q/project:acme/engine+after:2014-04-17'),
    'https://r.org project:acme/engine after:2014-04-17',
  );
  assert.is(query('https://r.org/q/project:acme%252Fx,25'), 'https://r.org project:acme%2Fx');
  assert.is(query('https://r.org/r/#/q/project:acme/engine,n,z'), 'https://r.org/r project:acme/engine');
  assert.is(query('https://r.org/r/a/changes/?q=project:x&n=50'), 'https://r.org/r project:x');
  assert.is(query('https://r.org/admin/repos/acme/engine,general'), 'https://r.org project:acme/engine');
});

Addresses('GitHub: repositories of github.com, of own servers, and interfaces', () => {
  const read = (address: string) => Object.values(readGithubAddress(new URL(address))).join(' ');
  assert.is(read('https://github.com/a/b.git'), 'a/b https://api.github.com https://api.github.com/graphql');
  assert.is(
    read('https://github.com/a/b/pulls'),
    'a/b https://api.github.com https://api.github.com/graphql',
  );
  assert.is(read('https://gh.org/a/b'), 'a/b https://gh.org/api/v3 https://gh.org/api/graphql');
  assert.is(
    read('https://api.github.com/repos/a/b/pulls'),
    'a/b https://api.github.com https://api.github.com/graphql',
  );
  assert.is(read('https://gh.org/api/v3/repos/a/b'), 'a/b https://gh.org/api/v3 https://gh.org/api/graphql');
  assert.throws(() => read('https://github.com/a'), /write https:\/\/github.com\/owner\/name/);
});

Addresses('the link to the next page is found among others', () => {
  const at = new URL('https://h/x?page=1');
  const next = (link: string) => nextLink(new Headers({ link }), at)?.href;
  assert.is(
    next(
      '<https://h/x?page=1>; rel="prev", <https://h/x?page=3&a=b,c>; rel="next", <https://h/9>; rel="last"',
    ),
    'https://h/x?page=3&a=b,c',
  );
  assert.is(next('</x?page=2>; rel=next'), 'https://h/x?page=2');
  assert.is(next('<https://h/x>; rel="last"'), undefined);
});

Addresses.run();
