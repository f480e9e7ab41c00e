/** Where `epsg-index` keeps what is known of one code. */
interface Listed {
  readonly name: string;
  readonly proj4: string | null;
}

/** The name and proj4's definition of an EPSG code; null for one that the list does not know. The list is large. */
export async function listed(code: number): Promise<Listed | null> {
  const { default: all } = await import('epsg-index/all.json', { with: { type: 'json' } });
  const found = (all as Readonly<Record<string, Listed>>)[code];
  return found?.proj4 ? found : null;
}
