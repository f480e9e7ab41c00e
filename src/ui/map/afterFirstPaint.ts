/** Calls back once the page has painted something, at the latest after two seconds. Returns how to take it back. */
export function afterFirstPaint(callback: () => void): () => void {
  let called = false;
  const once = () => {
    if (called) return;
    called = true;
    stop();
    callback();
  };
  const observer = new PerformanceObserver((list) => {
    if (list.getEntriesByName('first-contentful-paint').length > 0) once();
  });
  const timer = setTimeout(once, 2000);
  const stop = () => {
    called = true;
    clearTimeout(timer);
    observer.disconnect();
  };
  observer.observe({ type: 'paint', buffered: true });
  return stop;
}
