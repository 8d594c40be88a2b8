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

export default defineConfig(({ command }) => ({
  plugins: [
    paraglideVitePlugin({
      ...wordsOptions,
      outdir: command === 'build' ? SPLIT_WORDS : 'app/words/generated',
      outputStructure: command === 'build' ? 'message-modules' : 'locale-modules',
    }) as PluginOption,
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
  build: { target: 'es2022', sourcemap: false, cssMinify: true },
  server: { watch: { ignored: ['**/.data/**', '**/build/**'] } },
}));
