/** One way to write dates. */
interface DateWriter {
  readonly order: 'dmy' | 'mdy' | 'ymd';
  readonly iso: boolean;
  /** Seconds that a text tells apart. */
  readonly step: number;
  write(at: Date): string;
}

const two = (n: number) => String(n).padStart(2, '0');
export const day = (d: Date) => two(d.getUTCDate());
export const month = (d: Date) => two(d.getUTCMonth() + 1);
export const clock = (d: Date) => `${two(d.getUTCHours())}:${two(d.getUTCMinutes())}`;
const arabic = (text: string) => text.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)));
const half = (d: Date, am: string, pm: string) =>
  `${two(d.getUTCHours() % 12 || 12)}:${two(d.getUTCMinutes())} ${d.getUTCHours() < 12 ? am : pm}`;

export const dateWriters: readonly DateWriter[] = [
  { order: 'ymd', iso: true, step: 60, write: (d) => `${d.toISOString().slice(0, 10)} ${clock(d)}:00` },
  { order: 'ymd', iso: false, step: 1, write: (d) => d.toISOString().replace('.000', '') },
  { order: 'ymd', iso: false, step: 86_400, write: (d) => d.toISOString().slice(0, 10) },
  {
    order: 'dmy',
    iso: false,
    step: 60,
    write: (d) => `${day(d)}/${month(d)}/${d.getUTCFullYear()} ${clock(d)}`,
  },
  {
    order: 'mdy',
    iso: false,
    step: 60,
    write: (d) => `${month(d)}/${day(d)}/${d.getUTCFullYear()} ${half(d, 'AM', 'PM')}`,
  },
  { order: 'dmy', iso: false, step: 86_400, write: (d) => `${day(d)}.${month(d)}.${d.getUTCFullYear()}` },
  {
    order: 'dmy',
    iso: false,
    step: 60,
    write: (d) => `${day(d)}-${month(d)}-${d.getUTCFullYear()} ${half(d, 'ص', 'م')}`,
  },
  {
    order: 'ymd',
    iso: false,
    step: 60,
    write: (d) => arabic(`${d.getUTCFullYear()}/${month(d)}/${day(d)} ${clock(d)}`),
  },
];
