import axe from 'axe-core';
import jsQR from 'jsqr';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AlipayServer } from '../payments/alipay-server';
import { WechatpayServer } from '../payments/wechatpay-server';
import { useBrowser } from './browser';
import { REFUSED, signIn } from './sign-in';
import { useSite } from './site';

const alipay = new AlipayServer();
const wechatpay = new WechatpayServer();
beforeAll(() => Promise.all([alipay.start(), wechatpay.start()]));
afterAll(() => Promise.all([alipay.stop(), wechatpay.stop()]));

const site = useSite({ settings: () => ({ ...alipay.settings, ...wechatpay.settings }) });
const browser = useBrowser({ expected: [REFUSED] });
const shots = process.env.SHOTS;

async function shot(page: Page, name: string): Promise<void> {
  if (shots) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
}

/** A page is sound: nothing that axe finds, and nothing to scroll sideways for. */
async function sound(page: Page): Promise<void> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: typeof axe }).axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'],
    }),
  );
  expect(violations.map(({ id, nodes }) => `${page.url()} ${id}: ${nodes[0]?.html}`)).toEqual([]);
  const over = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(over).toBeLessThanOrEqual(0);
}

test('on an old telephone without script somebody gives by Alipay and reads the receipt', async () => {
  const giver = await browser.open(site.origin, { width: 390, javaScript: false });
  await giver.goto('/give');
  await shot(giver, 'give-390');
  await giver.fill('[name=amountFen]', '66.60');
  await giver.getByText('支付宝', { exact: true }).click();
  // The page has to be open for a while: it says so until it has been, and keeps what was typed.
  const waiting = giver.getByText('等待付款');
  const tooSoon = giver.getByText('秒以后再提交一次').first();
  while ((await waiting.count()) === 0) {
    await giver.getByRole('button', { name: '下一步，去付款' }).click();
    await waiting.or(tooSoon).first().waitFor();
    if (await tooSoon.count()) await shot(giver, 'give-too-soon-390');
  }
  await shot(giver, 'give-pay-390');
  await giver.getByRole('link', { name: '前往支付宝付款' }).click();
  await giver.getByRole('button', { name: '确认付款' }).click();
  await giver.waitForURL(/\/give\/pay\/[0-9A-Z]{24}\?district=[^&]+&ask=1$/);
  await giver.getByText('付款成功').waitFor();
  const receipt = giver.getByRole('link', { name: '查看捐赠收据' });
  while ((await receipt.count()) === 0) await giver.reload();
  await shot(giver, 'give-paid-390');
  await receipt.click();
  await giver.getByText('有效。请核对').waitFor();
  await giver.getByText('人民币陆拾陆元陆角整').waitFor();
  await shot(giver, 'give-receipt-390');
}, 180_000);

test('with script the task is solved meanwhile; the way of paying can be changed; finance sees the gift', async () => {
  const giver = await browser.open(site.origin, { locale: 'en' });
  await giver.goto('/give');
  await shot(giver, 'give-en-1440');
  await sound(giver);
  await giver.getByRole('button', { name: 'Next: pay' }).click();
  await giver.getByText('Write an amount').or(giver.locator('.form-errors')).first().waitFor();
  await giver.locator('[name="guard.solution"]:not([value=""])').waitFor({ state: 'attached' });
  await giver.fill('[name=amountFen]', '88');
  await giver.fill('[name="donor.name"]', '演示捐赠人');
  await giver.getByText('WeChat Pay', { exact: true }).click();
  await giver.getByRole('button', { name: 'Next: pay' }).click();
  await giver.waitForURL(/\/give\/pay\//);
  const { pixels, width } = await giver.evaluate(async () => {
    const picture = document.querySelector('main img') as HTMLImageElement;
    await picture.decode();
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 480;
    const draw = canvas.getContext('2d') as CanvasRenderingContext2D;
    draw.fillStyle = '#fff';
    draw.fillRect(0, 0, 480, 480);
    draw.drawImage(picture, 0, 0, 480, 480);
    return { pixels: [...draw.getImageData(0, 0, 480, 480).data], width: 480 };
  });
  expect(jsQR(Uint8ClampedArray.from(pixels), width, width)?.data).toMatch(/^weixin:/);
  await sound(giver);
  await shot(giver, 'give-pay-en-1440');
  const before = new URL(giver.url()).pathname;
  await giver.getByRole('button', { name: 'Pay by Alipay' }).click();
  await giver.waitForURL((url) => url.pathname.startsWith('/give/pay/') && url.pathname !== before);
  const number = new URL(giver.url()).pathname.split('/').at(-1) ?? '';
  await giver
    .getByRole('link', { name: /Alipay/ })
    .first()
    .waitFor();
  alipay.trades.pay(number);
  await giver.goto(`${new URL(giver.url()).pathname}?ask=1`);
  await giver.getByText('Paid').first().waitFor();
  await giver.getByRole('link', { name: 'See the receipt' }).waitFor();

  const finance = await signIn(browser, site, 'finance');
  await finance.goto('/gifts?text=演示捐赠人');
  await finance
    .getByRole('link', { name: /^G\d{10}$/ })
    .first()
    .click();
  await finance.getByText('支付宝').first().waitFor();
  await shot(finance, 'gift-online-1440');
}, 180_000);
