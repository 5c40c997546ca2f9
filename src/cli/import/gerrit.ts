import { importGerrit as importSaved } from '../../history/import/gerrit.ts';
import { gerritLive } from '../live/gerrit.ts';
import { importExport } from './export.ts';
import type { Importer } from './request.ts';

/** Gerrit: REST pages or lines of `gerrit query` from files, or a server's address. */
export const importGerrit: Importer = (request, sink) => importExport(request, sink, importSaved, gerritLive);
