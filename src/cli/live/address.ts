import { InputError } from '../../errors.ts';

/** Whether a source is on the network. */
export function isAddress(source: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(source);
}

/** The address that was given. Throws {@link InputError} for what is no web address, or carries a secret. */
export function readAddress(source: string, variables: string): URL {
  const wrong = (what: string, remedy: string) => new InputError(what, { file: bare(source) }, remedy);
  if (!URL.canParse(source)) throw wrong('no web address', 'write https://host/path');
  const url = new URL(source);
  if (!/^https?:$/.test(url.protocol))
    throw wrong('no web address', 'write https://host/path, or save its answers to a file');
  const secret = ['private_token', 'access_token', 'token', 'job_token'].some((name) =>
    url.searchParams.has(name),
  );
  if (url.username !== '' || url.password !== '' || secret)
    throw wrong(
      'a secret in an address, which others can see',
      `remove it, and set ${variables} in the environment`,
    );
  return url;
}

/** Secrets go over TLS, or to this machine. */
export function mayCarrySecret(url: URL): boolean {
  return url.protocol === 'https:' || /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
}

function bare(source: string): string {
  return source.replace(/\/\/[^/@]*@/, '//').replace(/\?.*$/s, '');
}
