/** Version of how segments tell their rows; a note in the schema of each file. */
export const coding = '1';

/** Refuses a file of another version in words. @param what names it in errors */
export function checkCoding(what: string, notes: ReadonlyMap<string, string>): void {
  const found = notes.get('coding');
  if (found === coding) return;
  throw new Error(
    `${what}: got ${found === undefined ? 'no coding version' : `coding version ${JSON.stringify(found)}`}, expected "${coding}"; make the snapshot anew`,
  );
}
