import { createContext } from 'react';

/** The city's geometry as its file holds it (TopoJSON): on its way, there, or null where the city has none. */
export type Geometry = { readonly topology: unknown } | 'loading' | null;

/** The geometry of the snapshot that is shown. Keep the value's identity while the file is the same. */
export const GeometryContext = createContext<Geometry>('loading');
