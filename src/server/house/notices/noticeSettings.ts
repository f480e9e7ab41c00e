import * as v from 'valibot';
import {
  type ReceiverSettings,
  receiverSchema,
  type SmtpSettings,
  smtpSchema,
} from '../messages/receiverSettings.ts';

/** Whom the server writes to when something of it does not work: a part of the configuration. */
export const noticesSchema = v.strictObject({
  to: v.pipe(v.array(receiverSchema), v.minLength(1)),
  smtp: v.optional(smtpSchema),
  /** How long something must last before it is written of, and be well before that is. */
  afterMinutes: v.optional(v.pipe(v.number(), v.minValue(0.05), v.maxValue(1440)), 10),
  /** Where the administrator's page is, as whoever reads a message reaches it. */
  adminAddress: v.optional(
    v.pipe(
      v.string(),
      v.check(
        (url) => /^https?:\/\/\S+$/.test(url),
        'an address such as "https://services360.city.example/admin"',
      ),
    ),
  ),
});

/** The same with the secrets, and absolute paths. */
export interface NoticeSettings {
  readonly to: readonly ReceiverSettings[];
  /** Null: no receiver is a mailbox. */
  readonly smtp: SmtpSettings | null;
  readonly afterMinutes: number;
  readonly adminAddress: string | null;
}

/** How a configuration finds what its notices name. */
export interface NoticePlace {
  /** @throws Error in words where there is no such secret */
  secret(at: string, variable: string): string;
  path(named: string): string;
  /** An error of the configuration in words. */
  wrong(at: string, words: string): Error;
}

/** Finds the secrets of the settings. @throws Error in words for what is not there, or cannot be */
export function noticesOf(file: v.InferOutput<typeof noticesSchema>, place: NoticePlace): NoticeSettings {
  const to = file.to.map((one, index): ReceiverSettings => {
    if ('mail' in one) return one;
    const { webhook, secretEnv, caFile } = one;
    const secret = place.secret(`notices.to.${index}.secretEnv`, secretEnv);
    return { webhook, secret, ...(caFile !== undefined && { caFile: place.path(caFile) }) };
  });
  const { smtp, afterMinutes, adminAddress = null } = file;
  if (!smtp && to.some((one) => 'mail' in one))
    throw place.wrong('notices.smtp', 'got nothing, expected the mail server by which mails are sent');
  return { to, smtp: smtp ? smtpOf(smtp, place) : null, afterMinutes, adminAddress };
}

function smtpOf(file: v.InferOutput<typeof smtpSchema>, place: NoticePlace): SmtpSettings {
  const { passwordEnv, caFile, ...rest } = file;
  if ((rest.user === undefined) !== (passwordEnv === undefined))
    throw place.wrong('notices.smtp', 'got one of user and passwordEnv, expected both or neither');
  if (rest.user !== undefined && rest.security === 'none')
    throw place.wrong(
      'notices.smtp.security',
      'got "none" with a user, whose password everybody on the way could read; expected "starttls" or "tls"',
    );
  return {
    ...rest,
    password: passwordEnv === undefined ? null : place.secret('notices.smtp.passwordEnv', passwordEnv),
    ...(caFile !== undefined && { caFile: place.path(caFile) }),
  };
}
