import { InputError } from '../../errors.ts';

export interface GithubRepository {
  /** `owner/name` */
  repo: string;
  /** Where REST begins, without a slash at the end. */
  rest: string;
  graphql: string;
}

/** Reads the address of a repository as it stands in a browser, or of its interface (`…/repos/owner/name`). */
export function readGithubAddress(url: URL): GithubRepository {
  const parts = url.pathname.split('/').filter((part) => part !== '');
  const at = parts.indexOf('repos');
  const [owner, name] = at >= 0 ? parts.slice(at + 1) : parts;
  if (owner === undefined || name === undefined || !isName(owner) || !isName(name))
    throw new InputError(
      'no repository',
      { file: `${url.origin}${url.pathname}` },
      'write https://github.com/owner/name',
    );
  const repo = `${owner}/${name.replace(/\.git$/, '')}`;
  if (at >= 0) {
    const rest = [url.origin, ...parts.slice(0, at)].join('/');
    const graphql = rest.endsWith('/api/v3') ? `${rest.slice(0, -3)}/graphql` : `${rest}/graphql`;
    return { repo, rest, graphql: graphql.replace('/api//', '/api/') };
  }
  if (/^(www\.)?github\.com$/.test(url.host))
    return { repo, rest: 'https://api.github.com', graphql: 'https://api.github.com/graphql' };
  return { repo, rest: `${url.origin}/api/v3`, graphql: `${url.origin}/api/graphql` };
}

function isName(text: string): boolean {
  return /^[\w.-]+$/.test(text);
}
