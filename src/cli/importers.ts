import type { Importer } from './import/request.ts';

/** Importers by name; each is loaded when it is called. */
export const IMPORTERS: Record<string, () => Promise<Importer>> = {
  git: async () => (await import('./import/git.ts')).importGit,
  csv: async () => (await import('./import/csv.ts')).importCsv,
};
