import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { projectRoot } from '~/platform/project-root';

interface Part {
  readonly module: string;
  readonly imports: readonly string[];
  readonly parentId?: string;
}

interface Manifest {
  readonly entry: Part;
  readonly routes: Readonly<Record<string, Part>>;
}

const client = path.join(projectRoot, 'build/client');

function builtManifest(): Manifest {
  const name = readdirSync(path.join(client, 'assets')).find((file) => /^manifest-.*\.js$/.test(file));
  if (!name) throw new Error('No build/client: run npm run build first');
  const script = readFileSync(path.join(client, 'assets', name), 'utf8');
  return JSON.parse(script.slice(script.indexOf('{'), script.lastIndexOf('}') + 1)) as Manifest;
}

/** Every script that a page needs: the product's own, its route's and those of the routes around it. */
function scriptsOf(id: string, { entry, routes }: Manifest): Set<string> {
  const files = new Set([entry.module, ...entry.imports]);
  for (let part = routes[id]; part; part = part.parentId ? routes[part.parentId] : undefined) {
    for (const file of [part.module, ...part.imports]) files.add(file);
  }
  return files;
}

test('no page brings more than 100 kB of script over the wire, in either language', () => {
  const manifest = builtManifest();
  for (const folder of ['assets', 'assets/en']) {
    const weights = new Map<string, number>();
    const weightOf = (file: string) => {
      const known = weights.get(file) ?? gzipSync(readFileSync(path.join(client, file))).length;
      weights.set(file, known);
      return known;
    };
    const pages = Object.keys(manifest.routes).map((id) => {
      const files = [...scriptsOf(id, manifest)].map((file) => file.replace('/assets/', `/${folder}/`));
      return { id, kB: files.reduce((sum, file) => sum + weightOf(file), 0) / 1000 };
    });
    expect(pages.length).toBeGreaterThan(1);
    expect({ folder, heavy: pages.filter(({ kB }) => kB >= 100) }).toEqual({ folder, heavy: [] });
  }
});

test('a page brings the words of its own language only', () => {
  const scripts = (folder: string) =>
    readdirSync(path.join(client, folder))
      .filter((name) => name.endsWith('.js') && !name.startsWith('manifest-'))
      .map((name) => readFileSync(path.join(client, folder, name), 'utf8'))
      .join('\n');
  expect(scripts('assets')).toContain('退出登录');
  expect(scripts('assets')).not.toContain('Sign out');
  expect(scripts('assets/en')).toContain('Sign out');
  expect(scripts('assets/en')).not.toContain('退出登录');
});
