import { mailReceiver } from './mail.ts';
import type { Receiver } from './receiver.ts';
import type { ReceiverSettings, SmtpSettings } from './receiverSettings.ts';
import { webhookReceiver } from './webhook.ts';

/** The receivers that are configured; the same one once. @param smtp null where there is no mail among them */
export function receiversOf(to: readonly ReceiverSettings[], smtp: SmtpSettings | null): Receiver[] {
  const receivers = to.map((one) => ('mail' in one ? mailReceiver(one.mail, smtp!) : webhookReceiver(one)));
  return [...new Map(receivers.map((one) => [one.id, one])).values()];
}
