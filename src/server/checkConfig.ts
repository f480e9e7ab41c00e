import { knownProblems, newestRows } from './checkProblems.ts';
import type { Config } from './config.ts';
import { checkNotices } from './house/notices/checkNotices.ts';
import { checkReference, faultText } from './intake/reference/check.ts';
import { readTexts, referenceFolder } from './intake/reference/folder.ts';
import { folderTrouble } from './intake/reference/unreadReference.ts';
import { findingsOf, wordsOfSources } from './intake/sources/configured.ts';
import { referenceData } from './referenceData.ts';
import { manifestOf } from './snapshotReader.ts';

/**
 * Says what is wrong with the systems that a configuration names, and what could be better; changes nothing there.
 * @returns whether nothing is wrong
 */
export async function checkConfig(config: Config, say: (text: string) => void): Promise<boolean> {
  const folder = referenceFolder();
  const trouble = await folderTrouble(folder);
  if (trouble !== null) say(`warning: ${trouble}`);
  const { faults } = checkReference(await readTexts(folder));
  for (const fault of faults) say(faultText(fault));
  if (faults.length > 0) {
    say('The configuration cannot be used yet.');
    return false;
  }
  const reference = referenceData();
  const words = wordsOfSources(config.sources, reference, null);
  const isSample = (await manifestOf(config.data).catch(() => null)) !== null;
  let good = true;
  for (const source of config.sources) {
    const findings = await findingsOf(source, { reference, words, isSample });
    say(`${source.id} (${source.kind}): ${findings.length === 0 ? 'nothing found' : ''}`.trimEnd());
    for (const { level, text } of findings) {
      if (level === 'error') good = false;
      say(`  ${level}: ${text}`);
    }
    if (findings.every(({ level }) => level !== 'error'))
      for (const text of await newestRows(source, { reference, words })) say(`  ${text}`);
  }
  for (const { name, trouble } of await checkNotices(config.notices)) {
    say(`notices to ${name}: ${trouble === null ? 'nothing found; no message was sent' : ''}`.trimEnd());
    if (trouble === null) continue;
    good = false;
    say(`  error: ${trouble.en}`);
  }
  for (const text of knownProblems(config.data)) say(text);
  say(good ? 'The configuration can be used.' : 'The configuration cannot be used yet.');
  return good;
}
