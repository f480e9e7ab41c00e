import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { freePort } from '../../tests/support/freePort.ts';

/** How long the first start of a checkout's server took until it served a city, in seconds. */
export async function startOnce(checkout: string, rows: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 's360-starting-'));
  const port = await freePort();
  const began = performance.now();
  const server = spawn(
    process.execPath,
    ['--import', 'tsx', join(checkout, 'src/server/main.ts'), '--still'],
    {
      cwd: checkout,
      env: { ...process.env, DATA_DIR: join(folder, 'city'), PORT: String(port), SAMPLE_ROWS: String(rows) },
      stdio: 'ignore',
    },
  );
  const ended = new Promise<never>((_, reject) =>
    server.once('exit', (code) => reject(new Error(`${checkout}: the server ended with ${code}`))),
  );
  ended.catch(() => {});
  try {
    await Promise.race([ended, served(`http://127.0.0.1:${port}/data/rows/manifest.json`)]);
    return (performance.now() - began) / 1000;
  } finally {
    const gone = ended.catch(() => {});
    server.kill('SIGTERM');
    await Promise.race([gone, setTimeout(15_000).then(() => server.kill('SIGKILL'))]);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Waits until an address is answered with what was asked for. @throws Error where it is not within ten minutes */
async function served(address: string): Promise<void> {
  for (const until = performance.now() + 600_000; performance.now() < until; ) {
    const answer = await fetch(address).catch(() => null);
    await answer?.arrayBuffer();
    if (answer?.ok) return;
    await setTimeout(50);
  }
  throw new Error(`${address}: nothing was served within ten minutes`);
}
