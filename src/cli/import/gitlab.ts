import { importGitlab as importSaved } from '../../history/import/gitlab.ts';
import { gitlabLive } from '../live/gitlab.ts';
import { importExport } from './export.ts';
import type { Importer } from './request.ts';

/** GitLab: pages of API v4 from files, or a project's address. */
export const importGitlab: Importer = (request, sink) => importExport(request, sink, importSaved, gitlabLive);
