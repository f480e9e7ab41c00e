import { choiceLines } from '../../i18n/choiceLines.ts';
import { unmarked } from '../../i18n/isolate.ts';
import type { Text } from '../../i18n/text.ts';
import type { Filter } from '../../model/filter.ts';
import { versionOf } from '../../model/manifest.ts';
import type { Screen } from '../../model/screen.ts';
import type { MenuAction } from '../../ui/MenuPopover.tsx';
import { saveFile } from './download.ts';
import { making } from './making.ts';

/** What a picture is of. */
export interface Pictured {
  readonly title: string;
  /** What its numbers are counted under. */
  readonly filter: Filter;
  /** Whether it has changes against the period before. */
  readonly compared?: boolean;
}

/** Which part of the page a picture shows, from the button that asked for it. */
export type PartOf = (from: HTMLElement) => HTMLElement | null;

const formats = ['png', 'svg'] as const;

/** The ways to a picture of a part of the page. A map comes as PNG only: it is pixels. */
export function pictureActions(
  text: Text,
  screen: Screen,
  pictured: Pictured,
  partOf: PartOf = (from) => from.closest<HTMLElement>('.card'),
  offered: readonly (typeof formats)[number][] = formats,
): MenuAction[] {
  return offered.map((format) => ({
    id: `picture-${format}`,
    label: text.t('picture.as', { what: text.t(`picture.${format}`) }),
    run: (from) =>
      making(text, async () => {
        const part = partOf(from);
        if (!part) throw new Error('the part of the page is not there any more');
        const [{ pictureOf }, { fileName }] = await Promise.all([
          import('../../ui/picture/picture.ts'),
          import('../../export/formats.ts'),
        ]);
        const blob = await pictureOf(part, wordsOf(text, screen, pictured), format);
        const choice = choiceLines(text, screen.city, pictured.filter).map(({ value }) => value);
        const period = text.formats.range(pictured.filter.opened ?? screen.period);
        const name = fileName([pictured.title, ...choice, period].map(unmarked), format);
        saveFile(blob, name);
        return name;
      }),
  }));
}

/** The ways to a picture of the five figures, which stand in no card. */
export function figuresPictures(text: Text, screen: Screen): MenuAction[] {
  const pictured = { title: text.t('figures.title'), filter: screen.filter, compared: true };
  const part = () => document.querySelector<HTMLElement>('.page-figures');
  return formats.flatMap((format) =>
    pictureActions(text, screen, pictured, part, [format]).map((action) => ({
      ...action,
      label: text.t('picture.figures', { what: text.t(`picture.${format}`) }),
    })),
  );
}

function wordsOf(text: Text, { city, manifest, period, before }: Screen, pictured: Pictured) {
  const { t, formats } = text;
  const choice = choiceLines(text, city, pictured.filter);
  return {
    title: pictured.title,
    lines: [
      formats.range(pictured.filter.opened ?? period),
      ...(pictured.compared && before ? [`${t('fact.compared')}: ${formats.range(before.period)}`] : []),
      ...(choice.length > 0 ? choice.map(({ name, value }) => `${name}: ${value}`) : [t('fact.noChoice')]),
    ],
    facts: [
      text.name({ id: '', ...manifest.title }),
      `${t('fact.asOf')}: ${formats.instant(manifest.asOf, city.timeZone.name)}`,
      `${t('fact.version')}: \u2066${versionOf(manifest)}\u2069`,
      ...(manifest.kind === 'sample' ? [t('sample.badge')] : []),
    ],
  };
}
