import { useEffect, useRef, useState } from 'react';

/** A value that is followed at most once in so many milliseconds: for what is too dear to follow each change of it. */
export function useSlow<T>(value: T, ms: number): T {
  const [followed, setFollowed] = useState(value);
  const last = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    if (Object.is(value, followed)) return;
    const timer = setTimeout(
      () => {
        last.current = performance.now();
        setFollowed(value);
      },
      Math.max(0, last.current + ms - performance.now()),
    );
    return () => clearTimeout(timer);
  }, [value, followed, ms]);
  return followed;
}
