import { expect, test } from 'vitest';
import { useBrowser } from './browser';
import { useSite } from './site';

const site = useSite();
const browser = useBrowser();

test('a page arrives in the language of the browser, in Chinese letters that the browser can draw', async () => {
  const page = await browser.open(site.origin);
  await page.goto('/');
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('zh-CN');
  const drawn = await page.evaluate(async () => {
    await document.fonts.ready;
    const width = (text: string) => {
      const span = document.createElement('span');
      span.style.cssText = 'position:absolute;font:40px sans-serif';
      span.textContent = text;
      document.body.append(span);
      const { width } = span.getBoundingClientRect();
      span.remove();
      return width;
    };
    return width('源泉');
  });
  expect(drawn).toBe(80);
});
