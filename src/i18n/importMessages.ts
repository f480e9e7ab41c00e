import { badMappingMessages } from './messages/import/badMapping.ts';
import { badZonesMessages } from './messages/import/badZones.ts';
import { failureMessages } from './messages/import/failures.ts';
import { fieldMessages } from './messages/import/fields.ts';
import { fileFaultMessages } from './messages/import/files.ts';
import { mappingMessages } from './messages/import/mapping.ts';
import { noteMessages } from './messages/import/notes.ts';
import { placeNoteMessages } from './messages/import/placeNotes.ts';
import { reportMessages } from './messages/import/report.ts';
import { windowMessages } from './messages/import/window.ts';

/** The messages of the import, which come with its window. */
export const importMessages = {
  ...windowMessages,
  ...mappingMessages,
  ...fieldMessages,
  ...reportMessages,
  ...noteMessages,
  ...placeNoteMessages,
  ...fileFaultMessages,
  ...failureMessages,
  ...badMappingMessages,
  ...badZonesMessages,
};
