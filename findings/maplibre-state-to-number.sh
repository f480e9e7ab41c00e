#!/bin/sh
# MapLibre GL JS 6.17.0: setPaintProperty() may turn an expression that reads a feature state into a number at any time,
# but a tile that a worker made with the expression and that arrives after the change is taken with an error,
# "this.expression.evaluate is not a function", and is not shown with its states (src/data/program_configuration.ts,
# updatePaintArrays: the binder of the tile gets the layer's present value, which is no expression any more). Seen
# 2026-11-30, Node 20.20.2, Chromium through playwright-core 1.65.0, software WebGL. On our side: such a property stays an
# expression, with the same number in both branches (src/ui/map/style.ts).
set -eu
chromium=${CHROMIUM_PATH:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
[ -n "$chromium" ] || { echo 'no Chromium: set CHROMIUM_PATH'; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --save-exact maplibre-gl@6.17.0 playwright-core@1.65.0 >&2
cat > page.js <<'JS'
import { Map } from './maplibre-gl.mjs';
/** Many squares: the worker takes a while with them. */
const squares = Array.from({ length: 40_000 }, (_, n) => {
  const [x, y] = [(n % 200) / 100 - 1, Math.floor(n / 200) / 100 - 1];
  const at = [[x, y], [x + 0.008, y], [x + 0.008, y + 0.008], [x, y + 0.008], [x, y]];
  return { type: 'Feature', id: n, properties: {}, geometry: { type: 'Polygon', coordinates: [at] } };
});
const data = { type: 'FeatureCollection', features: squares };
const opacity = (most) => ['case', ['boolean', ['feature-state', 'dim'], false], most / 2, most];
window.turn = async (after) => {
  const container = document.createElement('div');
  container.style.cssText = 'width:1200px;height:700px';
  document.body.append(container);
  const style = {
    version: 8,
    sources: { squares: { type: 'geojson', data } },
    layers: [{ id: 'squares', type: 'fill', source: 'squares', paint: { 'fill-opacity': opacity(1) } }],
  };
  const map = new Map({ container, style, center: [0, 0], zoom: 9 });
  const errors = [];
  map.on('error', ({ error }) => errors.push(error.message));
  await new Promise((done) => map.once('idle', done));
  for (let id = 0; id < 40_000; id += 100) map.setFeatureState({ source: 'squares', id }, { dim: true });
  // The worker has the data and makes the tiles anew.
  const read = new Promise((done) => map.on('sourcedata', (event) => event.sourceDataType === 'content' && done()));
  map.getSource('squares').setData({ ...data });
  await read;
  map.setPaintProperty('squares', 'fill-opacity', after === 'number' ? 0 : opacity(0));
  await new Promise((done) => map.once('idle', done));
  map.remove();
  container.remove();
  return [...new Set(errors)];
};
JS
cat > run.mjs <<'JS'
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';
const server = createServer(async ({ url }, answer) => {
  const name = url.slice(1).split('?')[0];
  if (!name) return answer.setHeader('content-type', 'text/html').end('<script type=module src=/page.js></script>');
  const path = name === 'page.js' ? name : `node_modules/maplibre-gl/dist/${name}`;
  const body = await readFile(path).catch(() => null);
  answer.setHeader('content-type', 'text/javascript').end(body ?? '');
}).listen(0, '127.0.0.1');
await new Promise((done) => server.once('listening', done));
const flags = ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];
const browser = await chromium.launch({ executablePath: process.argv[2], args: flags });
const page = await browser.newPage();
await page.goto(`http://127.0.0.1:${server.address().port}/`);
await page.waitForFunction(() => window.turn);
/** What is told first in up to 20 turns: whether a tile is on its way at the moment is a matter of chance. */
async function told(after) {
  for (let turn = 0; turn < 20; turn++) {
    const errors = await page.evaluate((kind) => window.turn(kind), after);
    if (errors.length > 0) return errors.join('; ');
  }
  return 'none';
}
const [number, expression] = [await told('number'), await told('expression')];
await browser.close();
server.close();
console.log(`errors when it becomes a number: ${number}`);
console.log(`errors when it stays an expression: ${expression}`);
console.log('expected: this.expression.evaluate is not a function, and none');
process.exit(number.includes('evaluate is not a function') && expression === 'none' ? 0 : 1);
JS
node run.mjs "$chromium"
