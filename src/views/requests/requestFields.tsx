import type { ReactNode } from 'react';
import { nameOfKey } from '../../i18n/names.ts';
import type { Text } from '../../i18n/text.ts';
import type { City } from '../../model/city.ts';
import type { RowDimension } from '../../model/dimension.ts';
import type { ListOrderBy, RequestItem } from './requestItem.ts';

/** One thing that is said of a request. */
export interface RequestField {
  readonly id: string;
  readonly title: string;
  readonly by: ListOrderBy;
  /** Whether its first order is from the latest on. */
  readonly newestFirst: boolean;
  readonly cell: (row: RequestItem) => ReactNode;
  readonly tone?: (row: RequestItem) => 'bad' | undefined;
}

/** A word of a request, by name. */
export function wordField(text: Text, city: City, id: RowDimension): RequestField {
  return {
    id,
    title: text.t(`dimension.${id}`),
    by: id,
    newestFirst: false,
    cell: (row) => <bdi>{nameOfKey(text, city, id, row[id] ?? -1)}</bdi>,
  };
}

type InstantField = 'opened' | 'responded' | 'dueResponse' | 'dueResolution' | 'resolved';

/** An instant of a request on the city's clock. */
export function instantField(text: Text, city: City, id: InstantField, asOf: number): RequestField {
  const { t, formats, direction } = text;
  const due = id === 'dueResponse' || id === 'dueResolution';
  const late = (row: RequestItem) =>
    id === 'dueResolution' &&
    row.resolved === null &&
    row.dueResolution !== null &&
    row.dueResolution < asOf &&
    !(row.stage !== null && city.stages[row.stage]?.done);
  return {
    id,
    title: t(id === 'dueResolution' ? 'list.due' : `list.${id}`),
    by: id,
    newestFirst: true,
    tone: (row) => (late(row) ? 'bad' : undefined),
    cell: (row) => {
      const at = row[id];
      if (at === null) return <span className="list-none">{t(due ? 'list.noDue' : 'list.notYet')}</span>;
      return (
        <>
          <bdi dir={direction}>{formats.instant(at, city.timeZone.name)}</bdi>
          {late(row) && <span className="list-late"> {t('list.late')}</span>}
        </>
      );
    },
  };
}

export function referenceField({ t }: Text): RequestField {
  return {
    id: 'ref',
    title: t('list.reference'),
    by: 'rid',
    newestFirst: true,
    cell: (row) => (
      <bdi dir="ltr" className="num">
        {row.ref}
      </bdi>
    ),
  };
}

export function stageField(text: Text, city: City): RequestField {
  return {
    ...wordField(text, city, 'stage'),
    cell: (row) => (
      <>
        {nameOfKey(text, city, 'stage', row.stage ?? -1)}
        <Progress
          percent={row.stage === null ? null : (city.stages[row.stage]?.progress ?? null)}
          text={text}
        />
      </>
    ),
  };
}

/** The columns of a list, the reference first. */
export function listFields(text: Text, city: City, asOf: number): RequestField[] {
  return [
    referenceField(text),
    wordField(text, city, 'category'),
    wordField(text, city, 'topic'),
    wordField(text, city, 'zone'),
    stageField(text, city),
    instantField(text, city, 'opened', asOf),
    instantField(text, city, 'responded', asOf),
    instantField(text, city, 'dueResolution', asOf),
    instantField(text, city, 'resolved', asOf),
    wordField(text, city, 'channel'),
    wordField(text, city, 'priority'),
    wordField(text, city, 'entity'),
    wordField(text, city, 'place'),
  ];
}

function Progress({ percent, text }: { readonly percent: number | null; readonly text: Text }) {
  if (percent === null) return null;
  return (
    <span className="list-progress">
      <span className="list-track" aria-hidden="true">
        <span className="list-fill" style={{ inlineSize: `${percent}%` }} />
      </span>
      <bdi className="num">{text.formats.goal('completionRate', percent / 100)}</bdi>
    </span>
  );
}
