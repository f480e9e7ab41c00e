/** How the bytes of an answer are packed. */
export type Encoding = 'br' | 'gzip' | 'identity';

/** The best first: what is taken where a client likes several as much. */
const bestFirst: readonly Encoding[] = ['br', 'gzip', 'identity'];

/**
 * The encoding that a client likes best of those that there are: RFC 9110, 12.5.3. Own code because negotiator 1.0.0
 * takes `gzip;Q=0` for a yes.
 * @param accepted the header Accept-Encoding; undefined: any, of which as it is goes without saying
 * @param there packed forms; `identity` is always there
 * @returns null where the client refuses them all
 */
export function chooseEncoding(accepted: string | undefined, there: readonly Encoding[]): Encoding | null {
  if (accepted === undefined) return 'identity';
  const weights = new Map<string, number>();
  for (const item of accepted.split(',')) {
    const [name = '', ...parameters] = item.split(';').map((part) => part.trim().toLowerCase());
    if (name) weights.set(name === 'x-gzip' ? 'gzip' : name, weightOf(parameters));
  }
  let best: Encoding | null = null;
  let most = 0;
  for (const encoding of bestFirst) {
    if (encoding !== 'identity' && !there.includes(encoding)) continue;
    const weight = weights.get(encoding) ?? weights.get('*') ?? (encoding === 'identity' ? null : 0);
    // As it is: always taken unless refused, and only where nothing else is.
    if (weight === null ? best === null : weight > most) {
      best = encoding;
      most = weight ?? most;
    }
  }
  return best;
}

/** A weight that cannot be read is none that could be relied on: 0. */
function weightOf(parameters: readonly string[]): number {
  const given = parameters.find((parameter) => parameter.startsWith('q='));
  if (given === undefined) return parameters.some((parameter) => /^q\s/.test(parameter)) ? 0 : 1;
  return /^q=(0(\.\d{0,3})?|1(\.0{0,3})?)$/.test(given) ? Number(given.slice(2)) : 0;
}
