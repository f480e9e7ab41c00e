import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installPackages } from './debian.ts';
import { freePort } from './freePort.ts';

/** The example of docs/ in front of a server, with a certificate of its own. */
export interface Nginx extends AsyncDisposable {
  /** Over TLS; the certificate is signed by nobody. */
  readonly address: string;
}

const example = fileURLToPath(new URL('../../docs/nginx.conf', import.meta.url));

/** Starts nginx as docs/nginx.conf has it, but for ports and the certificate's place. @throws Error that says what to install */
export async function startNginx(serverPort: number, operationsPort: number): Promise<Nginx> {
  const program = findNginx();
  const folder = mkdtempSync(join(tmpdir(), 's360-nginx-'));
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  execFileSync(
    'openssl',
    `req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost -keyout ${key} -out ${certificate}`.split(
      ' ',
    ),
    { stdio: 'ignore' },
  );
  const port = await freePort();
  const site = replaceAll(readFileSync(example, 'utf8'), {
    '127.0.0.1:8360;\n  keepalive': `127.0.0.1:${serverPort};\n  keepalive`,
    '127.0.0.1:8361;\n}': `127.0.0.1:${operationsPort};\n}`,
    'listen 443 ': `listen 127.0.0.1:${port} `,
    '/etc/nginx/services360.crt': certificate,
    '/etc/nginx/services360.key': key,
  });
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((kind) => `${kind}_temp_path ${join(folder, kind)};`)
    .join('\n');
  const file = join(folder, 'nginx.conf');
  const owner = process.getuid?.() === 0 ? 'user root;' : '';
  writeFileSync(
    file,
    `${owner} daemon off; pid ${folder}/pid; error_log stderr;\nevents {}\nhttp {\naccess_log off;\n${temporary}\n${site}\n}\n`,
  );
  const nginx = spawn(program, ['-p', folder, '-c', file], { stdio: ['ignore', 'ignore', 'pipe'] });
  await listening(nginx, join(folder, 'pid'));
  return {
    address: `https://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      const ended = new Promise((done) => nginx.once('exit', done));
      nginx.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}

/** @throws Error where the text does not have what is to be replaced */
function replaceAll(text: string, by: Readonly<Record<string, string>>): string {
  return Object.entries(by).reduce((before, [old, now]) => {
    if (!before.includes(old)) throw new Error(`docs/nginx.conf: expected ${JSON.stringify(old)} in it`);
    return before.replace(old, now);
  }, text);
}

/** nginx writes its pid once it listens. */
function listening(nginx: ChildProcess, pidFile: string): Promise<void> {
  let said = '';
  nginx.stderr!.on('data', (chunk) => {
    said += chunk;
  });
  return new Promise((done, fail) => {
    const look = setInterval(() => {
      if (!existsSync(pidFile)) return;
      clearInterval(look);
      done();
    }, 20);
    nginx.once('exit', () => {
      clearInterval(look);
      fail(new Error(`nginx ended: ${said}`));
    });
  });
}

function findNginx(): string {
  const look = () =>
    ['/usr/sbin/nginx', '/usr/local/bin/nginx', '/opt/homebrew/bin/nginx'].find(existsSync) ??
    (spawnSync('which', ['nginx'], { encoding: 'utf8' }).stdout.trim() || null);
  const found = look();
  if (found) return found;
  installPackages('No nginx found', 'nginx-light', 'openssl');
  const now = look();
  if (now) return now;
  throw new Error('These tests need nginx: install nginx-light.');
}
