import { parseReference, type Reference } from '../../intake/reference.ts';
import { serveWork, type WorkPort } from './workshop.ts';

let reference: Promise<Reference> | undefined;

serveWork(self as unknown as WorkPort, () => {
  reference ??= import('./referenceFiles.ts').then(({ referenceFiles }) => parseReference(referenceFiles));
  return reference;
});
