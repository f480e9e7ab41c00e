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
  /** Shown above the items, e.g. that they are only near to what was typed. */
  readonly lead: string | null;
  /** Shown under the items, e.g. that there are more. */
  readonly note: string | null;
  /** `add`: Shift, Ctrl or ⌘ was held. */
  readonly onChoose: (id: string, add: boolean) => void;
  /** The item that the keyboard or the pointer is on; null when the list closes. */
  readonly onFocus: (id: string | null) => void;
}

/**
 * A field that finds things by name while one types; / and Ctrl K go to it from anywhere. Enter takes the item that the
 * keyboard is on, else the first.
 */
export function SearchBox(props: Props) {
  const { label, placeholder, empty, query, onQuery, sections, lead, note, onChoose, onFocus } = props;
  const input = useRef<HTMLInputElement>(null);
  const held = useRef(false);
  const hold = (event: { shiftKey: boolean; ctrlKey: boolean; metaKey: boolean }) => {
    held.current = event.shiftKey || event.ctrlKey || event.metaKey;
  };

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const command = (event.ctrlKey || event.metaKey) && !event.altKey && event.code === 'KeyK';
      // The same key writes ظ on an Arabic keyboard.
      const slash = /^[/ظ]$/.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (!command && (!slash || isEditing(event.target))) return;
      if (document.querySelector('dialog[open]')) return;
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
        if (key !== null) onChoose(String(key), held.current);
      }}
      onOpenChange={(open) => {
        if (!open) onFocus(null);
      }}
      menuTrigger="focus"
      allowsEmptyCollection
      defaultFilter={() => true}
    >
      <Search size="0.9375rem" aria-hidden="true" className="search-glass" />
      <Input
        ref={input}
        className="search-input"
        placeholder={placeholder}
        spellCheck="false"
        enterKeyHint="search"
        onKeyDownCapture={(event) => {
          hold(event);
          const first = sections[0]?.items[0];
          const isOnItem = event.currentTarget.hasAttribute('aria-activedescendant');
          if (event.key !== 'Enter' || event.nativeEvent.isComposing || isOnItem || !first) return;
          if (query.trim() === '') return;
          event.preventDefault();
          event.stopPropagation();
          onChoose(first.id, held.current);
        }}
      />
      <kbd className="search-key">/</kbd>
      <Popover className="search-list" placement="bottom start" offset={4}>
        {lead && <p className="search-note">{lead}</p>}
        <ListBox<SearchSection>
          onPointerDownCapture={hold}
          renderEmptyState={() => <p className="search-note">{empty}</p>}
        >
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
                          <bdi className="cut search-aside" lang={aside.language}>
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
