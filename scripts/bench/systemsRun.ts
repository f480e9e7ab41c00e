import { launchChromium } from '../../tests/support/chromium.ts';
import { checksum, countPlainly } from './answers.ts';
import { openBenchPage } from './benchPage.ts';
import { brushPath } from './brushPath.ts';
import type { Outcome, Systems } from './report.ts';
import { makeRows, type RowsSpec } from './rows.ts';
import { type SystemName, systemNames, type Task } from './task.ts';

export interface SystemsOptions {
  readonly spec: RowsSpec;
  readonly steps: number;
  /** See `Task`; true unless told. */
  readonly thorough?: boolean;
  /** Told what is being measured. */
  readonly say: (text: string) => void;
  /** Makes one system wrong at one window, to see that it is found. */
  readonly wrong?: { readonly system: SystemName; readonly step: number };
}

const manyZones = 3200;

/**
 * Measures every system on the same rows along the same path, one after the other, then ours at a tenth and three
 * tenths of the rows and with many zones.
 */
export async function measureSystems({
  spec,
  steps,
  thorough = true,
  say,
  wrong,
}: SystemsOptions): Promise<Systems> {
  await using page = await openBenchPage();
  const outcomes: Partial<Record<SystemName, Outcome>> = {};
  for (const system of systemNames) {
    say(`${system}, ${spec.rows} rows`);
    const wrongStep = wrong?.system === system ? { wrongStep: wrong.step } : {};
    outcomes[system] = await runTask(page.address, { system, spec, steps, thorough, ...wrongStep });
  }
  const others: RowsSpec[] = [
    { ...spec, rows: Math.round(spec.rows / 10) },
    { ...spec, rows: Math.round((spec.rows * 3) / 10) },
    { ...spec, zones: manyZones },
  ];
  const growth = [];
  for (const other of others) {
    say(`ours, ${other.rows} rows, ${other.zones} zones`);
    growth.push({
      spec: other,
      outcome: await runTask(page.address, { system: 'ours', spec: other, steps, thorough }),
    });
  }
  say('counting plainly');
  return {
    spec,
    steps,
    outcomes: outcomes as Record<SystemName, Outcome>,
    growth,
    expected: expectedSums(spec, steps),
    expectedOfGrowth: others.map((other) => expectedSums(other, steps)),
  };
}

/** Checksums of what the rows give when they are counted one by one. */
export function expectedSums(spec: RowsSpec, steps: number): number[] {
  const rows = makeRows(spec);
  return brushPath(spec, steps).map((step) => checksum(countPlainly(rows, step)));
}

/** Runs a task in a browser of its own, so that no system's memory is in the way of the next. */
export async function runTask(address: string, task: Task): Promise<Outcome> {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    const crashed = new Promise<never>((_, fail) => {
      page.once('crash', () => fail(new Error('the tab crashed, most likely out of memory')));
    });
    await page.goto(address);
    await page.waitForFunction(() => 'run' in window);
    return await Promise.race([page.evaluate((task) => window.run(task), task), crashed]);
  } catch (error) {
    return { error: error instanceof Error ? error.message.split('\n')[0]! : String(error) };
  } finally {
    await browser.close();
  }
}
