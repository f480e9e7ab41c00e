import type { Ask } from '../../model/ask.ts';
import type { Change } from '../../model/change.ts';
import { makeCity } from '../../model/city.ts';
import type { Manifest } from '../../model/manifest.ts';
import type { Words } from '../../model/words.ts';
import type { Zones } from '../../model/zones.ts';
import { answerCalls, type Port } from '../thread/calls.ts';
import { FastSnapshot } from './fastSnapshot.ts';
import { packAnswers } from './message.ts';

/** What is asked of the thread that holds the rows. */
export type RowsMessage =
  | {
      readonly kind: 'open';
      readonly manifest: Manifest;
      readonly zones: Zones;
      readonly words: Words;
      readonly calendar: object | null;
    }
  /** The heads come in the order of the manifest's segments, and so do the details. */
  | { readonly kind: 'head'; readonly bytes: Uint8Array }
  /** All heads have come: time to make cubes. */
  | { readonly kind: 'headsDone'; readonly cubeBudget: number }
  /** Answered with the Arrow IPC stream of all columns of the segment. */
  | { readonly kind: 'details'; readonly bytes: Uint8Array }
  | { readonly kind: 'apply'; readonly change: Change }
  | { readonly kind: 'answer'; readonly asks: readonly Ask[]; readonly rough: boolean };

/** Holds a snapshot's rows in this thread, and answers what it is asked about them. */
export function serveRows(port: Port): void {
  let snapshot: FastSnapshot | null = null;
  answerCalls<RowsMessage>(port, async (message) => {
    if (message.kind === 'open') {
      const { manifest, zones, words, calendar } = message;
      snapshot = new FastSnapshot(makeCity(zones, words, manifest.timeZone), manifest, calendar);
      return null;
    }
    if (!snapshot) throw new Error('got a question before the snapshot was opened');
    switch (message.kind) {
      case 'head':
        snapshot.addHead(message.bytes);
        return null;
      case 'headsDone':
        snapshot.makeCubes({ budget: message.cubeBudget, pause }).catch(console.error);
        return null;
      case 'details': {
        const stream = snapshot.addDetails(message.bytes);
        if (snapshot.complete) await snapshot.settled();
        return stream;
      }
      case 'apply':
        return snapshot.apply(message.change);
      case 'answer':
        return packAnswers(message.asks, snapshot.answer(message.asks, message.rough));
    }
  });
}

/** Lets messages that have come be answered. */
function pause(): Promise<void> {
  return new Promise((done) => setTimeout(done, 0));
}
