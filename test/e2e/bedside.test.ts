import axe from 'axe-core';
import type { Page } from 'playwright-core';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { plainDate } from '~/domain/kernel/plain-date';
import { identityNumberOf } from '../factories/identity-number';
import { pdfText } from '../pdf-text';
import { useBrowser } from './browser';
import { REFUSED, signIn } from './sign-in';
import { useSite } from './site';

const site = useSite();
/** What a browser says of a line that was cut on purpose. */
const CUT = /net::ERR_|Failed to fetch|NetworkError/;
const browser = useBrowser({ expected: [REFUSED, CUT] });

let owner: postgres.Sql;
beforeAll(() => {
  owner = postgres(site.ownerUrl, { max: 1, onnotice: () => undefined });
});
afterAll(() => owner.end());

let serial = 40;
/** Registers somebody at the desk; the path of their page. */
async function someone(name: string): Promise<string> {
  const desk = await signIn(browser, site, 'intake');
  await desk.goto('/people/new');
  await desk.fill('[name=name]', name);
  await desk.fill(
    '[name=identityNumber]',
    identityNumberOf({ birthDate: plainDate('1943-03-04'), serial: ++serial }),
  );
  await desk.selectOption('[name=townCode]', '370304111');
  await desk.getByRole('button', { name: '登记', exact: true }).click();
  await desk.waitForURL(/\/people\/[0-9a-f-]{36}$/);
  return new URL(desk.url()).pathname;
}

const items = ['eating', 'dressing', 'transfer', 'toileting', 'walking', 'bathing'];
const next = (page: Page) => page.locator('.bedside-ways .button-main').click();
const kept = (page: Page, state: string) => page.locator(`[data-keeping=${state}]`).waitFor();
const drafts = (page: Page) =>
  page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith('draft/')));
const choose = (page: Page, item: string, option: string) =>
  page.locator(`label.choice:has([name="answers.${item}"][value=${option}])`).tap();

async function open(page: Page, person: string): Promise<void> {
  await page.goto(`${person}/assess`);
  await page.locator('.bedside-steps').waitFor();
}

async function sign(page: Page, place: number): Promise<void> {
  await page.locator(`label.choice:has([name="signatures[${place}].means"][value=drawn])`).click();
  const pad = page.locator('.sign-fields').nth(place).locator('.signature-pad > svg');
  // The two buttons lie over the lower edge of the screen.
  await pad.evaluate((box) => box.scrollIntoView({ block: 'center' }));
  const box = await pad.boundingBox();
  if (!box) throw new Error('no box to sign in');
  await page.mouse.move(box.x + 20, box.y + 30);
  await page.mouse.down();
  for (let x = 1; x < 20; x++) await page.mouse.move(box.x + 20 + x * 10, box.y + 30 + (x % 2) * 40);
  await page.mouse.up();
  await page.getByRole('img', { name: /已签名/ }).waitFor();
}

/** Everything axe finds wrong with a page, in short. */
async function wrongWith(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'],
    });
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  });
}

const assessmentsOf = async (person: string) =>
  owner<
    { id: string; status: string }[]
  >`select id, status from assessments where person_id = ${person.split('/')[2] as string}`;

test('on a tablet: without a connection nothing is lost, and what was sent goes once, by itself, when there is one', async () => {
  const person = await someone('孔令芳');
  const page = await signIn(browser, site, 'assessor', { width: 820 });
  await open(page, person);
  expect(await page.locator('fieldset:visible').count()).toBe(1);
  const target = await page.locator('label.choice:visible').first().boundingBox();
  expect(target?.height).toBeGreaterThanOrEqual(48);

  await page.context().setOffline(true);
  await choose(page, 'eating', 'unmet');
  await kept(page, 'kept');
  await next(page);
  await choose(page, 'dressing', 'unmet');
  await next(page);
  await page.locator('.bedside-ways button').first().click();
  expect(await page.isChecked('[name="answers.dressing"][value=unmet]')).toBe(true);
  const [name = ''] = await drafts(page);
  expect(await page.evaluate((key) => localStorage.getItem(key), name)).not.toMatch(/unmet|dressing/);

  await page.context().setOffline(false);
  await page.reload();
  await kept(page, 'kept');
  // The answers come back a frame after the page says that they were kept.
  await page.locator('[name="answers.eating"][value=unmet]:checked').waitFor({ state: 'attached' });
  expect(await page.locator('[data-step="1"]').isVisible()).toBe(true);

  await page.context().setOffline(true);
  for (const item of items.slice(2)) {
    await next(page);
    await choose(page, item, item === 'bathing' ? 'refused' : 'met');
  }
  await next(page);
  await next(page);
  await next(page);
  // Told at once, without asking the server: nobody assesses alone.
  await page
    .getByRole('alert')
    .getByRole('link', { name: /第二评估员/ })
    .click();
  await page.fill('[name=secondAssessor]', '吕晓梅');
  await next(page);
  await page.getByText('待人工认定').first().waitFor();
  await sign(page, 1);
  await next(page);
  await kept(page, 'waiting');
  expect(await assessmentsOf(person)).toHaveLength(0);

  await page.context().setOffline(false);
  await page.waitForURL(/\/assessments\/[0-9a-f-]{36}$/);
  await page.getByText('在屏幕上签名').first().waitFor();
  expect(await drafts(page)).toEqual([]);
  expect(await assessmentsOf(person)).toHaveLength(1);
  const report = await page.request.get(`${new URL(page.url()).pathname}/report`);
  expect(report.headers()['content-type']).toBe('application/pdf');
  const text = pdfText(await report.body());
  for (const said of [
    '待确认',
    '特困人员生活自理能力评估（六项），第 1 版',
    '拒绝回答或无法评估',
    '吕晓梅',
    '在屏幕上签名',
    '异议权',
  ])
    expect(text).toContain(said);
  // Masked for whoever may not reveal it on paper: nobody.
  expect(text).toMatch(/999999 \*{8}/);
});

test('an answer that is lost on its way makes no second assessment', async () => {
  const person = await someone('孔祥顺');
  const page = await signIn(browser, site, 'assessor', { width: 820 });
  await open(page, person);
  for (const item of items) {
    await choose(page, item, 'met');
    await next(page);
  }
  await page.fill('[name=secondAssessor]', '吕晓梅');
  await next(page);
  let lost = 0;
  await page.route('**/assess/send', async (route) => {
    if (lost++ > 0) return route.continue();
    await route.fetch();
    await route.abort('connectionreset');
  });
  await next(page);
  await kept(page, 'waiting');
  expect(await assessmentsOf(person)).toHaveLength(1);
  await page.waitForURL(/\/assessments\/[0-9a-f-]{36}$/);
  expect(lost).toBe(2);
  expect((await assessmentsOf(person)).map(({ id }) => id)).toEqual([
    new URL(page.url()).pathname.split('/')[2],
  ]);
});

test('on a telephone, in English: after the sign-in has expired and the tab was closed, signing in again sends what waited', async () => {
  const person = await someone('孔繁荣');
  let page = await signIn(browser, site, 'assessor', { width: 390, locale: 'en' });
  await open(page, person);
  for (const item of items) {
    await choose(page, item, 'unmet');
    await next(page);
  }
  await page.fill('[name=secondAssessor]', 'Lü Xiaomei');
  await next(page);
  await page.getByText('Totally dependent').first().waitFor();
  await owner`delete from sessions`;
  await next(page);
  await kept(page, 'signed-out');
  expect(await assessmentsOf(person)).toHaveLength(0);

  const context = page.context();
  await page.close();
  page = await context.newPage();
  await page.goto(`${person}/assess`);
  await page.waitForURL(/\/sign-in\?next=/);
  await page.fill('[name=userName]', 'assessor');
  await page.fill('[name=password]', 'yuanquan-demo');
  await page.click('main button[type=submit]:visible');
  await page.waitForURL(/\/assessments\/[0-9a-f-]{36}$/);
  expect(await assessmentsOf(person)).toHaveLength(1);
  expect(await drafts(page)).toEqual([]);
});

test('a draft is of whoever wrote it: another person does not see it, and signing out takes it along', async () => {
  const person = await someone('孔凡玉');
  const page = await signIn(browser, site, 'assessor', { width: 820 });
  await open(page, person);
  await choose(page, 'eating', 'unmet');
  await kept(page, 'kept');
  await page.goto('/assessments');
  await page.getByText('本机上还没有提交的评估').waitFor();

  const asked: string[] = [];
  page.once('dialog', (dialog) => {
    asked.push(dialog.message());
    void dialog.dismiss();
  });
  await page.getByRole('button', { name: '退出登录' }).click();
  await expect.poll(() => asked.length).toBe(1);
  expect(asked[0]).toContain('1 份没有提交的草稿');
  expect(await drafts(page)).toHaveLength(1);

  // Somebody else on the same tablet, without the first having signed out.
  await page.context().clearCookies();
  await page.goto('/sign-in');
  await page.fill('[name=userName]', 'manager');
  await page.fill('[name=password]', 'yuanquan-demo');
  await page.click('main button[type=submit]:visible');
  await page.waitForURL('**/');
  await page.goto('/assessments');
  await page.getByRole('heading', { name: '能力评估' }).first().waitFor();
  expect(await page.getByText('本机上还没有提交的评估').count()).toBe(0);
  await page.getByRole('button', { name: '退出登录' }).click();
  await page.waitForURL('**/sign-in');
  expect(await drafts(page)).toHaveLength(1);

  await page.fill('[name=userName]', 'assessor');
  await page.fill('[name=password]', 'yuanquan-demo');
  await page.click('main button[type=submit]:visible');
  await page.waitForURL('**/');
  await open(page, person);
  expect(await page.isChecked('[name="answers.eating"][value=unmet]')).toBe(true);

  // After twelve hours it is gone, also for its owner.
  const age = (hours: number) =>
    page.evaluate((back) => {
      const [name = ''] = Object.keys(localStorage).filter((one) => one.startsWith('draft/'));
      const kept = JSON.parse(localStorage.getItem(name) ?? '{}');
      localStorage.setItem(name, JSON.stringify({ ...kept, at: Date.now() - back * 3_600_000 }));
    }, hours);
  await age(11.9);
  await open(page, person);
  expect(await page.isChecked('[name="answers.eating"][value=unmet]')).toBe(true);
  await age(12.1);
  await open(page, person);
  expect(await page.isChecked('[name="answers.eating"][value=unmet]')).toBe(false);
  await expect.poll(() => drafts(page)).toEqual([]);
  await choose(page, 'eating', 'met');
  await kept(page, 'kept');
  page.once('dialog', (dialog) => void dialog.accept());
  await page.getByRole('button', { name: '退出登录' }).click();
  await page.waitForURL('**/sign-in');
  expect(await drafts(page)).toEqual([]);
});

test('by keyboard, from the first item to the last', async () => {
  const person = await someone('孔德海');
  const page = await signIn(browser, site, 'assessor');
  await open(page, person);
  for (const [place, item] of items.entries()) {
    if (place === 0) await page.locator(`[name="answers.${item}"][value=met]`).focus();
    else {
      // The next item has the focus when it comes.
      await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe(`form-answers.${item}`);
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.locator(`[name="answers.${item}"]`).first().waitFor({ state: 'hidden' });
  }
  await page.fill('[name=secondAssessor]', '吕晓梅');
  await page.keyboard.press('Enter');
  await page.getByText('完全丧失生活自理能力').first().waitFor();
  await page.locator('[name="signatures[1].means"][value=paper]').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await page.getByText('请填写纸质签字的日期').first().waitFor();
});

test('results of others, the grade of the family and their objection', async () => {
  const person = await someone('孔庆生');
  const desk = await signIn(browser, site, 'intake');
  await desk.goto(`${person}/external-result?scale=gbt-42195`);
  await desk.getByRole('button', { name: '登记，交人员确认' }).click();
  await desk.getByText('请填写报告编号').first().waitFor();
  await desk.check('[name=issuerKind][value=hospital]');
  await desk.fill('[name=issuer]', '区中医院（演示数据）');
  await desk.fill('[name=issuerNumber]', 'E2E-1');
  const day = new Date(Date.now() - 20 * 86_400_000).toISOString().slice(0, 10);
  await desk.fill('[name=assessedOn]', day);
  await desk.check('[name=grade][value=grade-3]');
  await desk.fill('[name="totals.total"]', '80');
  await desk.fill('[name=proofReference]', '档案室 3-12');
  await desk.getByRole('button', { name: '登记，交人员确认' }).click();
  await desk.getByText('量表不可能得出这个等级').first().waitFor();
  expect(await desk.inputValue('[name=issuerNumber]')).toBe('E2E-1');
  await desk.fill('[name="totals.total"]', '40');
  await desk.getByRole('button', { name: '登记，交人员确认' }).click();
  await desk.waitForURL(/\/assessments\/[0-9a-f-]{36}$/);
  await desk.getByText('您参与了评分').first().waitFor();
  const manager = await signIn(browser, site, 'manager');
  await manager.goto(new URL(desk.url()).pathname);
  await manager.getByRole('button', { name: '确认等级' }).click();
  await manager.getByText('已确认').first().waitFor();

  // The family of the demo, whose grade was confirmed long ago.
  const family = await signIn(browser, site, 'family', { width: 390 });
  await family.goto('/my/grade');
  await family.getByText('提出异议的期限到').waitFor();
  await owner`update assessments set decided_at = now() where status = 'confirmed' and person_id = (select person_id from users where user_name = 'family')`;
  await family.reload();
  await family.getByRole('link', { name: '提出异议' }).click();
  const dialog = family.getByRole('dialog');
  await dialog.getByRole('button', { name: '提出异议' }).click();
  await dialog.getByText('请写明变化情况或异议内容').first().waitFor();
  await dialog.locator('[name=statement]').fill('夜里起床须两人搀扶');
  await dialog.getByRole('button', { name: '提出异议' }).click();
  await family.getByText('夜里起床须两人搀扶').first().waitFor();
  expect(await family.getByRole('link', { name: '提出异议' }).count()).toBe(0);
  const pdf = await family.request.get(
    (await family.locator('a[href$="/report"]').first().getAttribute('href')) ?? '',
  );
  expect(pdf.status()).toBe(200);
  await desk.goto('/reassessments');
  await desk.getByText('异议').first().waitFor();
});

test.each(['zh-CN', 'en'] as const)('in %s axe finds nothing', async (locale) => {
  const person = await someone('孔维新');
  for (const width of [390, 1440] as const) {
    const page = await signIn(browser, site, 'assessor', { width, locale });
    await open(page, person);
    expect(await wrongWith(page), `item at ${width}`).toEqual([]);
    for (const _ of items) await next(page);
    await next(page);
    await page.locator('[name="signatures[1].means"][value=drawn]').check();
    await page.locator('[name="signatures[2].means"][value=refused]').check();
    expect(await wrongWith(page), `end at ${width}`).toEqual([]);
    // The longest scale has the longest words; nothing stands beyond the edge of the screen.
    const long = await page.context().newPage();
    await long.goto(`${person}/assess?scale=gbt-42195`);
    await long.locator('.bedside-steps').waitFor();
    while (!(await long.locator('.bedside-review').isVisible())) await next(long);
    await long.getByRole('button', { name: /其余各项记为|Mark the others/ }).click();
    expect(
      await long.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
    ).toBeLessThanOrEqual(0);
    await long.close();
    await next(page);
    await page.getByRole('alert').waitFor();
    expect(await wrongWith(page), `refused at ${width}`).toEqual([]);
    await page.goto(`${person}/external-result?scale=ltc-37`);
    expect(await wrongWith(page), `external at ${width}`).toEqual([]);
    const family = await signIn(browser, site, 'family', { width, locale });
    await family.goto('/my/grade');
    expect(await wrongWith(family), `own at ${width}`).toEqual([]);
  }
});

test('a list of results of others is tried at the page, taken as proposals, and a second time adds nothing', async () => {
  const name = '苗维民';
  const person = await someone(name);
  const identityNumber = identityNumberOf({ birthDate: plainDate('1943-03-04'), serial });
  const heading = '身份证号,姓名,量表,机构类别,评估机构,报告编号,评估日期,等级,得分,证明材料';
  const line = (grade: string, number: string) =>
    `${identityNumber},${name},老年人能力评估（26项）,第三方评估机构,演示评估中心,${number},2026-10-30,${grade},总分=58,档案室 3-12`;
  const sheet = [heading, line('2级', 'E2E-L1'), line('9级', 'E2E-L2')].join('\n');
  const choose = (page: Page) =>
    page
      .locator('[name=file]')
      .last()
      .setInputFiles({
        name: 'results.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(sheet),
      });
  const desk = await signIn(browser, site, 'intake', { width: 390 });
  await desk.goto('/imports/external-results');
  await choose(desk);
  await desk.getByRole('button', { name: '试运行' }).click();
  await desk.getByText('results.csv 试运行完成').waitFor();
  expect(await desk.getByRole('row', { name: /^第 3 行/ }).textContent()).toContain('等级');
  await desk.getByRole('button', { name: '导入 1 行' }).click();
  await desk.getByText('results.csv 已导入').waitFor();
  await desk.goto(person);
  await desk.getByText('演示评估中心').first().waitFor();

  const again = await signIn(browser, site, 'intake', { locale: 'en' });
  await again.goto('/imports/external-results');
  await choose(again);
  await again.getByRole('button', { name: 'Try' }).click();
  await again.getByText('results.csv was tried').waitFor();
  expect(await again.getByRole('button', { name: /^Import \d+ rows/ }).count()).toBe(0);
  expect(await wrongWith(again)).toEqual([]);
});
