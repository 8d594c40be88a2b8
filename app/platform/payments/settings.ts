import { z } from 'zod';
import {
  address,
  district,
  privateKey,
  publicKey,
  publicPem,
  type ReadSettings,
  readGroup,
  text,
} from '../settings-group';

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

const alipay = z.strictObject({
  APP_ID: text(/^\d{10,32}$/, 'the number of the application'),
  PRIVATE_KEY: privateKey,
  PUBLIC_KEY: publicKey("Alipay's public key"),
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
  PRIVATE_KEY: privateKey,
  API_KEY: text(/^[\x21-\x7e]{32}$/, 'the key of API v3, 32 characters'),
  PLATFORM_KEYS: platformKeys,
  BASE_URL: address.default('https://api.mch.weixin.qq.com/'),
  DISTRICT: district,
});

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
