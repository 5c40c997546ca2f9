import type { TouchedFile } from '../areas.ts';
import type { Status } from '../change.ts';

const STATUSES: Record<string, Status> = {
  NEW: 'open',
  DRAFT: 'open',
  // Approved, and waiting in the line of a server that merges: still open.
  SUBMITTED: 'open',
  MERGED: 'merged',
  ABANDONED: 'abandoned',
};

export function statusOf(text: string | undefined): Status | undefined {
  const name = text?.toUpperCase() ?? '';
  return Object.hasOwn(STATUSES, name) ? STATUSES[name] : undefined;
}

/** Files with their lines, without those that Gerrit makes up for messages and merges. */
export function filesOf(files: readonly [path: string, lines: number][]): TouchedFile[] {
  return files.filter(([path]) => !path.startsWith('/')).map(([path, lines]) => ({ path, lines }));
}

/** What a change belongs to and is, by its topic, its subject and its trailers. */
export function featureOf(
  topic: string | undefined,
  subject: string | undefined,
  message: string | undefined,
): { feature: string | undefined; kind: string | undefined } {
  const blueprint = /^(?:bp|blueprint)[/:_-](.+)$/i.exec(topic ?? '')?.[1];
  if (/^Revert\b/.test(subject ?? '')) return { feature: blueprint ?? topic, kind: 'revert' };
  if (blueprint !== undefined) return { feature: blueprint, kind: 'blueprint' };
  const trailers = message?.slice(0, 20_000) ?? '';
  const named = /^(?:Partially-)?(?:Implements|Blueprint)\b(?::? *(?:blueprint|bp))?[: ]+([\w.-]+)/im.exec(
    trailers,
  );
  if (named !== null) return { feature: named[1], kind: 'blueprint' };
  const bug = /^bug[/:_-]/i.test(topic ?? '') || /^(?:Closes|Partial|Related|Fixes)-Bug:/im.test(trailers);
  return { feature: topic, kind: bug ? 'bug' : undefined };
}
