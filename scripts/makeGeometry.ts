/**
 * Makes data/geometry.json: a schematic picture of the emirate's zones, from the facts of data/zones.json
 * (centre, label point, area) and a few waypoints of well-known water and islands. No boundary data is read;
 * `--score FILE` compares the result with the official layer in FILE. `--check FILE` makes nothing and says how a
 * layer of one's own fits the zones.
 *
 *   npm run zones -- [--score FILE] [--zones FILE] [--out FILE] [--current]
 *   npm run zones -- --check FILE [--code ATTRIBUTE] [--json]
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Feature, MultiPolygon, Polygon } from 'geojson';
import type { Topology } from 'topojson-specification';
import { fitCells } from './geometry/cells.ts';
import {
  APART,
  AT_SEA,
  DIVIDE,
  details,
  neighbouringLand,
  PARTLY_AT_SEA,
  waterways,
} from './geometry/dubai.ts';
import { blob } from './geometry/features.ts';
import { buildTopology, type Layer } from './geometry/layer.ts';
import { addOffshore, settleLabels } from './geometry/offshore.ts';
import { landMask } from './geometry/outline.ts';
import { cellAt, type Point, rasterAround, toPlane } from './geometry/plane.ts';
import { score } from './geometry/score.ts';
import { claimLabels, keepOnePiece, smoothBorders } from './geometry/tidy.ts';
import { trace } from './geometry/trace.ts';
import type { ZoneFacts } from './geometry/zone.ts';
import { runCommand, UsageError } from './terminal.ts';

const CELL = 0.05;

interface ZoneRow {
  id: string;
  sector: string;
  label: [number, number];
  centre: [number, number];
  areaKm2: number;
}

type Shape = Feature<Polygon | MultiPolygon>;
const help = `
Makes the schematic shapes of the zones from their facts, or checks a layer of one's own (docs/maps.md).

  npm run zones -- [--zones FILE] [--out FILE] [--score FILE] [--current]
  npm run zones -- --check FILE [--code ATTRIBUTE] [--json]

  --zones FILE   the facts (default: data/zones.json)
  --out FILE     the shapes (default: data/geometry.json)
  --score FILE   also compares them with an official layer (TopoJSON)
  --current      writes nothing; says whether the shapes in --out are those that would be made (exit 1 if not)
  --check FILE   writes nothing; says how a layer (GeoJSON, TopoJSON, KML, KMZ, a zip with a Shapefile) fits the zones
                 (exit 0 if it can be used, 1 if not)
  --code NAME    the attribute with the zones' codes; found by its values unless told
  --json         the same report as JSON
`;

const options = {
  current: { type: 'boolean' },
  zones: { type: 'string', default: 'data/zones.json' },
  out: { type: 'string', default: 'data/geometry.json' },
  score: { type: 'string' },
  check: { type: 'string' },
  code: { type: 'string' },
  json: { type: 'boolean' },
} as const;

await runCommand(help, options, async ({ check, code, json, ...rest }) => {
  if (check === undefined) {
    if (code !== undefined || json) throw new UsageError('--code and --json belong to --check FILE.');
    makeGeometry(rest);
    return;
  }
  if (rest.score !== undefined || rest.current) {
    throw new UsageError('--check says how a layer fits: leave --score and --current out.');
  }
  const { checkLayer } = await import('./checkLayer.ts');
  const { text, usable } = await checkLayer(check, { code, json: json ?? false });
  process.stdout.write(`${text}\n`);
  if (!usable) process.exitCode = 1;
});

interface MakeOptions {
  readonly zones: string;
  readonly out: string;
  readonly score?: string | undefined;
  readonly current?: boolean | undefined;
}

function makeGeometry(options: MakeOptions): void {
  const started = performance.now();
  const { zones: rows, places } = JSON.parse(readFileSync(options.zones, 'utf8')) as {
    zones: ZoneRow[];
    places: { zone: string; label: [number, number] }[];
  };
  const pins = places.map(({ zone, label }) => ({ zone, at: toPlane(label) }));
  const zones = rows.map((row): ZoneFacts => {
    const site = AT_SEA.has(row.id) ? 'sea' : APART.has(row.id) ? 'apart' : 'land';
    return {
      id: row.id,
      sector: row.sector,
      centre: toPlane(row.centre),
      label: toPlane(row.label),
      area: row.areaKm2,
      site,
      landArea: site === 'sea' ? 0 : (PARTLY_AT_SEA.get(row.id) ?? row.areaKm2),
    };
  });

  const main = zones.filter((z) => z.site !== 'apart');
  const raster = rasterAround(
    main.flatMap((z) => [z.centre, z.label]),
    12,
    CELL,
  );
  const land = landMask(zones, raster);
  settleLabels(zones, land, raster);
  const cells = fitCells(zones, pins, DIVIDE, land, raster);
  addOffshore(zones, land, raster, cells);
  smoothBorders(cells, land, raster, 2);
  claimLabels(zones, raster, cells);
  keepOnePiece(zones, land, raster, cells);

  const collect = (shapes: readonly Shape[]): Layer => ({ type: 'FeatureCollection', features: [...shapes] });
  const traced = (keys: Int16Array, properties: (key: number) => Record<string, string>): Layer =>
    collect(
      [...trace(keys, raster)]
        .sort(([a], [b]) => a - b)
        .map(
          ([key, parts]): Shape => ({
            type: 'Feature',
            properties: properties(key),
            geometry:
              parts.length === 1
                ? parts[0]!
                : { type: 'MultiPolygon', coordinates: parts.map((p) => p.coordinates) },
          }),
        ),
    );

  const topo = buildTopology({
    raster,
    traced: {
      zones: traced(cells, (key) => ({ id: zones[key]!.id })),
      sea: traced(
        cells.map((zone, i) => (zone >= 0 && !land[i] ? zone : -1)),
        (key) => ({ zone: zones[key]!.id }),
      ),
      land: traced(
        cells.map((zone, i) => (zone >= 0 && land[i] ? 0 : -1)),
        () => ({ kind: 'emirate' }),
      ),
    },
    drawn: {
      zones: collect(
        zones.filter((z) => z.site === 'apart').map((z) => blob({ id: z.id }, z.centre, z.label, z.area)),
      ),
      land: collect(neighbouringLand()),
      water: collect(waterways()),
      details: collect(details(zones)),
    },
    tolerance: (id) => {
      const zone = zones.find((z) => z.id === id);
      if (zone?.site === 'sea') return 0.04;
      return zone ? Math.min(0.25, Math.max(0.02, 0.035 * Math.sqrt(zone.area))) : 0.06;
    },
    labels: new Map(rows.map((row): [string, Point] => [row.id, row.label])),
  });

  const astray = pins.filter(({ zone, at }) => zones[cells[cellAt(raster, at)]!]?.id !== zone).length;
  /** Shown on the map. */
  const source = {
    en: 'Schematic boundaries, drawn from names, areas and centres',
    ar: 'حدود تخطيطية مرسومة من الأسماء والمساحات والمراكز',
  };
  const text = `${JSON.stringify({ source, ...topo })}\n`;
  if (!options.current) writeFileSync(options.out, text);
  else if (readFileSync(options.out, 'utf8') !== text) {
    throw new Error(
      `${options.out}: not what scripts/makeGeometry.ts makes of ${options.zones}; run "npm run zones"`,
    );
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(
    `${options.out}: ${zones.length} zones, ${topo.arcs.length} arcs, ${topo.arcs.flat().length} points, ` +
      `${(text.length / 1000).toFixed(1)} kB, ${(gzipSync(text).length / 1000).toFixed(1)} kB gzipped, ${astray} of ${pins.length} places out of their zone, ${seconds} s`,
  );
  if (options.score) {
    const result = score(topo as unknown as Topology, options.score, zones, raster);
    const percent = (x: number) => `${(100 * x).toFixed(1)} %`;
    console.log(
      `onshore area right ${percent(result.onshoreAreaRight)}, mean of zones ${percent(result.meanZoneRight)}, land IoU ${result.landIoU.toFixed(3)}, labels inside ${result.labelsInside}/${zones.length}, ` +
        `neighbours Jaccard ${result.neighbourJaccard.toFixed(3)}, median area error ${percent(result.medianAreaError)}`,
    );
    console.log(`worst: ${result.worst.map(([id, share]) => `${id} ${percent(share)}`).join(', ')}`);
  }
}
