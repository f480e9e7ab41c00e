import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { makeText } from '../../../src/i18n/text.ts';
import type { Zones } from '../../../src/model/zones.ts';
import { labelTiers } from '../../../src/ui/map/style.ts';
import { placeCard } from '../../../src/views/map/mapCard.tsx';
import {
  labelTier,
  otherNames,
  placeMarks,
  placeShape,
  zoneLabels,
} from '../../../src/views/map/mapLabels.ts';
import { turnedNumbers } from '../../support/turnedNumbers.ts';

const zone = { id: 'A', en: 'Ayal Nasir', ar: 'عيال ناصر', label: [55.3, 25.2] as const };

describe('labelTier', () => {
  it('names large zones earlier than small ones', () => {
    const tiers = [0.3, 3, 30].map((areaKm2) => labelTier({ ...zone, areaKm2 }, zone.en));
    expect(tiers).toEqual(tiers.toSorted((a, b) => b - a));
    expect(new Set(tiers).size).toBe(3);
    expect(labelTiers[tiers[0]!]).toBeGreaterThan(12);
  });

  it('names well-populated zones earlier, and zones of unknown size last', () => {
    const empty = labelTier({ ...zone, areaKm2: 3, residents: 0 }, zone.en);
    expect(labelTier({ ...zone, areaKm2: 3, residents: 60_000 }, zone.en)).toBeLessThan(empty);
    expect(labelTier(zone, zone.en)).toBe(labelTiers.length - 1);
  });
});

describe('zoneLabels', () => {
  it('leaves out zones without a point', () => {
    const { label: _, ...lost } = zone;
    expect(zoneLabels([zone, lost], (word) => word.ar)).toMatchObject([{ id: 'A', text: 'عيال ناصر' }]);
  });
});

// Guards: MapLibre turns lines by the same algorithm; a name has no isolates, so it must need none.
describe('the names on the map', () => {
  const zones: Zones = JSON.parse(readFileSync(new URL('../../../data/zones.json', import.meta.url), 'utf8'));

  it.each(['latn', 'arab'] as const)('hold no number that Arabic letters turn, with %s digits', (digits) => {
    const { name } = makeText('ar', digits);
    const texts = [
      ...zoneLabels(zones.zones, name),
      ...otherNames(zones, name),
      ...placeMarks(zones.places, name),
    ].map(({ text }) => text);
    expect(texts.length).toBeGreaterThan(300);
    expect(texts.flatMap((text) => turnedNumbers(text, 'rtl'))).toEqual([]);
    if (digits === 'arab') expect(texts.filter((text) => /\d/.test(text))).toEqual([]);
  });
});

describe('placeShape', () => {
  it('tells metro, tram and the rest apart by shape', () => {
    expect(['metro-station', 'tram-station', 'public-place', undefined].map(placeShape)).toEqual([
      'square',
      'diamond',
      'circle',
      'circle',
    ]);
  });
});

describe('placeCard', () => {
  const card = { width: 200, height: 100 };
  const frame = { width: 800, height: 600 };

  it('lies beside the point, on the side with more room', () => {
    expect(placeCard({ x: 100, y: 300 }, card, frame)).toEqual({ left: 114, top: 250 });
    expect(placeCard({ x: 700, y: 300 }, card, frame)).toEqual({ left: 486, top: 250 });
  });

  it('stays inside its frame', () => {
    expect(placeCard({ x: 100, y: 5 }, card, frame).top).toBe(8);
    expect(placeCard({ x: 100, y: 599 }, card, frame).top).toBe(492);
    expect(placeCard({ x: 150, y: 300 }, card, { width: 300, height: 600 }).left).toBe(8);
  });
});
