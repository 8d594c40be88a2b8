import type { ServerBuild } from '@remix-run/node';
import type { Locale } from '~/words/generated/runtime';

type Assets = ServerBuild['assets'];

const localeOf = (assets: Assets): Locale => (assets.version.endsWith('-en') ? 'en' : 'zh-CN');

/**
 * Names the scripts of one language: English ones lie in `/assets/en/`. The version differs too, so that a page which
 * is still in the other language loads itself anew instead of mixing both. While developing there is but one set.
 */
export function scriptsIn(locale: Locale, assets: Assets): Assets {
  if (localeOf(assets) === locale || !assets.entry.module.startsWith('/assets/')) return assets;
  const folder = locale === 'en' ? '/assets/en/' : '/assets/';
  const named = JSON.stringify(assets).replace(/"\/assets\/(?:en\/)?([^"]+\.js)"/g, `"${folder}$1"`);
  const version = assets.version.replace(/-en$/, '') + (locale === 'en' ? '-en' : '');
  return { ...(JSON.parse(named) as Assets), version };
}
