import { type Manifest, versionOf } from '../model/manifest.ts';
import type { Board } from './board.ts';

/** The manifests of a board's data, to be looked up by the version of what was asked meanwhile. */
export interface ManifestsSince {
  /** @throws Error in words where the board had none of that version */
  of(version: string): Manifest;
  stop(): void;
}

/** Keeps the manifests that the board's data have, from now on until it is stopped. */
export function manifestsSince({ store }: Board): ManifestsSince {
  const seen = new Map<string, Manifest>();
  const see = ({ opening }: ReturnType<Board['store']['getState']>) => {
    if (opening) seen.set(versionOf(opening.manifest), opening.manifest);
  };
  see(store.getState());
  const stop = store.subscribe(see);
  return {
    of(version) {
      const manifest = seen.get(version);
      if (!manifest)
        throw new Error(
          `got an answer about the data of ${version}, expected ${[...seen.keys()].join(' or ')}`,
        );
      return manifest;
    },
    stop,
  };
}
