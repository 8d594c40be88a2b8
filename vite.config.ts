import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { vitePlugin as remix } from '@remix-run/dev';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig, type PluginOption } from 'vite';
import { aliases } from './aliases.config';
import { WORDS_DIR, wordsOptions } from './app/commands/words.mjs';
import { inlineWords } from './app/words/inline-words';
import remixConfig from './remix.config.js';

/**
 * What every page needs: React, Remix, and of the kit the frame, the page and its forms and tables. What only the public
 * forms of gifts load, and only once they are there, is no part of it.
 */
const core =
  /node_modules(?!\/altcha-lib)|app\/entry\.client|app\/ui\/kit\/(page|page-frame|fields|form|table|status|notice|icons?|nonce|error-page|language-switch|dialog|format)\.|generated\/runtime/;

/** One file for the core, which packs best together; the rest by what shares it. */
const browserChunks = {
  manualChunks: (id: string) => (core.test(id) ? 'core' : undefined),
  onlyExplicitManualChunks: true,
};

export default defineConfig(({ isSsrBuild }) => ({
  publicDir: 'app/public',
  plugins: [
    paraglideVitePlugin({
      ...wordsOptions,
      outdir: WORDS_DIR,
      outputStructure: 'locale-modules',
    }) as PluginOption,
    inlineWords(),
    tailwindcss(),
    remix(remixConfig),
  ],
  resolve: { alias: aliases },
  build: {
    target: 'es2022',
    sourcemap: false,
    cssMinify: true,
    // Done by inlineWords, once for each language.
    minify: false,
    rollupOptions: isSsrBuild ? {} : { output: browserChunks },
  },
  server: { watch: { ignored: ['**/.data/**', '**/build/**'] } },
}));
