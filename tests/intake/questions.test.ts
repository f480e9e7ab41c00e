import { describe, expect, it } from 'vitest';
import { answeredColumns } from '../../scripts/questions.ts';
import type { Field } from '../../src/intake/fields.ts';
import { type ColumnQuestion, type Inspection, inspect } from '../../src/intake/importFile.ts';
import { notesAfter, withAnswers } from '../../src/intake/proposal/answer.ts';
import { noteText } from '../../src/intake/report/note.ts';
import { csv, fileOf, setupOf } from '../support/exports.ts';

const rows = 24;
const two = (n: number) => String(n).padStart(2, '0');
const at = (row: number, hour: number, later = 0) => `2024-03-${two(1 + row + later)} ${two(hour)}:15:00`;

/** A file of 24 requests with these columns beside a reference and the date of opening. */
function look(
  columns: Readonly<Record<string, (row: number) => string>>,
  usual: Readonly<Record<string, (row: number) => string>> = {
    'Request ID': (row) => `R-${row}`,
    'Created Date': (row) => at(row, 8),
  },
): Promise<Inspection> {
  const all = { ...usual, ...columns };
  const table = Array.from({ length: rows }, (_, row) => Object.values(all).map((value) => value(row)));
  return inspect(setupOf(fileOf(csv([Object.keys(all), ...table]), 'requests.csv')));
}

const columnQuestions = ({ questions }: Inspection) =>
  questions.filter((question): question is ColumnQuestion => question.kind === 'column');
const cycle =
  (...values: readonly string[]) =>
  (row: number) =>
    values[row % values.length]!;

describe('a column is asked about', () => {
  it('where its name may say a field and its values do not, and is not taken', async () => {
    const found = await look({ Platform: cycle('Android', 'iOS', 'Kiosk') });
    expect(found.mapping.columns.channel).toBeUndefined();
    expect(columnQuestions(found)).toEqual([
      {
        kind: 'column',
        field: 'channel',
        candidates: [
          {
            column: 'Platform',
            named: 'partly',
            fits: 2 / 3,
            filled: 24,
            distinct: 3,
            examples: ['Android', 'iOS', 'Kiosk'],
            brings: { columns: 'Platform', notes: [] },
          },
        ],
        proposed: null,
      },
    ]);
  });

  it('where it is well named and its values are unknown', async () => {
    const found = await look({ Priority: cycle('alpha', 'beta', 'gamma') });
    expect(found.mapping.columns.priority).toBeUndefined();
    expect(columnQuestions(found)).toMatchObject([
      { field: 'priority', candidates: [{ column: 'Priority', named: 'well', fits: 0 }], proposed: null },
    ]);
    const known = await look({ Priority: cycle('low', 'high', 'medium') });
    expect(known.mapping.columns.priority).toBe('Priority');
    expect(columnQuestions(known)).toEqual([]);
  });

  it('where its name is also that of personal data, without a value of it', async () => {
    const found = await look({ 'Dirección municipal': cycle('Obras Públicas', 'Limpieza', 'Alumbrado') });
    expect(found.mapping.columns.entity).toBeUndefined();
    expect(columnQuestions(found)).toMatchObject([
      {
        field: 'entity',
        candidates: [{ column: 'Dirección municipal', examples: [], distinct: 3, fits: null }],
      },
    ]);
    // Names of people repeat less, and no field is called like theirs.
    expect(columnQuestions(await look({ 'Customer name': (row) => `Person ${row % 4}` }))).toEqual([]);
  });

  it('where numbers that are hardly called a reference repeat', async () => {
    const usual = { 'Created Date': (row: number) => at(row, 8) };
    const found = await look({ id: (row) => String(row === 5 ? 104 : 100 + row) }, usual);
    expect(found.mapping.columns.ref).toBeUndefined();
    expect(columnQuestions(found)).toMatchObject([
      { field: 'ref', candidates: [{ column: 'id', named: 'partly', distinct: 23, filled: 24 }] },
    ]);
  });

  it('where two are called alike and say something else; the first stays where that does no harm', async () => {
    const service = cycle('Roads', 'Waste');
    const harmful = await look({
      Status: cycle('Open', 'Closed'),
      'Case Status': cycle('Open', 'Open', 'Closed'),
    });
    expect(harmful.mapping.columns.stage).toBeUndefined();
    expect(columnQuestions(harmful)).toMatchObject([
      { field: 'stage', candidates: [{ column: 'Status' }, { column: 'Case Status' }], proposed: null },
    ]);
    const harmless = await look({
      Department: cycle('North', 'South'),
      Division: cycle('East', 'East', 'West'),
      service,
    });
    expect(harmless.mapping.columns.entity).toBe('Department');
    expect(columnQuestions(harmless)).toMatchObject([
      {
        field: 'entity',
        candidates: [{ column: 'Department' }, { column: 'Division' }],
        proposed: 'Department',
      },
    ]);
    // What says the same in other words is no doubt.
    const same = await look({ Department: cycle('North', 'South'), Division: cycle('N', 'S') });
    expect(columnQuestions(same)).toEqual([]);
  });

  it('where no date is called an opening and none comes before the others', async () => {
    const usual = { 'Request ID': (row: number) => `R-${row}` };
    const crossed = await look(
      { alpha: (row) => at(row, 8 + 4 * (row % 2)), beta: (row) => at(row, 10) },
      usual,
    );
    expect(crossed.mapping.columns.opened).toBeUndefined();
    expect(columnQuestions(crossed)).toMatchObject([
      {
        field: 'opened',
        candidates: [{ column: 'alpha', named: 'no', fits: 1 }, { column: 'beta' }],
        proposed: null,
      },
    ]);
    const inOrder = await look({ beta: (row) => at(row, 10), alpha: (row) => at(row, 8) }, usual);
    expect(inOrder.mapping.columns.opened).toBe('alpha');
    expect(columnQuestions(inOrder)).toEqual([]);
  });

  it('where two dates of the end are called alike', async () => {
    const found = await look({
      'Closed Date': (row) => at(row, 9, 1),
      'Completed Date': (row) => at(row, 9 + (row % 3), row % 2),
    });
    expect(found.mapping.columns.resolved).toBeUndefined();
    expect(columnQuestions(found)).toMatchObject([{ field: 'resolved', proposed: null }]);
    const one = await look({ 'Closed Date': (row) => at(row, 9, 1) });
    expect(one.mapping.columns.resolved).toBe('Closed Date');
    expect(columnQuestions(one)).toEqual([]);
  });
});

describe('the answer about a column', () => {
  it('is asked for on a terminal, with the evidence, until it is one of the choices', async () => {
    const { questions, reasons, mapping } = await look({ Platform: cycle('Android', 'iOS', 'Kiosk') });
    const asked: string[] = [];
    const replies = ['3', '1.5', '1'];
    const ask = async (text: string) => {
      asked.push(text);
      return replies.shift()!;
    };
    const answers = await answeredColumns(questions, ask, () => {});
    expect(answers).toEqual({ channel: 'Platform' });
    expect(asked).toHaveLength(3);
    expect(asked[0]).toBe(
      'channel: which column is it?\n' +
        '  1  "Platform"  (its name may say so, 67 % of its values can be read as channel, 3 different values in 24 rows; for example Android, iOS, Kiosk)\n' +
        '  2  none of these\nNumber [2]: ',
    );
    expect(withAnswers(mapping, questions, answers).columns).toEqual({
      ...mapping.columns,
      channel: 'Platform',
    });
    expect(reasons.map(({ code }) => code)).toContain('columnOpen');
    expect(notesAfter(reasons, questions, answers).map(({ code }) => code)).not.toContain('columnOpen');
  });

  it('is none where nothing is said, and moves a column that was another field', async () => {
    const { questions } = await look({ Platform: cycle('Android', 'iOS', 'Kiosk') });
    expect(
      await answeredColumns(
        questions,
        async () => '',
        () => {},
      ),
    ).toEqual({ channel: null });
    const answered = (columns: object, column: string | null) =>
      withAnswers({ columns }, questions, { channel: column }).columns;
    const before = { ref: 'A', channel: 'B', topic: { en: 'Platform', ar: 'C' } };
    expect(answered(before, null)).toEqual({ ref: 'A', topic: { en: 'Platform', ar: 'C' } });
    expect(answered(before, 'Platform')).toEqual({ ref: 'A', channel: 'Platform' });
  });

  it('is told where nobody is there, without values of the file', async () => {
    const { questions, reasons } = await look({ Platform: cycle('Android', 'iOS', 'Kiosk') });
    const said: string[] = [];
    expect(await answeredColumns(questions, null, (text) => said.push(text))).toEqual({});
    expect(said).toEqual([
      '!! channel: Platform may be it, which is not clear, so no column is taken ("Platform": its name may say so, 67 % of its values can be read as channel, 3 different values in 24 rows). If one is, write in the mapping: "columns": { "channel": … }.',
    ]);
    expect(reasons.map(noteText).join('\n')).not.toContain('Kiosk');
  });
});

// Guards: whoever answers gets what a file gets that leaves nothing to be asked: the same mapping, said the same way.
describe('a column that an answer makes a field brings', () => {
  const answer = async (found: Inspection, field: Field, column: string) => {
    const { questions, mapping, reasons } = found;
    const answers = { [field]: column };
    return {
      mapping: withAnswers(mapping, questions, answers),
      codes: notesAfter(reasons, questions, answers).map(({ code }) => code),
    };
  };

  it('its other language, and what its words mean', async () => {
    const alone = await look({
      Status: cycle('Not resolved', 'Open'),
      'Status AR': cycle('غير منجز', 'مفتوح'),
    });
    expect(alone.mapping.columns.stage).toEqual({ en: 'Status', ar: 'Status AR' });
    const asked = await look({
      Status: cycle('Not resolved', 'Open'),
      'Status AR': cycle('غير منجز', 'مفتوح'),
      'Case Status': cycle('Open', 'Open', 'Alpha', 'Beta'),
    });
    expect(asked.mapping.columns.stage).toBeUndefined();
    const { mapping, codes } = await answer(asked, 'stage', 'Status');
    expect(mapping.columns.stage).toEqual(alone.mapping.columns.stage);
    expect(mapping.words).toEqual(alone.mapping.words);
    expect(mapping.words?.stage).toEqual({ 'Not resolved': 'in-progress' });
    expect(codes.toSorted()).toEqual(alone.reasons.map(({ code }) => code).toSorted());
    // The other column knows none of these words.
    expect((await answer(asked, 'stage', 'Case Status')).mapping.words).toBeUndefined();
  });

  it('its times of day', async () => {
    const usual = { 'Request ID': (row: number) => `R-${row}` };
    const asked = await look(
      {
        alpha: (row) => at(row, 8, row % 2).slice(0, 10),
        'alpha time': (row) => `${two(row)}:15`,
        beta: (row) => at(row, 10, (row + 1) % 2).slice(0, 10),
      },
      usual,
    );
    expect(columnQuestions(asked)).toMatchObject([{ field: 'opened', proposed: null }]);
    expect((await answer(asked, 'opened', 'alpha')).mapping.columns.opened).toEqual({
      date: 'alpha',
      time: 'alpha time',
    });
    expect((await answer(asked, 'opened', 'beta')).mapping.columns.opened).toBe('beta');
  });

  it('and is what is proposed where one of two that fit alike was taken', async () => {
    const found = await look({
      Department: cycle('North', 'South'),
      'Department AR': cycle('الشمال', 'الجنوب'),
      Division: cycle('East', 'East', 'West'),
    });
    expect(found.mapping.columns.entity).toEqual({ en: 'Department', ar: 'Department AR' });
    expect(columnQuestions(found)).toMatchObject([{ field: 'entity', proposed: 'Department' }]);
    expect((await answer(found, 'entity', 'Division')).mapping.columns.entity).toBe('Division');
  });
});
