import type { Said } from '../../../model/said.ts';

/** What a receiver is given to read, in both languages. */
export interface Letter {
  readonly subject: Said;
  readonly ar: readonly Paragraph[];
  readonly en: readonly Paragraph[];
}

/** A paragraph. What is `quoted` are English words of the server, in whichever language they stand. */
export interface Paragraph {
  readonly as: 'heading' | 'text' | 'quoted' | 'address';
  readonly text: string;
}

/** A kind of message: what is kept of one until it is sent, as JSON, and how that is said. To add one: a file, and its
 * line in `messageKinds.ts`. */
export interface MessageKind<Content = unknown> {
  /** Stands beside each message that is kept: stays what it is. */
  readonly name: string;
  write(content: Content): Letter;
}
