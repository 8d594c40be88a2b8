import jsQR from 'jsqr';
import type { Page } from 'playwright-core';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoTenants } from '#db/seed/tenants';
import { monthsBefore } from '~/domain/fees/charge.rules';
import { dateOf, monthOf, monthRange } from '~/domain/kernel/plain-date';
import { insertResidents } from '../factories/residents';
import { AlipayServer } from '../payments/alipay-server';
import { WechatpayServer } from '../payments/wechatpay-server';
import { useBrowser } from './browser';
import { REFUSED, signIn } from './sign-in';
import { useSite } from './site';
import { shot, sound } from './sound';

const alipay = new AlipayServer();
const wechatpay = new WechatpayServer();
beforeAll(() => Promise.all([alipay.start(), wechatpay.start()]));
afterAll(() => Promise.all([alipay.stop(), wechatpay.stop()]));

const site = useSite({ settings: () => ({ ...alipay.settings, ...wechatpay.settings }) });
const browser = useBrowser({ expected: [REFUSED] });
let sql: postgres.Sql;
beforeAll(() => {
  sql = postgres(site.ownerUrl, { max: 1 });
});
afterAll(() => sql.end());

/** A resident with a bill of the month before, and the family account is theirs; gives the bill's id. */
async function newBill(): Promise<{ invoiceId: string; reference: string; personId: string }> {
  const month = monthsBefore(monthOf(dateOf(new Date())), 1)[0] ?? '';
  const { from } = monthRange(month);
  const [resident] = await insertResidents(sql, demoTenants[0].id, [
    { from, grades: [{ grade: 'partial', from }] },
  ]);
  const personId = resident?.personId ?? '';
  await sql`update users set person_id = ${personId} where user_name = 'family'`;
  const finance = await signIn(browser, site, 'finance');
  await finance.goto(`/bills?month=${month}`);
  await finance.getByRole('button', { name: '出账' }).click();
  for (let tries = 0; tries < 60; tries++) {
    const [bill] = await sql<{ id: string; reference: string }[]>`
      select id, reference from invoices where person_id = ${personId}`;
    if (bill) return { invoiceId: bill.id, reference: bill.reference, personId };
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error('no bill');
}

/** What a camera reads off the code of the page. */
async function scanned(page: Page): Promise<string | undefined> {
  const { pixels, width } = await page.evaluate(async () => {
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
  return jsQR(Uint8ClampedArray.from(pixels), width, width)?.data;
}

test('without script a family pays at Alipay on a telephone, comes back and reads that it is paid', async () => {
  const { invoiceId } = await newBill();
  const family = await signIn(browser, site, 'family', { width: 390, javaScript: false });
  await family.goto(`/my/bills/${invoiceId}`);
  await shot(family, 'own-bill-390');
  await family.getByRole('button', { name: '用支付宝付款' }).click();
  await family.waitForURL(/\/pay\/[0-9a-f-]{36}$/);
  await family.getByText('等待付款').waitFor();
  await shot(family, 'pay-link-390');

  // Not paid yet: the page says so, and the bill leads back to it.
  await family.getByRole('link', { name: '我已付款，刷新' }).click();
  await family.getByText('等待付款').waitFor();
  await family.getByRole('link', { name: '返回账单' }).last().click();
  await family.getByText('有一笔支付宝付款正在等待完成').waitFor();
  await family.getByRole('link', { name: '继续付款' }).click();

  await family.getByRole('link', { name: '前往支付宝付款' }).click();
  await family.getByRole('button', { name: '确认付款' }).click();
  await family.waitForURL(/\/pay\/[0-9a-f-]{36}\?ask=1$/);
  await family.getByText('付款成功').waitFor();
  await shot(family, 'pay-paid-390');
  await expect
    .poll(
      async () => {
        await family.goto(`/my/bills/${invoiceId}`);
        return family.getByText('已付清').count();
      },
      { timeout: 20_000 },
    )
    .toBeGreaterThan(0);
  await shot(family, 'own-bill-paid-390');
  expect(await family.getByRole('button', { name: '用支付宝付款' }).count()).toBe(0);
}, 120_000);

test('in English and without script the page where a code is shown looks again by itself, and asks the provider whose notice was lost', async () => {
  const { invoiceId } = await newBill();
  const family = await signIn(browser, site, 'family', { width: 390, locale: 'en', javaScript: false });
  await family.goto(`/my/bills/${invoiceId}`);
  await shot(family, 'own-bill-en-390');
  await family.getByRole('button', { name: 'Pay by WeChat Pay' }).click();
  await family.getByRole('img', { name: 'Code for WeChat Pay' }).waitFor();
  await shot(family, 'pay-code-en-390');
  const [order] = await sql<{ number: string }[]>`
    select number from payment_orders where subject_id = ${invoiceId}`;
  wechatpay.trades.pay(order?.number ?? '');
  await family.getByText('Paid', { exact: true }).waitFor({ timeout: 30_000 });
  await shot(family, 'pay-paid-en-390');
}, 120_000);

test('with script the page shows by itself that the code was paid; Alipay that loses its notice is asked; what is too late says so', async () => {
  const { invoiceId } = await newBill();
  const family = await signIn(browser, site, 'family', { width: 390 });
  await family.goto(`/my/bills/${invoiceId}`);
  await family.getByRole('button', { name: '用支付宝付款' }).click();
  await family.getByRole('link', { name: '前往支付宝付款' }).waitFor();
  const [first] = await sql<{ number: string }[]>`
    select number from payment_orders where subject_id = ${invoiceId}`;

  // Another way: the first one is closed there and here.
  await family.getByRole('link', { name: '返回账单' }).last().click();
  await family.getByRole('button', { name: '用微信支付付款' }).click();
  await family.getByRole('img', { name: '微信支付付款二维码' }).waitFor();
  await shot(family, 'pay-code-390');
  expect(await scanned(family)).toMatch(/^weixin:\/\/wxpay\/bizpayurl\?pr=2/);
  await sound(family);
  expect(await sql`select status from payment_orders where number = ${first?.number ?? ''}`).toMatchObject([
    { status: 'closed' },
  ]);
  const [order] = await sql<{ id: string; number: string }[]>`
    select id, number from payment_orders where subject_id = ${invoiceId} and status = 'created'`;
  wechatpay.trades.pay(order?.number ?? '');
  const hook = `${site.origin}/hooks/wechatpay`;
  const notice = wechatpay.notice(order?.number ?? '');
  expect(await wechatpay.send(hook, { ...notice, body: `${notice.body} ` })).toMatchObject({ status: 401 });
  await family.getByText('等待付款').waitFor();
  expect(await wechatpay.send(hook, notice)).toEqual({ status: 204, text: '' });
  await family.getByText('付款成功').waitFor();
  expect(await wechatpay.send(hook, notice)).toEqual({ status: 204, text: '' });

  const late = await newBill();
  await family.goto(`/my/bills/${late.invoiceId}`);
  await family.getByRole('button', { name: '用支付宝付款' }).click();
  await family.getByText('等待付款').waitFor();
  await sql`alter table payment_orders disable trigger payment_orders_guard`;
  await sql`update payment_orders set created_at = now() - interval '1 hour', expires_at = now() - interval '1 second' where subject_id = ${late.invoiceId}`;
  await sql`alter table payment_orders enable trigger payment_orders_guard`;
  await family.getByText('这次付款已经超时关闭').waitFor();
  await shot(family, 'pay-expired-390');
  await family.getByRole('link', { name: '返回账单' }).last().click();
  await family.getByRole('button', { name: '用支付宝付款' }).click();
  await family.getByRole('link', { name: '前往支付宝付款' }).click();
  await family.getByRole('button', { name: '确认付款' }).click();
  await family.getByText('付款成功').waitFor();

  // The bytes of a stranger: too long, unsigned, to a provider that is not there.
  const post = (path: string, body: string) =>
    fetch(`${site.origin}${path}`, { method: 'POST', body, headers: { 'content-type': 'text/plain' } });
  expect((await post('/hooks/alipay', 'x'.repeat(70_000))).status).toBe(413);
  const refused = await post('/hooks/alipay', 'out_trade_no=1&notify_id=2&sign=3&sign_type=RSA2');
  expect([refused.status, await refused.text()]).toEqual([400, 'fail']);
}, 120_000);

test('finance reviews what does not fit: books it with a reason, undoes it, and finds the bill of a mistyped transfer', async () => {
  const { invoiceId, reference, personId } = await newBill();
  const number = '20261128UNKNOWN000000001';
  alipay.trades.open({ number, fen: 260_000n, notifyUrl: '' });
  alipay.trades.pay(number);
  const hook = `${site.origin}/hooks/alipay`;
  expect(await alipay.send(hook, alipay.notice(number))).toEqual({ status: 200, text: 'success' });

  const finance = await signIn(browser, site, 'finance');
  await finance.goto('/payments/review');
  await shot(finance, 'review-1440');
  await sound(finance);
  const item = finance.getByRole('article').filter({ hasText: number });
  await item.getByText('收到不认识的付款').waitFor();
  await item.getByRole('link', { name: '入账到其他账单' }).click();
  const dialog = finance.locator('dialog[open]');
  await dialog.locator('[name=reference]').fill('F123');
  await dialog.getByRole('button', { name: '入账到这张账单' }).click();
  await dialog.getByText('写明依据').first().waitFor();
  await dialog.locator('[name=reason]').fill('家属来电，付款截图已核对');
  await dialog.getByRole('button', { name: '入账到这张账单' }).click();
  await dialog.getByText('没有缴费编号与此相符的账单').first().waitFor();
  expect(await dialog.locator('[name=reason]').inputValue()).toBe('家属来电，付款截图已核对');
  await dialog.locator('[name=reference]').fill(reference);
  await dialog.getByRole('button', { name: '入账到这张账单' }).click();
  await item.waitFor({ state: 'detached' });

  await finance.goto(`/bills/${invoiceId}`);
  await finance.getByText('已付清').first().waitFor();
  await shot(finance, 'bill-paid-1440');
  await finance.getByRole('link', { name: '撤销' }).click();
  await finance.locator('dialog[open] [name=reason]').fill('记错人');
  await finance.locator('dialog[open]').getByRole('button', { name: '撤销' }).click();
  await finance.getByText('未付').first().waitFor();
  await finance.goto('/payments/review');
  await finance.getByRole('article').filter({ hasText: number }).waitFor();

  // A transfer with one wrong digit from the guardian.
  const [tenantId, digits] = [demoTenants[0].id, reference.slice(1)];
  const wrong = `F${digits.slice(0, 7)}${(Number(digits[7]) + 1) % 10}${digits.slice(8)}`;
  await sql`update applications set guardian_name = '监护人甲' where person_id = ${personId}`;
  await sql`insert into bank_lines (tenant_id, id, batch_id, business_key, booked_on, amount_fen, counterparty_name, summary, remark, bank_number)
    select ${tenantId}, gen_random_uuid(), id, 'e2e-typo', current_date, 260000, '监护人甲', '转账', ${wrong}, 'E2E1' from bank_batches where tenant_id = ${tenantId} limit 1`;
  await finance.goto('/payments/review');
  const line = finance.getByRole('article').filter({ hasText: wrong });
  await line.getByText('监护人甲').first().waitFor();
  await shot(finance, 'review-line-1440');
  expect(await line.locator('[name=reason]').first().inputValue()).toBe(
    '缴费编号相近（可能写错一两位）；金额正好是尚欠金额；付款人与监护人同名',
  );
  await line.getByRole('button', { name: '登记为这张账单的缴费' }).first().click();
  await line.waitFor({ state: 'detached' });
  await finance.goto(`/bills/${invoiceId}`);
  await finance.getByText('已付清').first().waitFor();

  // Who only looks sees everything and no button.
  const auditor = await signIn(browser, site, 'auditor', { locale: 'en' });
  await auditor.goto('/payments/review');
  await auditor.getByText('Money for an order that we do not know').waitFor();
  await shot(auditor, 'review-en-1440');
  await auditor.setViewportSize({ width: 390, height: 844 });
  await shot(auditor, 'review-en-390');
  await sound(auditor);
  expect(await auditor.getByRole('link', { name: 'Put aside' }).count()).toBe(0);
}, 120_000);

test('at the desk a code is shown; what was paid too much goes back the way it came after a second person has approved it', async () => {
  const { invoiceId, personId } = await newBill();
  const finance = await signIn(browser, site, 'finance');
  await finance.goto(`/bills/${invoiceId}`);
  await finance.getByRole('button', { name: '用支付宝付款' }).click();
  await finance.getByRole('img', { name: '支付宝付款二维码' }).waitFor();
  expect(await scanned(finance)).toMatch(/^https:\/\/qr[.]alipay[.]com\//);
  await shot(finance, 'pay-desk-1440');
  await sound(finance);
  const [order] = await sql<{ number: string }[]>`
    select number from payment_orders where subject_id = ${invoiceId} and status = 'created'`;
  const number = order?.number ?? '';
  // Its notice is lost: whoever waits asks.
  alipay.trades.pay(number);
  await finance.getByRole('link', { name: '我已付款，刷新' }).click();
  await finance.getByText('付款成功').waitFor();

  await finance.goto(`/bills/${invoiceId}`);
  await expect
    .poll(() => finance.reload().then(() => finance.getByText('已付清').count()), { timeout: 20_000 })
    .toBeGreaterThan(0);
  expect(await finance.getByRole('link', { name: '撤销' }).count()).toBe(0);
  await finance.getByRole('link', { name: '登记现金收款' }).click();
  await finance.locator('dialog[open] [name=amountFen]').fill('300');
  await finance.locator('dialog[open] [name=surplus]').check();
  await finance.locator('dialog[open]').getByRole('button', { name: '登记现金收款' }).click();
  await finance.locator('dialog[open]').waitFor({ state: 'detached' });

  await finance.goto(`/accounts/${personId}?open=payout`);
  await shot(finance, 'payout-1440');
  await finance.getByLabel(/^预缴余额/).check();
  await finance.locator('form#payout [name=amountFen]').fill('300');
  await finance.getByLabel(/^原路退回：支付宝/).check();
  await finance.locator('form#payout [name=reason]').fill('现金与线上重复缴费');
  await finance.locator('form#payout button.button-main').click();
  await finance.getByText('待审批').first().waitFor();
  expect(alipay.trades.all.get(number)?.refunds).toEqual([]);

  const lead = await signIn(browser, site, 'lead');
  await lead.goto('/payouts');
  const row = lead.getByRole('row').filter({ hasText: '现金与线上重复缴费' });
  await row.getByRole('button', { name: '批准' }).click();
  await expect
    .poll(() => alipay.trades.all.get(number)?.refunds.map(({ fen }) => fen), { timeout: 20_000 })
    .toEqual([30_000n]);
  await finance.goto(`/accounts/${personId}`);
  await finance.getByText('支付宝').first().waitFor();
  await shot(finance, 'account-1440');

  // What Alipay pays out arrives at the bank.
  await sql`insert into bank_lines (tenant_id, id, batch_id, business_key, booked_on, amount_fen, counterparty_name, summary, remark, bank_number)
    select ${demoTenants[0].id}, gen_random_uuid(), id, 'e2e-payout', current_date, 228000, '支付宝（中国）网络技术有限公司', '结算', '', 'E2E2' from bank_batches where tenant_id = ${demoTenants[0].id} limit 1`;
  await finance.goto('/bank-lines?state=unmatched');
  await finance.getByRole('link', { name: /支付宝（中国）/ }).click();
  await finance.getByRole('link', { name: '登记为支付机构结算款' }).click();
  await finance.locator('dialog[open]').getByRole('button', { name: '登记为支付机构结算款' }).click();
  await finance.locator('dialog[open]').getByText('请选择支付宝或微信支付').first().waitFor();
  await finance.locator('dialog[open]').getByLabel('支付宝').check();
  await finance.locator('dialog[open] [name=feeFen]').fill('13.80');
  await finance.locator('dialog[open]').getByRole('button', { name: '登记为支付机构结算款' }).click();
  await finance.getByRole('link', { name: '撤销结算登记' }).waitFor();
  await finance.getByText('支付机构结算款').first().waitFor();
  await shot(finance, 'payout-line-1440');
}, 120_000);
