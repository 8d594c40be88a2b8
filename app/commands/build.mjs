/** Builds what runs in production: pages by Remix into build/client and build/server, processes into build/node. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { projectRoot } from './project-root.mjs';

const COMMANDS = 'app/commands';
const WHAT = {
  node: {
    made: 'build/node',
    sources: ['app', 'db', 'jobs', 'test/bench', 'test/factories', 'tsconfig.json', 'package-lock.json'],
  },
  pages: {
    made: 'build/server',
    sources: [
      'app',
      'db',
      'jobs',
      'vite.config.ts',
      'remix.config.js',
      'project.inlang/settings.json',
      'package-lock.json',
    ],
  },
};

/** Changes whenever a source file does: names, sizes and times of all of them. */
function fingerprint(sources) {
  const hash = createHash('sha256');
  for (const source of sources) {
    const path = join(projectRoot, source);
    if (!existsSync(path)) continue;
    if (statSync(path).isFile()) {
      hash.update(readFileSync(path));
      continue;
    }
    const files = readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
      .filter((file) => !file.includes(join('words', 'generated')))
      .sort();
    for (const file of files) {
      const { mtimeMs, size } = statSync(file);
      hash.update(`${file}\0${mtimeMs}\0${size}\n`);
    }
  }
  return hash.digest('hex');
}

const markOf = (name) => join(projectRoot, WHAT[name].made, '.built-from');

function isFresh(name) {
  const mark = markOf(name);
  return existsSync(mark) && readFileSync(mark, 'utf8') === fingerprint(WHAT[name].sources);
}

async function buildNode() {
  const { build } = await import('esbuild');
  const entries = readdirSync(join(projectRoot, COMMANDS)).filter((file) => file.endsWith('.ts'));
  const outdir = join(projectRoot, WHAT.node.made);
  rmSync(outdir, { recursive: true, force: true });
  await build({
    absWorkingDir: projectRoot,
    entryPoints: Object.fromEntries(entries.map((file) => [basename(file, '.ts'), join(COMMANDS, file)])),
    outdir,
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    sourcemap: true,
    jsx: 'automatic',
    logLevel: 'warning',
    // What the import prefixes of tsconfig.json name is ours and belongs into the bundle.
    alias: { '~': './app', '#db': './db', '#jobs': './jobs', '#test': './test' },
  });
}

function buildPages() {
  const cli = join(createRequire(import.meta.url).resolve('@remix-run/dev/package.json'), '../dist/cli.js');
  // Loud only when it fails: a start should show an address, not a list of chunks.
  const vite = spawn(process.execPath, [cli, 'vite:build', '--logLevel', 'warn'], {
    cwd: projectRoot,
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [vite.stdout, vite.stderr]) stream.on('data', (chunk) => (said += chunk));
  return new Promise((resolve, reject) => {
    vite.once('error', reject);
    vite.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`The pages do not build:\n${said}`)),
    );
  });
}

/** Builds what is stale. `only: 'node'` leaves the pages out, for commands that serve none. */
export async function build({ only, force = false } = {}) {
  const wanted = only ? [only] : ['pages', 'node'];
  const stale = wanted.filter((name) => force || !isFresh(name));
  // Remix empties the whole of build/ before it builds.
  if (stale[0] === 'pages' && stale.length === 1) stale.push('node');
  if (stale.length === 0) return;
  console.error('Building …');
  const { compileWords } = await import('./words.mjs');
  await compileWords();
  for (const name of stale) {
    // Taken before the build: what changes meanwhile makes the next start build again.
    const before = fingerprint(WHAT[name].sources);
    await (name === 'node' ? buildNode() : buildPages());
    mkdirSync(join(projectRoot, WHAT[name].made), { recursive: true });
    writeFileSync(markOf(name), before);
  }
}
