import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CsvReader } from '../../../src/intake/formats/csvReader.ts';

function read(text: string, delimiter = ',', chunk = text.length || 1) {
  const records: { values: string[]; line: number }[] = [];
  const reader = new CsvReader(delimiter, (values, line) => records.push({ values, line }));
  for (let i = 0; i < text.length; i += chunk) reader.push(text.slice(i, i + chunk));
  reader.end();
  return { records, faults: reader.faults };
}

describe('CsvReader', () => {
  it('tells the line on which a record starts, also after quoted line breaks', () => {
    const { records } = read('a,b\r\n1,"x\r\ny\r\nz"\r\n\r\n2,"q\rr"\n3,"s\nt"\n4,u');
    expect(records.map((record) => [record.values[0], record.line])).toEqual([
      ['a', 1],
      ['1', 2],
      ['2', 6],
      ['3', 8],
      ['4', 10],
    ]);
  });

  it('reads the same whatever the size of the chunks', () => {
    const text = 'a,"b ""c"" d"\r\n"e\r\nf",g\r\r\n"",\n"h"i,j"k\n';
    const whole = read(text);
    for (let size = 1; size < text.length; size++) expect(read(text, ',', size)).toEqual(whole);
    expect(whole.records.map((record) => record.values)).toEqual([
      ['a', 'b "c" d'],
      ['e\r\nf', 'g'],
      ['', ''],
      ['hi', 'j"k'],
    ]);
  });

  it('reads what keeps a spreadsheet from taking a text for a number', () => {
    const { records, faults } = read('a,b,c\r\n="00123",="1/2",x\r\n"=""007""",=1+1,=""\r\n');
    expect(records.map(({ values }) => values)).toEqual([
      ['a', 'b', 'c'],
      ['00123', '1/2', 'x'],
      ['007', '=1+1', ''],
    ]);
    expect(faults.strayQuotes).toBe(0);
  });

  it('takes a quote that is never closed literally, and keeps the rows after it', () => {
    const { records, faults } = read('id,text\n1,"open\n2,fine\n3,fine\n');
    expect(records.map((record) => record.values)).toEqual([
      ['id', 'text'],
      ['1', '"open'],
      ['2', 'fine'],
      ['3', 'fine'],
    ]);
    expect(records.map((record) => record.line)).toEqual([1, 2, 3, 4]);
    expect(faults).toEqual({ strayQuotes: 1, strayQuoteLines: [2] });
  });

  it('does not hold the rest of a large file for one open quote', () => {
    const rows = 'x'.repeat(1000);
    const text = `a,b\n1,"${`${rows},y\n`.repeat(18_000)}`;
    const { records } = read(text, ',', 2 ** 16);
    expect(records).toHaveLength(18_001);
    expect(records.at(-1)).toEqual({ values: [rows, 'y'], line: 18_001 });
  });

  it('keeps a field of several million characters whole', () => {
    const long = 'ab"\n'.repeat(1_000_000);
    const { records } = read(`a,b\n1,"${long.replaceAll('"', '""')}"\n2,c`, ',', 2 ** 16);
    expect(records).toHaveLength(3);
    expect(records[1]?.values[1]).toBe(long);
    expect(records[2]?.line).toBe(1_000_003);
  });

  it('agrees with csv-parse on anything that csv-parse or this writer quotes properly', () => {
    const field = fc.string({
      unit: fc.constantFrom('a', 'ب', '"', ',', ';', '\n', '\r', ' ', '\t', '🚗'),
      maxLength: 6,
    });
    fc.assert(
      fc.property(
        fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
        fc.constantFrom(',', ';', '\t'),
        fc.constantFrom('\n', '\r\n'),
        fc.integer({ min: 1, max: 7 }),
        (rows, delimiter, newline, chunk) => {
          const text = rows
            .map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(delimiter))
            .join(newline);
          const theirs = parse(text, { delimiter, relax_column_count: true, record_delimiter: newline });
          expect(read(text, delimiter, chunk).records.map((record) => record.values)).toEqual(theirs);
        },
      ),
      { numRuns: 500 },
    );
  });
});
