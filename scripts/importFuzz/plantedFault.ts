import type { Reference } from '../../src/intake/reference.ts';
import type { NoteCode } from '../../src/intake/report/note.ts';
import { isOfCity } from '../../src/model/zones.ts';
import type { Random } from '../../src/sample/random.ts';
import { month } from './dateWriters.ts';
import { channels, type Sound, type Table, tableOf, written } from './soundExport.ts';

/** A fault of a file as a whole: no row shows it alone. */
export interface PlantedFault {
  readonly name: string;
  /** What an import must say, one of them; none where it has to do right without a word. */
  readonly told: readonly NoteCode[];
  /** Spoils the rows, or gives another table. */
  plant(sound: Sound, random: Random, reference: Reference): Table | undefined;
}

function pickOf<T>(values: readonly T[], random: Random): T {
  return values[random.below(values.length)]!;
}

const cities = [
  [12.97, 77.59],
  [24.71, 46.67],
  [25.36, 55.4],
  [51.5, -0.12],
  [40.71, -74],
] as const;

/** What whole files suffer on their way out of a system, each in several forms. */
export const plantedFaults: readonly PlantedFault[] = [
  {
    name: 'another city, its wards numbered as our zones',
    told: ['otherCity'],
    plant: ({ rows }, random, { zones }) => {
      const [lat, lon] = cities[random.below(cities.length)]!;
      const codes = new Map<string, string>();
      const known = zones.zones.filter(isOfCity);
      for (const row of rows) {
        row.lat = lat + (random.float() - 0.5) / 10;
        row.lon = lon + (random.float() - 0.5) / 10;
        const code = codes.get(row.zone) ?? known[random.below(known.length)]!.id;
        codes.set(row.zone, code);
        row.zone = code;
      }
      return undefined;
    },
  },
  {
    name: 'references that a spreadsheet rounded',
    told: ['refRounded'],
    plant: ({ rows }, random) => {
      const year = 2_025_000_000_000_000 + random.below(9) * 10_000_000_000;
      for (const [i, row] of rows.entries()) row.ref = `${((year + i * 37) / 1e15).toFixed(5)}E+15`;
      return undefined;
    },
  },
  {
    name: 'a reference of the customer instead of the request',
    told: ['sharedRefs'],
    plant: ({ rows }, random) => {
      const share = 0.1 + random.float() / 2;
      for (const [i, row] of rows.entries())
        if (i > 10 && random.chance(share)) row.ref = rows[random.below(10)]!.ref;
      return undefined;
    },
  },
  {
    name: 'counts instead of requests',
    told: ['countsTable'],
    plant: ({ rows, header }, random) => {
      const form = random.below(4);
      const named = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
      // By area, a column for each month, or a row for each month and a column for each channel.
      const wide = form === 3;
      const names = wide ? named : channels;
      const period = (at: Date) =>
        [`2025-${month(at)}`, `${named[at.getUTCMonth()]} 2025`, `01/${month(at)}/2025`, ''][form]!;
      const sums = new Map<string, number[]>();
      for (const row of rows) {
        const key = `${row.zone}|${period(row.opened)}`;
        const sum = sums.get(key) ?? names.map(() => 0);
        sum[wide ? row.opened.getUTCMonth() : channels.indexOf(row.channel)]!++;
        sums.set(key, sum);
      }
      const lines = [...sums].map(([key, counts]) => [
        ...(wide ? [key.split('|')[0]!] : key.split('|')),
        ...[...counts, counts.reduce((sum, count) => sum + count, 0)].map(String),
      ]);
      return [
        [header.zone, ...(wide ? [] : [pickOf(['Month', 'Period'], random)]), ...names, 'Total'],
        ...lines,
      ];
    },
  },
  {
    name: 'days and months exchanged up to the twelfth',
    told: ['halfSwapped'],
    plant: (sound, random) => {
      const asDates = random.chance(0.5);
      const swapped = (at: Date) => {
        if (at.getUTCDate() > 12) return written.dmy(at);
        const other = new Date(at);
        other.setUTCMonth(at.getUTCDate() - 1, at.getUTCMonth() + 1);
        return asDates ? written.iso(other) : written.dmy(other);
      };
      return tableOf({ ...sound, write: swapped }, random);
    },
  },
  {
    name: 'one point for an unknown place',
    told: ['onePoint'],
    plant: ({ rows }, random) => {
      for (const row of rows) if (random.chance(0.3)) Object.assign(row, { lat: 25.26, lon: 55.3, zone: '' });
      return undefined;
    },
  },
  {
    name: 'zones and points of different rows',
    told: ['farPoints'],
    plant: ({ rows }) => {
      // One half of the file was sorted without the other.
      const at = rows.map(({ lat, lon }) => ({ lat, lon })).sort((a, b) => a.lat - b.lat);
      const by = [...rows].sort((a, b) => b.lat - a.lat);
      for (const [i, row] of by.entries()) Object.assign(row, at[i]!);
      // They lie far from each other only where the file has Hatta or the desert too.
      for (const row of rows) if (row.lat > 25.1) Object.assign(row, { lat: 24.8, lon: 56.12 });
      return undefined;
    },
  },
  {
    name: 'votes in the place of satisfaction',
    told: ['votes'],
    plant: ({ rows, header }, random) => {
      header.rating = 'Rating';
      for (const row of rows) row.rating = String(Math.floor(random.float() ** 3 * 6));
      return undefined;
    },
  },
  {
    name: 'longitude and latitude exchanged',
    told: ['axesTurned', 'axesTurnedByRange'],
    plant: ({ rows }) => {
      for (const row of rows) [row.lat, row.lon] = [row.lon, row.lat];
      return undefined;
    },
  },
  {
    name: 'longitude and latitude exchanged in part of the rows',
    told: ['pointsTurned', 'pointsExchanged'],
    plant: ({ rows }, random) => {
      const share = 0.02 + random.float() / 3;
      for (const [i, row] of rows.entries())
        if (i === 7 || random.chance(share)) [row.lat, row.lon] = [row.lon, row.lat];
      return undefined;
    },
  },
  {
    name: 'openings that cannot be read in part of the rows',
    told: ['openedRejected', 'unopened'],
    plant: ({ rows, header, ...sound }, random) => {
      const share = 0.1 + random.float() / 4;
      const spoiled = pickOf(['', 'last week', '#####', '32/14/2025'], random);
      const table = tableOf({ rows, header, ...sound }, random);
      const at = table[0]!.indexOf(header.opened);
      return table.map((row, i) => (i > 0 && random.chance(share) ? row.with(at, spoiled) : row));
    },
  },
  {
    name: 'rows of another emirate',
    told: ['otherEmirate'],
    plant: (sound, random) => {
      const [name, ours, other] = pickOf(
        [
          ['Emirate', 'Dubai', 'Sharjah'],
          ['الإمارة', 'دبي', 'الشارقة'],
        ] as const,
        random,
      );
      const share = 0.02 + random.float() / 3;
      return tableOf(sound, random).map((row, i) => [
        ...row,
        i === 0 ? name : i === 5 || random.chance(share) ? other : ours,
      ]);
    },
  },
  {
    name: 'days some seconds off midnight',
    told: ['midnights'],
    plant: (sound, random) => {
      const clock = random.chance(0.5) ? '00:00:12' : '23:59:48';
      return tableOf({ ...sound, write: (at) => `${at.toISOString().slice(0, 10)} ${clock}` }, random);
    },
  },
  {
    name: 'all times the same',
    told: ['oneClock'],
    plant: (sound, random) => {
      const clock = pickOf(['00:00:00', '20:00:00', '12:00 AM'], random);
      return tableOf({ ...sound, write: (at) => `${at.toISOString().slice(0, 10)} ${clock}` }, random);
    },
  },
  {
    name: 'metres of another place',
    told: ['gridUnknown'],
    plant: (sound, random) => {
      const { rows, header } = sound;
      for (const row of rows)
        Object.assign(row, {
          lat: 5_700_000 + random.float() * 9000,
          lon: 3_400_000 + random.float() * 9000,
        });
      Object.assign(header, { lat: 'Y', lon: 'X' });
      return undefined;
    },
  },
  {
    name: 'what requests are about in a column that nobody knows by its name',
    told: ['columnLeft'],
    plant: ({ header }, random) => {
      header.topic = pickOf(['Field 7', 'XZ_12', 'العمود السابع', 'col_b'], random);
      return undefined;
    },
  },
  {
    name: 'no header',
    told: ['headerIsData'],
    plant: (sound, random) => tableOf(sound, random).slice(1),
  },
  {
    name: 'opening and resolution exchanged in part of the rows',
    told: ['oftenBefore'],
    plant: ({ rows }, random) => {
      const share = 0.15 + random.float() / 3;
      for (const row of rows)
        if (row.resolved && random.chance(share)) [row.opened, row.resolved] = [row.resolved, row.opened];
      return undefined;
    },
  },
];
