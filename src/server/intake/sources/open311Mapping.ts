import type { MappingFile } from '../../../intake/mapping.ts';
import { checkSourceMapping, type SourceMapping } from './sourceMapping.ts';

/** What the fields of the standard are. `closed_datetime` and `service_group` are what `open311.ts` adds to them. */
const columns: MappingFile['columns'] = {
  ref: 'service_request_id',
  opened: 'requested_datetime',
  resolved: 'closed_datetime',
  updated: 'updated_datetime',
  dueResolution: 'expected_datetime',
  stage: 'status',
  longitude: 'long',
  latitude: 'lat',
  service: 'service_group',
  topic: 'service_name',
  entity: 'agency_responsible',
};

const personal = { text: 'description', address: 'address', phone: 'phone', email: 'email' };

/**
 * The mapping of an Open311 source: that of the standard, which a mapping of one's own changes and extends key by key.
 * @param own as parsed from JSON; null for none
 * @throws MappingError where its own mapping does not fit
 */
export function open311Mapping(own: unknown, file: string): SourceMapping {
  if (own === null) return checkSourceMapping({ columns, personal }, file);
  if (typeof own !== 'object') return checkSourceMapping(own, file);
  const mine = own as { columns?: object; personal?: object; constants?: object };
  // A constant stands in for the standard's column.
  const kept = Object.entries(columns).filter(([field]) => !(field in (mine.constants ?? {})));
  return checkSourceMapping(
    {
      ...mine,
      columns: { ...Object.fromEntries(kept), ...mine.columns },
      personal: { ...personal, ...mine.personal },
    },
    file,
  );
}
