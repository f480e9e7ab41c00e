import * as v from 'valibot';

const text = v.pipe(v.string(), v.nonEmpty());

const address = v.pipe(
  v.string(),
  v.check(
    (mail) => mail.length <= 254 && /^[^\s@<>",;:()]+@[^\s@<>",;:()]+$/.test(mail),
    'an address of mail such as "it@city.example"',
  ),
);

const webAddress = v.pipe(
  v.string(),
  v.check(
    (url) => isWebAddress(url),
    'an address such as "https://desk.city.example/hook", without a password',
  ),
);

/** Through which server mails are sent. */
export const smtpSchema = v.strictObject({
  host: text,
  port: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535))),
  /** From the first byte, after the greeting, or not at all. */
  security: v.optional(v.picklist(['starttls', 'tls', 'none']), 'starttls'),
  from: address,
  user: v.optional(text),
  passwordEnv: v.optional(text),
  caFile: v.optional(text),
});

const mailSchema = v.strictObject({ mail: address });
const webhookSchema = v.strictObject({
  webhook: webAddress,
  secretEnv: text,
  caFile: v.optional(text),
});

/** Where messages go: a mailbox, or another system. */
export const receiverSchema = v.union(
  [mailSchema, webhookSchema],
  'a receiver such as { "mail": "it@city.example" } or { "webhook": "https://desk.city.example/hook", "secretEnv": "DESK_SECRET" }',
);

type SmtpFile = v.InferOutput<typeof smtpSchema>;

/** The same with the secrets, and absolute paths. */
export interface SmtpSettings extends Omit<SmtpFile, 'passwordEnv'> {
  /** Null: the server asks for none. */
  readonly password: string | null;
}

export interface WebhookSettings {
  readonly webhook: string;
  readonly secret: string;
  readonly caFile?: string;
}

export type ReceiverSettings = v.InferOutput<typeof mailSchema> | WebhookSettings;

function isWebAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return (protocol === 'https:' || protocol === 'http:') && !username && !password;
}
