import type { Field } from '../fields.ts';
import { systemOf } from '../systems/systems.ts';
import type { Assignment } from './assignment.ts';

/** Gives what a known system means by its columns, where their names would mislead. */
export function giveSystemColumns(given: Assignment): void {
  const system = systemOf(given.layout.header);
  if (!system) return;
  for (const profile of [...given.free])
    if (system.nothing.includes(profile.name)) given.free.delete(profile);
  const taken: string[] = [];
  for (const [field, name] of Object.entries(system.columns)) {
    const profile = [...given.free].find((one) => one.name === name && (given.empty || one.words));
    if (!profile) continue;
    given.give(field as Field, profile);
    taken.push(name);
  }
  given.say('knownSystem', { system: system.name, columns: taken.join(', ') });
}
