declare module 'epsg-index/all.json' {
  const all: Readonly<Record<string, { readonly name: string; readonly proj4: string | null }>>;
  export default all;
}
