import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { AdminState } from '../../../src/model/adminState.ts';
import { launchChromium } from '../../../tests/support/chromium.ts';

const everyMs = 1000;

/** Looks at the administrator's page all day, and remembers what it said. */
export class Administrator {
  /** What each source's trouble was called, in the order in which it was first seen. */
  readonly troubles = new Map<string, Set<string>>();
  /** What was not as it should be of the server. */
  readonly ailments = new Set<string>();
  /** Of placeholders that count as nobody. */
  mostShared = 0;
  mostPages = 0;
  /** What was told at the page's address that is not the state of our server: a fault, or another program. */
  readonly strange = new Set<string>();
  latest: AdminState | null = null;
  private readonly address: string;
  private running = true;
  private readonly done: Promise<void>;

  /** @param operations the port of the second listener */
  constructor(operations: number) {
    this.address = `http://127.0.0.1:${operations}/admin`;
    this.done = this.watch();
  }

  /** Waits until the page says something. @throws Error that says what it said last */
  async until(what: string, isSo: (state: AdminState) => boolean, patienceMs: number): Promise<void> {
    for (let waited = 0; waited < patienceMs; waited += 200) {
      if (this.latest && isSo(this.latest)) return;
      await pause(200);
    }
    throw new Error(`${what}: not so; /admin says ${JSON.stringify(this.latest?.city?.sources)}`);
  }

  /** Takes pictures of the page in both languages, as it is now. */
  async photograph(folder: string, name: string): Promise<void> {
    await mkdir(folder, { recursive: true });
    const browser = await launchChromium();
    try {
      for (const [language, theme] of [
        ['ar', 'light'],
        ['en', 'dark'],
      ] as const) {
        const page = await browser.newPage({ viewport: { width: 1366, height: 900 } });
        await page.addInitScript(
          (kept) => localStorage.setItem('services-360', kept),
          JSON.stringify({ language, theme, digits: 'latn' }),
        );
        await page.goto(this.address, { timeout: 120_000 });
        await page.locator('.admin-main[aria-busy="false"]').waitFor({ timeout: 120_000 });
        await page.screenshot({
          path: join(folder, `${name}-${language}.png`),
          fullPage: true,
          timeout: 120_000,
        });
        await page.close();
      }
    } finally {
      await browser.close();
    }
  }

  async stop(): Promise<void> {
    this.running = false;
    await this.done;
  }

  private async watch(): Promise<void> {
    while (this.running) {
      const state = await fetch(`${this.address}/state.json`)
        .then((answer) => (answer.ok ? (answer.json() as Promise<Partial<AdminState>>) : null))
        .catch(() => null);
      // Another program may be at the port once this server has ended.
      if (state && isState(state)) this.note(state);
      else if (state) this.strange.add(JSON.stringify(state).slice(0, 200));
      await pause(everyMs);
    }
  }

  private note(state: AdminState): void {
    this.latest = state;
    this.mostPages = Math.max(this.mostPages, state.server.pages);
    for (const { part, why } of state.server.ailments) this.ailments.add(`${part}: ${why}`);
    for (const { requests } of state.city?.shared ?? [])
      this.mostShared = Math.max(this.mostShared, requests);
    for (const { id, trouble } of state.city?.sources ?? []) {
      if (!trouble) continue;
      const said = this.troubles.get(id) ?? new Set();
      this.troubles.set(id, said.add(`${trouble.fault}: ${trouble.text}`));
    }
  }
}

function isState(told: Partial<AdminState>): told is AdminState {
  return told.server !== undefined && told.at !== undefined;
}
