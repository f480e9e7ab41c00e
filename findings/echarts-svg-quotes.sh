#!/bin/sh
# echarts 6.1.0: renderToSVGString() writes a font family as it was given into an attribute in double quotes. The name of
# a family of several words is usually quoted, as in CSS, and then ends the attribute: the picture is no well-formed XML,
# and a browser, which reads .svg files as XML, shows an error in its place. Seen 2026-11-29, Node 20.20.2, read with
# @xmldom/xmldom 0.9.8. On our side: the names are in single quotes there (src/ui/picture/picture.ts).
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --save-exact echarts@6.1.0 @xmldom/xmldom@0.9.8 >&2
cat > chart.mjs <<'JS'
import { DOMParser } from '@xmldom/xmldom';
import * as echarts from 'echarts';
function drawn(fontFamily) {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: 200, height: 100 });
  chart.setOption({
    animation: false,
    textStyle: { fontFamily },
    xAxis: { data: ['a'] },
    yAxis: {},
    series: [{ type: 'bar', data: [1] }],
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}
function isWellFormed(svg) {
  const onError = (level, message) => {
    throw new Error(`${level}: ${message}`);
  };
  try {
    new DOMParser({ onError }).parseFromString(svg, 'image/svg+xml');
    return true;
  } catch {
    return false;
  }
}
const [bare, quoted] = ['Inter, sans-serif', '"Noto Sans Arabic", sans-serif'].map((name) => isWellFormed(drawn(name)));
console.log(`one word: ${bare ? 'well-formed' : 'not well-formed'}, quoted: ${quoted ? 'well-formed' : 'not well-formed'}`);
process.exit(0);
JS
got=$(node chart.mjs 2>&1) || true
expected='one word: well-formed, quoted: not well-formed'
echo "got:      $got"
echo "expected: $expected"
[ "$got" = "$expected" ]
