import type { FileLayout } from '../src/intake/fileLayout.ts';
import type { Preview } from '../src/intake/importFile.ts';
import { problemText } from '../src/intake/report/valueProblem.ts';

const widest = 40;

/** What the first rows become, for a terminal: a block for each row, a line for each field. */
export function previewText({ fields, rows }: Preview, layout: FileLayout): string {
  const cut = (text: string) => (text.length > widest ? `${text.slice(0, widest - 1)}…` : text);
  const name = Math.max(...fields.map((field) => field.length));
  const source = Math.min(
    widest,
    Math.max(...rows.flatMap(({ values }) => fields.map((field) => values[field]?.source.length ?? 0)), 6),
  );
  const out: string[] = [];
  for (const { line, values, rejected } of rows) {
    out.push(`${layout.counted} ${line}${rejected ? `  REJECTED: ${problemText(rejected)}` : ''}`);
    for (const field of fields) {
      const value = values[field];
      if (!value || (value.source === '' && value.result === null)) continue;
      const { result, problem } = value;
      const both = result && (result.en === result.ar ? result.en : `${result.en} · ${result.ar}`);
      const becomes = problem ? `!! ${problemText(problem)}` : (both ?? '—');
      out.push(`  ${field.padEnd(name)}  ${cut(value.source).padEnd(source)}  →  ${becomes}`);
    }
    out.push('');
  }
  if (rows.length === 0) out.push('There is no row.', '');
  return `${out.join('\n')}`;
}
