import * as v from 'valibot';
import { seconds, sourceId } from './settings.ts';

const text = v.pipe(v.string(), v.nonEmpty());
/** What PostgreSQL accepts for a slot; publications are named by the same rule here. */
const plainName = v.pipe(
  v.string(),
  v.check((name) => /^[a-z0-9_]{1,63}$/.test(name), 'up to 63 lower-case letters, digits and underscores'),
);
const port = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535));

const connection = v.strictObject({
  host: text,
  port: v.optional(port, 5432),
  database: text,
  user: text,
  /** The environment variable that holds the password; without it the usual ways of PostgreSQL hold. */
  passwordEnv: v.optional(text),
  /** True: TLS with a certificate that this machine trusts; a file: the certificates that are trusted. */
  ssl: v.optional(v.union([v.boolean(), v.strictObject({ caFile: text })]), false),
});

const shared = {
  kind: v.literal('postgres'),
  id: sourceId,
  connection,
  /** `schema.table`, or a table of `public`. */
  table: text,
  /** The column that tells a request; it must be the one that the mapping calls `ref`. */
  key: text,
  /** A column of PostGIS, which the mapping sees as `NAME.longitude` and `NAME.latitude`. */
  locationColumn: v.optional(text),
  mapping: text,
  /** Names of the columns with personal data, beside the mapping's own. */
  personal: v.optional(
    v.strictObject({
      customer: v.optional(text),
      name: v.optional(text),
      phone: v.optional(text),
      email: v.optional(text),
      text: v.optional(text),
      address: v.optional(text),
    }),
  ),
};

const replication = v.strictObject({
  ...shared,
  follow: v.literal('replication'),
  publication: v.optional(plainName),
  slot: v.optional(plainName),
  /** False: the publication is the administrator's, and only checked. */
  makePublication: v.optional(v.boolean(), true),
});

const polling = v.strictObject({
  ...shared,
  follow: v.literal('polling'),
  updatedAt: text,
  /** Where the clock of `updatedAt` hangs if it is a timestamp without time zone. */
  updatedAtZone: v.optional(text, 'UTC'),
  /** A column that is true, or a date, once a request is gone. */
  goneColumn: v.optional(text),
  /** The words of it that mean gone, where they are not those of a yes and a no. */
  goneWords: v.optional(v.pipe(v.array(text), v.nonEmpty())),
  everySeconds: v.optional(seconds, 5),
  overlapSeconds: v.optional(v.pipe(v.number(), v.minValue(0)), 120),
  /** Minutes between two looks for rows that were written whatever `updatedAt` says; 0: none. */
  sweepMinutes: v.optional(v.pipe(v.number(), v.minValue(0)), 60),
});

/** What the configuration says of a table of PostgreSQL; docs/postgresql.md tells each. */
export const postgresOptions = v.variant('follow', [replication, polling]);

export type PostgresOptions = v.InferOutput<typeof postgresOptions>;
export type PostgresConnection = v.InferOutput<typeof connection>;
export type ReplicationOptions = v.InferOutput<typeof replication>;
export type PollingOptions = v.InferOutput<typeof polling>;
