import { z } from 'zod';

/** Where mail is handed over, and whom it says it is from. */
export interface MailSettings {
  /** Without its `from`. */
  readonly url: string;
  readonly from: string;
}

/** Account of Alibaba Cloud for text messages (短信服务). */
export interface SmsSettings {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** Registered signature under which texts are sent. */
  readonly signName: string;
  /** Registered template by kind of notice; `*` for all others. */
  readonly templates: Readonly<Record<string, string>>;
  readonly endpoint: string;
}

/** Reads MAIL_URL, `smtps://user:password@host?from=address`. Without `from` it is the user, if that is an address. */
export function readMailSettings(text: string | undefined): {
  settings: MailSettings | undefined;
  problems: string[];
} {
  if (!text || !URL.canParse(text)) return { settings: undefined, problems: [] };
  const url = new URL(text);
  const from = url.searchParams.get('from') ?? decodeURIComponent(url.username);
  url.searchParams.delete('from');
  return z.email().safeParse(from).success
    ? { settings: { url: url.href, from }, problems: [] }
    : {
        settings: undefined,
        problems: ['MAIL_URL must say from which address mail comes: …?from=notice@example.cn'],
      };
}

const schema = z.object({
  ACCESS_KEY_ID: z.string({ error: 'is missing' }),
  ACCESS_KEY_SECRET: z.string({ error: 'is missing' }),
  SIGN_NAME: z.string({ error: 'is missing' }),
  TEMPLATES: z
    .string({ error: 'is missing' })
    .regex(/^[a-z*-]+:[A-Za-z0-9_]+(,[a-z*-]+:[A-Za-z0-9_]+)*$/, 'must be kind:template,kind:template'),
  ENDPOINT: z
    .string()
    .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), 'must be an address')
    .default('https://dysmsapi.aliyuncs.com'),
});

/** Reads SMS_*; none at all means that no text messages are sent. */
export function readSmsSettings(source: Readonly<Record<string, string>>): {
  settings: SmsSettings | undefined;
  problems: string[];
} {
  if (Object.keys(source).length === 0) return { settings: undefined, problems: [] };
  const unknown = Object.keys(source)
    .filter((name) => !(name in schema.shape))
    .map((name) => `SMS_${name} is not known`);
  const read = schema.safeParse(source);
  if (!read.success || unknown.length > 0) {
    const wrong = read.error?.issues.map(({ path, message }) => `SMS_${path.join('.')} ${message}`) ?? [];
    return { settings: undefined, problems: [...wrong, ...unknown] };
  }
  const { ACCESS_KEY_ID, ACCESS_KEY_SECRET, SIGN_NAME, TEMPLATES, ENDPOINT } = read.data;
  return {
    settings: {
      accessKeyId: ACCESS_KEY_ID,
      accessKeySecret: ACCESS_KEY_SECRET,
      signName: SIGN_NAME,
      templates: Object.fromEntries(TEMPLATES.split(',').map((one) => one.split(':') as [string, string])),
      endpoint: ENDPOINT,
    },
    problems: [],
  };
}
