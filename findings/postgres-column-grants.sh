#!/bin/sh
# PostgreSQL 15: a role that may read some columns of a table cannot read its system columns (xmin, ctid, tableoid):
# 42501. They can be granted one by one like any column, though GRANT's page does not mention them: SELECT on the whole
# table is not needed to look for changed rows by xmin. Seen 2026-11-29, postgresql-15 15.18 of Debian 12.
# On our side: without them a table is polled without sweeps, and the check prints the grant (docs/postgresql.md, Polling).
# Needs: apt-get install postgresql-15
set -eu
programs=/usr/lib/postgresql/15/bin
[ -x $programs/initdb ] || { echo 'postgresql-15 is not installed: apt-get install postgresql-15'; exit 2; }
folder=$(mktemp -d)
as_owner() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
[ "$(id -u)" != 0 ] || chown postgres: "$folder"
cd "$folder"
trap 'as_owner $programs/pg_ctl -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true; rm -rf "$folder"' EXIT
as_owner $programs/initdb -D "$folder/data" -U postgres --auth=trust --no-sync >/dev/null
as_owner $programs/pg_ctl -D "$folder/data" -w -s -l "$folder/log" \
  -o "-c listen_addresses='' -c unix_socket_directories='$folder'" start
ask() { user=$1; shift; psql -h "$folder" -U "$user" -d postgres -XAtq -v VERBOSITY=sqlstate "$@" 2>&1 || true; }
ask postgres -c 'CREATE TABLE cases (id int, phone text)' -c "INSERT INTO cases VALUES (1, '0')" \
  -c 'CREATE ROLE reader LOGIN' -c 'GRANT SELECT (id) ON cases TO reader'
got=$(
  echo "id: $(ask reader -c 'SELECT id FROM cases')"
  echo "xmin: $(ask reader -c 'SELECT xmin FROM cases')"
  echo "ctid: $(ask reader -c 'SELECT ctid FROM cases')"
  ask postgres -c 'GRANT SELECT (xmin) ON cases TO reader'
  echo "xmin, granted: $(ask reader -c 'SELECT xmin::text::bigint > 0 FROM cases')"
  echo "phone: $(ask reader -c 'SELECT phone FROM cases')"
)
expected='id: 1
xmin: ERROR:  42501
ctid: ERROR:  42501
xmin, granted: t
phone: ERROR:  42501'
printf 'got:\n%s\nexpected:\n%s\n' "$got" "$expected"
[ "$got" = "$expected" ]
