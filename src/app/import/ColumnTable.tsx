import { TriangleAlert } from 'lucide-react';
import { useId, useMemo } from 'react';
import { unmarked } from '../../i18n/isolate.ts';
import { isInstant, type SpanField } from '../../intake/fields.ts';
import { type ColumnLook, withheld } from '../../intake/importFile.ts';
import { durationUnits } from '../../intake/text/duration.ts';
import { Select, type SelectSection } from '../../ui/Select.tsx';
import {
  type Draft,
  type DraftFault,
  hasNumericDates,
  orderOf,
  withOrder,
  withRole,
  withUnit,
} from './draft.ts';
import { faultWords } from './draftWords.ts';
import { type ImportText, quoted, roleName } from './importText.ts';
import { fieldOf, isSpan, type Role, type RoleGroup, roleGroups } from './roles.ts';
import { useImportText } from './useImportText.ts';

interface Props {
  readonly columns: readonly ColumnLook[];
  readonly draft: Draft;
  readonly faults: readonly DraftFault[];
  readonly onDraft: (draft: Draft) => void;
}

/** The columns of the file: what each looks like, and what it is. */
export function ColumnTable({ columns, draft, faults, onDraft }: Props) {
  const text = useImportText();
  const { t } = text;
  const sections = useMemo(() => sectionsOf(text), [text]);
  return (
    <table className="table import-table">
      <caption className="sr">{t('mapping.table')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('mapping.column')}</th>
          <th scope="col">{t('mapping.samples')}</th>
          <th scope="col" data-numeric="true">
            {t('mapping.filled')}
          </th>
          <th scope="col">{t('mapping.role')}</th>
        </tr>
      </thead>
      <tbody>
        {columns.map((look, column) => (
          <Row
            key={look.name}
            look={look}
            column={column}
            columns={columns}
            draft={draft}
            faults={faults}
            sections={sections}
            onDraft={onDraft}
          />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps extends Props {
  readonly look: ColumnLook;
  readonly column: number;
  readonly sections: readonly SelectSection<Role>[];
}

function Row({ look, column, columns, draft, faults, sections, onDraft }: RowProps) {
  const text = useImportText();
  const { t, formats } = text;
  const id = useId();
  const role = draft.roles[column] ?? 'unused';
  const wrong = faults.filter((fault) => 'column' in fault && fault.column === column);
  const header = columns.map(({ name }) => name);
  return (
    <tr data-column={look.name} data-unused={role === 'unused' || undefined}>
      <th scope="row" className="import-column">
        <bdi>{look.name}</bdi>
      </th>
      <td className="import-samples">
        {look.samples.length === 0 ? (
          <span className="import-quiet">{t('mapping.noSamples')}</span>
        ) : (
          <ul>
            {look.samples.map((sample, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: withheld values are all alike
              <li key={i} className="cut">
                <bdi data-withheld={sample === withheld || undefined}>{sample}</bdi>
              </li>
            ))}
          </ul>
        )}
        {look.personal && (
          <p className="import-personal">
            {t(role === 'unused' ? 'mapping.personal' : 'mapping.personalUsed')}
          </p>
        )}
      </td>
      <td data-numeric="true" className="num">
        {formats.share(look.filled)}
      </td>
      <td className="import-role">
        <div className="import-fields">
          <Select
            label={unmarked(t('mapping.roleOf', { column: quoted(text, look.name) }))}
            sections={sections}
            value={role}
            quiet={role === 'unused'}
            invalid={wrong.length > 0}
            describedBy={wrong.length > 0 ? id : undefined}
            onChange={(next) => onDraft(withRole(draft, column, next))}
          />
          {isInstant(role) && hasNumericDates(look.samples) && (
            <OrderSelect text={text} name={look.name} draft={draft} field={role} onDraft={onDraft} />
          )}
          {isSpan(role) && (
            <UnitSelect
              text={text}
              name={look.name}
              draft={draft}
              field={fieldOf(role) as SpanField}
              onDraft={onDraft}
            />
          )}
        </div>
        {wrong.length > 0 && (
          <p className="import-wrong" id={id}>
            <TriangleAlert size="0.875rem" aria-hidden />
            {wrong.map((fault) => faultWords(text, fault, header)).join(' ')}
          </p>
        )}
      </td>
    </tr>
  );
}

interface OrderProps {
  readonly text: ImportText;
  readonly name: string;
  readonly draft: Draft;
  readonly field: Parameters<typeof withOrder>[1];
  readonly onDraft: (draft: Draft) => void;
}

const orders = ['dmy', 'mdy', 'ymd'] as const;

function OrderSelect({ text, name, draft, field, onDraft }: OrderProps) {
  const { t } = text;
  const order = orderOf(draft, field);
  const offered = order === null ? (['auto', ...orders] as const) : orders;
  return (
    <Select
      label={t('mapping.orderOf', { column: quoted(text, name) })}
      sections={[
        {
          id: 'orders',
          name: t('mapping.order'),
          options: offered.map((id) => ({ id, name: t(`mapping.order.${id}`) })),
        },
      ]}
      value={order ?? 'auto'}
      onChange={(next) => {
        if (next !== 'auto') onDraft(withOrder(draft, field, next));
      }}
    />
  );
}

interface UnitProps extends Omit<OrderProps, 'field'> {
  readonly field: SpanField;
}

function UnitSelect({ text, name, draft, field, onDraft }: UnitProps) {
  const { t } = text;
  return (
    <Select
      label={t('mapping.unitOf', { column: quoted(text, name) })}
      sections={[
        {
          id: 'units',
          name: t('mapping.unit'),
          options: (['auto', ...durationUnits] as const).map((id) => ({ id, name: t(`mapping.unit.${id}`) })),
        },
      ]}
      value={draft.units[field] ?? 'auto'}
      onChange={(next) => onDraft(withUnit(draft, field, next === 'auto' ? null : next))}
    />
  );
}

function sectionsOf(text: ImportText): SelectSection<Role>[] {
  const option = (id: Role) => ({ id, name: roleName(text, id) });
  return [
    { id: 'unused', name: null, options: [option('unused')] },
    ...(Object.keys(roleGroups) as RoleGroup[]).map((group) => ({
      id: group,
      name: text.t(`role.group.${group}`),
      options: roleGroups[group].map(option),
    })),
  ];
}
