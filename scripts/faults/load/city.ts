import { mkdir, writeFile } from 'node:fs/promises';
import type { Postgres } from '../../../tests/support/postgres.ts';

/** How much of everything there is. */
export interface LoadSizes {
  /** Requests of the table that is there at first. */
  readonly rows: number;
  /** Of these, how many are changed by one statement. */
  readonly changed: number;
  /** Rows with a text of 1 MB. */
  readonly long: number;
  /** Calls whose caller has one placeholder as number. */
  readonly anonymous: number;
}

const columns = {
  ref: 'number',
  opened: 'opened_at',
  resolved: 'resolved_at',
  updated: 'updated_at',
  stage: 'status',
};

/**
 * Makes what a CRM would have: a table of cases, and one of mails with pictures in them.
 * The latter's statements are those of a case that ended the server once, in other numbers.
 */
export async function makeTables(postgres: Postgres, { rows, long }: LoadSizes): Promise<void> {
  await postgres.query(
    `CREATE TABLE public.cases (
       number text PRIMARY KEY, opened_at timestamptz NOT NULL, resolved_at timestamptz,
       updated_at timestamptz NOT NULL DEFAULT now(), status text NOT NULL DEFAULT 'received', category text NOT NULL,
       channel text NOT NULL, topic text, caller_name text, caller_phone text, description text);
     INSERT INTO public.cases (number, opened_at, category, channel, topic, caller_name, caller_phone, description)
     SELECT 'C-' || n, now() - interval '1 hour' - n * interval '1 minute',
       (ARRAY['inquiry', 'report', 'complaint', 'service-request'])[1 + n % 4],
       (ARRAY['call-centre', 'website', 'whatsapp', 'mobile-app'])[1 + n % 4],
       'street-lighting', 'Invented ' || n, '+97150' || lpad((n % 400000)::text, 7, '1'), 'An invented case.'
     FROM generate_series(1, ${rows}) AS n;
     CREATE TABLE public.mails (number text PRIMARY KEY, opened_at timestamptz NOT NULL, status text, description text);
     INSERT INTO public.mails SELECT 'M-' || n, now() - n * interval '1 minute', 'received', repeat(md5(n::text), 32000)
     FROM generate_series(1, ${long}) AS n;
     ANALYZE`,
  );
}

/** Writes the configuration of a city that follows both. @returns its file */
export async function configure(folder: string, postgres: Postgres): Promise<string> {
  await mkdir(folder, { recursive: true });
  const source = (table: string) => ({
    ...{ kind: 'postgres', id: table, follow: 'replication', connection: postgres.connection() },
    ...{ table: `public.${table}`, key: 'number', mapping: `${table}.json` },
  });
  const files = {
    'cases.json': {
      columns: { ...columns, category: 'category', channel: 'channel', topic: 'topic' },
      personal: { name: 'caller_name', phone: 'caller_phone', text: 'description' },
    },
    'mails.json': {
      columns: { ref: 'number', opened: 'opened_at', stage: 'status' },
      personal: { text: 'description' },
    },
    'services360.json': {
      title: { en: 'City under load', ar: 'مدينة تحت الحمل' },
      data: 'data',
      sources: [source('cases'), source('mails')],
    },
  };
  for (const [name, value] of Object.entries(files))
    await writeFile(`${folder}/${name}`, JSON.stringify(value));
  return `${folder}/services360.json`;
}
