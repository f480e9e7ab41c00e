import { describe, expect, it } from 'vitest';
import type { Filter } from '../../src/model/filter.ts';
import { chooseArea } from '../../src/views/mapChoice.ts';

const others: Filter = { opened: { from: 1, to: 2 }, channel: ['website'] };

describe('chooseArea', () => {
  it('chooses only this zone, and leaves all that is not an area alone', () => {
    const filter = { ...others, zone: ['A', 'B'], place: ['P'], sector: ['1'] };
    expect(chooseArea(filter, 'zone', 'B', false)).toEqual({ ...others, zone: ['B'] });
  });

  it('takes the zone that is chosen alone out again', () => {
    expect(chooseArea({ ...others, zone: ['A'] }, 'zone', 'A', false)).toEqual(others);
  });

  it('chooses a zone alone that is chosen beside a place', () => {
    expect(chooseArea({ zone: ['A'], place: ['P'] }, 'zone', 'A', false)).toEqual({ zone: ['A'] });
  });

  it('adds to the choice and takes out of it', () => {
    expect(chooseArea({ zone: ['A'] }, 'zone', 'B', true)).toEqual({ zone: ['A', 'B'] });
    expect(chooseArea({ zone: ['A', 'B'] }, 'zone', 'A', true)).toEqual({ zone: ['B'] });
    expect(chooseArea({ zone: ['A'] }, 'place', 'P', true)).toEqual({ zone: ['A'], place: ['P'] });
  });
});
