import { randomBytes } from 'node:crypto';
import { isAbsolute } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseKeyRing } from '#db/sealed';
import { DEMO_FIELD_KEYS, DEMO_SESSION_SECRET, loadEnv, SettingsError } from '~/platform/env';
import { bare, newPair } from '../payments/keys';

const key = () => randomBytes(32).toString('base64');
const ownKeys = () => `k1:${key()},index:${key()}`;

function problemsOf(source: Record<string, string>): readonly string[] {
  try {
    loadEnv(source);
    return [];
  } catch (problem) {
    expect(problem).toBeInstanceOf(SettingsError);
    return (problem as SettingsError).problems;
  }
}

test('without any setting the demo runs, for this machine alone', () => {
  const env = loadEnv({});
  expect(env).toMatchObject({
    mode: 'demo',
    port: 3000,
    host: '127.0.0.1',
    appOrigin: 'http://localhost:3000',
    databaseUrl: undefined,
    logLevel: 'info',
  });
  expect(isAbsolute(env.dataDir)).toBe(true);
  expect(parseKeyRing(env.fieldKeys).current).toBe('demo1');
});

test('every setting that does not hold is named, not only the first', () => {
  const problems = problemsOf({
    PORT: 'eighty',
    DATABASE_URL: 'mysql://localhost/x',
    REDIS_URL: 'localhost:6379',
    APP_ORIGIN: 'wellspring.example',
    SESSION_SECRET: 'short',
    FIELD_KEYS: 'k1:abc',
    MAIL_URL: 'mail.example',
    MAP_TILES_URL: 'https://tiles.example/map.png',
    LOG_LEVEL: 'loud',
  });
  const named = problems.map((problem) => problem.split(' ')[0]);
  expect(named.sort()).toEqual(
    [
      'PORT',
      'DATABASE_URL',
      'REDIS_URL',
      'APP_ORIGIN',
      'SESSION_SECRET',
      'FIELD_KEYS',
      'MAIL_URL',
      'MAP_TILES_URL',
      'LOG_LEVEL',
    ].sort(),
  );
});

test.each([
  ['PORT', '0'],
  ['PORT', '65536'],
  ['PORT', '80.5'],
  ['FIELD_KEYS', `k1:${key()}`],
  ['FIELD_KEYS', `index:${key()}`],
  ['FIELD_KEYS', `k1:${key()},k1:${key()},index:${key()}`],
  ['FIELD_KEYS', `k1:${randomBytes(16).toString('base64')},index:${key()}`],
])('%s=%s is refused', (name, value) => {
  const problems = problemsOf({ [name]: value });
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(name);
});

test('a message never repeats a secret', () => {
  const secret = 'only-thirty-characters-long-xx';
  expect(problemsOf({ SESSION_SECRET: secret, FIELD_KEYS: `k1:${secret}` }).join()).not.toContain(secret);
});

test('production refuses missing and published secrets, both at once', () => {
  const missing = problemsOf({ NODE_ENV: 'production' }).join('\n');
  expect(missing).toContain('SESSION_SECRET');
  expect(missing).toContain('FIELD_KEYS');
  const published = problemsOf({
    NODE_ENV: 'production',
    SESSION_SECRET: DEMO_SESSION_SECRET,
    FIELD_KEYS: DEMO_FIELD_KEYS.replace('demo1:', 'mine:'),
  }).join('\n');
  expect(published).toMatch(/SESSION_SECRET is the published/);
  expect(published).toMatch(/FIELD_KEYS holds a published/);
});

test('production with secrets of its own serves on every address', () => {
  const env = loadEnv({ NODE_ENV: 'production', SESSION_SECRET: 'x'.repeat(32), FIELD_KEYS: ownKeys() });
  expect(env).toMatchObject({ mode: 'production', host: '0.0.0.0' });
});

test('an empty setting is the same as none, and settings of an adapter come without their prefix', () => {
  const env = loadEnv({ PORT: '', REDIS_URL: ' ', OTEL_KEY: 'a', OTEL_SIGN: 'b', ALIPAY_APP_ID: '' });
  expect(env.port).toBe(3000);
  expect(env.redisUrl).toBeUndefined();
  expect(env.otel).toEqual({ KEY: 'a', SIGN: 'b' });
  expect([env.mail, env.sms]).toEqual([undefined, undefined]);
  expect([env.alipay, env.wechatpay]).toEqual([undefined, undefined]);
});

describe('ways of paying online', () => {
  const { privateKey, publicKey } = newPair();
  const alipay = {
    ALIPAY_APP_ID: '2021000000000001',
    ALIPAY_PRIVATE_KEY: bare(privateKey),
    ALIPAY_PUBLIC_KEY: publicKey.replaceAll('\n', '\\n'),
    ALIPAY_SELLER_ID: '2088000000000001',
  };
  const wechatpay = {
    WECHATPAY_MCHID: '1900000109',
    WECHATPAY_APPID: 'wxd678efh567hg6787',
    WECHATPAY_SERIAL: '5157F09EFDC096DE15EBE81A47057A7232F1B8E1',
    WECHATPAY_PRIVATE_KEY: privateKey,
    WECHATPAY_API_KEY: 'a'.repeat(32),
    WECHATPAY_PLATFORM_KEYS: `PUB_KEY_ID_1234:${bare(publicKey)},7132D72A03E93CDDF8C03BBD1F37EEDF:${bare(publicKey)}`,
  };

  test('are there when all of their settings are, keys as PEM or in one line', () => {
    const env = loadEnv({ ...alipay, ...wechatpay, WECHATPAY_BASE_URL: 'http://127.0.0.1:9' });
    expect(env.alipay).toMatchObject({
      appId: '2021000000000001',
      publicKey: publicKey.trim(),
      privateKey: privateKey.trim(),
      gateway: 'https://openapi.alipay.com/gateway.do',
    });
    expect(env.wechatpay).toMatchObject({ baseUrl: 'http://127.0.0.1:9/', privateKey: privateKey.trim() });
    expect(Object.keys(env.wechatpay?.platformKeys ?? {})).toEqual([
      'PUB_KEY_ID_1234',
      '7132D72A03E93CDDF8C03BBD1F37EEDF',
    ]);
  });

  test('half of their settings are refused, with every one that is missing, wrong or misspelt, and no secret', () => {
    const problems = problemsOf({
      ALIPAY_APP_ID: '2021000000000001',
      ALIPAY_PRIVATE_KEY: 'c2VjcmV0',
      ALIPAY_SELER_ID: '2088000000000001',
      ...wechatpay,
      WECHATPAY_API_KEY: 'short-secret',
      WECHATPAY_PLATFORM_KEYS: 'PUB_KEY_ID_1234',
    });
    expect(problems.map((problem) => problem.split(' ').slice(0, 3).join(' ')).sort()).toEqual([
      'ALIPAY_PRIVATE_KEY must be',
      'ALIPAY_PUBLIC_KEY is missing:',
      'ALIPAY_SELER_ID is no',
      'ALIPAY_SELLER_ID is missing:',
      'WECHATPAY_API_KEY must be',
      'WECHATPAY_PLATFORM_KEYS each entry',
    ]);
    expect(problems.join()).not.toMatch(/c2VjcmV0|short-secret/);
  });

  test('are asked over https in production', () => {
    const production = { NODE_ENV: 'production', SESSION_SECRET: 'x'.repeat(32), FIELD_KEYS: ownKeys() };
    expect(
      problemsOf({ ...production, ...alipay, ALIPAY_GATEWAY: 'http://openapi.alipay.com/gateway.do' }),
    ).toEqual(['ALIPAY_GATEWAY must begin with https:// in production']);
  });
});

describe('the fiscal system', () => {
  const { privateKey, publicKey } = newPair();
  const fiscal = {
    FISCAL_URL: 'https://fiscal.example.gov.cn/ebill/',
    FISCAL_APP_ID: 'yuanquan',
    FISCAL_PRIVATE_KEY: bare(privateKey),
    FISCAL_PUBLIC_KEY: publicKey,
    FISCAL_CREDIT_CODE: '91350100M000100Y43',
  };

  test('is there when all of its settings are, and absent without any', () => {
    expect(loadEnv({}).fiscal).toBeUndefined();
    expect(loadEnv(fiscal).fiscal).toMatchObject({
      url: 'https://fiscal.example.gov.cn/ebill',
      privateKey: privateKey.trim(),
      district: undefined,
    });
  });

  test('half of its settings are refused, with every one that is missing or wrong', () => {
    const problems = problemsOf({ FISCAL_URL: 'ftp://x', FISCAL_APP_ID: 'a', FISCAL_CREDIT_CODE: '1' });
    expect(problems.map((problem) => problem.split(' ').slice(0, 3).join(' ')).sort()).toEqual([
      'FISCAL_CREDIT_CODE must be',
      'FISCAL_PRIVATE_KEY is missing:',
      'FISCAL_PUBLIC_KEY is missing:',
      'FISCAL_URL must be',
    ]);
  });
});
