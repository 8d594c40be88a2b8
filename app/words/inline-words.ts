import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type MinifyOptions, minify } from 'terser';
import type { Plugin } from 'vite';

const folder = import.meta.dirname;
const IMPORT = /import \{ m \} from '~\/words\/generated\/messages';/;
const USE = /(?<![.\w$])m\.(\w+)/g;

/** All that a browser asks of Paraglide's runtime: in which language its scripts are. */
const BROWSER_RUNTIME = `
  export const getLocale = () => (__ENGLISH__ ? 'en' : 'zh-CN');
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

/** A script as small as it gets, in one language; `others`: code of packages is in it. */
async function spokenIn(english: boolean, code: string, others: boolean): Promise<string> {
  const options: MinifyOptions = {
    module: true,
    ecma: 2020,
    compress: { passes: 2, global_defs: { __ENGLISH__: english } },
    // Licences are kept in one place instead of in each file of others.
    format: { comments: false, ...(others && { preamble: '/* /licences.txt */' }) },
  };
  return (await minify(code, options)).code ?? '';
}

/**
 * Writes words into the browser's modules where they are used: a page brings its own words, in its own language, and
 * no others. Every script is written twice, Chinese in `assets/`, English in `assets/en/`; `scriptsIn` picks. The
 * server speaks through Paraglide's modules.
 */
export function inlineWords(): Plugin {
  let chinese: Readonly<Record<string, string>> = {};
  let english: Readonly<Record<string, string>> = {};
  let forServer = false;
  return {
    name: 'inline-words',
    apply: 'build',
    enforce: 'pre',
    configResolved(config) {
      forServer = Boolean(config.build.ssr);
    },
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
        return `const m_${key} = (i) => __ENGLISH__ ? ${literal(en)} : ${literal(zh)};`;
      });
      return { code: code.replace(USE, 'm_$1').replace(IMPORT, () => said.join('\n')), map: null };
    },
    async generateBundle(_options, bundle) {
      if (forServer) return;
      const scripts = Object.values(bundle).filter((part) => part.type === 'chunk');
      for (const script of scripts) {
        const fileName = script.fileName.replace(/^assets\//, 'assets/en/');
        // A part that is fetched later has a list of what to fetch beside it, which Vite fills in in its own files only.
        const code = script.code.replaceAll('__VITE_PRELOAD__', 'void 0');
        const others = script.moduleIds.some((id) => id.includes('/node_modules/') || id.startsWith('\0'));
        this.emitFile({ type: 'asset', fileName, source: await spokenIn(true, code, others) });
        script.code = await spokenIn(false, script.code, others);
      }
    },
  };
}
