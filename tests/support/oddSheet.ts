import { blobOf, type FileFormat } from '../../src/export/formats.ts';
import { type CellValue, type Piece, pieceOf, type Sheet } from '../../src/export/sheet.ts';
import { seeded } from './seeded.ts';

/** A sheet with all that a format may trip over, in a zone whose clock goes back in an hour that it has. */
const sheet: Sheet = {
  name: 'المتجاوزة للمدة المستهدفة: ديرة',
  columns: [
    { kind: 'text', id: 'ref', title: 'المرجع' },
    { kind: 'integer', id: 'count', title: 'العدد' },
    { kind: 'number', id: 'hours', title: 'Hours' },
    { kind: 'share', id: 'rate', title: 'نسبة الإنجاز' },
    { kind: 'instant', id: 'opened', title: 'Opened' },
    { kind: 'day', id: 'day', title: 'اليوم' },
    {
      ...{ kind: 'code', id: 'zone', title: 'المنطقة', codeTitle: 'رمز: المنطقة' },
      words: [
        { code: '226', name: 'القوز الصناعية الأولى' },
        { code: '=C1', name: 'A, "quoted" & <b> 😀' },
      ],
    },
  ],
  facts: [
    { name: 'الفترة الزمنية', value: '1–31 أكتوبر 2026' },
    { name: 'Choice', value: '=1+1 & <x>' },
  ],
  rightToLeft: true,
  timeZone: 'Europe/Berlin',
  labels: { facts: 'عن الملف', part: '{n}', cut: 'نصوص مقتطعة', cutNote: '{n} من النصوص' },
};

/** 2026-10-25T00:00Z: an hour later the clock of the zone goes from 3 to 2 o'clock. */
const beforeChange = Date.UTC(2026, 9, 25) / 1000;
const texts = [
  'SR-1',
  '=1+1',
  'بلاغ، "مهم"\nسطر ثانٍ',
  ' edge ',
  '_x0041_',
  'half \uD83D',
  '',
  null,
  undefined,
];

/** Rows in pieces, the last one with a text that no cell of Excel holds; enough for several chunks of every format. */
function* pieces(): Generator<Piece> {
  const random = seeded(11);
  const some = (value: number): CellValue =>
    [value, value, value, null, Number.NaN][Math.floor(random() * 5)];
  for (let from = 0; from < 60_000; from += 20_000)
    yield pieceOf(
      sheet.columns.length,
      Array.from({ length: 20_000 }, (_, i) => [
        texts[(from + i) % texts.length],
        some(Math.floor((random() - 0.2) * 1e7)),
        some((random() - 0.5) * Number(`1e${Math.floor(random() * 40 - 20)}`)),
        some(random()),
        some(beforeChange + i),
        some(10_000 + (i % 20_000)),
        some(i % 2),
      ]),
    );
  yield pieceOf(sheet.columns.length, [[`${'ب'.repeat(32_766)}😀`, 1, 0, 1, beforeChange + 5400, 0, 0]]);
}

/** The odd sheet as a file. */
export async function oddFile(format: FileFormat): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await (await blobOf(format, sheet, pieces())).arrayBuffer());
}
