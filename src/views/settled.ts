import { useRef } from 'react';

/**
 * What is only read aloud: made anew with every frame, but left as it is while a drag passes through many of them.
 * @param passing as in `ViewProps`
 */
export function useSettled<T>(passing: boolean, make: () => T): T {
  const last = useRef<{ readonly made: T } | null>(null);
  if (!passing || !last.current) last.current = { made: make() };
  return last.current.made;
}
