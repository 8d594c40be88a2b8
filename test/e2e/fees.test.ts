import postgres from 'postgres';
import { expect, test } from 'vitest';
import { demoTenants } from '#db/seed/tenants';
import { monthsBefore } from '~/domain/fees/charge.rules';
import { dateOf, monthOf, monthRange } from '~/domain/kernel/plain-date';
import { insertResidents } from '../factories/residents';
import { useBrowser } from './browser';
import { REFUSED, signIn } from './sign-in';
import { useSite } from './site';

const site = useSite();
const browser = useBrowser({ expected: [REFUSED] });

test('a tariff inside the band, a month billed by the worker, a bill paid, the family reads it', async () => {
  const month = monthsBefore(monthOf(dateOf(new Date())), 1)[0] ?? '';
  const { from } = monthRange(month);
  const sql = postgres(site.ownerUrl, { max: 1 });
  const [resident] = await insertResidents(sql, demoTenants[0].id, [
    { from, grades: [{ grade: 'partial', from }] },
  ]);
  await sql`update users set person_id = ${resident?.personId ?? ''} where user_name = 'family'`;
  await sql.end();

  // Refused outside the band with both bounds named, kept as typed, taken inside it, approved by another person.
  const finance = await signIn(browser, site, 'finance');
  await finance.goto('/tariffs/new?grade=partial');
  await finance.getByText('上限（不含）¥3,400.00').waitFor();
  await finance.fill('[name=monthlyFeeFen]', '3400');
  await finance.getByRole('button', { name: '提交审批' }).click();
  await finance
    .getByText(/必须高于特困人员供养标准 ¥1,950.00（演示数据.*低于社会养老机构参考价 ¥3,400.00/)
    .first()
    .waitFor();
  expect(await finance.inputValue('[name=monthlyFeeFen]')).toBe('3400');
  await finance.fill('[name=monthlyFeeFen]', '2,700');
  await finance.getByRole('button', { name: '提交审批' }).click();
  await finance.waitForURL(/\/tariffs\/[0-9a-f-]{36}$/);
  expect(await finance.getByRole('button', { name: '批准' }).count()).toBe(0);
  const lead = await signIn(browser, site, 'lead');
  await lead.goto(new URL(finance.url()).pathname);
  await lead.getByText(/名住养人由 ¥2,600.00／月改为 ¥2,700.00／月，每人 \+¥100.00/).waitFor();
  await lead.getByText('高于“略高于”参考线').waitFor();
  await lead.getByRole('link', { name: '演示住户1' }).waitFor();
  await lead.getByRole('button', { name: '批准' }).click();
  await lead.getByText('即将生效').first().waitFor();

  await finance.goto(`/bills?month=${month}`);
  await finance.getByRole('button', { name: '出账' }).click();
  const bill = finance.getByRole('link', { name: /^演示住户1 / });
  await bill.waitFor();
  await bill.click();
  await finance.getByRole('link', { name: '登记现金收款' }).click();
  await finance.locator('dialog[open] [name=amountFen]').fill('1000');
  await finance.locator('dialog[open]').getByRole('button', { name: '登记现金收款' }).click();
  await finance.getByText('账户应缴 ¥1,600.00').waitFor();
  await finance.getByText('部分已付').first().waitFor();

  const family = await signIn(browser, site, 'family', { width: 390 });
  await family.goto('/my/bills');
  await family.getByRole('link', { name: /^演示住户1 / }).click();
  await family.getByText('账户应缴 ¥1,600.00').waitFor();
  const path = new URL(family.url()).pathname;
  const paper = await family.request.get(`${path}/pdf`);
  expect([paper.status(), paper.headers()['content-type']]).toEqual([200, 'application/pdf']);
  expect((await family.request.get(path.replace('/my', ''))).status()).toBe(403);

  // The auditor follows the figure down to its voucher and can change nothing.
  const auditor = await signIn(browser, site, 'auditor');
  await auditor.goto('/ledger');
  await auditor.getByText('试算平衡：合计 ¥0.00').waitFor();
  await auditor.getByRole('link', { name: '应收照护费' }).click();
  await auditor.getByRole('link', { name: '照护费账单' }).first().click();
  await auditor.getByRole('link', { name: '查看原始记录' }).click();
  await auditor.waitForURL(/\/bills\//);
  expect(await auditor.getByRole('link', { name: '登记现金收款' }).count()).toBe(0);
}, 180_000);

test('anybody reads the notice of fees: what each grade costs, its bounds, and the change that was decided', async () => {
  const sql = postgres(site.ownerUrl, { max: 1 });
  const [fee] = await sql<{ fee: string }[]>`
    select monthly_fee_fen as fee from tariffs
     where tenant_id = ${demoTenants[0].id} and grade = 'total' and status = 'approved'
       and effective_from <= (now() at time zone 'Asia/Shanghai')::date
     order by effective_from desc limit 1`;
  await sql.end();
  for (const [locale, title, words] of [
    ['zh-CN', '收费公示', ['全护理', '特困人员供养标准', '演示数据']],
    ['en', 'Notice of fees', ['Fully dependent', 'what other homes charge']],
  ] as const) {
    const page = await browser.open(site.origin, { width: 390, locale });
    await page.goto('/');
    await page.getByRole('link', { name: title }).click();
    await page.getByRole('heading', { name: title, level: 1 }).waitFor();
    const text = await page.textContent('main');
    for (const word of words) expect(text).toContain(word);
    expect(text).toContain((Number(fee?.fee) / 100).toLocaleString('en', { minimumFractionDigits: 2 }));
  }
}, 60_000);
