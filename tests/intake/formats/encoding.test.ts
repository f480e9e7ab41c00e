import { gzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { csv, importFile, oneByte } from '../../support/exports.ts';

// Guards: letters are read as they were written, also where lines of one file are in two encodings.

const header = ['رقم الطلب', 'تاريخ الطلب', 'المنطقة', 'الموضوع'];
const rowOf = (i: number) => [
  `${i}`,
  `2026-03-${String((i % 28) + 1).padStart(2, '0')}`,
  'نايف',
  'حفرة في الطريق',
];
const lines = Array.from({ length: 40 }, (_, i) => csv([rowOf(i)]));
const utf8 = (text: string) => new TextEncoder().encode(text);
const joined = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));

describe('a file of two encodings', () => {
  it.each([
    [
      'UTF-8 first',
      (text: string, i: number) => (i < 25 ? utf8(text) : oneByte(text, 'windows-1256')),
      26,
      15,
    ],
    [
      'Windows-1256 first',
      (text: string, i: number) => (i < 25 ? oneByte(text, 'windows-1256') : utf8(text)),
      16,
      25,
    ],
    ['in turn', (text: string, i: number) => (i % 2 ? oneByte(text, 'windows-1256') : utf8(text)), 21, 20],
  ] as const)('is read line by line, and its lines are counted: %s', async (_, write, utf8Lines, others) => {
    const bytes = joined(utf8(csv([header])), ...lines.map(write));
    for (const content of [bytes, gzipSync(bytes)]) {
      const done = await importFile(content);
      expect(done.layout.encoding).toMatchObject({ label: 'utf-8', also: 'windows-1256' });
      expect(done.report).toMatchObject({ read: 40, rows: 40, unplaced: 0 });
      expect(done.words.topic.map((topic) => topic.ar)).toEqual(['حفرة في الطريق']);
      expect(done.report.notes.join()).toContain(
        `two encodings: ${utf8Lines} lines with letters beyond ASCII in UTF-8, ${others} in windows-1256`,
      );
      expect(done.report.mapping.encoding).toBe('utf-8+windows-1256');
    }
  });

  it('is read the same by the mapping that was suggested for it', async () => {
    const bytes = joined(utf8(csv([header, rowOf(1)])), oneByte(csv([rowOf(2)]), 'windows-1256'));
    const mapping = { columns: { opened: 'تاريخ الطلب', topic: 'الموضوع' }, encoding: 'utf-8+windows-1256' };
    const done = await importFile(bytes, { mapping });
    expect(done.words.topic).toHaveLength(1);
    expect(done.report.noted.find(({ code }) => code === 'mixedEncodings')?.values).toMatchObject({
      utf8: 2,
      other: 1,
    });
  });

  it('reads Windows-1252 beside UTF-8', async () => {
    const bytes = joined(
      utf8('opened,motif\n2026-01-01,Éclairage\n'),
      oneByte('2026-01-02,Éclairage\n', 'windows-1252'),
    );
    const done = await importFile(bytes);
    expect(done.layout.encoding.also).toBe('windows-1252');
    expect(done.words.topic.map((topic) => topic.en)).toEqual(['Éclairage']);
  });
});

describe('an encoding of one byte', () => {
  it('tells ISO 8859-6 from Windows-1256 by their letters', async () => {
    const text = csv([header, ...Array.from({ length: 10 }, (_, i) => rowOf(i))]);
    // In ISO 8859-6 the letters lie 0x560 below Unicode's.
    const iso = Uint8Array.from(text, (c) =>
      c.charCodeAt(0) < 0x80 ? c.charCodeAt(0) : c.charCodeAt(0) - 0x560,
    );
    const done = await importFile(iso);
    expect(done.layout.encoding.label).toBe('iso-8859-6');
    expect(done.report).toMatchObject({ rows: 10, unplaced: 0 });
  });

  it('knows the halves of the day, though they stand alone', async () => {
    const done = await importFile(oneByte('opened,topic\n17-04-2024 09:29 م,Noise\n', 'windows-1256'));
    expect(done.layout.encoding.label).toBe('windows-1256');
    expect(done.time('opened', 0)).toBe('2024-04-17T21:29:00Z');
  });

  it('believes an XML declaration, unless it says UTF-8 and is not', async () => {
    const xml = (encoding: string) =>
      `<?xml version="1.0" encoding="${encoding}"?><service_requests><request><requested_datetime>2026-01-01</requested_datetime><service_name>حفرة في الطريق</service_name></request></service_requests>`;
    for (const declared of ['windows-1256', 'utf-8']) {
      const done = await importFile(oneByte(xml(declared), 'windows-1256'));
      expect(done.layout.encoding.label).toBe('windows-1256');
      expect(done.words.topic.map((topic) => topic.ar)).toEqual(['حفرة في الطريق']);
    }
  });
});
