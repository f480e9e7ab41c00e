import { choiceLines } from '../../i18n/choiceLines.ts';
import { unmarked } from '../../i18n/isolate.ts';
import type { Text } from '../../i18n/text.ts';
import type { Choice } from '../../model/choice.ts';
import { choiceText } from '../../model/choiceText.ts';
import type { City } from '../../model/city.ts';
import type { DayRange } from '../../model/filter.ts';
import { type Manifest, versionOf } from '../../model/manifest.ts';
import type { MeasureId } from '../../model/measures.ts';
import type { Fact, SheetLabels } from '../sheet.ts';

/** What has to be known beside a table that leaves the page. */
export interface About {
  readonly city: City;
  readonly manifest: Manifest;
  /** Under which it was counted. */
  readonly choice: Choice;
  /** The period that changes are counted against; null where there are none. */
  readonly compared: DayRange | null;
  /** Measures whose definitions belong to it. */
  readonly measures: readonly MeasureId[];
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
  return plain([
    { name: t('fact.contents'), value: what },
    { name: t('fact.period'), value: period ? formats.range(period) : '' },
    ...(compared ? [{ name: t('fact.compared'), value: formats.range(compared) }] : []),
    ...(chosen.length > 0 ? chosen : [{ name: t('fact.choice'), value: t('fact.noChoice') }]),
    { name: t('fact.text'), value: choiceText(choice) },
    ...dataFacts(text, { city, manifest, measures }),
    ...measures.map((id) => ({ name: t(`measure.${id}`), value: t(`formula.${id}`) })),
  ]);
}

/** What has to be known of the data that a table is of: their moment, version, source, zones and time zone. */
export function dataFacts(
  text: Text,
  { city, manifest, measures }: Pick<About, 'city' | 'manifest' | 'measures'>,
): Fact[] {
  const { t, formats } = text;
  const { source, residentsYear, zones } = city.zones;
  const residents = zones.reduce((sum, zone) => sum + (zone.residents ?? 0), 0);
  return plain([
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
  ]);
}

/** Texts of cells stand alone: marks of direction would only be in the way of whoever searches them. */
function plain(facts: readonly Fact[]): Fact[] {
  return facts.map(({ name, value }) => ({ name: unmarked(name), value: unmarked(value) }));
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
