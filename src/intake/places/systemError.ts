/** A system of coordinates that cannot be read. */
export class SystemError extends Error {
  override readonly name = 'SystemError';
  /** What names it, shortened. */
  readonly system: string;
  /** `unknown`: nothing here knows it; `datum`: its datum lies elsewhere than WGS 84, by up to hundreds of metres. */
  readonly why: 'unknown' | 'datum';

  constructor(system: string, why: SystemError['why']) {
    super(`${shortened(system)}: ${systemReason(why)}`);
    this.system = shortened(system);
    this.why = why;
  }
}

/** What is wrong with a system, in English. */
export function systemReason(why: SystemError['why']): string {
  return why === 'unknown'
    ? 'no system of coordinates that is known here; expected a code as EPSG:3997, or the text of a .prj'
    : 'its datum is not WGS 84, and how far it lies from that is not known well enough: points would be off by up to hundreds of metres. Export it in degrees WGS 84 (EPSG:4326)';
}

function shortened(system: string): string {
  const name = /^[A-Z_0-9]+\["([^"]*)"/.exec(system.trim())?.[1];
  return (name || system.trim()).slice(0, 60);
}
