import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { useBrowser } from './browser';
import { REFUSED, signIn } from './sign-in';
import { useSite } from './site';

const site = useSite();
const browser = useBrowser({ expected: [REFUSED] });

async function wrongWith(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run());
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

test('finance proposes to spend, the lead approves at a telephone, the auditor opens the voucher', async () => {
  const finance = await signIn(browser, site, 'finance');
  await finance.goto('/funds');
  await finance.getByRole('link', { name: /床位运营补贴资金/ }).click();
  await finance.getByRole('heading', { level: 1, name: /床位运营补贴资金/ }).waitFor();
  const path = new URL(finance.url()).pathname;
  await finance.getByRole('link', { name: '提出支出' }).click();
  const form = finance.locator('dialog[open]');
  await form.locator('[name=amountFen]').fill('190000');
  await form.getByRole('button', { name: '提出支出' }).click();
  await form.getByText('请写明用于什么').first().waitFor();
  await form.locator('[name=what]').fill('翻身床垫（演示数据）');
  await form.locator('[name=document]').fill('旅程-资金-1');
  await form.locator('[name=line]').selectOption('床位运营补贴');
  await form.getByRole('button', { name: '提出支出' }).click();
  // More than the line has left: what was typed stays.
  await form
    .getByText(/预算项目“床位运营补贴”只剩/)
    .first()
    .waitFor();
  expect(await form.locator('[name=document]').inputValue()).toBe('旅程-资金-1');
  await form.locator('[name=amountFen]').fill('4200');
  await form.getByRole('button', { name: '提出支出' }).click();
  const row = (page: Page) => page.getByRole('row').filter({ hasText: '旅程-资金-1' });
  await row(finance).getByText('待审批').waitFor();

  const lead = await signIn(browser, site, 'lead', { width: 390, locale: 'en' });
  await lead.getByRole('link', { name: /Uses of money and budgets to be approved/ }).click();
  await lead.waitForURL(/\/funds$/);
  await lead.goto(path);
  const proposal = lead.locator('tr').filter({ hasText: '旅程-资金-1' });
  await proposal.getByRole('button', { name: 'Approve', exact: true }).click();
  await proposal.getByText('Booked').waitFor();
  expect(await wrongWith(lead)).toEqual([]);
  expect(
    await lead.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
  ).toBeLessThanOrEqual(0);

  const auditor = await signIn(browser, site, 'auditor');
  await auditor.goto(path);
  expect(await auditor.getByRole('link', { name: '提出支出' }).count()).toBe(0);
  expect(await wrongWith(auditor)).toEqual([]);
  await auditor.getByRole('link', { name: '旅程-资金-1' }).click();
  await auditor.waitForURL(/\/ledger\/entries\//);
  await auditor.getByText('财政资金支出').first().waitFor();
});
