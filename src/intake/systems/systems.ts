import { boston311 } from './boston311.ts';
import { fixMyStreet } from './fixMyStreet.ts';
import { genesys } from './genesys.ts';
import type { KnownSystem } from './knownSystem.ts';
import { losAngeles311 } from './losAngeles311.ts';
import { seeClickFix } from './seeClickFix.ts';
import { siebel } from './siebel.ts';

/** One line for each. */
export const systems: readonly KnownSystem[] = [
  boston311,
  fixMyStreet,
  genesys,
  losAngeles311,
  seeClickFix,
  siebel,
];

/** The system whose signs all stand among the names of the columns; null where none has. */
export function systemOf(header: readonly string[]): KnownSystem | null {
  const names = new Set(header);
  return systems.find(({ signs }) => signs.every((sign) => names.has(sign))) ?? null;
}
