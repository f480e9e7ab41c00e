import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { installPackages } from './debian.ts';

/** A certificate and its key, in PEM. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

/** Makes an authority: NAME.pem and NAME.key in a folder. @returns its certificate, in PEM */
export function makeAuthority(folder: string, name: string): string {
  const files = ['-keyout', `${name}.key`, '-out', `${name}.pem`];
  openssl(folder, ['req', '-x509', ...newKey, '-days', '2', '-subj', `/CN=${name}`, ...files]);
  return readFileSync(join(folder, `${name}.pem`), 'utf8');
}

/**
 * Has an authority sign a new certificate.
 * @param authority the name of its files
 * @param days that it holds; 0: it has expired already
 */
export function certify(folder: string, authority: string, host: string, days = 2): Certificate {
  const name = ['-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`];
  openssl(folder, ['req', ...newKey, ...name, '-keyout', 'certified.key', '-out', 'certified.csr']);
  const by = ['-CA', `${authority}.pem`, '-CAkey', `${authority}.key`, '-CAcreateserial'];
  const what = ['-in', 'certified.csr', '-copy_extensions', 'copy', '-days', String(days)];
  openssl(folder, ['x509', '-req', ...by, ...what, '-out', 'certified.crt']);
  return readCertificate(folder, 'certified');
}

/** NAME.crt and NAME.key of a folder. */
export function readCertificate(folder: string, name: string): Certificate {
  const read = (ending: string) => readFileSync(join(folder, `${name}.${ending}`), 'utf8');
  return { certificate: read('crt'), key: read('key') };
}

/** Installs OpenSSL where it is missing, as root. */
export function findOpenssl(): void {
  if (!existsSync('/usr/bin/openssl')) installPackages('No OpenSSL found', 'openssl');
}

function openssl(folder: string, args: readonly string[]): void {
  execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
}
