import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

// Guards: the units of systemd in docs are accepted by it, start what there is, and fit the other ways to run the server.
const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (name: string) => readFileSync(join(root, name), 'utf8');
const units = ['services360.service', 'services360-backup.service', 'services360-backup.timer'];

function settings(unit: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const line of read(`docs/${unit}`).split('\n')) {
    const at = line.indexOf('=');
    if (line.startsWith('#') || at < 1) continue;
    const name = line.slice(0, at);
    found.set(name, [...(found.get(name) ?? []), line.slice(at + 1)]);
  }
  return found;
}

test('they start what there is, in a folder that systemd makes, and stop within the grace of the container', () => {
  const server = settings('services360.service');
  const backup = settings('services360-backup.service');
  const scripts = [server, backup].map((unit) => unit.get('ExecStart')![0]!.match(/\S+\.ts/)![0]);
  expect(scripts).toEqual(['src/server/main.ts', 'scripts/backup.ts']);
  for (const script of scripts) expect(existsSync(join(root, script)), script).toBe(true);
  for (const name of ['User', 'WorkingDirectory']) expect(server.get(name)).toEqual(backup.get(name));
  const environment = server.get('Environment')!;
  for (const one of backup.get('Environment')!) expect(environment).toContain(one);
  expect(environment).toContain(`DATA_DIR=/var/lib/${server.get('StateDirectory')![0]}/city`);
  const { services } = parse(read('compose.yaml'));
  expect(`${server.get('TimeoutStopSec')![0]}s`).toBe(services.services360.stop_grace_period);
  expect(read('docs/operations.md')).toContain(`LimitNOFILE=${server.get('LimitNOFILE')![0]}`);
  for (const unit of units) expect(read('docs/operations.md')).toContain(unit);
});

test.skipIf(!existsSync('/usr/bin/systemd-analyze'))(
  'systemd accepts them, and finds the server well kept',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 's360-units-'));
    try {
      for (const unit of units) {
        // What they start need not be installed on this machine.
        const text = read(`docs/${unit}`).replace('/usr/bin/node', process.execPath);
        writeFileSync(join(folder, unit), text);
      }
      const run = (...args: string[]) =>
        execFileSync('systemd-analyze', args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
      run('verify', ...units.map((unit) => join(folder, unit)));
      const told = run('security', '--offline=true', '--threshold=20', join(folder, 'services360.service'));
      expect(Number(told.match(/exposure level for \S+: ([\d.]+)/)![1])).toBeLessThan(2);
      writeFileSync(
        join(folder, 'wrong.service'),
        '[Service]\nExecStart=/nowhere/node\nTimeoutStopSec=soon\n',
      );
      expect(() => run('verify', join(folder, 'wrong.service'))).toThrow();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
