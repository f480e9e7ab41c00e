import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';

interface Focus {
  /** Id of the zone that is pointed at outside the map. */
  readonly zone: string | null;
  readonly setZone: (zone: string | null) => void;
}

const nobody: Focus = { zone: null, setZone: () => {} };
const FocusContext = createContext<Focus>(nobody);

/** Lets a search or a list point at a zone, and the map show which one it is. */
export function MapFocusProvider({ children }: { readonly children: ReactNode }) {
  const [zone, setZone] = useState<string | null>(null);
  const focus = useMemo(() => ({ zone, setZone }), [zone]);
  return <FocusContext value={focus}>{children}</FocusContext>;
}

/** The zone pointed at; without a provider above, none. */
export function useMapFocus(): Focus {
  return useContext(FocusContext);
}
