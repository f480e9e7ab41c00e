/** A sentence in both languages of the page. */
export interface Said {
  readonly en: string;
  readonly ar: string;
}
