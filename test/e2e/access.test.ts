import axe from 'axe-core';
import type { Page } from 'playwright-core';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoUserId } from '#db/seed/demo/access';
import { demoTenants } from '#db/seed/tenants';
import { useBrowser, type View } from './browser';
import { REFUSED, signIn } from './sign-in';
import { useSite } from './site';

const site = useSite();
const browser = useBrowser({ expected: [REFUSED, /status of 40[13]/] });
const leader = demoUserId('leader', demoTenants[0]);
let sql: postgres.Sql;

beforeAll(() => {
  sql = postgres(site.ownerUrl, { max: 1, onnotice: () => undefined });
});
afterAll(() => sql.end());

/** Everything axe finds wrong with a page, in short. */
async function faults(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: typeof axe }).axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'],
    }),
  );
  return violations.map(({ id, nodes }) => `${page.url()} ${id}: ${nodes[0]?.html}`);
}

/** Pages do not scroll sideways. */
const overhang = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

test.each([true, false])(
  'a form sent after the sign-in has expired is not lost (script: %s)',
  async (javaScript) => {
    const page = await signIn(browser, site, 'admin', { javaScript });
    await page.goto(`/admin/users/${leader}?open=disable`);
    await page.locator('form#disable [name=reason]').fill('调离本区 <b>"&');
    await sql`delete from sessions where user_id = ${demoUserId('admin', demoTenants[0])}`;
    await page.locator('form#disable').getByRole('button', { name: '停用' }).click();

    await page.getByText('登录已过期').waitFor();
    expect(await page.content()).not.toContain('调离本区');
    await page.fill('[name=userName]', 'admin');
    await page.fill('[name=password]', 'wrong at first');
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByText('用户名或密码不对').waitFor();
    expect(await page.inputValue('[name=userName]')).toBe('admin');
    await page.fill('[name=password]', 'yuanquan-demo');
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByRole('button', { name: '接着提交' }).click();

    await page.waitForURL(`**/admin/users/${leader}*`);
    await page.getByText('已停用').first().waitFor();
    expect(await page.textContent('main')).toContain('调离本区 <b>"&');
    const [user] = await sql`select disabled_at is not null as disabled from users where id = ${leader}`;
    expect(user?.disabled).toBe(true);
    await sql`update users set disabled_at = null where id = ${leader}`;
  },
);

test('without a sign-in a page is shown nobody, with one only to whom it concerns', async () => {
  const stranger = await browser.open(site.origin);
  await stranger.goto('/admin/users');
  expect(new URL(stranger.url()).pathname).toBe('/sign-in');
  const volunteer = await signIn(browser, site, 'volunteer', { width: 390 });
  await volunteer.goto('/admin/users');
  await volunteer.getByText('您没有此项权限').waitFor();
});

// What is English on a telephone has the least room, what is Chinese at a desk the most.
const views: [View & { locale: 'zh-CN' | 'en'; width: 390 | 1440 }][] = [
  [{ width: 390, locale: 'en' }],
  [{ width: 1440, locale: 'zh-CN' }],
];

test.each(views)('the pages of access are sound at %o', { timeout: 180_000 }, async (view) => {
  const found: string[] = [];
  const look = async (page: Page, name: string) => {
    found.push(...(await faults(page)));
    const over = await overhang(page);
    if (over > 0) found.push(`${name} is ${over} px too wide`);
  };
  const stranger = await browser.open(site.origin, view);
  await stranger.goto('/sign-in');
  await look(stranger, 'sign-in');
  await stranger.goto('/api/v1/docs');
  await look(stranger, 'api-docs');

  const page = await signIn(browser, site, 'admin', view);
  const paths = {
    account: '/account',
    password: '/account/password',
    'second-factor': '/second-factor',
    users: '/admin/users',
    'new-user': '/admin/users/new',
    user: `/admin/users/${leader}`,
    roles: `/admin/users/${leader}?open=roles`,
    security: '/admin/security',
    keys: '/admin/keys',
    audit: '/audit',
    chain: '/audit/chain',
    'sign-out': '/sign-out',
  };
  for (const [name, path] of Object.entries(paths)) {
    await page.goto(path);
    await look(page, name);
  }
  await page.goto('/second-factor');
  await page.fill('[name=password]', 'yuanquan-demo');
  await page.locator('main form button.button').click();
  await page.locator('[name=code]').waitFor();
  await look(page, 'enrol');
  expect(found).toEqual([]);
});
