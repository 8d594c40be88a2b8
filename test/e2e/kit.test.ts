import { expect, test } from 'vitest';
import { useBrowser } from './browser';
import { useSite } from './site';
import { sound } from './sound';

const site = useSite();
const browser = useBrowser({ expected: [/status of 404/] });

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

test('an address that leads nowhere is told on a page that the browser takes over without an error', async () => {
  const page = await browser.open(site.origin, { locale: 'en' });
  const answer = await page.goto('/give/nothing/at/all');
  expect(answer?.status()).toBe(404);
  await page.getByRole('heading', { name: 'Page not found' }).waitFor();
  await page.getByRole('link', { name: 'To the home page' }).click();
  await page.waitForURL((url) => url.pathname !== '/give/nothing/at/all');
});

test('whoever has no account finds what is open to everybody from the front page', async () => {
  const page = await browser.open(site.origin, { width: 390 });
  await page.goto('/');
  const ways = await page.locator('main a').evaluateAll((links) => links.map((a) => a.getAttribute('href')));
  expect(ways).toEqual(['/give', '/appeals', '/join', '/prices', '/disclosure', '/verify', '/sign-in']);
  for (const way of ways) {
    await page.goto('/');
    await page.locator(`main a[href="${way}"]`).click();
    await page.waitForURL(`**${way}`);
    await sound(page);
  }
});
