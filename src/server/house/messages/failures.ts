import type { Said } from '../../../model/said.ts';

/** A piece of another language, as a name or a code, in an Arabic sentence. */
const apart = (text: string) => `\u2066${text}\u2069`;

/** Why a message could not be delivered, in both languages. Nothing in them is private. */
export const failures = {
  receiverGone: (): Said => ({
    en: 'the configuration does not name this receiver any more',
    ar: 'لم يعد هذا المستلم مذكورًا في ملف الإعدادات',
  }),
  kindUnknown: (): Said => ({
    en: 'this version of the server does not know this kind of message; a newer one wrote it',
    ar: 'هذا الإصدار من الخادم لا يعرف هذا النوع من الرسائل، فقد كتبه إصدار أحدث',
  }),
  tooSlow: (): Said => ({
    en: 'the receiver did not answer in time',
    ar: 'لم يستجب المستلم في الوقت المحدد',
  }),
  fault: (words: string): Said => ({
    en: `a fault of this server: ${words}`,
    ar: `خلل في هذا الخادم: ${apart(words)}`,
  }),
};
