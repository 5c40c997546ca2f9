import type { Importer } from './import/request.ts';

/** Importers by name; each is loaded when it is called. */
export const IMPORTERS: Record<string, () => Promise<Importer>> = {
  git: async () => (await import('./import/git.ts')).importGit,
  gerrit: async () => (await import('./import/gerrit.ts')).importGerrit,
  github: async () => (await import('./import/github.ts')).importGithub,
  gitlab: async () => (await import('./import/gitlab.ts')).importGitlab,
  csv: async () => (await import('./import/csv.ts')).importCsv,
};
