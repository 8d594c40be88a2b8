import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import {
  currentLocale,
  inLocale,
  inRequestLocale,
  localeCookie,
  preferLocale,
} from '~/platform/i18n/locale.server';
import { refusalText } from '~/platform/i18n/refusal-words.server';
import { action } from '~/routes/language';
import { m } from '~/words/generated/messages';

const of = (cookie?: string, acceptLanguage?: string) =>
  inRequestLocale({ cookie, acceptLanguage }, currentLocale);

describe('the language of a request', () => {
  test('is what this device chose, else what the browser asks for, else Chinese', () => {
    expect(of('a=1; locale=en; b=2', 'zh-CN')).toBe('en');
    expect(of(undefined, 'en-GB,en;q=0.9,zh;q=0.8')).toBe('en');
    expect(of(undefined, 'fr;q=1, zh-TW;q=0.9, en;q=0.5')).toBe('zh-CN');
    expect(of(undefined, 'en;q=0.2, zh;q=0.9')).toBe('zh-CN');
    expect(of(undefined, 'en;q=0, de')).toBe('zh-CN');
    expect(of()).toBe('zh-CN');
  });

  test('an unknown or forged cookie counts for nothing', () => {
    for (const cookie of ['locale=de', 'locale=', 'locale=en%0d', 'xlocale=en', 'locale="en"'])
      expect(of(cookie)).toBe('zh-CN');
  });

  test('a stored preference holds unless this device chose', () => {
    const preferring = (locale: string, cookie?: string) =>
      inRequestLocale({ cookie }, () => {
        preferLocale(locale);
        return currentLocale();
      });
    expect(preferring('en')).toBe('en');
    expect(preferring('en', 'locale=zh-CN')).toBe('zh-CN');
    expect(preferring('de')).toBe('zh-CN');
  });

  test('does not leak between requests served at the same time', async () => {
    const speak = async (locale: 'zh-CN' | 'en', wait: number) => {
      await pause(wait);
      const before = m.kit_menu();
      await pause(3);
      return [locale, before, m.kit_menu()];
    };
    const said = await Promise.all(
      Array.from({ length: 200 }, (_, index) => {
        const locale = index % 2 ? ('en' as const) : ('zh-CN' as const);
        return inLocale(locale, () => speak(locale, index % 7));
      }),
    );
    for (const [locale, ...words] of said)
      expect(words).toEqual(locale === 'en' ? ['Menu', 'Menu'] : ['菜单', '菜单']);
  });
});

describe('changing the language', () => {
  const change = async (fields: Record<string, string>) => {
    const body = new URLSearchParams(fields);
    const request = new Request('http://localhost/language', { method: 'POST', body });
    return (await action({ request, params: {}, context: {} as never })) as Response;
  };

  test('stays on the page and is remembered', async () => {
    const response = await change({ locale: 'en', page: '/beds?floor=2' });
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe('/beds?floor=2');
    expect(response.headers.get('set-cookie')).toBe(localeCookie('en'));
    expect(of(response.headers.get('set-cookie') ?? '')).toBe('en');
  });

  test('leads nobody to another site', async () => {
    for (const page of [
      '//evil.example',
      '/\\evil.example',
      'https://evil.example',
      'javascript:alert(1)',
      '/a\nb',
      '',
    ]) {
      expect((await change({ locale: 'en', page })).headers.get('location')).toBe('/');
    }
  });

  test('refuses a language we do not speak', async () => {
    await expect(change({ locale: 'de', page: '/' })).rejects.toMatchObject({ init: { status: 400 } });
  });
});

describe('words of a refusal', () => {
  test('speak the language of the request and read money and dates as people do', () => {
    const said = inLocale('en', () => refusalText({ code: 'INPUT.MISSING' }));
    expect(said).toMatch(/required/);
    expect(inLocale('zh-CN', () => refusalText({ code: 'INPUT.MISSING' }))).toMatch(/必填/);
    const words = { code: 'INPUT.UNKNOWN', params: { code: '2026-11-23' } };
    expect(inLocale('zh-CN', () => refusalText(words))).toContain('2026年11月23日');
  });

  test('a gap that nothing fills is found in tests, not by people', () => {
    expect(() => refusalText({ code: 'INPUT.UNKNOWN' })).toThrow('INPUT.UNKNOWN');
    expect(() => refusalText({ code: 'BED.NO_SUCH_REASON' })).toThrow('BED.NO_SUCH_REASON');
  });

  test('in production an unknown code still tells something to pass on', () => {
    const mode = process.env.NODE_ENV;
    process.env.NODE_ENV = 'production';
    try {
      expect(refusalText({ code: 'BED.NO_SUCH_REASON' })).toContain('BED.NO_SUCH_REASON');
    } finally {
      process.env.NODE_ENV = mode;
    }
  });
});
