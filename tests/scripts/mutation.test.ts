import { transformWithOxc } from 'vite';
import { afterEach, expect, test, vi } from 'vitest';
import { mutate } from '../../scripts/mutation/mutants.ts';

afterEach(() => vi.unstubAllGlobals());

const code = `(a: number, log: string[]): string => {
  if (a < 3) log.push('small');
  else log.push('large');
  let sum = 0;
  for (let i = 0; i < a; i++) sum += i;
  return \`\${sum} \${log.join()}\`;
}`;

/** What the function gives for 2, with a mutant on; loops end after 50 turns. */
async function given(id: number): Promise<string> {
  const mutated = mutate('a.ts', `globalThis.subject = ${code};`);
  const { code: plain } = await transformWithOxc(mutated.code, 'a.ts');
  let turns = 0;
  vi.stubGlobal('mutantIsOn', (one: number) => one === id);
  vi.stubGlobal('loopTurns', () => {
    if (++turns > 50) throw new Error('endless');
  });

  new Function(plain)();
  try {
    return (globalThis as unknown as { subject: (a: number, log: string[]) => string }).subject(2, []);
  } catch (error) {
    return (error as Error).message;
  }
}

// Guards: the file with all mutants off is the file, an else stays with its if, and each mutant is what it says.
test('each mutant is off until it is switched on, and does what it says', async () => {
  expect(await given(0)).toBe('1 small');
  const { mutants } = mutate('a.ts', `globalThis.subject = ${code};`);
  const numberOf = (was: string, now: string) =>
    mutants.find((mutant) => mutant.was === was && mutant.now === now)!.id;
  expect(await given(numberOf('a < 3', 'a >= 3'))).toBe('1 large');
  expect(await given(numberOf("log.push('small');", ''))).toBe('1 ');
  expect(await given(numberOf('i < a', 'i <= a'))).toBe('3 small');
  expect(await given(numberOf('sum += i', 'sum -= i'))).toBe('-1 small');
  expect(await given(numberOf('i++', 'i--'))).toBe('endless');
});
