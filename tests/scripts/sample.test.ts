import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseManifest } from '../../src/model/manifest.ts';
import { runAlone, runHere } from '../support/command.ts';

const folder = mkdtempSync(join(tmpdir(), 'sample-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function sampleBy(run: typeof runHere, options: readonly string[]) {
  const { code, out, err } = await run('sample.ts', options);
  return { status: code, stdout: String(out), stderr: err };
}

const sample = (...options: string[]) => sampleBy(runHere, options);

describe('npm run sample', () => {
  it('writes a snapshot, what was planted beside it, and one JSON object as its last line', async () => {
    const out = join(folder, 'city');
    const run = await sampleBy(runAlone, [
      '--rows',
      '400',
      '--seed',
      '5',
      '--months',
      '2',
      '--as-of',
      '2026-03-10T15:00+04:00',
      '--out',
      out,
    ]);
    expect(run.stderr).toMatch(/requests: \d+ %\n/);
    expect(run.status).toBe(0);
    const last = JSON.parse(run.stdout.trimEnd().split('\n').at(-1)!);
    expect(last).toMatchObject({ rows: 400, seed: 5, asOf: '2026-03-10T11:00:00.000Z', out, kind: 'sample' });
    const manifest = parseManifest(readFileSync(join(out, 'rows', 'manifest.json'), 'utf8'));
    expect(manifest.rows).toBe(400);
    expect(manifest.files.segments.reduce((sum, { rows }) => sum + rows, 0)).toBe(400);
    expect(manifest.kind).toBe('sample');
    expect(manifest.fields).toContain('handover48h');
    const truth = JSON.parse(readFileSync(`${out}.report/truth.json`, 'utf8'));
    expect(truth.events).toHaveLength(last.planted);
    expect(truth.leftOut).toContainEqual({
      id: 'hot-spot',
      why: expect.stringContaining('20 requests a week'),
    });
    expect(JSON.parse((await sample('--truth', '--json', '--out', out)).stdout)).toEqual(truth);
    const words = await sample('--truth', '--out', out);
    expect(words.status).toBe(0);
    for (const { en, ar } of truth.events) {
      expect(words.stdout).toContain(en);
      expect(words.stdout).toContain(ar);
    }
  });

  it('says that what an earlier version wrote beside a snapshot is to be made again', async () => {
    const out = join(folder, 'old');
    mkdirSync(`${out}.report`);
    writeFileSync(`${out}.report/truth.json`, JSON.stringify({ events: [{ id: 'hot-spot', planted: 3 }] }));
    const run = await sample('--truth', '--out', out);
    expect(run.status).toBe(1);
    expect(run.stderr).toMatch(/old\.report\/truth\.json: was not made by this version; make the city again/);
  });

  it.each([
    [['--rows', '5'], /--out DIR is missing/],
    [['--out', 'x', '--as-of', '2026-03-10T15:00'], /--as-of 2026-03-10T15:00: expected .* with its offset/],
    [['--truth', '--out', '/nowhere/city'], /\/nowhere\/city\.report\/truth\.json: could not be read/],
  ])('refuses %j in a sentence', async (options, message) => {
    const run = await sample(...options);
    expect(run.status).not.toBe(0);
    expect(run.stderr).toMatch(message);
    expect(run.stdout).toBe('');
  });

  it('is refused in the same words as a program of its own', async () => {
    const options = ['--rows', '5'];
    expect(await sampleBy(runAlone, options)).toEqual(await sample(...options));
  });
});
