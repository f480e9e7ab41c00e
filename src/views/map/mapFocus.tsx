import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';

interface Focus {
  /** Id of the zone that is pointed at outside the map. */
  readonly zone: string | null;
  readonly setZone: (zone: string | null) => void;
  /** Whether an area that is chosen is added to those that are: what a held Shift says, for touch too. */
  readonly adding: boolean;
  readonly setAdding: (adding: boolean) => void;
}

const nobody: Focus = { zone: null, setZone: () => {}, adding: false, setAdding: () => {} };
const FocusContext = createContext<Focus>(nobody);

/** Lets a search or a list point at a zone, and the map show which one it is; and tells all whether areas are added. */
export function MapFocusProvider({ children }: { readonly children: ReactNode }) {
  const [zone, setZone] = useState<string | null>(null);
  const [adding, setAdding] = useState(false);
  const focus = useMemo(() => ({ zone, setZone, adding, setAdding }), [zone, adding]);
  return <FocusContext value={focus}>{children}</FocusContext>;
}

/** The zone pointed at; without a provider above, none. */
export function useMapFocus(): Focus {
  return useContext(FocusContext);
}
