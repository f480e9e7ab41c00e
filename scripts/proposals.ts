/**
 * Proposes a mapping for each sheet of the corpus and says how many columns it gets right.
 *
 *   npm run proposals
 *   npm run proposals -- --only zendesk
 */
import { corpus, countsOf, type Judged, judge } from '../tests/corpus/score.ts';
import { runCommand } from './terminal.ts';

const help = `
Proposes a mapping for invented exports of known systems (tests/corpus/sheets) and compares it with the right one.

  npm run proposals -- [--only TEXT] [--missed]

  --only TEXT  only sheets whose system, title or language holds it
  --missed     lists also what was missed and asked

right, asked (mapped to nothing, but among the columns of a question about its field), missed: of the columns that say
something of a request. asking: sheets about which a column is asked. wrong: mapped to another field, or to one though
the column has to stay unmapped (personal data, texts, other dates); in per cent of all columns.
`;

const options = {
  only: { type: 'string', default: '' },
  missed: { type: 'boolean', default: false },
} as const;

await runCommand(help, options, async ({ only, missed }) => {
  const wanted = only.toLowerCase();
  const sheets = corpus().filter(({ system, title, language }) =>
    `${system} ${title} ${language}`.toLowerCase().includes(wanted),
  );
  const judged: Judged[] = [];
  for (const sheet of sheets) judged.push(...(await judge(sheet)));
  const line = (name: string, of: readonly Judged[]) => {
    const { sheets, asking, all, telling, right, asked, wrong, missed } = countsOf(of);
    const cells = [sheets, asking, all, telling, right, `${percent(right, telling)} %`, asked, missed, wrong];
    console.log(
      name.padEnd(34) +
        [...cells, `${percent(wrong, all)} %`].map((cell) => String(cell).padStart(9)).join(''),
    );
  };
  const table = (title: string, keyOf: (each: Judged) => string) => {
    const head = ['sheets', 'asking', 'columns', 'telling', 'right', '', 'asked', 'missed', 'wrong', ''];
    console.log(`\n${title.padEnd(34)}${head.map((cell) => cell.padStart(9)).join('')}`);
    for (const key of [...new Set(judged.map(keyOf))].sort())
      line(
        key,
        judged.filter((each) => keyOf(each) === key),
      );
  };
  table('System', ({ sheet }) => sheet.system);
  table('Language', ({ sheet }) => sheet.language);
  line('all', judged);
  for (const verdict of missed ? (['missed', 'asked', 'wrong'] as const) : (['wrong'] as const)) {
    console.log(`\n${verdict}:`);
    for (const each of judged.filter((one) => one.verdict === verdict)) {
      const { sheet, header, wanted, got } = each;
      console.log(
        `  ${sheet.language} ${sheet.system}, ${sheet.title}: ${header}: ${wanted || 'unmapped'}${got && `, was ${got}`}`,
      );
    }
  }
});

function percent(part: number, of: number): string {
  return of === 0 ? '–' : ((part / of) * 100).toFixed(1);
}
