import { ChevronDown } from 'lucide-react';
import { Button } from 'react-aria-components/Button';
import { ComboBox } from 'react-aria-components/ComboBox';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import './ComboField.css';
import './Select.css';

interface Props {
  readonly label: string;
  readonly options: readonly string[];
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Shown where nothing fits what is typed. */
  readonly empty: string;
}

/** One of very many names, found by typing a part of it. */
export function ComboField({ label, options, value, onChange, empty }: Props) {
  return (
    <ComboBox
      className="combo"
      value={value}
      onChange={(key) => {
        if (key !== null) onChange(String(key));
      }}
      defaultItems={options.map((id) => ({ id }))}
      allowsEmptyCollection
    >
      <Label className="combo-label">{label}</Label>
      <div className="combo-field">
        <Input className="combo-input" dir="ltr" spellCheck="false" />
        <Button className="combo-button">
          <ChevronDown size="0.9375rem" aria-hidden />
        </Button>
      </div>
      <Popover className="select-list">
        <ListBox<{ id: string }>
          className="select-box"
          renderEmptyState={() => <p className="select-head">{empty}</p>}
        >
          {({ id }) => (
            <ListBoxItem id={id} textValue={id} className="select-option">
              <bdi>{id}</bdi>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
