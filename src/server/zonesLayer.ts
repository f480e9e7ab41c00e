import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { type LayerFile, readLayer } from '../intake/layer/layerFile.ts';
import type { LayerReport } from '../intake/layer/layerReport.ts';
import { fitLayer, type LayerOptions, unusable } from '../intake/layer/zonesFile.ts';
import { type Manifest, manifestText, parseFile, parseManifest } from '../model/manifest.ts';
import { zonesSchema } from '../model/zones.ts';
import { answer } from './door/answer.ts';
import { PackedForms } from './door/packed.ts';
import { notFound } from './fileRoutes.ts';
import { readChecked } from './snapshotReader.ts';

/** A layer fitted to the zones of one snapshot, as it is served. */
interface Fitted {
  /** The zones and the geometry that it was fitted to. */
  readonly key: string;
  readonly file: NonNullable<Manifest['files']['geometry']>;
  readonly plain: Buffer;
  readonly brotli: Buffer;
  readonly gzip: Buffer;
  readonly report: LayerReport;
}

/**
 * The municipality's own layer in place of the geometry of the snapshot that is served. Nothing is written: the
 * manifest is served with another geometry in it, as a file named by its content like any other.
 */
export class ZonesLayer {
  private readonly layer: LayerFile;
  private readonly options: LayerOptions;
  /** The two newest: whoever has just read a manifest still gets the file that it names. */
  private fitted: readonly Fitted[] = [];
  private refused = '';

  private constructor(layer: LayerFile, options: LayerOptions) {
    this.layer = layer;
    this.options = options;
  }

  /** Reads the layer. @throws Error that says why the file is no layer */
  static async open(path: string, options: LayerOptions): Promise<ZonesLayer> {
    const bytes = await readFile(path).catch((cause: NodeJS.ErrnoException) => {
      const why = cause.code === 'ENOENT' ? 'there is no such file' : cause.message;
      throw new Error(`ZONES_LAYER=${path}: could not be read: ${why}`, { cause });
    });
    return new ZonesLayer(await readLayer(bytes, path), options);
  }

  /**
   * Fits the layer to a snapshot's zones.
   * @throws Error where it does not fit; SnapshotError where the snapshot's files are broken
   */
  async fit(folder: string, manifest: Manifest): Promise<Fitted> {
    const { zones, geometry } = manifest.files;
    const key = `${zones.sha256} ${geometry?.sha256}`;
    const known = this.fitted.find((one) => one.key === key);
    if (known) return known;
    const text = async (file: typeof zones) => new TextDecoder().decode(await readChecked(folder, file));
    const city = parseFile(zones.name, zonesSchema, await text(zones));
    const neutral = geometry ? (JSON.parse(await text(geometry)) as object) : null;
    const { report, topology } = await fitLayer(this.layer, city, neutral, this.options);
    if (!topology) throw unusable(report);
    const plain = Buffer.from(JSON.stringify(topology.drawn));
    const sha256 = createHash('sha256').update(plain).digest('hex');
    const made: Fitted = {
      key,
      file: { name: `layer-${sha256.slice(0, 16)}.json`, sha256, bytes: plain.length },
      plain,
      brotli: brotliCompressSync(plain),
      gzip: gzipSync(plain),
      report,
    };
    this.fitted = [made, ...this.fitted.slice(0, 1)];
    return made;
  }

  /** The fitted layer of that file name. */
  find(name: string): Fitted | null {
    return this.fitted.find(({ file }) => file.name === name) ?? null;
  }

  /** The text of a snapshot's manifest with this layer in it; as it is, and said once, where the layer does not fit. */
  async manifestText(folder: string, text: string): Promise<string> {
    try {
      const manifest = parseManifest(text);
      const { file } = await this.fit(folder, manifest);
      return manifestText({ ...manifest, files: { ...manifest.files, geometry: file } });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      if (this.refused !== why) {
        process.stderr.write(`The snapshot's own geometry is served: ${why}\n`);
        this.refused = why;
      }
      return text;
    }
  }

  /** Serves the manifest of a snapshot with this layer in it, and the layer. Comes before the folder's own route. */
  serve(
    server: FastifyInstance,
    { prefix, folder }: { readonly prefix: string; readonly folder: string },
  ): void {
    const type = 'application/json; charset=utf-8';
    const made = new PackedForms();
    const method = ['GET', 'HEAD'];
    server.route({
      method,
      url: `${prefix}manifest.json`,
      exposeHeadRoute: false,
      handler: async (request, reply) => {
        const path = join(folder, 'manifest.json');
        if (!(await stat(path).catch(() => null))?.isFile()) return notFound(reply, request.url);
        const text = await this.manifestText(folder, await readFile(path, 'utf8'));
        const mark = createHash('sha256').update(text).digest('hex').slice(0, 16);
        const bytes = Buffer.from(text);
        await answer(request, reply, {
          ...{ type, mark, immutable: false, packed: ['br', 'gzip'] },
          body: async (encoding) =>
            encoding === 'identity' ? bytes : made.get(mark, encoding, async () => bytes),
        });
        return reply;
      },
    });
    server.route({
      method,
      url: `${prefix}:layer(^layer-[0-9a-f]{16}\\.json$)`,
      exposeHeadRoute: false,
      handler: async (request, reply) => {
        const found = this.find((request.params as { layer: string }).layer);
        if (!found) return notFound(reply, request.url);
        const { file, plain, brotli, gzip } = found;
        const forms = { identity: plain, br: brotli, gzip };
        await answer(request, reply, {
          ...{ type, mark: file.sha256.slice(0, 16), immutable: true, packed: ['br', 'gzip'] },
          body: async (encoding) => forms[encoding],
        });
        return reply;
      },
    });
  }
}
