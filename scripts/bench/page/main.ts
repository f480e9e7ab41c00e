import type { Task } from '../task.ts';
import { kernelSystem } from './kernelSystem.ts';
import { type Measured, measure } from './measure.ts';
import { duckdbSystem } from './systems/duckdb.ts';
import { mosaicSystem } from './systems/mosaic.ts';
import { ourSystem } from './systems/ours.ts';

declare global {
  interface Window {
    run(task: Task): Promise<Measured>;
  }
}

window.run = (task) => {
  if (!crossOriginIsolated) throw new Error('the page is not cross-origin isolated: its timer is too coarse');
  switch (task.system) {
    case 'ours':
      return measure(ourSystem(), task);
    case 'mosaic':
      return measure(mosaicSystem(), task);
    case 'duckdb':
      return measure(duckdbSystem(), task);
    default:
      return measure(kernelSystem(task.system), task);
  }
};
