import { createContext, type ReactNode, useContext, useEffect, useMemo } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { RawIntlProvider } from 'react-intl';
import { type Digits, type Language, localeOf } from './language.ts';
import { makeText, type Text } from './text.ts';

const TextContext = createContext<Text | null>(null);

interface Props {
  readonly language: Language;
  readonly digits?: Digits;
  /** Of the document; the product's name unless told. */
  readonly title?: string;
  readonly children: ReactNode;
}

/** Gives all below it one language, and the document its `lang` and `dir`. */
export function Provider({ language, digits = 'latn', title, children }: Props) {
  const text = useMemo(() => makeText(language, digits), [language, digits]);
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = text.direction;
    document.title = title ?? text.t('app.title');
  }, [language, text, title]);
  return (
    <I18nProvider locale={localeOf(language, digits)}>
      <RawIntlProvider value={text.intl}>
        <TextContext.Provider value={text}>{children}</TextContext.Provider>
      </RawIntlProvider>
    </I18nProvider>
  );
}

/** The language that the page is read in. */
export function useText(): Text {
  const text = useContext(TextContext);
  if (!text) throw new Error('useText: no Provider above; expected i18n/Provider around the page');
  return text;
}
