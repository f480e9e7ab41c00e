import type { SourceRequest } from '../../src/server/intake/sources/source.ts';
import { referenceData } from '../../src/server/referenceData.ts';

const { words } = referenceData();
const call = words.channel.findIndex(({ id }) => id === 'call-centre');
const hour = 3600;
const day = 24 * hour;

/** The flags by their definitions, over all pairs; by reference. @param isNobody whom no flag may join */
export function flagsByDefinition(
  known: readonly SourceRequest[],
  isNobody: (customer: string) => boolean = () => false,
): Map<string, (number | null)[]> {
  const rows = known.flatMap(({ ref, row, personal }) =>
    row ? [{ ...row, name: ref, who: personal?.customer ?? null }] : [],
  );
  const digital = [
    'website',
    'social-media',
    'whatsapp',
    'fares',
    'mobile-app',
    'email',
    'platform-04',
    'my-city',
    'city-guard',
  ];
  const flags = new Map<string, (number | null)[]>();
  for (const mine of rows) {
    if (mine.who === null || isNobody(mine.who) || (mine.topic === null && mine.category === null)) {
      flags.set(mine.name, [null, null, null]);
      continue;
    }
    const others = rows.filter(
      (one) =>
        one !== mine &&
        one.who === mine.who &&
        (mine.topic === null
          ? one.topic === null && one.category === mine.category
          : one.topic === mine.topic),
    );
    const isBefore = (one: (typeof rows)[number]) =>
      one.opened < mine.opened || (one.opened === mine.opened && one.name < mine.name);
    const earlier = others.filter(isBefore);
    const next = others.filter((one) => !isBefore(one));
    const wasOpen = (one: (typeof rows)[number]) =>
      one.stage === null ||
      !words.stage[one.stage]!.done ||
      (one.resolved !== null && one.resolved > mine.opened);
    const repeat = earlier.some((one) => mine.opened - one.opened <= 30 * day);
    const duplicate = earlier.some(
      (one) =>
        mine.opened - one.opened <= day && one.zone === mine.zone && one.place === mine.place && wasOpen(one),
    );
    const handover =
      mine.channel !== null &&
      digital.includes(words.channel[mine.channel]!.id) &&
      next.some((one) => one.channel === call && one.opened - mine.opened <= 48 * hour);
    flags.set(mine.name, [Number(repeat), Number(duplicate), Number(handover)]);
  }
  return flags;
}
