import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { parseRequestLink, requestAddress } from '../model/requestLink.ts';
import { ownData } from './ownData.ts';

const address = new URL('request-link.json', document.baseURI).href;
let asked: Promise<string | null> | null = null;

/** Asks the server once for the template of links to requests; none where it cannot say. */
async function ask(): Promise<string | null> {
  try {
    const response = await fetch(address, { cache: 'no-cache' });
    const template: unknown = response.ok ? await response.json() : null;
    return typeof template === 'string' ? parseRequestLink(template) : null;
  } catch {
    return null;
  }
}

/** Where a request is in the system that it came from; null where nobody says, and for a file of one's own. */
export function useRequestLink(reference: string | null): string | null {
  const isServed = useStore(ownData, ({ shown }) => shown === null);
  const [template, setTemplate] = useState<string | null>(null);
  const wanted = reference !== null && isServed;
  useEffect(() => {
    if (!wanted) return;
    asked ??= ask();
    let here = true;
    void asked.then((found) => {
      if (here) setTemplate(found);
    });
    return () => {
      here = false;
    };
  }, [wanted]);
  return wanted && template !== null ? requestAddress(template, reference) : null;
}
