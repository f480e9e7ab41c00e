/** What stands in a link's template for the request's reference. */
const place = '{reference}';

/**
 * A template of addresses of requests in the system that they come from, such as https://crm.example/case/{reference}.
 * @throws Error in words where it is none, or where a reference could choose the host
 */
export function parseRequestLink(template: string): string {
  const expected = `expected an address with ${place} in it, such as https://crm.example/case/${place}`;
  if (!template.includes(place)) throw new Error(`got "${template}" without ${place}, ${expected}`);
  const [one, other] = ['a', 'b'].map((filler) => urlOf(template.replaceAll(place, filler)));
  if (!one || !other) throw new Error(`got "${template}", which is no address, ${expected}`);
  if (one.protocol !== 'https:' && one.protocol !== 'http:')
    throw new Error(`got "${template}", which begins with ${one.protocol}, expected http: or https:`);
  if (one.username || one.password)
    throw new Error(`got an address with a name or password in it, which everybody would see; ${expected}`);
  if (one.origin !== other.origin)
    throw new Error(`got "${template}" with ${place} in its host, ${expected}`);
  return template;
}

/** The address of a request; null where it has no reference that can stand in one. */
export function requestAddress(template: string, reference: string): string | null {
  // A request without a reference is called by its number; a part of a path of dots alone means another folder.
  if (reference === '' || /^(#|\.+$)/.test(reference)) return null;
  try {
    return new URL(template.replaceAll(place, () => encodeURIComponent(reference))).href;
  } catch {
    return null;
  }
}

function urlOf(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
