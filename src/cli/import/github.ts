import { importGithub as importSaved } from '../../history/import/github.ts';
import { githubLive } from '../live/github.ts';
import { importExport } from './export.ts';
import type { Importer } from './request.ts';

/** GitHub: `gh pr list --json`, pages of GraphQL or REST from files, or a repository's address. */
export const importGithub: Importer = (request, sink) => importExport(request, sink, importSaved, githubLive);
