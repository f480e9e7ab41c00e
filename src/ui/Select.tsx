import { ChevronDown } from 'lucide-react';
import { memo, type ReactElement } from 'react';
import { Button } from 'react-aria-components/Button';
import { Header, ListBox, ListBoxItem, ListBoxSection } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Select as AriaSelect, SelectValue } from 'react-aria-components/Select';
import './Select.css';

export interface SelectOption<Id extends string> {
  readonly id: Id;
  readonly name: string;
}

/** Options that belong together; the name is null for those that stand alone. */
export interface SelectSection<Id extends string> {
  readonly id: string;
  readonly name: string | null;
  readonly options: readonly SelectOption<Id>[];
}

interface Props<Id extends string> {
  readonly label: string;
  readonly sections: readonly SelectSection<Id>[];
  /** Null where none of the options is the case: `placeholder` stands there. */
  readonly value: Id | null;
  readonly placeholder?: string;
  /** What the button says of the chosen option, where that is not its name. */
  readonly shown?: string;
  readonly onChange: (id: Id) => void;
  /** Id of the text that says what is wrong with the choice. */
  readonly describedBy?: string | undefined;
  readonly invalid?: boolean;
  /** Drawn as something that is not used. */
  readonly quiet?: boolean;
}

/** One of many, in a list that opens. Drawn anew only where a property is another one: its list is costly. */
export const Select = memo(function Select(props: Props<string>) {
  const { label, sections, value, onChange, describedBy, placeholder, shown } = props;
  const { invalid = false, quiet = false } = props;
  return (
    <AriaSelect
      className="select"
      aria-label={label}
      value={value}
      {...(placeholder === undefined ? {} : { placeholder })}
      isInvalid={invalid}
      onChange={(key) => {
        if (key !== null) onChange(String(key));
      }}
    >
      <Button
        className="select-button"
        data-quiet={quiet || undefined}
        {...(describedBy ? { 'aria-describedby': describedBy } : {})}
      >
        <SelectValue className="cut select-value">
          {({ selectedText, defaultChildren }) => shown ?? (selectedText || defaultChildren)}
        </SelectValue>
        <ChevronDown size="0.9375rem" aria-hidden />
      </Button>
      <List sections={sections} />
    </AriaSelect>
  );
}) as <Id extends string>(props: Props<Id>) => ReactElement;

const List = memo(function List({ sections }: { readonly sections: readonly SelectSection<string>[] }) {
  return (
    <Popover className="select-list">
      <ListBox className="select-box">
        {sections.map(({ id, name, options }) =>
          name === null ? (
            options.map((option) => <Option key={option.id} {...option} />)
          ) : (
            <ListBoxSection key={id} id={`section:${id}`}>
              <Header className="select-head">{name}</Header>
              {options.map((option) => (
                <Option key={option.id} {...option} />
              ))}
            </ListBoxSection>
          ),
        )}
      </ListBox>
    </Popover>
  );
});

function Option({ id, name }: SelectOption<string>) {
  return (
    <ListBoxItem id={id} textValue={name} className="select-option">
      {name}
    </ListBoxItem>
  );
}
