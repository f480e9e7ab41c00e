import { Search } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { ComboBox } from 'react-aria-components/ComboBox';
import { Input } from 'react-aria-components/Input';
import { Collection, Header, ListBox, ListBoxItem, ListBoxSection } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import './SearchBox.css';

export interface SearchItem {
  readonly id: string;
  /** The name in the reader's language. */
  readonly name: string;
  /** Its other name, and the language that is in. */
  readonly aside: { readonly text: string; readonly language: string } | null;
}

export interface SearchSection {
  readonly id: string;
  readonly name: string;
  readonly items: readonly SearchItem[];
}

interface Props {
  readonly label: string;
  readonly placeholder: string;
  /** Shown where a query finds nothing. */
  readonly empty: string;
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly sections: readonly SearchSection[];
  /** Shown under the items, e.g. that there are more. */
  readonly note: string | null;
  readonly onChoose: (id: string) => void;
  /** The item that the keyboard or the pointer is on; null when the list closes. */
  readonly onFocus: (id: string | null) => void;
}

/**
 * A field that finds things by name while one types; the key / goes to it from anywhere. Enter takes the item that the
 * keyboard is on, else the first.
 */
export function SearchBox(props: Props) {
  const { label, placeholder, empty, query, onQuery, sections, note, onChoose, onFocus } = props;
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isEditing(event.target))
        return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);

  return (
    <ComboBox
      className="search"
      aria-label={label}
      items={sections}
      inputValue={query}
      onInputChange={onQuery}
      value={null}
      onChange={(key) => {
        if (key !== null) onChoose(String(key));
      }}
      onOpenChange={(open) => {
        if (!open) onFocus(null);
      }}
      menuTrigger="input"
      allowsEmptyCollection={query.trim() !== ''}
      defaultFilter={() => true}
    >
      <Search size={15} aria-hidden="true" className="search-glass" />
      <Input
        ref={input}
        className="search-input"
        placeholder={placeholder}
        spellCheck="false"
        enterKeyHint="search"
        onKeyDownCapture={(event) => {
          const first = sections[0]?.items[0];
          const isOnItem = event.currentTarget.hasAttribute('aria-activedescendant');
          if (event.key !== 'Enter' || event.nativeEvent.isComposing || isOnItem || !first) return;
          event.preventDefault();
          event.stopPropagation();
          onChoose(first.id);
        }}
      />
      <kbd className="search-key">/</kbd>
      <Popover className="search-list" placement="bottom start" offset={4}>
        <ListBox<SearchSection> renderEmptyState={() => <p className="search-note">{empty}</p>}>
          {(section) => (
            <ListBoxSection id={section.id} className="search-section">
              <Header className="search-head">{section.name}</Header>
              <Collection items={section.items}>
                {({ id, name, aside }) => (
                  <ListBoxItem id={id} textValue={name} className="search-item">
                    {({ isFocused }) => (
                      <>
                        <Pointed id={id} focused={isFocused} onFocus={onFocus} />
                        <span className="search-name">{name}</span>
                        {aside && (
                          <bdi className="search-aside" lang={aside.language}>
                            {aside.text}
                          </bdi>
                        )}
                      </>
                    )}
                  </ListBoxItem>
                )}
              </Collection>
            </ListBoxSection>
          )}
        </ListBox>
        {note && <p className="search-note">{note}</p>}
      </Popover>
    </ComboBox>
  );
}

/** Tells which item is focused as soon as it is. */
function Pointed({ id, focused, onFocus }: { id: string; focused: boolean; onFocus: Props['onFocus'] }) {
  useEffect(() => {
    if (focused) onFocus(id);
  }, [id, focused, onFocus]);
  return null;
}

function isEditing(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
