/**
 * Compiles app/words/<locale>/<noun>.json into app/words/generated. A new noun needs no registration:
 * the list of files in project.inlang is kept in step with the folder.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compile } from '@inlang/paraglide-js';
import { projectRoot } from './project-root.mjs';

/**
 * What the command and the Vite plugin must agree on, else each would undo the other's output.
 * @type {Omit<import('@inlang/paraglide-js').CompilerOptions, 'outdir'>}
 */
export const wordsOptions = {
  project: './project.inlang',
  strategy: ['cookie', 'globalVariable', 'baseLocale'],
  cookieName: 'locale',
  isServer: "import.meta.env?.SSR ?? typeof window === 'undefined'",
  emitReadme: false,
};

/** Where the words lie for tests, types, worker and commands: one module per language. */
export const WORDS_DIR = 'app/words/generated';

function listNouns() {
  return readdirSync(join(projectRoot, 'app/words/zh-CN'))
    .filter((file) => file.endsWith('.json'))
    .sort();
}

/** Rewrites the list of word files in project.inlang/settings.json when a noun came or went. */
export function listWordFiles() {
  const file = join(projectRoot, 'project.inlang/settings.json');
  const settings = JSON.parse(readFileSync(file, 'utf8'));
  const pathPattern = listNouns().map((noun) => `./app/words/{locale}/${noun}`);
  const known = settings['plugin.inlang.messageFormat']?.pathPattern;
  if (JSON.stringify(known) === JSON.stringify(pathPattern)) return;
  settings['plugin.inlang.messageFormat'] = { ...settings['plugin.inlang.messageFormat'], pathPattern };
  writeFileSync(file, `${JSON.stringify(settings, null, 2)}\n`);
}

/** What the compiler would have written before, so that it touches only files that changed. */
function hashesOf(directory) {
  if (!existsSync(directory)) return undefined;
  const hashes = {};
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath ?? entry.path, entry.name);
    const name = relative(directory, path).split(sep).join('/');
    hashes[name] = createHash('sha256')
      .update(readFileSync(path, 'utf8') + resolve(directory, name))
      .digest('hex');
  }
  return hashes;
}

/** Compiles all words; cheap and without any write when nothing changed. */
export async function compileWords() {
  listWordFiles();
  const outdir = join(projectRoot, WORDS_DIR);
  await compile({
    ...wordsOptions,
    project: join(projectRoot, 'project.inlang'),
    outdir,
    outputStructure: 'locale-modules',
    cleanOutdir: false,
    previousCompilation: { outputHashes: hashesOf(outdir) },
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await compileWords();
