import type { Text } from '../../i18n/text.ts';
import type { City } from '../../model/city.ts';
import type { ParentDimension, WordDimension } from '../../model/dimension.ts';
import type { ListColumn } from '../../query/listQuery.ts';
import type { SheetColumn } from '../sheet.ts';

/** The columns of a list's file, in their order. */
export const listColumnIds = [
  'ref',
  'category',
  'channel',
  'account',
  'service',
  'topic',
  'sector',
  'district',
  'zone',
  'place',
  'entity',
  'stage',
  'progress',
  'priority',
  'opened',
  'responded',
  'dueResponse',
  'dueResolution',
  'resolved',
  'attachments',
  'language',
  'customerKind',
  'satisfaction',
] as const;
export type ListColumnId = 'ref' | 'progress' | ParentDimension | Exclude<ListColumn, 'rid' | 'day'>;

/** What a row's codes say beside their words. */
export interface ListFacts {
  /** By stage: how far done, from 0 to 1. */
  readonly progress: readonly number[];
  readonly parents: City['parents'];
}

export function listFacts(city: City): ListFacts {
  return {
    progress: city.stages.map(({ progress }) => progress / 100),
    parents: city.parents,
  };
}

/** The columns of a list's sheet in a language: every word with its code. */
export function listSheetColumns(text: Text, city: City): SheetColumn[] {
  const { t } = text;
  return listColumnIds.map((id): SheetColumn => {
    switch (id) {
      case 'ref':
        return { kind: 'text', id, title: t('list.reference') };
      case 'progress':
        return { kind: 'share', id, title: t('list.progress') };
      case 'opened':
      case 'responded':
      case 'dueResponse':
      case 'resolved':
        return { kind: 'instant', id, title: t(`list.${id}`) };
      case 'dueResolution':
        return { kind: 'instant', id, title: t('list.due') };
      case 'attachments':
        return { kind: 'integer', id, title: t('list.attachments') };
      case 'satisfaction':
        return { kind: 'integer', id, title: t('list.rating') };
      default:
        return wordColumn(text, city, id);
    }
  });
}

function wordColumn(text: Text, city: City, id: WordDimension): SheetColumn {
  const title = text.t(`dimension.${id}`);
  const words = city.words[id].map((word) => ({ code: codeOf(word), name: text.name(word) }));
  return { kind: 'code', id, title, codeTitle: text.t('list.code', { what: title }), words };
}

/** What the city itself calls a word by: a zone's own number where it has one, else the word's id. */
export function codeOf(word: { readonly id: string; readonly code?: string | undefined }): string {
  return word.code ?? word.id;
}
