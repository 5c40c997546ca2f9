import type { AreaRule } from './area-rules.ts';
import { plainName } from './change-row.ts';

/**
 * Rules of a CODEOWNERS file of GitHub or GitLab, the last that matches counts. An area is named after the team that
 * owns it (`@org/net` is `net`), after its section, or, where people or nobody own it, after its path: people's names
 * have no place in a history. Lines that are no rule are told as line and reason.
 */
export function codeownersRules(text: string): { rules: AreaRule[]; unusable: [number, string][] } {
  const rules: AreaRule[] = [];
  const unusable: [number, string][] = [];
  let section: { name: string; owners: string[] } | undefined;
  for (const [i, raw] of text.split(/\r\n|\n|\r/).entries()) {
    const line = raw.replace(/(^|\s)#.*$/, '').trim();
    if (line === '') continue;
    const heading = /^\^?\[([^\]]+)\](?:\[\d+\])?\s*(.*)$/.exec(line);
    if (heading !== null) {
      section = {
        name: heading[1]!.trim(),
        owners: heading[2]!.split(/\s+/).filter((owner) => owner !== ''),
      };
      continue;
    }
    const [pattern, ...owners] = line.split(/(?<!\\)\s+/) as [string, ...string[]];
    const globs = globsOf(pattern.replaceAll('\\ ', ' '));
    if (globs === undefined)
      unusable.push([i + 1, 'no pattern of CODEOWNERS: it has no negation and no brackets']);
    else
      rules.push({
        area: areaName(pattern, owners.length > 0 ? owners : (section?.owners ?? []), section),
        globs,
      });
  }
  return { rules, unusable };
}

function areaName(pattern: string, owners: readonly string[], section: { name: string } | undefined): string {
  if (section !== undefined) return plainName(section.name);
  const teams = owners.flatMap((owner) => /^@[^/\s]+\/(.+)$/.exec(owner)?.[1] ?? []);
  if (teams.length > 0) return plainName(teams.join('+'));
  return plainName(pattern.replace(/^[/*]+|[/*]+$/g, '')) || 'everything';
}

/** As in .gitignore: a pattern without a slash before its end matches at any depth, one of a folder all below it. */
function globsOf(pattern: string): string[] | undefined {
  if (pattern.startsWith('!') || /[[\]]/.test(pattern)) return undefined;
  const anchored = /\/./.test(pattern);
  const path = pattern.replace(/^\/+/, '');
  if (path === '' || path === '*' || path === '**') return ['**'];
  return [anchored ? path : `**/${path}`];
}
