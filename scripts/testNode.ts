import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from './terminal.ts';

const help = `
Runs the tests of the store and of backups with other versions of Node than the one that is installed, fetched into a
folder that is deleted afterwards. From Node 22.13 on the store uses Node's own SQLite.

  npm run test:node [-- --only 22]
`;

const root = fileURLToPath(new URL('..', import.meta.url));
const versions = ['22', '24'];
const tests = [
  'store',
  'storeFlags',
  'storeCrash',
  'storeUpgrade',
  'storeIdentity',
  'backup',
  'privateFiles',
];

await runCommand(help, { only: { type: 'string' } }, async ({ only }) => {
  for (const version of versions.filter((one) => only === undefined || one === only)) {
    const folder = await mkdtemp(join(tmpdir(), 's360-node-'));
    try {
      await run('npm', [
        'install',
        '--prefix',
        folder,
        '--no-save',
        '--no-audit',
        '--no-fund',
        `node@${version}`,
      ]);
      const node = join(folder, 'node_modules', 'node', 'bin', 'node');
      await run(node, [
        '-p',
        '"Node " + process.version + ", SQLite " + (process.versions.sqlite ?? "of the library")',
      ]);
      const files = tests.map((name) => `tests/server/${name}.test.ts`);
      await run(node, ['node_modules/vitest/vitest.mjs', 'run', '--project', 'node', ...files]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
});

function run(command: string, args: readonly string[]): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit' });
    child.once('error', fail);
    child.once('exit', (code) =>
      code === 0 ? done() : fail(new Error(`${command} ${args[0]} ended with ${code}`)),
    );
  });
}
