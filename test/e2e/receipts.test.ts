import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inventedCreditCode } from '../factories/donations';
import { FiscalServer } from '../fiscal/fiscal-server';
import { WechatpayServer } from '../payments/wechatpay-server';
import { pdfText } from '../pdf-text';
import { useBrowser } from './browser';
import { REFUSED, signIn } from './sign-in';
import { useSite } from './site';
import { shot, sound } from './sound';

/** The receiver of the demo's main district. */
const fiscal = new FiscalServer(inventedCreditCode(370304));
const wechatpay = new WechatpayServer();
beforeAll(() => Promise.all([fiscal.start(), wechatpay.start()]));
afterAll(() => Promise.all([fiscal.stop(), wechatpay.stop()]));

const site = useSite({ settings: () => ({ ...fiscal.settings, ...wechatpay.settings }) });
const browser = useBrowser({ expected: [REFUSED] });
let sql: postgres.Sql;
beforeAll(() => {
  sql = postgres(site.ownerUrl, { max: 1 });
});
afterAll(() => sql.end());

test('a giver pays online and gets a bill of the fiscal system by itself, which is refused first, reversed later, and replaced', async () => {
  const giver = await browser.open(site.origin, { width: 390, locale: 'en' });
  await giver.goto('/give');
  await giver.fill('[name=amountFen]', '20.05');
  await giver.fill('[name="donor.name"]', '演示付款人');
  await giver.getByText('WeChat Pay').click();
  await giver.getByRole('button', { name: 'Next: pay' }).click();
  await giver.waitForURL(/\/give\/pay\//);
  const number = /\/give\/pay\/([^?]+)/.exec(giver.url())?.[1] ?? '';
  fiscal.manner = 'refused';
  wechatpay.trades.pay(number);
  const told = await wechatpay.send(`${site.origin}/hooks/wechatpay`, wechatpay.notice(number));
  expect(told.status).toBe(204);
  await giver.getByText('Your receipt could not be issued yet').waitFor();
  await shot(giver, 'pay-held-390-en');
  await sound(giver);

  const finance = await signIn(browser, site, 'finance');
  const refused = finance.getByRole('row').filter({ hasText: '交款人名称与统一社会信用代码不符' });
  await expect
    .poll(() => finance.goto('/receipts/fiscal').then(() => refused.count()), { timeout: 20_000 })
    .toBe(1);
  await shot(finance, 'fiscal-refused-1440');
  await sound(finance);
  await finance.goto('/receipts/missing?reason=fiscal_refused');
  await finance.getByRole('link', { name: '按原因改正后重试' }).click();
  fiscal.manner = 'right';
  await refused.getByRole('button', { name: '重试' }).click();
  await finance.getByText('再次申请已提交').waitFor();

  // The giver has not touched the page since.
  await giver.getByRole('link', { name: 'See the receipt' }).click();
  await giver.getByText('Valid. Compare the paper').waitFor();
  await giver.getByText('37050126').first().waitFor();
  await shot(giver, 'verify-valid-390-en');
  const [receipt] = await sql<{ id: string; number: string }[]>`
    select id, fiscal_number as number from receipts where kind = 'fiscal_receipt'`;

  await finance.goto(`/receipts/${receipt?.id}`);
  await shot(finance, 'receipt-fiscal-1440');
  await sound(finance);
  await finance.getByRole('link', { name: '冲红', exact: true }).click();
  await finance.locator('dialog[open]').getByRole('button', { name: '冲红' }).click();
  await finance.locator('dialog[open]').getByText('冲红原因：请写明原因').first().waitFor();
  await finance.locator('dialog[open] [name=reason]').fill('交款人要求更换抬头');
  await finance.locator('dialog[open]').getByRole('button', { name: '冲红' }).click();
  const anew = finance.getByRole('button', { name: '重新开具' });
  await expect.poll(() => finance.reload().then(() => anew.count()), { timeout: 20_000 }).toBe(1);
  await giver.reload();
  await giver.getByText('Reversed on').waitFor();
  fiscal.manner = 'refused';
  await anew.click();
  // The page looks by itself while the fiscal system is asked, and says what became of it.
  await finance.getByText('重新开具：财政票据系统拒绝').waitFor({ timeout: 30_000 });
  await shot(finance, 'receipt-anew-refused-1440');
  await sound(finance);
  fiscal.manner = 'right';
  await anew.click();
  const chain = finance.getByRole('heading', { name: '更换记录' });
  await expect
    .poll(() => finance.goto(`/receipts/${receipt?.id}`).then(() => chain.count()), { timeout: 20_000 })
    .toBe(1);
  await shot(finance, 'receipt-reversed-1440');
  await giver.reload();
  await giver.getByText('Another one was issued in its place').waitFor();
  await shot(giver, 'verify-reversed-390-en');
  await sound(giver);
  const paper = await finance.request.get(`/receipts/${receipt?.id}/pdf`);
  expect(pdfText(await paper.body())).toContain('冲红');

  await finance.goto('/receipts/batches');
  await finance.fill('[name=from]', '2026-02-02');
  await finance.fill('[name=last]', '2026-02-01');
  await finance.getByLabel(/^寄送收据/).check();
  await finance.getByRole('button', { name: '开始' }).click();
  await finance.getByText('截止日期早于起始日期').first().waitFor();
  await finance.getByText('没有设置邮件服务器').first().waitFor();
  await shot(finance, 'batches-refused-1440');
  await sound(finance);
  const csv = await finance.request.get('/receipts/missing.csv');
  expect(await csv.text()).toContain('捐赠编号');
  await finance.goto('/receipts/yearly?text=演示付款人');
  await finance.getByRole('row').filter({ hasText: '¥20.05' }).waitFor();
  await shot(finance, 'yearly-1440');
}, 180_000);
