/** Starts a process that is busy for ever, and says which it is. */
import { Child } from '../../src/server/processes/child.ts';

const child = new Child({
  ...{ file: new URL('./childProgram.ts', import.meta.url), task: { does: 'busy' } },
  onTold: () => process.stdout.write(`${child.pid}\n`),
  onCrash: () => {},
  onFailed: () => {},
});
child.start();
