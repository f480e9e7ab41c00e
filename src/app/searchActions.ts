import type { Board } from '../board/board.ts';
import { type MessageId, messagesIn } from '../i18n/catalogue.ts';
import type { Language } from '../i18n/language.ts';
import type { Filter } from '../model/filter.ts';
import type { RequestColumn } from '../model/schema.ts';
import { areasOf } from '../views/areas/area.ts';
import { isAvailable, mapMeasures } from '../views/map/mapMeasures.ts';
import type { SearchAction } from '../views/search/Search.tsx';
import type { ViewActions } from '../views/view.ts';
import { openImport } from './import/importWindow.ts';
import { keysHelp } from './keysHelp.ts';
import { preferences } from './preferences.ts';
import { openSavedViews } from './savedViews/savedViews.ts';
import { switchLanguage } from './switchLanguage.ts';

interface Around {
  readonly board: Board;
  readonly actions: ViewActions;
  readonly language: Language;
  /** The other language, once its messages are there. */
  readonly other: Language | null;
  readonly fields: readonly RequestColumn[];
  /** Whether the data are only this tab's, so that a link would lead nobody to them. */
  readonly own: boolean;
  /** Whether views are saved here. */
  readonly views: boolean;
  /** What the page shows without a choice. */
  readonly usual: Filter;
  readonly copyLink: () => void;
}

/** What the page can do, in the order in which it is offered; each is known by its name in both languages, as soon as both are there. */
export function searchActions(around: Around): SearchAction[] {
  const { board, actions, language, other, fields, own, views, usual, copyLink } = around;
  const both = (name: (language: Language) => string) => (other ? [language, other] : [language]).map(name);
  const named = (id: MessageId) => both((one) => messagesIn(one)[id]);
  const ofMeasure = (id: 'search.action.map' | 'search.action.list', measure: (typeof mapMeasures)[number]) =>
    both((one) => messagesIn(one)[id].replace('{measure}', messagesIn(one)[`measure.${measure}`]));
  const known = mapMeasures.filter((measure) => isAvailable(measure, fields));
  const { theme, digits } = preferences.getState();
  const otherTheme = theme === 'dark' ? 'light' : 'dark';
  const otherDigits = digits === 'latn' ? 'arab' : 'latn';
  const general = [
    { id: 'clear', names: named('search.action.clear'), run: () => actions.onFilter(() => usual) },
    {
      id: 'beside',
      names: named('beside.title'),
      run: () => actions.onBeside(areasOf(board.store.getState().choice.filter)),
    },
    { id: 'areas', names: named('areas.title'), run: actions.onAreas },
    ...(views && !own ? [{ id: 'views', names: named('views.title'), run: openSavedViews }] : []),
    { id: 'print', names: named('search.action.print'), run: () => window.print() },
    ...(own ? [] : [{ id: 'share', names: named('share.copy'), run: copyLink }]),
    { id: 'open', names: named('own.open'), run: openImport },
    { id: 'keys', names: named('keys.open'), run: () => keysHelp.setState({ open: true }) },
    {
      id: 'language',
      names: named('search.action.language'),
      run: () =>
        void switchLanguage(language === 'ar' ? 'en' : 'ar', messagesIn(language)['language.failed']),
    },
    {
      id: 'theme',
      names: named(`theme.${otherTheme}`),
      run: () => preferences.setState({ theme: otherTheme }),
    },
    ...(language === 'ar'
      ? [
          {
            id: 'digits',
            names: named(`digits.${otherDigits}`),
            run: () => preferences.setState({ digits: otherDigits }),
          },
        ]
      : []),
  ];
  return [
    ...general.map((action) => ({ ...action, offered: true })),
    ...known.map((measure) => ({
      id: `list-${measure}`,
      names: ofMeasure('search.action.list', measure),
      run: () => actions.onList(measure, board.store.getState().choice.filter),
    })),
    ...known.map((measure) => ({
      id: `map-${measure}`,
      names: ofMeasure('search.action.map', measure),
      run: () => actions.onMeasure(measure),
    })),
  ];
}
