/**
 * The columns that all tables have and that are not the same in all of them. A column that only a newer revision knows is
 * none of these.
 * @param tables a digest by column, one record a table
 */
export function unlikeColumns(tables: readonly Readonly<Record<string, string>>[]): string[] {
  const [first, ...others] = tables;
  return Object.keys(first ?? {}).filter(
    (name) =>
      others.every((other) => other[name] !== undefined) &&
      others.some((other) => other[name] !== first![name]),
  );
}
