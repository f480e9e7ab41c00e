import { expect, test } from 'vitest';
import { yesOrNo } from '../../src/intake/text/yesNo.ts';
import { csv, importFile, suggestionFor } from '../support/exports.ts';

// Guards: an answer is read in the languages in which names of columns are, in each of their spellings.
test.each([
  ['Urdu', 'ہاں', 'نہیں'],
  ['Urdu, other letters', 'ھاں', 'نھیں'],
  ['Urdu, polite', 'جی ہاں', 'جی نہیں'],
  ['Arabic', 'نعم', 'لا'],
  ['Arabic of Excel', 'صحيح', 'خطأ'],
  ['Portuguese', 'Sim', 'Não'],
  ['Spanish', 'Sí', 'No'],
  ['Turkish', 'Evet', 'Hayır'],
  ['German', 'JA', 'Nein'],
  ['Chinese', '是', '否'],
  ['Korean', '예', '아니오'],
])('yes and no in %s', (_, yes, no) => {
  expect([yesOrNo(yes), yesOrNo(no), yesOrNo(`${yes}${no}`)]).toEqual([1, 0, null]);
});

test('a column of Urdu answers is proposed and read', async () => {
  const rows = Array.from({ length: 30 }, (_, i) => [
    ...[`R-${i}`, `2026-03-${String((i % 28) + 1).padStart(2, '0')} 10:15`, i % 3 ? 'نہیں' : 'ہاں'],
  ]);
  const content = csv([['Case ID', 'Created Date', 'Reopened'], ...rows]);
  expect((await suggestionFor(content)).columns.reopened).toBe('Reopened');
  const { table, report } = await importFile(content);
  expect(report.badValues).toEqual({});
  expect(Array.from({ length: 3 }, (_, row) => table.value('reopened', row))).toEqual([1, 0, 0]);
});
