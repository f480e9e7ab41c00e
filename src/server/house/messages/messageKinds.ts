import type { MessageKind } from './letter.ts';

/** Every kind of message that this server writes. */
export const messageKinds: readonly MessageKind[] = [];
