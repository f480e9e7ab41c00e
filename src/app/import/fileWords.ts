import type { FileProblem } from '../../intake/fileError.ts';
import { type ImportText, quoted, sizeOf } from './importText.ts';
import { jsonWords } from './misfitWords.ts';
import { namesOf, type Words } from './words.ts';

const todo = {
  xls: 'save',
  word: 'save',
  pdf: 'ask',
  parquet: 'columnar',
  arrow: 'columnar',
  sqlite: 'ask',
  access: 'fromAccess',
  dbase: 'save',
  shapefile: 'layer',
  mapInfo: 'layer',
  geodatabase: 'layer',
  spss: 'export',
  stata: 'export',
  sas: 'export',
  outlook: 'attached',
  numbers: 'fromNumbers',
  lotus: 'save',
  html: 'save',
  xml: 'ask',
  geometry: 'zones',
  archive: 'unpack',
  binary: 'ask',
} as const;

/** What to do with a file that is too large. */
const smaller = {
  unpacked: 'do',
  inner: 'do',
  strings: 'do',
  held: 'do',
  group: 'group.do',
  database: 'database.do',
} as const;

/** Why a file cannot be read. */
export function fileWords(text: ImportText, problem: FileProblem): Words {
  const { t, formats } = text;
  switch (problem.code) {
    case 'otherFormat':
      return {
        found: t(`file.otherFormat.${problem.format}`),
        advice: t(`file.otherFormat.${todo[problem.format]}`),
      };
    case 'truncated':
    case 'damaged':
      return {
        found:
          problem.at === 0 ? t('file.broken') : t(`file.${problem.code}`, { at: sizeOf(text, problem.at) }),
        advice: t('file.again.do'),
      };
    case 'syntax':
      return syntaxWords(text, problem);
    case 'encoding':
      return { found: t('file.encoding'), advice: t('file.encoding.do') };
    case 'tooDeep':
      return {
        found: t('file.tooDeep', { line: problem.line, most: problem.most }),
        advice: t('file.noTable.do'),
      };
    case 'encrypted':
      return { found: t('file.encrypted'), advice: t('file.encrypted.do') };
    case 'method':
      return {
        found: t('file.method', { name: quoted(text, problem.name), method: problem.method }),
        advice: t('file.method.do'),
      };
    case 'packedTwice':
      return {
        found: t('file.packedTwice', { most: problem.most }),
        advice: t('file.otherFormat.unpack'),
      };
    case 'files':
      return {
        found:
          problem.names.length === 0
            ? t('file.files.none')
            : t('file.files', { count: problem.names.length, names: namesOf(text, problem.names) }),
        advice: t('file.files.do'),
      };
    case 'tooLarge':
      return {
        found: t(`file.tooLarge.${problem.what}`, { most: formats.bytes(problem.most) }),
        advice: t(`file.tooLarge.${smaller[problem.what]}`),
      };
    case 'longRecord':
      return {
        found: t('file.longRecord', { line: problem.line, most: formats.bytes(problem.most) }),
        advice: t('file.noTable.do'),
      };
    case 'manyColumns':
      return {
        found: t('file.manyColumns', { line: problem.line, most: problem.most }),
        advice: t('file.noTable.do'),
      };
    case 'noTable':
      return {
        found: t(`file.noTable.${problem.what}`),
        advice: t(problem.what === 'xlsx' ? 'file.noTable.xlsx.do' : 'file.noTable.do'),
      };
    case 'noSheet':
      return {
        found: t('file.noSheet', {
          sheet: quoted(text, problem.sheet),
          sheets: namesOf(text, problem.sheets),
        }),
        advice: t('file.noSheet.do'),
      };
    case 'open311Error':
      return {
        found: t('file.open311Error'),
        advice: t('file.open311Error.do'),
        detail: problem.detail,
      };
  }
}

function syntaxWords(text: ImportText, problem: FileProblem & { code: 'syntax' }): Words {
  const { t } = text;
  switch (problem.what) {
    case 'json':
      return { found: jsonWords(text, problem), advice: t('file.syntax.do') };
    case 'xml':
      return {
        found: t('file.syntax', { line: problem.line }),
        advice: t('file.syntax.do'),
        detail: problem.detail,
      };
    case 'xlsx':
      return { found: t('file.broken'), advice: t('file.again.do'), detail: problem.detail };
  }
}
