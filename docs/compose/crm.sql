-- An example of a CRM's table, and what its administrator grants to Services 360: reading the columns that are mapped.
\getenv password CRM_PASSWORD
CREATE EXTENSION IF NOT EXISTS postgis;

CREATE TABLE public.cases (
  number text PRIMARY KEY,
  opened_at timestamptz NOT NULL,
  answered_at timestamptz,
  resolved_at timestamptz,
  updated_at timestamptz NOT NULL DEFAULT now(),
  status text NOT NULL DEFAULT 'received',
  category text NOT NULL,
  channel text NOT NULL,
  topic text,
  priority text NOT NULL DEFAULT 'normal',
  location geometry(Point, 4326),
  caller_name text,
  caller_phone text,
  description text,
  -- Nobody maps it, so it never leaves the database.
  internal_notes text
);

INSERT INTO public.cases (number, opened_at, category, channel, topic, location, caller_name, caller_phone, description)
SELECT
  'C-' || n,
  now() - n * interval '7 minutes',
  (ARRAY['inquiry', 'report', 'complaint', 'service-request'])[1 + n % 4],
  (ARRAY['call-centre', 'website', 'whatsapp', 'mobile-app'])[1 + n % 4],
  'street-lighting',
  ST_SetSRID(ST_MakePoint(55.27 + 0.05 * sin(n), 25.2 + 0.04 * cos(n)), 4326),
  'Invented ' || n,
  '000',
  'An invented case.'
FROM generate_series(1, 5000) AS n;

CREATE ROLE services360 LOGIN REPLICATION PASSWORD :'password';
GRANT SELECT (
  number, opened_at, answered_at, resolved_at, updated_at, status, category, channel, topic, priority, location,
  caller_name, caller_phone, description
) ON public.cases TO services360;
CREATE PUBLICATION services360_crm FOR TABLE public.cases (
  number, opened_at, answered_at, resolved_at, updated_at, status, category, channel, topic, priority, location,
  caller_name, caller_phone, description
);
