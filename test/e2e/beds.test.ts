import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { useBrowser } from './browser';
import { REFUSED, signIn } from './sign-in';
import { useSite } from './site';

const site = useSite();
const browser = useBrowser({ expected: [REFUSED] });

const sideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
/** What somebody could press or fill in on paper. */
const controls = (page: Page) =>
  page
    .locator('button, input, select, textarea, summary, a.button, [role=tab]')
    .filter({ visible: true })
    .allTextContents();

test('what one person closes the other sees without asking again; filters and print hold', async () => {
  const manager = await signIn(browser, site, 'manager');
  const intake = await signIn(browser, site, 'intake');
  await intake.goto('/beds');
  const free = intake.locator('.board-legend li').first();
  const before = Number(/\d+/.exec((await free.textContent()) ?? '')?.[0]);
  const stamp = await intake.evaluate(() => {
    Object.assign(window, { stayed: true });
    return location.href;
  });

  await manager.goto('/beds?status=free');
  const shown = manager.locator('.board-rooms a');
  expect(await shown.count()).toBe(before);
  await shown.first().click();
  await manager.waitForURL(/beds\/[0-9a-f-]{36}$/);
  await manager.locator('h1').getByText('空床').waitFor();
  const place = ((await manager.locator('h1').textContent()) ?? '').replace(/空床.*/, '').trim();
  await manager.getByRole('link', { name: '停用床位' }).click();
  const dialog = manager.getByRole('dialog');
  await dialog.getByRole('button', { name: '停用床位' }).click();
  await dialog
    .getByText(/请选择.*原因|原因/)
    .first()
    .waitFor();
  await dialog.getByText('维修').first().click();
  await dialog.locator('[name=reason]').fill('床架松动（演示数据）');
  await dialog.getByRole('button', { name: '停用床位' }).click();
  await manager.locator('h1').getByText('停用').waitFor();
  // The history says who and why, at the bed itself.
  await manager.getByRole('row', { name: /床架松动/ }).waitFor();

  await intake.locator('.board-changes').getByText('停用').waitFor();
  await expect.poll(() => free.textContent()).toContain(String(before - 1));
  expect(await intake.evaluate(() => [location.href, 'stayed' in window])).toEqual([stamp, true]);

  await manager.goto('/beds?status=closed');
  const closed = await manager.locator('.board-rooms').allTextContents();
  expect(closed.join()).toContain(place.split(' ').at(-1));
  expect(await manager.locator('.board-rooms a').count()).toBeGreaterThanOrEqual(2);

  await intake.emulateMedia({ media: 'print' });
  expect(await controls(intake)).toEqual([]);
  expect(await intake.locator('.board-rooms').first().isVisible()).toBe(true);
});

test('ninety days fit a telephone and a desk, by hand and in rows, and are printed without controls', async () => {
  for (const width of [390, 1440] as const) {
    const page = await signIn(browser, site, 'manager', { width });
    await page.goto('/beds/timeline');
    await page.locator('.days').waitFor();
    expect(await sideways(page)).toBe(0);
    expect(await page.locator('.days-bar').count()).toBeGreaterThan(0);
    // One of the demo is in hospital: the absence lies over the stay, in the same bed.
    expect(await page.locator('.days-leave').count()).toBeGreaterThan(0);
    const first = await page.locator('main').textContent();
    await page.getByRole('link', { name: '后 30 天' }).click();
    await page.waitForURL(/from=/);
    await expect.poll(() => page.locator('main').textContent()).not.toBe(first);
    await page.locator('summary').last().click();
    await page.getByRole('table').first().waitFor();
    expect(await sideways(page)).toBe(0);
    await page.goto('/beds/timeline');
    await page.emulateMedia({ media: 'print' });
    expect(await controls(page)).toEqual([]);
    expect(await page.locator('.days').isVisible()).toBe(true);
  }
});

test('the free beds for one person from a day on, and of the others why not, without script too', async () => {
  for (const view of [{ width: 1440 }, { width: 390, javaScript: false }] as const) {
    const intake = await signIn(browser, site, 'intake', view);
    await intake.goto('/beds/free');
    await intake.fill('[name=search]', '田福顺');
    await intake.locator('main form button[type=submit]').first().click();
    await intake.getByRole('link', { name: '田福顺' }).click();
    await intake
      .getByText(/可用 \d+ 张，不可用 \d+ 张/)
      .first()
      .waitFor();
    const text = (await intake.locator('main').textContent()) ?? '';
    expect(text).toContain('田福顺');
    // One day for the person who was chosen; asking for another person starts anew.
    expect(await intake.locator('[name=from]:visible').count()).toBe(1);
    // Somebody wholly or partly dependent finds a bed, and of the others at least one is occupied.
    expect(text).toMatch(/有人在住/);
    expect(await sideways(intake)).toBe(0);
    const ofPerson = intake.locator('form', { has: intake.locator('[name=person]') });
    await ofPerson.locator('[name=from]').fill('2099-01-01');
    await ofPerson.locator('button[type=submit]').click();
    await intake.waitForURL(/from=2099-01-01/);
    await expect.poll(() => intake.locator('main').textContent()).toContain('2099');
  }
});
