/** Files of the data are kept anew this often, in ms. */
const keepEvery = 10 * 60_000;

/** The page has better things to do at first, in ms. */
const beginAfter = 10_000;

/**
 * Lets the browser keep the page and its data for times without a network, where it may: on https and on localhost.
 * Begins when the browser has nothing else to do, and ends with the signal.
 */
export function keepOffline(signal: AbortSignal): void {
  const { serviceWorker } = navigator;
  if (!serviceWorker || !import.meta.env.PROD) return;
  const keep = async () => {
    const { active } = await serviceWorker.ready;
    if (!signal.aborted) active?.postMessage('keep');
  };
  const start = async () => {
    if (signal.aborted) return;
    try {
      await serviceWorker.register('sw.js', { updateViaCache: 'none' });
      await keep();
      const timer = setInterval(() => void keep(), keepEvery);
      signal.addEventListener('abort', () => clearInterval(timer));
    } catch {
      // A browser that keeps nothing shows the page all the same, as long as there is a network.
    }
  };
  setTimeout(() => requestIdle(() => void start()), beginAfter);
}

function requestIdle(what: () => void): void {
  if ('requestIdleCallback' in window) requestIdleCallback(what, { timeout: 10_000 });
  else setTimeout(what, 1_000);
}
