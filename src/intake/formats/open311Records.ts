import type { FlatRecord } from './flatten.ts';
import type { XmlHandlers } from './xmlRecords.ts';

const deepestRead = 8;

/** Takes the requests out of an Open311 answer: the elements within its root, values within each other as "a.b". */
export function open311Records(onRecord: (record: FlatRecord) => void): XmlHandlers {
  const path: string[] = [];
  let record: FlatRecord = new Map();
  let text = '';
  let parent = false;
  return {
    open(name, _, depth) {
      if (depth === 1) record = new Map();
      path.push(name);
      text = '';
      parent = false;
    },
    text(piece) {
      text += piece;
    },
    close(_, depth) {
      if (depth > 1 && depth < deepestRead && !parent) {
        const key = path.slice(2).join('.');
        const value = text.trim();
        const before = record.get(key);
        record.set(key, before ? (value === '' ? before : `${before}, ${value}`) : value);
      }
      path.pop();
      parent = true;
      if (depth !== 1) return false;
      onRecord(record);
      return true;
    },
  };
}
