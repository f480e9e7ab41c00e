import { useEffect, useMemo, useState } from 'react';
import { type BasemapInfo, parseBasemap } from '../../model/basemap.ts';
import type { MapStreets } from '../../ui/map/island.ts';

/** Streets of the server's basemap, and whom to name for them. */
export interface Basemap extends MapStreets {
  readonly attribution: string;
}

const folder = () => new URL('basemap/', document.baseURI).href;
let asked: Promise<BasemapInfo> | null = null;

/** Asks the server once whether it has a basemap; none where it cannot say. */
async function ask(): Promise<BasemapInfo> {
  try {
    const response = await fetch(`${folder()}info.json`, { cache: 'no-cache' });
    return response.ok ? parseBasemap(await response.json()) : null;
  } catch {
    return null;
  }
}

/** The basemap that the server has, with street names in a language; null until it is known, and where there is none. */
export function useBasemap(wanted: boolean, language: string): Basemap | null {
  const [info, setInfo] = useState<BasemapInfo>(null);
  useEffect(() => {
    if (!wanted) return;
    asked ??= ask();
    let here = true;
    void asked.then((found) => {
      if (here) setInfo(found);
    });
    return () => {
      here = false;
    };
  }, [wanted]);
  return useMemo(
    () => info && { address: new URL(info.file, folder()).href, language, attribution: info.attribution },
    [info, language],
  );
}
