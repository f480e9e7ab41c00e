import { expect, it } from 'vitest';
import { csv, importFile } from '../support/exports.ts';

/** A list of requests with so many of each kind; '' stands for those of which no kind is told. */
const listOf = (kinds: Readonly<Record<string, number>>, header: readonly string[]) => {
  const all = Object.entries(kinds).flatMap(([kind, count]) => new Array<string>(count).fill(kind));
  return csv([
    [...header],
    ...all.map((kind, i) => [`R-${i}`, `${1 + (i % 28)}/${1 + (i % 6)}/2025`, kind, 'Mirdif']),
  ]);
};

async function countsOf(kinds: Readonly<Record<string, number>>, header: readonly string[]) {
  const { table, id, report } = await importFile(listOf(kinds, header));
  const counts: Record<string, number> = {};
  for (let row = 0; row < table.length; row++) {
    const kind = id('category', row) ?? 'not told';
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return { counts, report };
}

// Guards: figures as a municipality printed them: kinds are neither joined nor rescaled, and what tells no kind is counted so.
it('has 232 requests of which 172 are complaints, 40 suggestions and 20 observations', async () => {
  for (const [header, kinds] of [
    [['Reference', 'Opened', 'Type', 'Area'], { Complaints: 172, Suggestions: 40, Observations: 20 }],
    [['رقم الطلب', 'تاريخ الطلب', 'النوع', 'المنطقة'], { شكاوى: 172, اقتراحات: 40, ملاحظات: 20 }],
  ] as const) {
    const { counts, report } = await countsOf(kinds, header);
    expect(counts).toEqual({ complaint: 172, suggestion: 40, observation: 20 });
    expect([report.read, report.rows, report.rejected]).toEqual([232, 232, 0]);
  }
});

it('has 21,275 requests of a half-year whose kinds sum to 17,663: of the other 3,612 no kind is told', async () => {
  const kinds = { Complaint: 9_163, Suggestion: 2_000, Inquiry: 6_500, '': 3_612 };
  const { counts, report } = await countsOf(kinds, ['Reference', 'Opened', 'Type', 'Area']);
  expect(counts).toEqual({ complaint: 9_163, suggestion: 2_000, inquiry: 6_500, 'not told': 3_612 });
  expect([report.rows, report.filled.category]).toEqual([21_275, 17_663]);
});
