import type { ReactNode } from 'react';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import './controls.css';
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup';

export interface Segment<Id extends string> {
  readonly id: Id;
  readonly name: ReactNode;
  readonly disabled?: boolean;
}

interface Props<Id extends string> {
  readonly label: string;
  readonly segments: readonly Segment<Id>[];
  readonly chosen: Id;
  readonly onChoose: (id: Id) => void;
}

/** A few ways of seeing the same thing, one of them chosen. */
export function Segments<Id extends string>({ label, segments, chosen, onChoose }: Props<Id>) {
  return (
    <ToggleButtonGroup
      className="segments"
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[chosen]}
      onSelectionChange={(keys) => {
        const next = segments.find(({ id }) => keys.has(id));
        if (next) onChoose(next.id);
      }}
    >
      {segments.map(({ id, name, disabled = false }) => (
        <ToggleButton key={id} id={id} className="segment" isDisabled={disabled}>
          {name}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
