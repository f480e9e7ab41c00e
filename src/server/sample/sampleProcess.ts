/**
 * Makes the sample city of a folder in a process of its own, which ends with the one that started it and tells it how far
 * the city is. Arguments: the folder, requests, sequence of the snapshot.
 */
import { usualAsOf } from '../../sample/sampleCity.ts';
import { referenceData } from '../referenceData.ts';
import { writeSample } from './sampleSnapshot.ts';

process.once('disconnect', () => process.exit(1));
process.channel?.unref();

try {
  const [out, rows, sequence] = process.argv.slice(2);
  const wanted = Number(rows);
  const city = { rows: wanted, seed: 1, asOf: usualAsOf(), reference: referenceData() };
  await writeSample(out!, city, Number(sequence), (made) => process.send?.({ part: made / wanted }));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
