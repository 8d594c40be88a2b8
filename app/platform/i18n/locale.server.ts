import { AsyncLocalStorage } from 'node:async_hooks';
import { processWide } from '~/platform/process-wide';
import { baseLocale, isLocale, type Locale, overwriteGetLocale } from '~/words/generated/runtime';

export type { Locale };

const COOKIE = 'locale';
const YEAR_S = 31_536_000;

interface Speech {
  locale: Locale;
  /** The person chose it on this device, so a stored preference does not change it. */
  readonly chosen: boolean;
}

const speech = processWide('speech', () => new AsyncLocalStorage<Speech>());

overwriteGetLocale(() => speech.getStore()?.locale ?? baseLocale);

/** Language in which `m.…()` speaks here: the request's, else Chinese. */
export const currentLocale = (): Locale => speech.getStore()?.locale ?? baseLocale;

/** Runs `speak` in one language: a job that writes a letter, a test, a page. Safe beside other requests. */
export const inLocale = <T>(locale: Locale, speak: () => T): T => speech.run({ locale, chosen: true }, speak);

/**
 * Runs the whole handling of a request in its language: the cookie `locale`, then Accept-Language, then Chinese.
 * A stored preference joins later through `preferLocale`, once it is known who asks.
 */
export function inRequestLocale<T>(
  headers: { cookie?: string | null; acceptLanguage?: string | null },
  handle: () => T,
): T {
  const chosen = localeOfCookie(headers.cookie);
  return speech.run(
    {
      locale: chosen ?? localeOfAcceptLanguage(headers.acceptLanguage) ?? baseLocale,
      chosen: chosen !== undefined,
    },
    handle,
  );
}

/** Lets the signed-in person's stored language hold, unless this device has chosen one. */
export function preferLocale(locale: string | null | undefined): void {
  const store = speech.getStore();
  if (store && !store.chosen && isLocale(locale)) store.locale = locale;
}

/** Value of Set-Cookie that remembers the choice on this device for a year. Readable by no script. */
export const localeCookie = (locale: Locale): string =>
  `${COOKIE}=${locale}; Path=/; Max-Age=${YEAR_S}; SameSite=Lax; HttpOnly`;

function localeOfCookie(cookie: string | null | undefined): Locale | undefined {
  const value = new RegExp(`(?:^|;\\s*)${COOKIE}=([^;]*)`).exec(cookie ?? '')?.[1];
  return isLocale(value) ? value : undefined;
}

/** The language the browser likes best among ours; any Chinese is ours, whichever script or region. */
function localeOfAcceptLanguage(header: string | null | undefined): Locale | undefined {
  const wishes = (header ?? '')
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...params] = part.trim().toLowerCase().split(';');
      const q = params
        .map((param) => /^\s*q=([\d.]+)$/.exec(param)?.[1])
        .find((value) => value !== undefined);
      return { tag: tag.trim(), q: q === undefined ? 1 : Number(q) };
    })
    .filter(({ tag, q }) => tag !== '' && q > 0)
    .sort((a, b) => b.q - a.q);
  for (const { tag } of wishes) {
    if (tag === 'zh' || tag.startsWith('zh-')) return 'zh-CN';
    if (tag === 'en' || tag.startsWith('en-')) return 'en';
  }
  return undefined;
}
