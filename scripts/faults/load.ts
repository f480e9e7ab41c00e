import { fileURLToPath } from 'node:url';
import { preparePage } from '../../src/server/page.ts';
import type { Fault } from './fault.ts';
import { healthText, type UnderLoad, underLoad } from './load/underLoad.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const short = { rows: 3_000, changed: 3_000, long: 40, anonymous: 2_000 };
const full = { rows: 1_000_000, changed: 200_000, long: 3_000, anonymous: 180_000 };
/** MB that the server may have resident. */
const mostMegabytes = 600;
/** Milliseconds within which 99 of 100 answers come on an idle machine; at any load so many times the idle server's. */
const [withinMs, timesIdle] = [100, 4];

/** Much at once: whether the server answers meanwhile, within its memory, and has it all in the end. */
export const fault: Fault = {
  name: 'load',
  async run({ short: isShort, beside, log }) {
    await preparePage(root, `${root}/dist`, log);
    const idleMs = isShort ? 1000 : 10_000;
    const sizes = isShort ? short : full;
    // In turns, so that whatever else the machine does is not always in the way of the same one.
    for (const turn of beside ? [1, 2] : []) {
      log(`turn ${turn}, ${beside}:`);
      await underLoad(sizes, { idleMs, tree: beside!, log }).catch((error: Error) => log(error.message));
      log(`turn ${turn}, this one:`);
      if (turn === 1) await underLoad(sizes, { idleMs, log });
    }
    const { idle, measured, resident }: UnderLoad = await underLoad(sizes, { idleMs, log });
    const told = measured.map(({ what, health, differences }) => {
      const wrong: string[] = [];
      const { lost, wrong: other } = differences;
      if (lost + other > 0) wrong.push(`${what}: ${lost} lost, ${other} wrong`);
      if (health.failed.length > 0) wrong.push(`${what}: ${healthText(health)}`);
      // A test in which a few hundred are asked cannot tell.
      if (!isShort && health.p99 > Math.max(withinMs, timesIdle * idle.p99))
        wrong.push(`${what}: ${healthText(health)}; idle ${healthText(idle)}`);
      return { what, tried: 1, survived: wrong.length === 0 ? 1 : 0, wrong };
    });
    const much = resident > mostMegabytes ? [`${Math.round(resident)} MB`] : [];
    return [
      ...told,
      {
        what: `at most ${mostMegabytes} MB resident`,
        tried: 1,
        survived: 1 - much.length,
        wrong: much,
      },
    ];
  },
};
