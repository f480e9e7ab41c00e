import { readFileSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import type { RatingsState, ReferenceState, ServerState } from '../../model/adminState.ts';
import type { MessagesState } from '../../model/message.ts';
import { bytesOfFolder } from '../live/diskUse.ts';
import type { Readiness } from '../live/health.ts';

export interface ServerFacts {
  readonly readiness: Pick<Readiness, 'ailments' | 'works'>;
  readonly hub: { counts(): { readonly clients: number } };
  /** Folder of the published files. */
  readonly folder: string;
  readonly reference: () => Promise<ReferenceState | null>;
  /** Bytes that all processes of the server have resident. */
  readonly memory: () => Promise<number>;
  readonly ratings: () => RatingsState | null;
  readonly messages: () => MessagesState;
}

const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** Says what an administrator is to know of the server itself. */
export async function serverState({
  readiness,
  hub,
  folder,
  reference,
  memory,
  ratings,
  messages,
}: ServerFacts): Promise<Omit<ServerState, 'board'>> {
  const disk = await statfs(folder).catch(() => null);
  return {
    version,
    runtime: process.version,
    startedAt: Date.now() / 1000 - process.uptime(),
    memory: await memory(),
    pages: hub.counts().clients,
    ailments: readiness.ailments(),
    works: readiness.works(),
    reference: await reference(),
    ratings: ratings(),
    messages: messages(),
    files: await bytesOfFolder(folder),
    free: disk && disk.bavail * disk.bsize,
  };
}
