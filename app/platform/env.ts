import { isAbsolute, join } from 'node:path';
import { z } from 'zod';
import { type FiscalSettings, readFiscalSettings } from './fiscal/settings';
import { type MailSettings, readMailSettings, readSmsSettings, type SmsSettings } from './messages/settings';
import {
  type AlipaySettings,
  readAlipaySettings,
  readWechatpaySettings,
  type WechatpaySettings,
} from './payments/settings';
import { processWide } from './process-wide';
import { projectRoot } from './project-root';

/** Published with the source, therefore only for the demo. */
export const DEMO_SESSION_SECRET = 'demo-session-secret-published-do-not-use-in-production';
/** Published with the source, therefore only for the demo: a key `demo1` and the blind index key. */
export const DEMO_FIELD_KEYS =
  'demo1:ZGVtby1maWVsZC1rZXktcHVibGlzaGVkLWRlbW8wMDE=,index:ZGVtby1pbmRleC1rZXktcHVibGlzaGVkLWRlbW8wMDE=';

/** `production` refuses published secrets and demo accounts; everything else is the demo. */
export type Mode = 'demo' | 'production';

function settingsOf(source: Record<string, string>, prefix: string): Record<string, string> {
  const found = Object.entries(source)
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, value]) => [name.slice(prefix.length), value]);
  return Object.fromEntries(found);
}

const url = (...protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol.slice(0, -1)), {
    error: `must be an address beginning with ${protocols.map((name) => `${name}://`).join(' or ')}`,
  });

const keyEntry = /^([a-z0-9-]{1,20}):([A-Za-z0-9+/]{43}=)$/;

/** Says what is wrong with a key ring, or nothing. */
function keyRingProblem(text: string): string | undefined {
  const entries = text
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean);
  const ids = entries.map((entry) => keyEntry.exec(entry)?.[1]);
  if (ids.includes(undefined)) return 'each entry must be id:base64 of exactly 32 bytes, separated by commas';
  if (new Set(ids).size < ids.length) return 'an id stands twice';
  if (!ids.includes('index')) return 'the entry "index", which keys the blind index, is missing';
  if (ids.length < 2) return 'a key besides "index" is needed, the first one seals';
  return undefined;
}

const schema = z.object({
  PORT: z.coerce
    .number({ error: 'must be a number' })
    .int('must be a whole number')
    .min(1, 'must be between 1 and 65535')
    .max(65535, 'must be between 1 and 65535')
    .default(3000),
  HOST: z.string().optional(),
  DATA_DIR: z.string().default('.data'),
  DATABASE_URL: url('postgres', 'postgresql').optional(),
  DATABASE_REPLICA_URL: url('postgres', 'postgresql').optional(),
  REDIS_URL: url('redis', 'rediss').optional(),
  APP_ORIGIN: url('http', 'https').optional(),
  SESSION_SECRET: z.string().min(32, 'must be at least 32 characters long').optional(),
  FIELD_KEYS: z
    .string()
    .superRefine((text, context) => {
      const message = keyRingProblem(text);
      if (message) context.addIssue({ code: 'custom', message });
    })
    .optional(),
  MAIL_URL: url('smtp', 'smtps').optional(),
  MAP_TILES_URL: url('http', 'https')
    .refine((text) => ['{z}', '{x}', '{y}'].every((part) => text.includes(part)), {
      error: 'must contain {z}, {x} and {y}',
    })
    .optional(),
  MAP_TILES_CREDIT: z.string().optional(),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], {
      error: 'must be one of trace, debug, info, warn, error, fatal, silent',
    })
    .default('info'),
});

/** The settings of this process, checked. */
export interface Env {
  readonly mode: Mode;
  readonly port: number;
  readonly host: string;
  /** Absolute folder of everything this installation keeps on disk. */
  readonly dataDir: string;
  /** Absent: the embedded PostgreSQL in `dataDir`. */
  readonly databaseUrl: string | undefined;
  readonly databaseReplicaUrl: string | undefined;
  /** Absent: jobs run on PostgreSQL. */
  readonly redisUrl: string | undefined;
  /** Scheme and host that people type, without a slash at the end. */
  readonly appOrigin: string;
  readonly sessionSecret: string;
  /** Key ring as `parseKeyRing` of db/sealed.ts reads it. */
  readonly fieldKeys: string;
  /** Address of map tiles with {z}, {x} and {y}; absent: maps are drawn without. */
  readonly mapTilesUrl: string | undefined;
  /** Whose map it is, as its licence wants it said. */
  readonly mapTilesCredit: string | undefined;
  readonly logLevel: string;
  /** Absent: nobody is written to this way. */
  readonly mail: MailSettings | undefined;
  readonly sms: SmsSettings | undefined;
  /** Settings of an adapter by the part of the name after the prefix; empty when there are none. */
  readonly otel: Readonly<Record<string, string>>;
  /** Absent: this way of paying is not offered. */
  readonly alipay: AlipaySettings | undefined;
  readonly wechatpay: WechatpaySettings | undefined;
  /** Absent: donors get acknowledgements of our own, no bills of the fiscal system. */
  readonly fiscal: FiscalSettings | undefined;
}

/** Settings that do not hold; the message lists every one of them. */
export class SettingsError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`These settings do not hold:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'SettingsError';
  }
}

function productionProblems(settings: Record<string, string | undefined>): string[] {
  const problems: string[] = [];
  if (!settings.SESSION_SECRET) {
    problems.push(
      'SESSION_SECRET is missing: in production it must be a secret of your own, 32 characters or more',
    );
  } else if (settings.SESSION_SECRET === DEMO_SESSION_SECRET) {
    problems.push('SESSION_SECRET is the published demo secret, which production refuses');
  }
  const demoKeys = DEMO_FIELD_KEYS.split(',').map((entry) => entry.split(':')[1]);
  if (!settings.FIELD_KEYS) {
    problems.push(
      'FIELD_KEYS is missing: in production it must be a key ring of your own (docs/operations/install.md)',
    );
  } else if (demoKeys.some((key) => key && settings.FIELD_KEYS?.includes(key))) {
    problems.push('FIELD_KEYS holds a published demo key, which production refuses');
  }
  return problems;
}

/**
 * Reads the settings from `source`.
 * @throws SettingsError naming every setting that does not hold, not only the first
 */
export function loadEnv(source: Record<string, string | undefined> = process.env): Env {
  // `PORT= npm start` means the default, not an empty port.
  const given = Object.fromEntries(
    Object.entries(source).filter((entry): entry is [string, string] => Boolean(entry[1]?.trim())),
  );
  const mode: Mode = given.NODE_ENV === 'production' ? 'production' : 'demo';
  const parsed = schema.safeParse(given);
  const problems = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
  const alipay = readAlipaySettings(settingsOf(given, 'ALIPAY_'));
  const wechatpay = readWechatpaySettings(settingsOf(given, 'WECHATPAY_'));
  const fiscal = readFiscalSettings(settingsOf(given, 'FISCAL_'));
  const mail = readMailSettings(given.MAIL_URL);
  const sms = readSmsSettings(settingsOf(given, 'SMS_'));
  for (const group of [alipay, wechatpay, fiscal, mail, sms]) problems.push(...group.problems);
  if (mode === 'production') {
    problems.push(...productionProblems(given));
    for (const name of ['ALIPAY_GATEWAY', 'WECHATPAY_BASE_URL', 'FISCAL_URL', 'SMS_ENDPOINT']) {
      if (given[name]?.startsWith('http://')) problems.push(`${name} must begin with https:// in production`);
    }
  }
  if (!parsed.success || problems.length > 0) throw new SettingsError(problems);
  const settings = parsed.data;
  return {
    mode,
    port: settings.PORT,
    // The demo's passwords are published, so nobody but this machine reaches it unless asked for.
    host: settings.HOST ?? (mode === 'production' ? '0.0.0.0' : '127.0.0.1'),
    dataDir: isAbsolute(settings.DATA_DIR) ? settings.DATA_DIR : join(projectRoot, settings.DATA_DIR),
    databaseUrl: settings.DATABASE_URL,
    databaseReplicaUrl: settings.DATABASE_REPLICA_URL,
    redisUrl: settings.REDIS_URL,
    appOrigin: new URL(settings.APP_ORIGIN ?? `http://localhost:${settings.PORT}`).origin,
    sessionSecret: settings.SESSION_SECRET ?? DEMO_SESSION_SECRET,
    fieldKeys: settings.FIELD_KEYS ?? DEMO_FIELD_KEYS,
    mail: mail.settings,
    mapTilesUrl: settings.MAP_TILES_URL,
    mapTilesCredit: settings.MAP_TILES_CREDIT,
    logLevel: settings.LOG_LEVEL,
    sms: sms.settings,
    otel: settingsOf(given, 'OTEL_'),
    alipay: alipay.settings,
    wechatpay: wechatpay.settings,
    fiscal: fiscal.settings,
  };
}

/** The settings of this process, read once. */
export function env(): Env {
  return processWide('env', () => loadEnv());
}

/**
 * DATABASE_URL, for a process that brings no database of its own.
 * @throws SettingsError when it is not set
 */
export function requiredDatabaseUrl(): string {
  const { databaseUrl } = env();
  if (databaseUrl) return databaseUrl;
  throw new SettingsError([
    'DATABASE_URL is missing: only `npm start` and the commands bring a database of their own',
  ]);
}
