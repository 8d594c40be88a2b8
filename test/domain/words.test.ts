import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '~/platform/project-root';

const WORDS = path.join(projectRoot, 'app/words');
/** Text that is the same in every language and may stand in a page. */
const SAME_EVERYWHERE = new Set([
  'English',
  '中文',
  'PDF',
  'CSV',
  'XLSX',
  'JSON',
  'Excel',
  'API',
  'QR',
  'ID',
  'h',
  'kg',
  'km',
]);

type Words = Record<string, string>;

function wordsOf(locale: string): Map<string, Words> {
  const folder = path.join(WORDS, locale);
  const nouns = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return new Map(
    nouns.map((name) => [
      name.replace('.json', ''),
      JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Words,
    ]),
  );
}

function sources(folders: readonly string[], endings: RegExp): string[] {
  return folders.flatMap((folder) =>
    readdirSync(path.join(projectRoot, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && endings.test(entry.name))
      .map((entry) => path.join(entry.parentPath, entry.name))
      .filter((file) => !file.includes(`${path.sep}generated${path.sep}`)),
  );
}

const chinese = wordsOf('zh-CN');
const english = wordsOf('en');
const all = (locale: Map<string, Words>): Words => Object.assign({}, ...locale.values());
const gaps = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string).sort();

describe('words', () => {
  test('both languages say the same things', () => {
    expect([...english.keys()]).toEqual([...chinese.keys()]);
    for (const [noun, words] of chinese)
      expect({ noun, keys: Object.keys(english.get(noun) ?? {}).sort() }).toEqual({
        noun,
        keys: Object.keys(words).sort(),
      });
  });

  test('no words are empty, and each is text', () => {
    for (const locale of [chinese, english]) {
      expect(
        Object.entries(all(locale)).filter(([, text]) => typeof text !== 'string' || text.trim() === ''),
      ).toEqual([]);
    }
  });

  test('both languages have the same gaps to fill', () => {
    const [zh, en] = [all(chinese), all(english)];
    expect(
      Object.keys(zh).filter((key) => String(gaps(zh[key] ?? '')) !== String(gaps(en[key] ?? ''))),
    ).toEqual([]);
  });

  test('each key begins with its noun, and stands in one file', () => {
    for (const [noun, words] of chinese) {
      const strays = Object.keys(words).filter(
        (key) => !key.startsWith(`${noun}_`) && !key.startsWith('refusal_'),
      );
      expect({ noun, strays }).toEqual({ noun, strays: [] });
    }
    const keys = [...chinese.values()].flatMap((words) => Object.keys(words));
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  test('English words are English, but for Chinese terms in brackets or quotes', () => {
    const beside = /[（(][^）)]*[）)]|[“"][^”"]*[”"]/g;
    const mixed = Object.entries(all(english)).filter(([, text]) =>
      /\p{Script=Han}/u.test(text.replace(beside, '')),
    );
    expect(mixed.filter(([, text]) => !SAME_EVERYWHERE.has(text)).map(([key]) => key)).toEqual([]);
  });

  test('every word is used, and every refusal that is spoken has words', () => {
    const code = sources(['app', 'db', 'jobs'], /\.(tsx?|mjs)$/)
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n');
    const spoken = new Set([...code.matchAll(/\b(?:m|messages|words)\.(\w+)/g)].map((match) => match[1]));
    const refused = new Set(
      [...code.matchAll(/['"`]([A-Z][A-Z_]*\.[A-Z][A-Z_]*)['"`]/g)].map((match) => match[1] as string),
    );
    // Parameters of refusals that are words themselves: '@standards_of_x', or `@standards_of_${kind}` for all of them.
    const passed = [...code.matchAll(/['"`]@(\w+)(\$\{)?/g)].map(([, key = '', more]) => ({ key, more }));
    const isPassed = (key: string) =>
      passed.some((one) => (one.more ? key.startsWith(one.key) : key === one.key));
    const keys = Object.keys(all(chinese));
    const codes = new Set([...refused].map((one) => `refusal_${one.replace('.', '_')}`));
    expect({
      unused: keys.filter((key) => !spoken.has(key) && !codes.has(key) && !isPassed(key)),
      wordless: [...codes].filter((key) => !keys.includes(key)),
    }).toEqual({ unused: [], wordless: [] });
  });
});

/** Text and visible attributes that a page holds itself instead of taking them from the words. */
function ownText(file: string): string[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(file, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
    ts.ScriptKind.TSX,
  );
  const found: string[] = [];
  const note = (node: ts.Node, text: string) => {
    const said = text.trim();
    if (SAME_EVERYWHERE.has(said)) return;
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    found.push(`${path.relative(projectRoot, file)}:${line + 1} ${said}`);
  };
  const visible = new Set([
    'title',
    'alt',
    'label',
    'placeholder',
    'aria-label',
    'hint',
    'legend',
    'caption',
    'lead',
    'unit',
  ]);
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node) && /\p{L}{2,}/u.test(node.text)) note(node, node.text);
    else if (ts.isJsxAttribute(node) && node.initializer && ts.isStringLiteral(node.initializer)) {
      if (visible.has(node.name.getText()) && /\p{L}/u.test(node.initializer.text))
        note(node, node.initializer.text);
    } else if (
      ts.isStringLiteralLike(node) ||
      ts.isTemplateHead(node) ||
      ts.isTemplateMiddleOrTemplateTail(node)
    ) {
      if (/\p{Script=Han}/u.test(node.text)) note(node, node.text);
      else if (
        ts.isJsxExpression(node.parent) &&
        !ts.isJsxAttribute(node.parent.parent) &&
        /\p{L}{2,}/u.test(node.text)
      )
        note(node, node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

test('no page says anything that is not among the words', () => {
  expect(sources(['app'], /\.tsx$/).flatMap(ownText)).toEqual([]);
});

test('words are asked for by one name, or a page would bring them twice and in one language only', () => {
  const strays = sources(['app'], /\.tsx?$/).filter((file) =>
    /from '(?!~\/)[^']*words\/generated/.test(readFileSync(file, 'utf8')),
  );
  expect(strays).toEqual([]);
});

test('no paper holds words of its own', () => {
  const own = sources(['app/ui'], /\.typ$/).filter((file) =>
    /\p{Script=Han}/u.test(readFileSync(file, 'utf8')),
  );
  expect(own).toEqual([]);
});
