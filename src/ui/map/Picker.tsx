import { ChevronDown } from 'lucide-react';
import { Button } from 'react-aria-components/Button';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Select, SelectValue } from 'react-aria-components/Select';
import './Picker.css';
import { Text } from 'react-aria-components/Text';

export interface PickerItem<Id extends string> {
  readonly id: Id;
  readonly name: string;
  /** Why it cannot be chosen; shown under its name. */
  readonly reason?: string | undefined;
}

interface Props<Id extends string> {
  readonly label: string;
  readonly items: readonly PickerItem<Id>[];
  readonly chosen: Id;
  readonly onChoose: (id: Id) => void;
}

/** One of a list of things, by name; those that cannot be chosen say why. */
export function Picker<Id extends string>({ label, items, chosen, onChoose }: Props<Id>) {
  return (
    <Select
      className="picker"
      aria-label={label}
      value={chosen}
      disabledKeys={items.flatMap(({ id, reason }) => (reason ? [id] : []))}
      onChange={(key) => {
        const item = items.find(({ id }) => id === key);
        if (item) onChoose(item.id);
      }}
    >
      <Button className="picker-button">
        <SelectValue className="cut picker-value" />
        <ChevronDown size="0.875rem" aria-hidden="true" />
      </Button>
      <Popover className="picker-list" placement="bottom start">
        <ListBox items={items}>
          {({ id, name, reason }) => (
            <ListBoxItem id={id} textValue={name} className="picker-item">
              <Text slot="label">{name}</Text>
              {reason && (
                <Text slot="description" className="picker-reason">
                  {reason}
                </Text>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}
