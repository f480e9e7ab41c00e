import { resolve } from 'node:path';
import { parseRequestLink } from '../../model/requestLink.ts';
import type { Basemap } from '../basemap.ts';
import type { Config } from '../config.ts';
import type { IntakeTask } from '../intake/intake.ts';
import { missingSample, sampleFolder } from '../sample/sampleData.ts';
import { readManifest } from '../snapshotReader.ts';
import type { ZonesLayer } from '../zonesLayer.ts';
import { type Addresses, addressesOf } from './addresses.ts';

/** What the start was told: arguments, environment, configuration. Plain data. */
export interface Settings {
  readonly config: Config | null;
  readonly addresses: Addresses;
  readonly data: string;
  /** What intake begins with; null where nothing goes on. */
  readonly intake: IntakeTask | null;
}

/**
 * Reads the settings. @param speed times as fast as the clock the sample city lives; 0: nothing happens in it
 * @throws Error in words for what cannot be
 */
export async function readSettings(speed: number): Promise<Settings> {
  const { CONFIG, DATA_DIR, SAMPLE_ROWS } = process.env;
  // What only some cities need is loaded for these: all of it together takes seconds before the server listens.
  const config = CONFIG ? await (await import('../config.ts')).readConfig(CONFIG) : null;
  const addresses = await addressesOf(config);
  const data = resolve(DATA_DIR ?? config?.data ?? sampleFolder);
  if (config)
    return {
      ...{ config, addresses, data },
      intake: { city: { kind: 'config', config: { ...config, data } }, sample: null, reference: null },
    };
  const sample = await missingSample(data, SAMPLE_ROWS);
  const goesOn = sample !== null || (await readManifest(data)).manifest.kind === 'sample';
  const intake: IntakeTask | null = goesOn
    ? { city: { kind: 'sample', data, speed }, sample, reference: null }
    : null;
  return { config, addresses, data, intake };
}

/** The template of links to requests; null where none is set. @throws Error in words where it is none */
export function requestLink(): string | null {
  const setting = process.env.REQUEST_LINK;
  try {
    return setting ? parseRequestLink(setting) : null;
  } catch (error) {
    throw new Error(`REQUEST_LINK: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Streets under the zones; null where none are set. */
export async function openBasemap(): Promise<(Basemap & { readonly path: string }) | null> {
  const { BASEMAP } = process.env;
  return BASEMAP ? (await import('../basemapFile.ts')).openBasemap(BASEMAP) : null;
}

/** The municipality's own layer; null where none is set. */
export async function openZonesLayer(): Promise<ZonesLayer | null> {
  const { ZONES_LAYER, ZONES_CODE, ZONES_SOURCE } = process.env;
  if (!ZONES_LAYER) return null;
  const { ZonesLayer } = await import('../zonesLayer.ts');
  return ZonesLayer.open(ZONES_LAYER, { code: ZONES_CODE, source: ZONES_SOURCE });
}

/** The ids of the sources that are followed. */
export function sourcesOf({ intake }: Settings): string[] {
  if (intake?.city.kind === 'config') return intake.city.config.sources.map(({ id }) => id);
  return intake && intake.city.speed > 0 ? ['simulator'] : [];
}

/** What a city is, in a line for whoever starts it; null where nothing goes on. */
export function cityLine(settings: Settings): string | null {
  const { intake } = settings;
  if (!intake) return null;
  if (intake.city.kind === 'config') return `Live: ${sourcesOf(settings).join(', ')}`;
  const { speed } = intake.city;
  return speed === 0
    ? 'Live: nothing happens (--still)'
    : `Live: simulated, ${speed} times as fast as the clock`;
}
