import type { MessageKind } from './messages/letter.ts';
import { noticeKind } from './notices/noticeKind.ts';
import { testKind } from './notices/testKind.ts';

/** Every kind of message that this server writes. */
export const messageKinds: readonly MessageKind[] = [noticeKind, testKind];
