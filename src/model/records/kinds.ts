import type { RecordKind } from '../record.ts';
import { savedView } from './savedView.ts';

/** The kinds of records. A kind is a file of this folder and a line here. */
export const recordKinds: readonly AnyKind[] = [savedView];

/** A kind of which is not known what its records hold. */
// biome-ignore lint/suspicious/noExplicitAny: its mark takes what its own schema has let through
export type AnyKind = RecordKind<any>;
