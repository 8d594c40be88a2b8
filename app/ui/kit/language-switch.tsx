import { useLocation } from '@remix-run/react';
import { m } from '~/words/generated/messages';
import { getLocale } from '~/words/generated/runtime';
import { Icon } from './icon';

const other = { 'zh-CN': { locale: 'en', name: 'English' }, en: { locale: 'zh-CN', name: '中文' } } as const;

/** Goes to the other language on the same page. A plain form: the whole page is written anew in the other language. */
export function LanguageSwitch() {
  const { pathname, search } = useLocation();
  const { locale, name } = other[getLocale()];
  return (
    <form method="post" action="/language">
      <input type="hidden" name="page" value={pathname + search} />
      <button
        type="submit"
        className="button button-quiet"
        name="locale"
        value={locale}
        lang={locale}
        title={m.kit_language()}
      >
        <Icon name="language" />
        {name}
      </button>
    </form>
  );
}
