import { parseArgs } from 'node:util';
import type { DeltaFile } from '../../../src/model/manifest.ts';
import { openStream } from '../clients/eventReader.ts';

/**
 * Many pages in a process of their own that follow a real city: each is told of every delta once, in order, the same as
 * all others; after a lost connection it goes on from what it has, and begins anew only where it is told to.
 */
const { values } = parseArgs({ options: { url: { type: 'string' }, pages: { type: 'string' } } });
const url = values.url!;
const pages = Number(values.pages);

/** What a process of such pages tells. */
export interface DayPagesMessage {
  readonly connected: number;
  /** Connections after the first ones. */
  readonly reconnected: number;
  /** How often a page was told to load all anew. */
  readonly reloads: number;
  /** Deltas that came, over all pages. */
  readonly deltas: number;
  /** The sequence that the last of the connected pages has; null before the first one has any. */
  readonly behindMost: number | null;
  readonly wrong: number;
  readonly words: readonly string[];
}

const atATime = 50;
const has: (number | null)[] = Array<number | null>(pages).fill(null);
const isOpen: boolean[] = Array<boolean>(pages).fill(false);
const first = new Map<number, string>();
const wrong = new Set<number>();
const words: string[] = [];
let [reconnected, reloads, deltas] = [0, 0, 0];

function fault(page: number, text: string): void {
  wrong.add(page);
  if (words.length < 5) words.push(`page ${page}: ${text}`);
}

function open(page: number): void {
  const since = has[page];
  openStream(url, since === null || since === undefined ? null : String(since), {
    onOpen() {
      isOpen[page] = true;
    },
    onEvent({ event, data }) {
      if (event === 'reload') {
        reloads++;
        has[page] = null;
      }
      if (event === 'beat' && has[page] === null)
        has[page] = (JSON.parse(data) as { sequence: number }).sequence;
      if (event !== 'delta') return;
      const { file } = JSON.parse(data) as { file: DeltaFile };
      deltas++;
      if (has[page] !== null && file.from !== has[page])
        fault(page, `got a delta from ${file.from}, has ${has[page]}`);
      has[page] = file.to;
      const told = JSON.stringify(file);
      const same = first.get(file.to);
      if (same === undefined) first.set(file.to, told);
      else if (same !== told) fault(page, `got another delta to ${file.to} than others`);
    },
    onEnd() {
      isOpen[page] = false;
      reconnected++;
      setTimeout(open, 1000 + Math.random() * 1000, page);
    },
  });
}

setInterval(() => {
  const known = has.filter((sequence, page) => isOpen[page] && sequence !== null) as number[];
  const message: DayPagesMessage = {
    connected: isOpen.filter(Boolean).length,
    ...{ reconnected, reloads, deltas, wrong: wrong.size, words },
    behindMost: known.length === 0 ? null : Math.min(...known),
  };
  process.send!(message);
}, 250);
process.on('disconnect', () => process.exit());
for (let page = 0; page < pages; page++) {
  open(page);
  if (page % atATime === atATime - 1) await new Promise((done) => setTimeout(done, 20));
}
