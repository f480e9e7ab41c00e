import { healthSection } from './healthSection.tsx';
import { heldSection } from './heldSection.tsx';
import { jobsSection } from './jobsSection.tsx';
import { matchedSection } from './matchedSection.tsx';
import { noticesSection } from './noticesSection.tsx';
import { problemsSection } from './problemsSection.tsx';
import { ratingsSection } from './ratingsSection.tsx';
import { referenceSection } from './referenceSection.tsx';
import type { Section } from './section.ts';
import { sharedSection } from './sharedSection.tsx';
import { sourcesSection } from './sourcesSection.tsx';
import { unreadableSection } from './unreadableSection.tsx';

/** The parts of the administrator's page, in the order in which they are read. */
export const sections: readonly Section[] = [
  healthSection,
  sourcesSection,
  matchedSection,
  jobsSection,
  noticesSection,
  problemsSection,
  unreadableSection,
  heldSection,
  sharedSection,
  referenceSection,
  ratingsSection,
];
