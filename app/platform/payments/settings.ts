import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';

/** Merchant account at Alipay. */
export interface AlipaySettings {
  readonly appId: string;
  /** Our private key, PKCS#8 PEM. */
  readonly privateKey: string;
  /** Public key of Alipay, SPKI PEM. */
  readonly publicKey: string;
  /** 2088…: only money for this account is ours. */
  readonly sellerId: string;
  readonly gateway: string;
  readonly district: string | undefined;
}

/** Merchant account at WeChat Pay, API v3. */
export interface WechatpaySettings {
  readonly mchid: string;
  readonly appid: string;
  /** Serial number of our certificate. */
  readonly serial: string;
  /** Our private key, PKCS#8 PEM. */
  readonly privateKey: string;
  /** Seals notices: 32 characters. */
  readonly apiKey: string;
  /** Public keys of WeChat Pay, SPKI PEM, by their ids or serial numbers. */
  readonly platformKeys: Readonly<Record<string, string>>;
  /** With a slash at the end. */
  readonly baseUrl: string;
  readonly district: string | undefined;
}

/** PEM of a key that was given as such (line ends also as `\n`) or as its base64 alone. */
function pemOf(text: string, label: string): string {
  const plain = text.replaceAll('\\n', '\n').trim();
  if (plain.startsWith('-----BEGIN')) return plain;
  return `-----BEGIN ${label}-----\n${plain.replace(/\s/g, '')}\n-----END ${label}-----`;
}

function rsaKey(
  text: string,
  labels: readonly string[],
  read: (pem: string) => KeyObject,
): KeyObject | undefined {
  for (const label of labels) {
    try {
      const key = read(pemOf(text, label));
      if (key.asymmetricKeyType === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= 2048)
        return key;
    } catch {
      // Not this form.
    }
  }
  return undefined;
}

const privatePem = (text: string) =>
  rsaKey(text, ['PRIVATE KEY', 'RSA PRIVATE KEY'], createPrivateKey)?.export({
    type: 'pkcs8',
    format: 'pem',
  });
const publicPem = (text: string) =>
  rsaKey(text, ['PUBLIC KEY', 'CERTIFICATE'], createPublicKey)?.export({ type: 'spki', format: 'pem' });

const keyText = (read: (text: string) => string | Buffer | undefined, what: string) =>
  z.string().transform((text, context) => {
    const pem = read(text);
    if (pem) return String(pem).trim();
    context.addIssue({
      code: 'custom',
      message: `must be ${what} of RSA with 2048 bits or more, as PEM or base64`,
    });
    return z.NEVER;
  });

const text = (form: RegExp, what: string) => z.string().trim().regex(form, `must be ${what}`);
const address = z
  .string()
  .trim()
  .refine((one) => URL.canParse(one) && /^https?:$/.test(new URL(one).protocol), {
    error: 'must be an address beginning with https:// or http://',
  });
const district = text(/^[a-z0-9-]{2,40}$/, 'the short name of a district, such as boshan').optional();

const alipay = z.strictObject({
  APP_ID: text(/^\d{10,32}$/, 'the number of the application'),
  PRIVATE_KEY: keyText(privatePem, 'a private key'),
  PUBLIC_KEY: keyText(publicPem, "Alipay's public key"),
  SELLER_ID: text(/^2088\d{12}$/, 'the 16 digits of the merchant that begin with 2088'),
  GATEWAY: address.default('https://openapi.alipay.com/gateway.do'),
  DISTRICT: district,
});

const platformKeys = z.string().transform((entries, context) => {
  const keys: Record<string, string> = {};
  for (const entry of entries.split(',').map((one) => one.trim())) {
    const [, id, key] = /^([A-Za-z0-9_-]{8,64}):([\s\S]+)$/.exec(entry) ?? [];
    const pem = key && publicPem(key);
    if (!id || !pem) {
      context.addIssue({
        code: 'custom',
        message: 'each entry must be id:key, separated by commas; the key of RSA as PEM or base64',
      });
      return z.NEVER;
    }
    keys[id] = String(pem).trim();
  }
  return keys;
});

const wechatpay = z.strictObject({
  MCHID: text(/^\d{8,10}$/, 'the number of the merchant'),
  APPID: text(/^wx[0-9a-zA-Z]{8,30}$/, 'the number of the application, which begins with wx'),
  SERIAL: text(/^[0-9A-Fa-f]{16,64}$/, 'the serial number of the certificate, in hexadecimal'),
  PRIVATE_KEY: keyText(privatePem, 'a private key'),
  API_KEY: text(/^[\x21-\x7e]{32}$/, 'the key of API v3, 32 characters'),
  PLATFORM_KEYS: platformKeys,
  BASE_URL: address.default('https://api.mch.weixin.qq.com/'),
  DISTRICT: district,
});

/** What was read of a group of settings: nothing when none of them is set, and every problem otherwise. */
export interface ReadSettings<Settings> {
  readonly settings?: Settings;
  readonly problems: readonly string[];
}

function readGroup<Shape extends z.ZodType>(
  prefix: string,
  shape: Shape,
  given: Readonly<Record<string, string>>,
): { value?: z.output<Shape>; problems: string[] } {
  if (Object.keys(given).length === 0) return { problems: [] };
  const parsed = shape.safeParse(given);
  if (parsed.success) return { value: parsed.data, problems: [] };
  return {
    problems: parsed.error.issues.flatMap((issue) => {
      if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => `${prefix}${key} is no setting`);
      const name = `${prefix}${issue.path.join('.')}`;
      const absent = given[String(issue.path[0])] === undefined;
      return [
        absent
          ? `${name} is missing: it is needed with the other ${prefix}* settings`
          : `${name} ${issue.message}`,
      ];
    }),
  };
}

/** @param given the settings by the part of their names after `ALIPAY_` */
export function readAlipaySettings(given: Readonly<Record<string, string>>): ReadSettings<AlipaySettings> {
  const { value, problems } = readGroup('ALIPAY_', alipay, given);
  return {
    problems,
    settings: value && {
      appId: value.APP_ID,
      privateKey: value.PRIVATE_KEY,
      publicKey: value.PUBLIC_KEY,
      sellerId: value.SELLER_ID,
      gateway: value.GATEWAY,
      district: value.DISTRICT,
    },
  };
}

/** @param given the settings by the part of their names after `WECHATPAY_` */
export function readWechatpaySettings(
  given: Readonly<Record<string, string>>,
): ReadSettings<WechatpaySettings> {
  const { value, problems } = readGroup('WECHATPAY_', wechatpay, given);
  return {
    problems,
    settings: value && {
      mchid: value.MCHID,
      appid: value.APPID,
      serial: value.SERIAL,
      privateKey: value.PRIVATE_KEY,
      apiKey: value.API_KEY,
      platformKeys: value.PLATFORM_KEYS,
      baseUrl: value.BASE_URL.replace(/\/?$/, '/'),
      district: value.DISTRICT,
    },
  };
}
