import { expect, test } from 'vitest';
import { inLocale } from '~/platform/i18n/locale.server';
import { scriptsIn } from '~/platform/i18n/scripts-in';
import * as messages from '~/words/generated/messages';
import { inlineWords } from '~/words/inline-words';

type Say = (gaps: Record<string, string>) => string;
type Transform = (
  this: { error(problem: string): never },
  code: string,
  id: string,
  options?: { ssr?: boolean },
) => { code: string } | undefined;

function transformed(
  code: string,
  options?: { ssr?: boolean },
  id = '/app/routes/page.tsx',
): string | undefined {
  const plugin = inlineWords();
  (plugin.buildStart as () => void)();
  const error = (problem: string): never => {
    throw new Error(problem);
  };
  return (plugin.transform as unknown as Transform).call({ error }, code, id, options)?.code;
}

const IMPORT = "import { m } from '~/words/generated/messages';";

test('every word reads in the browser as it does on the server, in both languages', () => {
  const { m: _, ...all } = messages as unknown as Record<string, Say>;
  const keys = Object.keys(all);
  const code =
    transformed(`${IMPORT}\nconst spoken = { ${keys.map((key) => `${key}: m.${key}`).join(', ')} };`) ?? '';
  const gaps = new Proxy({}, { get: (_target, gap) => `<${String(gap)}\`$\\>` }) as Record<string, string>;
  for (const locale of ['zh-CN', 'en'] as const) {
    const spoken = new Function('__ENGLISH__', `${code}\nreturn spoken;`)(locale === 'en') as Record<
      string,
      Say
    >;
    for (const key of keys) {
      expect({ key, said: spoken[key]?.(gaps) }).toEqual({
        key,
        said: inLocale(locale, () => all[key]?.(gaps)),
      });
    }
  }
});

test('a page takes only the words it uses, and other names that end in m stay what they are', () => {
  const code = transformed(
    `${IMPORT}\nexport const title = () => m.kit_menu() + item.kit_menu + this.m.kit_close;`,
  );
  expect(code).toContain('m_kit_menu() + item.kit_menu + this.m.kit_close');
  expect(code).not.toContain('m_kit_close');
});

test('the server and modules without words are left alone, an unknown key stops the build', () => {
  expect(transformed(`${IMPORT} m.kit_menu()`, { ssr: true })).toBeUndefined();
  expect(transformed('export const a = 1;')).toBeUndefined();
  expect(() => transformed(`${IMPORT} m.kit_no_such_word()`)).toThrow('kit_no_such_word');
});

test('an English page names English scripts, and only the scripts differ', () => {
  const chinese = {
    version: 'a1',
    url: '/assets/manifest-a1.js',
    entry: { module: '/assets/entry-1.js', imports: ['/assets/core-1.js'] },
    routes: { beds: { id: 'beds', module: '/assets/beds-1.js', imports: [], css: ['/assets/styles-1.css'] } },
  } as unknown as Parameters<typeof scriptsIn>[1];
  const english = scriptsIn('en', chinese);
  expect(english).toEqual({
    version: 'a1-en',
    url: '/assets/en/manifest-a1.js',
    entry: { module: '/assets/en/entry-1.js', imports: ['/assets/en/core-1.js'] },
    routes: {
      beds: { id: 'beds', module: '/assets/en/beds-1.js', imports: [], css: ['/assets/styles-1.css'] },
    },
  });
  expect(scriptsIn('en', english)).toBe(english);
  expect(scriptsIn('zh-CN', english)).toEqual(chinese);
});

test('while developing there is one set of scripts', () => {
  const live = { version: '1', entry: { module: '/app/entry.client.tsx', imports: [] }, routes: {} };
  const assets = live as unknown as Parameters<typeof scriptsIn>[1];
  expect(scriptsIn('en', assets)).toBe(assets);
});
