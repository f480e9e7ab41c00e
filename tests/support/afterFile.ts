import { afterAll, vi } from 'vitest';

// Files of one worker share its modules: what one of them changed must not reach the next.
afterAll(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});
