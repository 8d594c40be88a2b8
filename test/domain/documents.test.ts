import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from '~/platform/project-root';

const pages = [
  'README.md',
  ...readdirSync(path.join(projectRoot, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => path.join('docs', name)),
];

const lines = new Map(pages.map((page) => [page, readFileSync(path.join(projectRoot, page), 'utf8')]));

it('every link of the documentation leads to a page that is there', () => {
  const links = [...lines].flatMap(([page, text]) =>
    [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
      .map(([, to = '']) => to)
      .filter((to) => !/^[a-z]+:/.test(to))
      .map((to) => ({ page, to })),
  );
  expect(links.length).toBeGreaterThan(30);
  expect(links.filter(({ page, to }) => !existsSync(path.join(projectRoot, path.dirname(page), to)))).toEqual(
    [],
  );
});

it('every command of the documentation is one that npm runs', () => {
  const { scripts } = JSON.parse(readFileSync(path.join(projectRoot, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const named = [...lines.values()].flatMap((text) =>
    [...text.matchAll(/npm run (?:-s )?([a-z][a-z:-]*)/g)].map(([, name = '']) => name),
  );
  expect(new Set(named).size).toBeGreaterThan(10);
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});
