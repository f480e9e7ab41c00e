import type { Fact, SheetLabels } from '../../export/sheet.ts';
import { nameOfId } from '../../i18n/names.ts';
import type { Text } from '../../i18n/text.ts';
import type { Choice } from '../../model/choice.ts';
import { choiceText } from '../../model/choiceText.ts';
import type { City } from '../../model/city.ts';
import { choiceDimensions } from '../../model/dimension.ts';
import type { Filter } from '../../model/filter.ts';
import { type Manifest, versionOf } from '../../model/manifest.ts';
import type { MeasureId } from '../../model/measures.ts';
import type { Screen } from '../../model/screen.ts';

/** What has to be known beside a table that leaves the page. */
export interface About {
  readonly city: City;
  readonly manifest: Manifest;
  /** Under which it was counted. */
  readonly choice: Choice;
  /** The period that changes are counted against; null where there are none. */
  readonly compared: Screen['period'] | null;
  /** Measures whose definitions belong to it. */
  readonly measures: readonly MeasureId[];
}

/** The choices of a filter in words, one line for each dimension: `Zone: Al Twar First, Mirdif`. */
export function choiceLines(text: Text, city: City, filter: Filter): { name: string; value: string }[] {
  return choiceDimensions.flatMap((dimension) => {
    const ids = filter[dimension];
    if (!ids?.length) return [];
    const names = ids.map((id) => nameOfId(text, city, dimension, id));
    return [{ name: text.t(`dimension.${dimension}`), value: text.formats.list(names) }];
  });
}

/** The facts of a table: choice in words and as text, period, version, source and definitions, in the reader's language. */
export function factsOf(
  text: Text,
  what: string,
  { city, manifest, choice, compared, measures }: About,
): Fact[] {
  const { t, formats } = text;
  const chosen = choiceLines(text, city, choice.filter);
  const period = choice.filter.opened ?? manifest.days;
  const { source, residentsYear, zones } = city.zones;
  const residents = zones.reduce((sum, zone) => sum + (zone.residents ?? 0), 0);
  return [
    { name: t('fact.contents'), value: what },
    { name: t('fact.period'), value: period ? formats.range(period) : '' },
    ...(compared ? [{ name: t('fact.compared'), value: formats.range(compared) }] : []),
    ...(chosen.length > 0 ? chosen : [{ name: t('fact.choice'), value: t('fact.noChoice') }]),
    { name: t('fact.text'), value: choiceText(choice) },
    { name: t('fact.asOf'), value: formats.instant(manifest.asOf, city.timeZone.name) },
    { name: t('fact.version'), value: versionOf(manifest) },
    { name: t('fact.source'), value: text.name({ id: '', ...manifest.title }) },
    ...(manifest.kind === 'sample' ? [{ name: t('sample.badge'), value: t('sample.notice') }] : []),
    ...(source ? [{ name: t('fact.zones'), value: source }] : []),
    ...(residents > 0 && residentsYear && measures.includes('per1000')
      ? [
          {
            name: t('fact.residents'),
            value: t('app.population', { count: residents, year: formats.year(residentsYear) }),
          },
        ]
      : []),
    { name: t('fact.zone'), value: city.timeZone.name },
    ...measures.map((id) => ({ name: t(`measure.${id}`), value: t(`formula.${id}`) })),
  ].map(({ name, value }) => ({ name: unmarked(name), value: unmarked(value) }));
}

/** What a sheet itself says. */
export function sheetLabels({ t }: Text): SheetLabels {
  return {
    facts: t('file.facts'),
    part: t('file.part', { count: '{n}' }),
    cut: t('file.cut'),
    cutNote: t('file.cutNote', { count: '{n}' }),
  };
}

/** Texts of cells stand alone: marks of direction would only be in the way of whoever searches them. */
export function unmarked(text: string): string {
  return text.replace(/[\u200E\u200F\u061C\u2066-\u2069]/g, '');
}
