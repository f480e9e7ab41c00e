import { latinDigits } from '../../model/fold.ts';

/** Latin digits, no diacritics or invisible marks, one form of each Arabic letter, plain spaces and commas. */
export function plainDate(text: string): string {
  const plain = latinDigits(text)
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}\u0640\u02bb\u02bc'’]/gu, '')
    .replace(/[،٫]/g, ',')
    .replace(/[–—−]/g, '-')
    .replace(/[ىی]/g, 'ي')
    .replace(/ک/g, 'ك')
    .replace(/[ةہۃھ]/g, 'ه')
    .replace(/\s/g, ' ');
  return /[\u5e74\u1102]/.test(plain) ? westernDate(plain) : plain;
}

const letters = (text: string) => `(?:${text.split(' ').join('|')})`.normalize('NFKD');
const dayMarked = new RegExp(
  `^(\\d{2,4}) ?${letters('年 년')} ?(\\d{1,2}) ?${letters('月 월')} ?(\\d{1,2}) ?${letters('日 号 號 일')}?(.*)$`,
);
const timeMarked = new RegExp(
  `(\\d{1,2}) ?${letters('时 時 點 点 시')} ?(?:(\\d{1,2}) ?${letters('分 분')} ?)?(?:(\\d{1,2}) ?${letters('秒 초')})?`,
);
const halfMarked = new RegExp(
  `(${letters('上午 午前 오전 AM')}|${letters('下午 午後 오후 PM')}) ?([\\d:.]+)`,
);
const isMorning = new RegExp(`^${letters('上午 午前 오전 AM')}`);

/** A date as China, Japan and Korea write it, 2024年3月1日 下午2:30, with its parts as others write them. */
function westernDate(text: string): string {
  const found = dayMarked.exec(text);
  if (!found) return text;
  const [, year, month, day, rest] = found;
  const two = (digits: string | undefined) => (digits ?? '0').padStart(2, '0');
  const time = rest!
    .replace(timeMarked, (_, hour, minute, second) => `${hour}:${two(minute)}:${two(second)}`)
    .replace(halfMarked, (_, half, clock) => `${clock} ${isMorning.test(half) ? 'am' : 'pm'}`);
  // Two digits of a year stand first here.
  return `${year!.length === 2 ? `20${year}` : year}-${month}-${day} ${time}`;
}
