/**
 * One request as a list shows it: no personal data, no free text. Codes and instants (epoch seconds) are null where
 * there is none.
 */
export interface RequestItem {
  readonly rid: number;
  readonly ref: string;
  readonly opened: number;
  readonly responded: number | null;
  readonly dueResponse: number | null;
  readonly dueResolution: number | null;
  readonly resolved: number | null;
  readonly stage: number | null;
  readonly zone: number | null;
  readonly place: number | null;
  readonly category: number | null;
  readonly channel: number | null;
  /** Of its channel; null where none is told. */
  readonly account: number | null;
  readonly topic: number | null;
  readonly entity: number | null;
  readonly priority: number | null;
  readonly language: number | null;
  readonly customerKind: number | null;
  readonly satisfaction: number | null;
  /** How many files came with it; null where nobody knows. */
  readonly attachments: number | null;
}

/** What a list can be ordered by. */
export type ListOrderBy = 'rid' | Exclude<keyof RequestItem, 'rid' | 'ref' | 'attachments'>;
export interface ListOrder {
  readonly by: ListOrderBy;
  readonly descending: boolean;
}
