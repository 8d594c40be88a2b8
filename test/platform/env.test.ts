import { randomBytes } from 'node:crypto';
import { isAbsolute } from 'node:path';
import { expect, test } from 'vitest';
import { parseKeyRing } from '#db/sealed';
import { DEMO_FIELD_KEYS, DEMO_SESSION_SECRET, loadEnv, SettingsError } from '~/platform/env';

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
  const env = loadEnv({ PORT: '', REDIS_URL: ' ', SMS_KEY: 'a', SMS_SIGN: 'b', ALIPAY_APP_ID: 'c' });
  expect(env.port).toBe(3000);
  expect(env.redisUrl).toBeUndefined();
  expect(env.sms).toEqual({ KEY: 'a', SIGN: 'b' });
  expect(env.alipay).toEqual({ APP_ID: 'c' });
  expect(env.wechatpay).toEqual({});
});
