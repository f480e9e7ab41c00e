/**
 * All bytes of some pieces, in one.
 * @param tooMany makes the error for more than `most` bytes
 */
export async function gathered(
  pieces: AsyncIterable<Uint8Array>,
  most: number,
  tooMany: () => Error,
): Promise<Uint8Array> {
  const kept: Uint8Array[] = [];
  let size = 0;
  for await (const bytes of pieces) {
    size += bytes.length;
    if (size > most) throw tooMany();
    kept.push(bytes);
  }
  const all = new Uint8Array(size);
  let at = 0;
  for (const bytes of kept) {
    all.set(bytes, at);
    at += bytes.length;
  }
  return all;
}
