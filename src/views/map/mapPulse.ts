import { createContext, useContext, useEffect, useState } from 'react';
import type { MapPulseSource } from '../../ui/map/MapCanvas.tsx';

export type Pulses = MapPulseSource;

/** Where the map hears of zones in which something has just happened; null where nothing happens. */
export const PulsesContext = createContext<Pulses | null>(null);

/** How long a zone's mark lasts, in ms. */
const lasts = 1_000;

/** The zones in which something has just happened. */
export function usePulsing(): ReadonlySet<string> {
  const pulses = useContext(PulsesContext);
  const [zones, setZones] = useState<ReadonlySet<string>>(none);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const stop = pulses?.subscribe((told) => {
      setZones(new Set(told));
      clearTimeout(timer);
      timer = setTimeout(() => setZones(none), lasts);
    });
    return () => {
      clearTimeout(timer);
      stop?.();
    };
  }, [pulses]);
  return zones;
}

const none: ReadonlySet<string> = new Set();
