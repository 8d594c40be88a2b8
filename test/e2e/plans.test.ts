import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { addDays, dateOf } from '~/domain/kernel/plain-date';
import { useBrowser } from './browser';
import { REFUSED, signIn } from './sign-in';
import { useSite } from './site';

const site = useSite();
const browser = useBrowser({ expected: [REFUSED] });

const fromDate = addDays(dateOf(new Date()), 1);
const lastDate = addDays(fromDate, 6);

async function ask(desk: Page, outline: string): Promise<void> {
  await desk.goto('/visits/needs/new');
  await desk.selectOption('[name=townCode]', '370304111');
  await desk.fill('[name=place]', '源泉镇养老点');
  await desk.check('[name=serviceKind][value=inclusion]');
  await desk.fill('[name=outline]', outline);
  await desk.fill('[name="windows[0].date"]', fromDate);
  await desk.fill('[name="windows[0].from"]', '09:00');
  await desk.fill('[name="windows[0].until"]', '12:00');
  // Enter looks for the visit before and asks for none.
  await desk.fill('[name=firstWords]', '前坡村');
  await desk.press('[name=firstWords]', 'Enter');
  await desk.locator('p[role=status]', { hasText: '前坡村' }).waitFor();
  expect(await desk.inputValue('[name=outline]')).toBe(outline);
  await desk.locator('main form button[type=submit]:visible').last().click();
  await desk.waitForURL(/\/visits\/needs\/[0-9a-f-]{36}$/);
}

test.each([
  { locale: 'zh-CN', width: 1440 },
  { locale: 'en', width: 390 },
] as const)('a plan is made, looked at, changed by hand and made again ($locale, $width)', async (view) => {
  const outline = `社区活动 ${view.locale}`;
  const desk = await signIn(browser, site, 'coordinator', view);
  await ask(desk, outline);
  await desk.goto('/visits/plans?open=plan');
  await desk.locator('[name=fromDate]').fill(fromDate);
  await desk.locator('[name=lastDate]').fill(lastDate);
  await desk.locator('main form button[type=submit]:visible').last().click();
  await desk.waitForURL(/\/visits\/plans\/[0-9a-f-]{36}$/);
  const plan = new URL(desk.url()).pathname;
  const tabs = desk.locator('nav.tabs');
  await tabs.locator(`a[href^="${plan}/"]`).first().waitFor();

  await desk.goto(`${plan}/map?date=${fromDate}`);
  expect(await desk.locator('.plan-map-visit').count()).toBeGreaterThan(0);
  await desk.selectOption('[name=around]', '370304111');
  await desk.click('form.filter button');
  await desk.waitForURL(/around=\d+/);
  await desk.locator('.plan-map-reach').waitFor();
  await desk.locator('main', { hasText: /圈内镇街：.*源泉镇|Towns inside: .*Yuanquan/ }).waitFor();

  await desk.goto(`${plan}/board?date=${fromDate}`);
  const bar = desk.locator('.lanes-visit', { hasText: outline }).first();
  await bar.focus();
  await desk.keyboard.press('Enter');
  await desk.waitForURL(/\/visits\/plans\/[0-9a-f-]{36}\/visits\/[0-9a-f-]{36}$/);
  await desk.selectOption('[name=date]', fromDate);
  await desk.fill('form.filter [name=from]', '10:30');
  await desk.locator('form.filter button').click();
  await desk.waitForURL(/from=10/);
  await desk.locator('#move button[type=submit]:visible').click();
  await desk.waitForURL(/\/board/);
  await desk.goto(`${plan}/board?date=${fromDate}`);
  expect(await bar.getAttribute('title')).toContain('10:30–11:30');

  const track = bar.locator('xpath=ancestor::*[@data-volunteer]');
  const [from, lane] = [await bar.boundingBox(), await track.boundingBox()];
  if (view.width === 1440 && from && lane) {
    // Dragged out of its window, it says so and stays; dragged half an hour back, it says what that means and goes.
    const quarter = from.width / 4;
    const y = from.y + from.height / 2;
    await desk.mouse.move(from.x + 5, y);
    await desk.mouse.down();
    await desk.mouse.move(from.x + 5 + 16 * quarter, y, { steps: 4 });
    await desk.locator('.lanes-weighed .tone-late').waitFor();
    await desk.mouse.move(from.x + 5 - 2 * quarter, y, { steps: 4 });
    await desk.locator('.lanes-weighed .tone-ok').waitFor();
    await desk.mouse.up();
    await desk.locator(`.lanes-visit[title*="10:00–11:00"]`, { hasText: outline }).waitFor();
  }

  await desk.goto(`${plan}?open=replan`);
  await desk.locator('#replan button[type=submit]:visible').click();
  await desk.waitForURL(
    (url) => url.pathname !== plan && /\/visits\/plans\/[0-9a-f-]{36}$/.test(url.pathname),
  );
  const again = new URL(desk.url()).pathname;
  await tabs.locator(`a[href^="${again}/"]`).first().waitFor();
  await desk.goto(`${again}/board?date=${fromDate}`);
  const kept = view.width === 1440 ? '10:00–11:00' : '10:30–11:30';
  expect(await bar.getAttribute('title')).toContain(kept);
  await desk.goto(`${again}/compare`);
  expect(await desk.locator('select[name=with] option').count()).toBeGreaterThan(0);
});

test('on the board of a published plan a visit opens its own page', async () => {
  const desk = await signIn(browser, site, 'coordinator');
  await desk.goto('/visits/plans');
  const plan = desk.locator('main tr', { hasText: '已发布' }).locator('a[href^="/visits/plans/"]').first();
  await desk.goto(`${await plan.getAttribute('href')}/board`);
  const bar = desk.locator('.lanes-visit').first();
  const outline = (await bar.locator('span[aria-hidden]').textContent()) ?? '';
  await bar.press('Enter');
  await desk.waitForURL(/\/visits\/[0-9a-f-]{36}$/);
  await desk.locator('main', { hasText: outline }).locator('h1').waitFor();
});
