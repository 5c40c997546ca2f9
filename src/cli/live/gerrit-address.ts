import { InputError } from '../../errors.ts';

/** What to ask a Gerrit server for. */
export interface GerritQuery {
  /** Where its interface begins, without a slash at the end. */
  base: string;
  query: string;
  /** Changes a page. */
  size: number;
}

const PAGE = 100;
const EVERYTHING = 'status:open OR status:closed';

/**
 * Reads an address as it stands in a browser: a search (`/q/project:x`), a project (`/admin/repos/x`), a request to the
 * interface (`/changes/?q=…`), or the server itself. Closed and open changes are meant unless the search says otherwise.
 */
export function readGerritAddress(url: URL): GerritQuery {
  const path = url.hash.startsWith('#/')
    ? `${url.pathname.replace(/\/$/, '')}${url.hash.slice(1)}`
    : url.pathname;
  const [, prefix = '', kind = '', rest = ''] =
    /^(.*?)\/(?:a\/)?(changes|q|admin\/repos|admin\/projects|projects|p)(?:\/(.*))?$/.exec(path) ?? [];
  const base = `${url.origin}${(kind === '' ? path : prefix).replace(/\/+$/, '')}`;
  const size = Number(url.searchParams.get('n') ?? PAGE);
  const found = { base, size: size >= 1 && size <= 500 ? Math.trunc(size) : PAGE };
  if (kind === '') return { ...found, query: url.searchParams.get('q') ?? EVERYTHING };
  if (kind === 'changes') return { ...found, query: url.searchParams.get('q') ?? EVERYTHING };
  const name = decode(rest.replace(/,(n,z|\w+)$/, '').replace(/\/+$/, ''), url);
  if (kind === 'q') return { ...found, query: name || EVERYTHING };
  return { ...found, query: `project:${name}` };
}

function decode(text: string, url: URL): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw new InputError(
      'an address that is not well written',
      { file: url.origin },
      'copy it from the browser',
    );
  }
}
