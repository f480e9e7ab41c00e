#!/bin/sh
# proj4 2.22.0: the text of a system whose datum it has no shift for, as the .prj of an Esri Shapefile of Nahrwan 1967
# (EPSG:27040, Dubai before 1994), is taken without an error and without a shift: points land 224 m off. With the
# shift of EPSG:15953 in the text they do not; a .prj never has one. Seen 2026-12-01, Node 20.20.2. On our side: the
# shift is put in by the datum's name, any other datum is refused (src/intake/places/datum.ts).
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --save-exact proj4@2.22.0 >&2
cat > datum.mjs <<'JS'
import proj4 from 'proj4';
const prj = (shift) =>
  'PROJCS["Nahrwan_1967_UTM_Zone_40N",GEOGCS["GCS_Nahrwan_1967",DATUM["D_Nahrwan_1967",' +
  `SPHEROID["Clarke_1880_RGS",6378249.145,293.465]${shift}],PRIMEM["Greenwich",0],UNIT["Degree",0.0174532925199433]],` +
  'PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000],PARAMETER["False_Northing",0],' +
  'PARAMETER["Central_Meridian",57],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0],UNIT["Meter",1]]';
const at = (shift) => proj4(prj(shift), 'EPSG:4326', [327000, 2789000]);
const [plain, shifted] = [at(''), at(',TOWGS84[-250.7,-157.9,380.4,0,0,0,0]')];
const metres = Math.hypot((plain[0] - shifted[0]) * 111_320 * Math.cos((plain[1] * Math.PI) / 180), (plain[1] - shifted[1]) * 110_770);
console.log(`without a shift: no error, ${metres.toFixed(0)} m from where it is`);
JS
got=$(node datum.mjs)
expected='without a shift: no error, 224 m from where it is'
printf 'got:\n%s\nexpected:\n%s\n' "$got" "$expected"
[ "$got" = "$expected" ]
