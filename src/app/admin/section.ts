import type { ReactNode } from 'react';
import type { AdminState, CityState, SeenOrder } from '../../model/adminState.ts';
import type { AdminText } from './adminText.ts';

/** What a section is drawn from. */
export interface SectionProps {
  readonly text: AdminText;
  readonly state: AdminState;
  readonly city: CityState;
  readonly see: (order: SeenOrder) => Promise<boolean>;
  /** Begins a job at once. Returns whether the server did so. */
  readonly runJob: (name: string) => Promise<boolean>;
  /** Sends a message that shows that messages arrive. Returns whether the server did so. */
  readonly sendTest: () => Promise<boolean>;
}

/** One part of the administrator's page. To add one: a file, and its line in `sections.ts`. */
export interface Section {
  readonly id: string;
  readonly title: (text: AdminText) => string;
  /** Short text at the end of the title's line. */
  readonly note?: (props: SectionProps) => ReactNode;
  /** Whether it takes the page's whole width. */
  readonly wide?: boolean;
  readonly body: (props: SectionProps) => ReactNode;
}
