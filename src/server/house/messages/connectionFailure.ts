import type { Said } from '../../../model/said.ts';
import { AuthorityError } from './authority.ts';
import { failures } from './failures.ts';

const unknownNames = ['ENOTFOUND', 'EAI_AGAIN', 'EDNS'];
const unreachable = [
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'ENETDOWN',
  'EACCES',
  'EADDRNOTAVAIL',
];
const cut = ['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ERR_STREAM_PREMATURE_CLOSE', 'HPE_INVALID_EOF_STATE'];
/** What OpenSSL and Node say of certificates that are not trusted. */
const certificate =
  /CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|ALTNAME|self.signed certificate|unable to (get|verify)|certificate has expired|altnames/i;

/** Why a connection failed, in words, as far as the system's or OpenSSL's code tells it; null where it does not. */
export function connectionFailure(error: unknown, host: string): Said | null {
  for (let one = error as NodeJS.ErrnoException | undefined; one; one = one.cause as typeof one) {
    if (one instanceof AuthorityError) return failures.authority(one.file, one.why);
    const [first] = (one as AggregateError).errors ?? [];
    if (first) return connectionFailure(first, host);
    const { code = '', message = '' } = one;
    if (certificate.test(code) || certificate.test(message))
      return failures.certificate(
        host,
        /^[A-Z_]+$/.test(code) && code !== 'ESOCKET' && code !== 'ETLS' ? code : plain(message),
      );
    if (unknownNames.includes(code)) return failures.nameUnknown(host, code);
    const system = unreachable.find((name) => code === name || message.includes(name));
    if (system) return failures.unreachable(host, system);
    if (code === 'ETIMEDOUT' || one.name === 'TimeoutError' || one.name === 'AbortError')
      return failures.tooSlow();
    if (cut.some((name) => code === name || message.includes(name))) return failures.cut(host);
  }
  return null;
}

/** What OpenSSL says, without what follows a colon or a stop: names of a certificate need not be repeated. */
function plain(message: string): string {
  return message.split(/[:.;]/)[0]!.slice(0, 80);
}
