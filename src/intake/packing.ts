/** What a table may be packed in. */
export type Packing = 'gzip' | 'zip';
