import { seeded } from '../../tests/support/seeded.ts';

const zones = [
  'Al Karama',
  'Nadd Al Hamar',
  'Al Barsha First',
  'Hor Al Anz',
  'Al Rashidiya',
  'Mirdif',
  'Jumeira First',
];
const words = {
  Status: ['Open', 'In progress', 'Resolved', 'Closed'],
  'Request type': ['Inquiry', 'Complaint', 'Service request'],
  Topic: ['Waste', 'Street light', 'Pests', 'Trees', 'Noise', 'Parking', 'Drainage', 'Permits'],
  Channel: ['Phone', 'Email', 'Website', 'WhatsApp'],
  Priority: ['Low', 'Medium', 'High'],
};
const header = ['Reference', 'Opened', 'Resolved', 'Zone', 'Latitude', 'Longitude', ...Object.keys(words)];
const begin = Date.UTC(2025, 0, 1) / 60_000;

/** A city's export as CSV: made-up requests of one year, two in three of them resolved, the same for the same seed. */
export function exportCsv(rows: number, seed: number): string {
  const random = seeded(seed);
  const one = (from: readonly string[]) => from[Math.floor(random() * from.length)]!;
  const lines = [header.join(',')];
  for (let row = 0; row < rows; row++) {
    const opened = begin + Math.floor(random() * 364 * 1440);
    const resolved = random() < 2 / 3 ? written(opened + Math.floor(random() * 7 * 1440), random) : '';
    const place = [one(zones), (25.05 + random() * 0.2).toFixed(5), (55.15 + random() * 0.2).toFixed(5)];
    const told = Object.values(words).map(one);
    lines.push([`R-${100_000 + row}`, written(opened, random), resolved, ...place, ...told].join(','));
  }
  return `${lines.join('\n')}\n`;
}

/** A minute since 1970, with a second, as dd/mm/yyyy hh:mm:ss. */
function written(minute: number, random: () => number): string {
  const iso = new Date(minute * 60_000 + Math.floor(random() * 60) * 1000).toISOString();
  return `${iso.slice(8, 10)}/${iso.slice(5, 7)}/${iso.slice(0, 4)} ${iso.slice(11, 19)}`;
}
