import { formatsOf } from '../../../i18n/format.ts';
import type { Said } from '../../../model/said.ts';
import type { MessageKind } from '../messages/letter.ts';

/** What a message holds that only shows that messages arrive. */
export interface TestContent {
  readonly city: Said;
  /** IANA name. */
  readonly timeZone: string;
  /** Epoch seconds. */
  readonly at: number;
}

/** A message that an administrator has asked for, to see that messages arrive. */
export const testKind: MessageKind<TestContent> = {
  name: 'test',
  write({ city, timeZone, at }) {
    const [ar, en] = [formatsOf('ar'), formatsOf('en')].map(({ instant }) => instant(at, timeZone));
    return {
      subject: { ar: `${city.ar}: رسالة تجريبية`, en: `${city.en}: a test message` },
      ar: [
        { as: 'heading', text: `${city.ar}: رسالة تجريبية` },
        {
          as: 'text',
          text: `طُلبت هذه الرسالة من صفحة الإدارة في \u2068${ar}\u2069 للتحقق من وصول الإشعارات. لا يلزم اتخاذ أي إجراء.`,
        },
      ],
      en: [
        { as: 'heading', text: `${city.en}: a test message` },
        {
          as: 'text',
          text: `Somebody asked for it on the administrator’s page on ${en}, to see that notices arrive. Nothing needs to be done.`,
        },
      ],
    };
  },
};
