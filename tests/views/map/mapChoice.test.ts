import { describe, expect, it } from 'vitest';
import { makeCity } from '../../../src/model/city.ts';
import type { Filter } from '../../../src/model/filter.ts';
import { zonesOf } from '../../../src/views/areas/area.ts';
import { chooseArea } from '../../../src/views/map/mapChoice.ts';
import { randomCity } from '../../support/randomCity.ts';

const others: Filter = { opened: { from: 1, to: 2 }, channel: ['website'] };
const { zones, words, timeZone } = randomCity(1, 0);
const city = makeCity(zones, words, timeZone);
const chosen = (filter: Filter, kind: Parameters<typeof chooseArea>[2], id: string, add: boolean) =>
  chooseArea(city, filter, kind, id, add);

describe('chooseArea', () => {
  it('chooses only this area, and leaves all that is not an area alone', () => {
    const filter = { ...others, zone: ['A', 'B'], place: ['P'], sector: ['1'], district: ['D'] };
    expect(chosen(filter, 'zone', 'B', false)).toEqual({ ...others, zone: ['B'] });
    expect(chosen(filter, 'district', 'D', false)).toEqual({ ...others, district: ['D'] });
  });

  it('takes the area that is chosen alone out again', () => {
    expect(chosen({ ...others, zone: ['A'] }, 'zone', 'A', false)).toEqual(others);
    expect(chosen({ ...others, district: ['D'] }, 'district', 'D', false)).toEqual(others);
  });

  it('chooses a zone alone that is chosen beside a place or a district', () => {
    expect(chosen({ zone: ['A'], place: ['P'] }, 'zone', 'A', false)).toEqual({ zone: ['A'] });
    expect(chosen({ zone: ['A'], district: ['D'] }, 'zone', 'A', false)).toEqual({ zone: ['A'] });
  });

  it('adds to the choice and takes out of it', () => {
    expect(chosen({ zone: ['A'] }, 'zone', 'B', true)).toEqual({ zone: ['A', 'B'] });
    expect(chosen({ zone: ['A', 'B'] }, 'zone', 'A', true)).toEqual({ zone: ['B'] });
    expect(chosen({ zone: ['A'] }, 'place', 'P', true)).toEqual({ zone: ['A'], place: ['P'] });
    expect(chosen({ zone: ['A'] }, 'district', 'D', true)).toEqual({ zone: ['A'], district: ['D'] });
  });

  it('takes a zone out of a district that is chosen: the others of it stay', () => {
    const filter: Filter = { ...others, district: ['district-0'], zone: ['zone-8'] };
    const left = chosen(filter, 'zone', 'zone-1', true);
    expect(left.district).toBeUndefined();
    expect([...left.zone!].sort()).toEqual(['zone-0', 'zone-3', 'zone-8']);
    expect(left.channel).toEqual(['website']);
  });
});

describe('zonesOf', () => {
  it('has the zones of districts and sectors, each once, and those of none', () => {
    expect([...zonesOf(city, { district: ['district-0'], zone: ['zone-0', 'zone-7'] })].sort()).toEqual([
      'zone-0',
      'zone-1',
      'zone-3',
      'zone-7',
    ]);
    expect([...zonesOf(city, { sector: ['none'] })]).toEqual(['zone-7', 'zone-8']);
    expect(zonesOf(city, { district: ['unheard-of'], place: ['place-1'] }).size).toBe(0);
  });
});
