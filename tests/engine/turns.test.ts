import { expect, test } from 'vitest';
import { Turns } from '../../src/engine/turns.ts';

// Guards: an answer of several questions, of which a change comes between two; and a change that never comes, because
// one question after the other is on its way.
test('a change waits for those who read, and those who come later for it', async () => {
  const turns = new Turns();
  const said: string[] = [];
  const gates = new Map<string, () => void>();
  const work = (name: string) => async () => {
    said.push(`${name} begins`);
    await new Promise<void>((done) => gates.set(name, done));
    said.push(`${name} ends`);
    return name;
  };
  const turn = () => new Promise((done) => setTimeout(done, 0));
  const all = [turns.read(work('a')), turns.read(work('b')), turns.change(work('c')), turns.read(work('d'))];
  await turn();
  expect(said).toEqual(['a begins', 'b begins']);
  gates.get('b')!();
  await turn();
  expect(said).toEqual(['a begins', 'b begins', 'b ends']);
  for (const name of ['a', 'c', 'd']) {
    gates.get(name)!();
    await turn();
  }
  expect(said.slice(3)).toEqual(['a ends', 'c begins', 'c ends', 'd begins', 'd ends']);
  expect(await Promise.all(all)).toEqual(['a', 'b', 'c', 'd']);
});

test('what fails holds up nothing', async () => {
  const turns = new Turns();
  const fails = async () => {
    throw new Error('no');
  };
  await expect(turns.read(fails)).rejects.toThrow('no');
  await expect(turns.change(fails)).rejects.toThrow('no');
  expect(await turns.read(async () => 1)).toBe(1);
  expect(await turns.change(async () => 2)).toBe(2);
});
