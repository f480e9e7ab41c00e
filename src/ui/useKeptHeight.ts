import { type RefObject, useEffect } from 'react';

const keptMs = 2000;

/**
 * Lets a box become lower again only some time after it became higher: what stands below it, a map and charts, would
 * be drawn anew in another size with each frame of a drag in which a line wraps. Its height is in `--kept-height`.
 * @param language with another one the words are others, and all begins anew
 */
export function useKeptHeight(ref: RefObject<HTMLElement | null>, language: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    const box = ref.current;
    if (!box) return;
    let kept = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const observer = new ResizeObserver(() => {
      const { height } = box.getBoundingClientRect();
      if (height <= kept) return;
      kept = height;
      clearTimeout(timer);
      timer = setTimeout(begin, keptMs);
      box.style.setProperty('--kept-height', `${height}px`);
    });
    const begin = () => {
      clearTimeout(timer);
      kept = 0;
      box.style.removeProperty('--kept-height');
    };
    observer.observe(box);
    addEventListener('resize', begin);
    return () => {
      observer.disconnect();
      removeEventListener('resize', begin);
      begin();
    };
  }, [ref, language]);
}
