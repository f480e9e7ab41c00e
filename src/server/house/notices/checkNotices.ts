import type { Said } from '../../../model/said.ts';
import { receiversOf } from '../messages/receivers.ts';
import type { NoticeSettings } from './noticeSettings.ts';

/** Milliseconds that one receiver has. */
const patience = 60_000;

/**
 * Whether those who are to be told of what does not work can be reached: a mail server takes the user and the password,
 * another system answers. Nothing is sent to anybody.
 * @returns what keeps each from being told; null: nothing
 */
export async function checkNotices(
  settings: NoticeSettings | null,
): Promise<{ readonly name: string; readonly trouble: Said | null }[]> {
  const receivers = settings ? receiversOf(settings.to, settings.smtp) : [];
  return Promise.all(
    receivers.map(async ({ name, check }) => ({ name, trouble: await check(AbortSignal.timeout(patience)) })),
  );
}
