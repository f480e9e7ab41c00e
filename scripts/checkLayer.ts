import { readFileSync } from 'node:fs';
import { readLayer } from '../src/intake/layer/layerFile.ts';
import { layerText } from '../src/intake/layer/layerReport.ts';
import { fitLayer } from '../src/intake/layer/zonesFile.ts';
import { referenceData } from '../src/server/referenceData.ts';

/**
 * Says how a layer of one's own fits the zones of data/zones.json; writes nothing.
 * @throws Error that says why the file is no layer
 */
export async function checkLayer(
  file: string,
  { code, json }: { readonly code?: string | undefined; readonly json: boolean },
): Promise<{ text: string; usable: boolean }> {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    throw new Error(`${file}: could not be read (${(cause as Error).message})`, { cause });
  }
  const { zones, geometry } = referenceData();
  const { report } = await fitLayer(await readLayer(bytes, file), zones, geometry, { code });
  return { text: json ? JSON.stringify(report, null, 2) : layerText(report), usable: report.usable };
}
