import { createRemixStub } from '@remix-run/testing';
import type { ReactElement } from 'react';
import { renderToString } from 'react-dom/server';
import { inLocale, type Locale } from '~/platform/i18n/locale.server';

/**
 * What the server sends for a piece of a page, without the marks React leaves between texts. Whatever React complains
 * about fails the test, but for the stub's own router, which is made for browsers.
 */
export function rendered(element: ReactElement, { at = '/', locale = 'zh-CN' as Locale } = {}): string {
  const show = () => element;
  const Page = createRemixStub([{ path: '*', Component: show }]);
  const complain = console.error;
  console.error = (...words: unknown[]) => {
    if (!String(words[0]).includes('useLayoutEffect does nothing on the server'))
      throw new Error(words.map(String).join(' '));
  };
  try {
    return inLocale(locale, () => renderToString(<Page initialEntries={[at]} />)).replaceAll('<!-- -->', '');
  } finally {
    console.error = complain;
  }
}
