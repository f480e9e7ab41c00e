/** A process of the server that does what its task says, for tests of what keeps it going. */
import { obey, tell } from '../../src/server/processes/parent.ts';

interface Task {
  readonly does: 'open' | 'throw' | 'fail' | 'failOpen' | 'fill' | 'hang' | 'busy';
}

const runs: number[][] = [];

obey(
  {
    async begin(task) {
      const { does } = task as Task;
      if (does === 'fail') throw new Error('no such city');
      tell({ kind: 'open' });
      if (does === 'failOpen') throw new Error('the disk is full');
      if (does === 'throw')
        setImmediate(() => {
          throw Object.assign(new TypeError('of Fatima, +971 50 000 0000'), { code: 'E_ODD' });
        });
      if (does === 'fill') for (;;) runs.push(new Array(1000).fill(runs.length));
      if (does === 'busy') for (;;);
    },
    from(_role, body) {
      tell({ kind: 'task', task: body });
      tell({ kind: 'to', role: 'door', body: process.pid });
    },
    async stop(code) {
      if (code !== 9) process.exit(code);
    },
  },
  { isBusy: true },
);
