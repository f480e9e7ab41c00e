import { gzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { FileError } from '../../../src/intake/fileError.ts';
import { csv, importFile, oneByte } from '../../support/exports.ts';

// Guards: the files of an archive that have the same columns are one table, whatever each is written in; nothing
// beside them is lost without a word.

const utf8 = (text: string) => new TextEncoder().encode(text);
const header = ['Request ID', 'Created Date', 'Zone', 'الموضوع'];
const month = (number: number) =>
  Array.from({ length: 8 }, (_, i) => [
    `${number}-${i}`,
    `2026-0${number}-${i + 10}`,
    ['Mirdif', 'Al Karama'][i % 2]!,
    ['إنارة الشارع معطلة', 'حفرة في الطريق'][i % 2]!,
  ]);

describe('a zip of several files', () => {
  const files = {
    'exports/01.csv': utf8(csv([header, ...month(1)])),
    'exports/02.csv': oneByte(csv([header, ...month(2)], ';'), 'windows-1256'),
    'exports/03.csv': utf8(csv([header, ...month(3)].map((row) => [...row].reverse()))),
    'exports/04.json.gz': gzipSync(
      utf8(
        JSON.stringify(month(4).map((row) => Object.fromEntries(row.map((value, i) => [header[i], value])))),
      ),
    ),
    'exports/readme.txt': utf8('What these files are.\nAsk the office for more.\n'),
    'exports/map.pdf': utf8('%PDF-1.7 …'),
    '__MACOSX/exports/._01.csv': utf8('x'),
  };

  it('is one table where their columns are the same, whatever each is written in', async () => {
    const done = await importFile(zipSync(files), { name: 'exports.zip' });
    expect(done.report).toMatchObject({ read: 32, rows: 32, superseded: 0, unplaced: 0, packing: ['zip'] });
    for (let number = 1; number <= 4; number++) {
      expect(done.table.refs.filter((ref) => ref.startsWith(`${number}-`))).toHaveLength(8);
    }
    expect(new Set([0, 9, 17, 25].map((row) => done.id('topic', row))).size).toBe(2);
    expect(done.report.noted).toContainEqual({
      code: 'filesTogether',
      values: { count: 4, files: '"01.csv" (8), "02.csv" (8), "03.csv" (8), "04.json" (8)' },
    });
    expect(done.report.noted).toContainEqual({
      code: 'filesLeft',
      values: { count: 2, files: '"readme.txt", "map.pdf"' },
    });
    // The next file may be written in another way.
    expect(done.report.mapping).not.toHaveProperty('encoding');
    expect(done.report.mapping).not.toHaveProperty('delimiter');
  });

  it('gives each row a number of its own', async () => {
    const part = (number: number) => utf8(csv([header, ...month(number)].map((row) => row.slice(1))));
    const done = await importFile(zipSync({ 'a.csv': part(1), 'b.csv': part(2) }));
    expect(done.table.refs.slice(7, 9)).toEqual(['#9', '#11']);
  });

  it('is refused where tables with other columns lie beside', async () => {
    const people = utf8(
      csv([
        ['Name', 'Room'],
        ['Aisha', '12'],
        ['Omar', '13'],
      ]),
    );
    const error = await importFile(zipSync({ ...files, 'people.csv': people })).catch(
      (error: unknown) => error,
    );
    expect((error as FileError).problem).toMatchObject({ code: 'files' });
    expect((error as FileError).message).toMatch(/"01\.csv".*unpack it and choose/);
  });

  it('is never half imported, and the file within is named', async () => {
    const cut = zipSync({ ...files, 'exports/04.json.gz': files['exports/04.json.gz'].subarray(0, 100) });
    const error = await importFile(cut, { name: 'exports.zip' }).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(FileError);
    expect((error as FileError).message).toMatch(/^exports\.zip: exports\/04\.json\.gz: the gzip file /);
  });
});
