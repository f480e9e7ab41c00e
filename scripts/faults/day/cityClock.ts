import { openStream } from '../clients/eventReader.ts';

/** The city's clock, as its beats tell it. @param speed times as fast as the machine's */
export function cityClock(url: string, speed: number) {
  let [told, at] = [0, 0];
  const request = openStream(url, null, {
    onEvent({ event, data }) {
      if (event !== 'beat') return;
      told = (JSON.parse(data) as { now: number }).now;
      at = performance.now();
    },
    onEnd() {},
  });
  return {
    /** Epoch seconds. */
    now: () => told + (speed * (performance.now() - at)) / 1000,
    stop: () => request.destroy(),
  };
}
