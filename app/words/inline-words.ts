import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';

const folder = import.meta.dirname;
const IMPORT = /import \{ m \} from '~\/words\/generated\/messages';/;
const USE = /(?<![.\w$])m\.(\w+)/g;

/** All that a browser asks of Paraglide's runtime: the page says in which language it was written. */
const BROWSER_RUNTIME = `
  export const getLocale = () => (document.documentElement.lang === 'en' ? 'en' : 'zh-CN');
  export const overwriteGetLocale = () => {};
`;

function wordsIn(locale: string): Readonly<Record<string, string>> {
  const files = readdirSync(path.join(folder, locale)).filter((name) => name.endsWith('.json'));
  return Object.assign(
    {},
    ...files.map((name) => JSON.parse(readFileSync(path.join(folder, locale, name), 'utf8'))),
  );
}

/** Words as a template literal whose gaps are filled from `i`. */
const literal = (text: string): string =>
  `\`${text.replace(/[\\`$]/g, '\\$&').replace(/\{(\w+)\}/g, (_, gap: string) => `\${i.${gap}}`)}\``;

/**
 * Writes words into the browser's modules where they are used, in both languages: a page brings its own words and no
 * others. Shared among pages, each would need a module, and often a file, many times its size. The server speaks
 * through Paraglide's modules.
 */
export function inlineWords(): Plugin {
  let chinese: Readonly<Record<string, string>> = {};
  let english: Readonly<Record<string, string>> = {};
  return {
    name: 'inline-words',
    apply: 'build',
    enforce: 'pre',
    buildStart() {
      chinese = wordsIn('zh-CN');
      english = wordsIn('en');
    },
    transform(code, id, { ssr } = {}) {
      if (ssr) return undefined;
      if (id.endsWith('/words/generated/runtime.js')) return { code: BROWSER_RUNTIME, map: null };
      if (!IMPORT.test(code)) return undefined;
      const keys = new Set([...code.matchAll(USE)].map((match) => match[1] as string));
      const said = [...keys].map((key) => {
        const [zh, en] = [chinese[key], english[key]];
        if (zh === undefined || en === undefined) return this.error(`No words ${key}`);
        return `const m_${key} = (i) => speaks() === 'en' ? ${literal(en)} : ${literal(zh)};`;
      });
      const spoken = `import { getLocale as speaks } from '~/words/generated/runtime';\n${said.join('\n')}`;
      return { code: code.replace(USE, 'm_$1').replace(IMPORT, () => spoken), map: null };
    },
  };
}
