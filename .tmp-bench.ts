import { openSnapshot, readManifest } from './src/server/snapshotReader.ts';
import { defaultFilter, makeScreen, overviewAsks, asks } from './src/model/screen.ts';
import { choose, during } from './src/model/filter.ts';
const { folder, manifest } = await readManifest('/tmp/s1m');
let t=performance.now();
const s = await openSnapshot(folder, manifest);
console.log('load', Math.round(performance.now()-t));
const base = defaultFilter(s.city, manifest);
for (const [name, f] of Object.entries({default: base, all: {}, '1y': during({}, {from: manifest.days!.to-364, to: manifest.days!.to}), cat: choose(base,'category',['report']), allcat: choose({},'category',['inquiry','report'])})) {
  const screen = makeScreen(s.city, manifest, f, 'completionRate');
  const list = overviewAsks(screen);
  await s.engine.answer(list);
  const times: string[]=[]; let total=0;
  for (const a of list) { const t=performance.now(); await s.engine.answer([a]); const d=performance.now()-t; total+=d; times.push(`${a.by.join('+')||'-'}${a.at?"'":''} ${Math.round(d)}`); }
  console.log(name, Math.round(total), times.join(', '));
}
