import { formatDay } from '../model/day.ts';
import { timeZone } from '../model/timeZone.ts';
import { type ByteWriter, utf8 } from './byteWriter.ts';

const daySeconds = 86_400;
/** Days from Excel's epoch to 1970-01-01. */
const serialOf1970 = 25_569;

/** Instants of UTC as a zone's wall clock shows them. Bytes are kept: a million instants have few days, and as many seconds as a day. */
export interface WallClock {
  /** 2026-11-28 17:18:05 */
  write(out: ByteWriter, epochSeconds: number): void;
  /** Excel's serial number of it. */
  writeSerial(out: ByteWriter, epochSeconds: number): void;
}

/** Bytes of a second of the day in either form. */
const secondBytes = 9;

export function wallClock(zoneName: string): WallClock {
  const zone = timeZone(zoneName);
  const kept = (dayText: (day: number) => string, secondText: (second: number) => string) => {
    const days = new Map<number, Uint8Array>();
    let seconds: Uint8Array | null = null;
    return (out: ByteWriter, epochSeconds: number) => {
      const local = zone.localSeconds(epochSeconds);
      const day = Math.floor(local / daySeconds);
      const second = Math.floor(local - day * daySeconds);
      let date = days.get(day);
      if (!date) {
        date = utf8(dayText(day));
        days.set(day, date);
      }
      out.write(date);
      seconds ??= utf8(Array.from({ length: daySeconds }, (_, at) => secondText(at)).join(''));
      out.write(seconds, second * secondBytes, (second + 1) * secondBytes);
    };
  };
  return {
    write: kept(
      formatDay,
      (second) => ` ${two(second / 3600)}:${two((second % 3600) / 60)}:${two(second % 60)}`,
    ),
    writeSerial: kept(
      (day) => String(serialOfDay(day)),
      // Rounded up, by less than a millisecond: a program that cuts off must not show the minute before.
      (second) => (Math.ceil((second / daySeconds) * 1e8) / 1e8).toFixed(8).slice(1),
    ),
  };
}

/** Excel's serial number of a day. */
export function serialOfDay(day: number): number {
  return day + serialOf1970;
}

function two(value: number): string {
  return String(Math.floor(value)).padStart(2, '0');
}
