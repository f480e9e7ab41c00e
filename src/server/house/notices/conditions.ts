import { statfs } from 'node:fs/promises';
import type { ReferenceState } from '../../../model/adminState.ts';
import type { JobState } from '../../../model/job.ts';
import type { Readiness } from '../../live/health.ts';
import type { Condition } from './episodes.ts';

/** Where it is known what does not work. */
export interface NoticeFacts {
  readonly readiness: Pick<Readiness, 'ailments' | 'news'>;
  /** Folder of the data. */
  readonly folder: string;
  readonly reference: () => Promise<ReferenceState | null>;
  /** Rejects where store and sources do not answer. */
  readonly jobs: () => Promise<readonly JobState[]>;
}

/** How often a job must have failed, one time after the other. */
const fewestFailures = 3;
/** A disk is nearly full that has less than both: a part of it, and bytes. */
const lowPart = 0.05;
const lowBytes = 10e9;

/** All that an administrator should be told of if it lasts. @param jobs as they were told last */
export async function conditionsOf(
  { readiness, folder, reference }: NoticeFacts,
  jobs: readonly JobState[],
  now: number,
): Promise<Condition[]> {
  return [
    ...ailing(readiness),
    ...failing(jobs),
    ...refused(await reference()),
    ...(await nearlyFull(folder, now)),
  ];
}

/** What is not served or heard only because the server is still about to make it ready is no ailment here. */
function ailing(readiness: NoticeFacts['readiness']): Condition[] {
  const { doing, away } = readiness.news();
  const isAway = new Set(away.map(({ id }) => `source ${id}`));
  return readiness
    .ailments()
    .filter(({ part }) =>
      part.startsWith('source ') ? isAway.has(part) : part !== 'snapshot' || doing.length === 0,
    )
    .map(({ part, since, why }) => ({ part, since: Date.parse(since) / 1000, why }));
}

function failing(jobs: readonly JobState[]): Condition[] {
  return jobs
    .filter(({ failures, last }) => last && failures >= fewestFailures)
    .map(({ name, last }) => ({
      part: `job ${name}`,
      since: last!.at,
      why: last!.error ?? 'whoever ran it ended in the midst of it',
    }));
}

function refused(state: ReferenceState | null): Condition[] {
  const files = (state?.files ?? []).filter((file) => file.refused !== null);
  if (files.length === 0) return [];
  const since = Math.min(...files.map((file) => file.refused!.at));
  const why = files
    .map(({ name, refused }) => `${name}.json: line ${refused!.faults[0]?.line ?? 1}`)
    .join(', ');
  return [{ part: 'reference', since, why }];
}

async function nearlyFull(folder: string, now: number): Promise<Condition[]> {
  const disk = await statfs(folder).catch(() => null);
  if (!disk) return [];
  const [free, all] = [disk.bavail * disk.bsize, disk.blocks * disk.bsize];
  if (free >= lowBytes || free >= lowPart * all) return [];
  const size = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`;
  return [{ part: 'disk', since: now, why: `${folder}: ${size(free)} of ${size(all)} are free` }];
}
