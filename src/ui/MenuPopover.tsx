import type { RefObject } from 'react';
import { Menu, MenuItem } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';

/** What can be done with a card's content, in the order of the menu. */
export interface MenuAction {
  readonly id: string;
  readonly label: string;
  /** `from`: the button that the menu belongs to. */
  readonly run: (from: HTMLElement) => void;
}

interface Props {
  readonly trigger: RefObject<HTMLButtonElement | null>;
  readonly label: string;
  readonly actions: readonly MenuAction[];
  readonly onClose: () => void;
}

/** A menu beside its button; Esc or a press elsewhere closes it, and the button has the focus again. */
export default function MenuPopover({ trigger, label, actions, onClose }: Props) {
  return (
    <Popover
      className="menu-popover"
      triggerRef={trigger}
      isOpen
      placement="bottom end"
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Menu
        className="menu"
        aria-label={label}
        autoFocus="first"
        onAction={(id) => {
          onClose();
          if (trigger.current) actions.find((action) => action.id === id)?.run(trigger.current);
        }}
      >
        {actions.map(({ id, label: name }) => (
          <MenuItem key={id} id={id} className="menu-item" textValue={name}>
            {name}
          </MenuItem>
        ))}
      </Menu>
    </Popover>
  );
}
