import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openStream } from './eventReader.ts';
import type { PagesMessage } from './messages.ts';

/**
 * Many pages in a process of their own: each is told of deltas, and comes back with the last one's id when it loses
 * its connection. Each must see every delta once, in order, and the same one as all others.
 */
const { values } = parseArgs({
  options: { url: { type: 'string' }, pages: { type: 'string' }, deltas: { type: 'string' } },
});
const url = values.url!;
const [pages, deltas] = [Number(values.pages), Number(values.deltas)];

/** Connections that are made at a time: more would wait in the kernel's queue and be tried again by it. */
const atATime = 50;

let [connected, complete, reconnected] = [0, 0, 0];
const wrong = new Set<number>();
const words: string[] = [];
const first = new Map<number, string>();

function fault(page: number, text: string): void {
  wrong.add(page);
  if (words.length < 5) words.push(`page ${page}: ${text}`);
}

function open(page: number, last: number): void {
  let has = last;
  let isOpen = false;
  openStream(`${url}?since=0`, has === 0 ? null : String(has), {
    onOpen() {
      isOpen = true;
      connected++;
    },
    onEvent({ event, id, data }) {
      if (event === 'reload') fault(page, `told to reload after ${has}`);
      if (event !== 'delta') return;
      const to = Number(id);
      if (to !== has + 1) fault(page, `got ${to} after ${has}`);
      has = to;
      const same = first.get(to);
      if (same === undefined) first.set(to, data);
      else if (same !== data) fault(page, `got another ${to} than others`);
      if (to === deltas) complete++;
    },
    onEnd() {
      if (isOpen) connected--;
      reconnected++;
      // As the hub asks for: within a second or two, not all at once.
      setTimeout(open, 1000 + Math.random() * 1000, page, has);
    },
  });
}

const tell = () => {
  const message: PagesMessage = { connected, complete, reconnected, wrong: wrong.size, words };
  process.send!(message);
};
setInterval(tell, 200);
process.on('disconnect', () => process.exit());
for (let page = 0; page < pages; page++) {
  open(page, 0);
  if (page % atATime === atATime - 1) await pause(20);
}
