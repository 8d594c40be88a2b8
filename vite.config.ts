import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { vitePlugin as remix } from '@remix-run/dev';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig, type PluginOption } from 'vite';
import { aliases } from './aliases.config';
import { wordsOptions } from './app/commands/words.mjs';
import remixConfig from './remix.config.js';

// The build wants one module per message, so that a page loads only its own words; everything else
// reads the same messages from two files. Two folders, else each would undo the other.
const SPLIT_WORDS = 'app/words/generated/split';

/** All that a browser needs of Paraglide's runtime; the rest of it, of addresses, cookies and stores, is 1 kB of script. */
const leanWords: PluginOption = {
  name: 'lean-words',
  apply: 'build',
  transform(_code, id, { ssr } = {}) {
    if (ssr || !id.endsWith(`${SPLIT_WORDS}/runtime.js`)) return undefined;
    return `
      export const baseLocale = 'zh-CN';
      export const locales = ['zh-CN', 'en'];
      export const isLocale = (value) => locales.includes(value);
      export let getLocale = () => baseLocale;
      export const overwriteGetLocale = (speak) => { getLocale = speak; };
      export const experimentalStaticLocale = undefined;
    `;
  },
};

/** What every page needs: React, Remix, and of the kit the frame, the page and its forms and tables. */
const core =
  /node_modules|app\/entry\.client|app\/ui\/kit\/(page|page-frame|fields|form|table|status|notice|icon|nonce|error-page|language-switch)\.|messages\/kit_|generated\/split\/runtime/;

/** One file for the core, which packs best together; the rest by what shares it, tiny files joined. */
const browserChunks = {
  manualChunks: (id: string) => (core.test(id) ? 'core' : undefined),
  onlyExplicitManualChunks: true,
  experimentalMinChunkSize: 1_000,
};

export default defineConfig(({ command, isSsrBuild }) => ({
  publicDir: 'app/public',
  plugins: [
    paraglideVitePlugin({
      ...wordsOptions,
      outdir: command === 'build' ? SPLIT_WORDS : 'app/words/generated',
      outputStructure: command === 'build' ? 'message-modules' : 'locale-modules',
    }) as PluginOption,
    leanWords,
    tailwindcss(),
    remix(remixConfig),
  ],
  resolve: {
    alias: [
      ...(command === 'build'
        ? [{ find: /^~\/words\/generated\//, replacement: `${import.meta.dirname}/${SPLIT_WORDS}/` }]
        : []),
      ...aliases,
    ],
  },
  build: {
    target: 'es2022',
    sourcemap: false,
    cssMinify: true,
    // Four kilobytes less on every page than esbuild's.
    minify: 'terser',
    terserOptions: { module: true, ecma: 2020, compress: { passes: 2 } },
    rollupOptions: isSsrBuild ? {} : { output: browserChunks },
  },
  server: { watch: { ignored: ['**/.data/**', '**/build/**'] } },
}));
