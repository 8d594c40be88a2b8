import { expect, test } from 'vitest';
import { addDays, dateOf } from '~/domain/kernel/plain-date';
import { useBrowser } from './browser';
import { REFUSED, signIn } from './sign-in';
import { useSite } from './site';

const site = useSite();
const browser = useBrowser({ expected: [REFUSED] });

test('a health file: refused with what was typed kept, corrected by a new entry, hidden from the bureau', async () => {
  const manager = await signIn(browser, site, 'manager');
  await manager.goto('/stays');
  await manager.getByRole('link', { name: '韩长河' }).click();
  await manager.getByText('健康档案还没有内容').waitFor();
  const stay = new URL(manager.url()).pathname;
  await manager.getByRole('link', { name: '健康档案' }).click();
  await manager.waitForURL(/\/health$/);
  const file = new URL(manager.url()).pathname;
  const medicines = manager.locator('section', {
    has: manager.getByRole('heading', { name: '用药', exact: true }),
  });
  await medicines.getByRole('link', { name: '添加' }).click();
  const dialog = manager.getByRole('dialog');
  await dialog.getByLabel('药名').fill('氨氯地平');
  await dialog.getByLabel('用药时间').fill('早上');
  await dialog.getByRole('button', { name: '添加' }).click();
  await dialog.getByText('用药时间应为几点几分').first().waitFor();
  expect(await dialog.getByLabel('药名').inputValue()).toBe('氨氯地平');
  await dialog.getByLabel('用药时间').fill('18:00、8:00');
  await dialog.getByRole('button', { name: '添加' }).click();
  await dialog.getByText('请填写每次用量').first().waitFor();
  await dialog.getByLabel('每次用量').fill('5 mg 1 片');
  await dialog.getByRole('button', { name: '添加' }).click();
  await medicines.getByText('氨氯地平 · 5 mg 1 片 · 08:00、18:00').waitFor();

  await medicines.getByRole('link', { name: '更正' }).click();
  await dialog.getByLabel('每次用量').fill('10 mg 1 片');
  await dialog.getByLabel('更正原因').fill('看错规格');
  await dialog.getByRole('button', { name: '更正' }).click();
  await medicines.getByText('10 mg 1 片').waitFor();
  expect(await manager.textContent('main')).toMatch(/5 mg 1 片.*更正：看错规格/s);

  const lead = await signIn(browser, site, 'lead');
  await lead.goto(stay);
  await lead.getByText('健康档案有 1 条有效记录').waitFor();
  expect(await lead.textContent('main')).not.toContain('氨氯地平');
  expect((await lead.request.get(file)).status()).toBe(403);
});

test('risks are assessed on a telephone without script, every problem at once, and stand on the page of the resident', async () => {
  const assessor = await signIn(browser, site, 'assessor', { width: 390, javaScript: false });
  await assessor.goto('/risks');
  await assessor.getByRole('link', { name: '崔桂芝' }).click();
  await assessor.selectOption('[name="risks[5].level"]', 'high');
  await assessor.selectOption('[name="risks[0].level"]', 'none');
  await assessor.fill('[name="risks[0].nextOn"]', '2020-01-01');
  await assessor.getByRole('button', { name: '保存评估' }).click();
  await assessor.getByText('中、高风险请写明防护措施').first().waitFor();
  await assessor.getByText('下次评估日期应晚于评估日期').first().waitFor();
  expect(await assessor.inputValue('[name="risks[5].level"]')).toBe('high');
  await assessor.fill('[name="risks[5].measures"]', '专人陪同如厕');
  await assessor.fill('[name="risks[0].nextOn"]', '');
  await assessor.getByRole('button', { name: '保存评估' }).click();
  await assessor.getByText('专人陪同如厕').first().waitFor();

  const manager = await signIn(browser, site, 'manager');
  await manager.goto('/stays');
  await manager.getByRole('link', { name: '崔桂芝' }).click();
  await manager.getByText('待评估 7 项').waitFor();
  expect(await manager.textContent('main')).toMatch(/跌倒：高.*专人陪同如厕/s);
});

test('an incident is recorded, told, directed by the bureau, closed when everybody knows, and sent as a table', async () => {
  const tomorrow = addDays(dateOf(new Date()), 1);
  const manager = await signIn(browser, site, 'manager');
  await manager.goto('/incidents/new');
  await manager.selectOption('[name=kind]', 'fall');
  await manager.fill('[name=noticedAt]', `${tomorrow}T08:00`);
  await manager.fill('[name=place]', '走廊');
  await manager.fill('[name=what]', '=HYPERLINK("x") 滑倒');
  await manager.getByText('轻微，院内处理').click();
  const now = await manager.evaluate(() => {
    const shanghai = new Date(Date.now() - 60_000 + 8 * 3_600_000).toISOString();
    return shanghai.slice(0, 16);
  });
  await manager.getByRole('button', { name: '保存' }).click();
  await manager.getByText('发现时间晚于现在').first().waitFor();
  await manager.getByText('这类事件请选择住养人').first().waitFor();
  expect(await manager.inputValue('[name=place]')).toBe('走廊');
  await manager.fill('[name=noticedAt]', now);
  await manager.selectOption('[name=personId]', { label: '毕德全' });
  await manager.getByRole('button', { name: '保存' }).click();
  await manager.waitForURL(/\/incidents\/[0-9a-f-]{36}$/);
  const path = new URL(manager.url()).pathname;

  await manager.fill('[name=measures]', '铺防滑垫');
  await manager.getByRole('button', { name: '结案' }).click();
  await manager.getByText('先登记告知再结案').first().waitFor();
  expect(await manager.inputValue('[name=measures]')).toBe('铺防滑垫');
  for (const [party, who] of [
    ['家属', '女儿'],
    ['主任', '赵秀兰'],
  ] as const) {
    const row = manager.getByRole('row', { name: new RegExp(`^${party}`) });
    await row.getByRole('link', { name: '登记' }).click();
    const dialog = manager.getByRole('dialog');
    await dialog.getByText('电话').click();
    await dialog.getByLabel('告知了谁').fill(who);
    await dialog.getByRole('button', { name: '登记' }).click();
    await row.getByText('已告知').waitFor();
  }

  const lead = await signIn(browser, site, 'lead', { width: 390, javaScript: false });
  await lead.goto(path);
  expect(await lead.locator('[name=measures]').count()).toBe(0);
  await lead.fill('[name=text]', '本周排查全部走廊');
  await lead.getByRole('button', { name: '下达督办意见' }).click();
  await lead.getByText('督办意见：本周排查全部走廊').waitFor();

  await manager.reload();
  await manager.fill('[name=measures]', '铺防滑垫，夜间巡视');
  await manager.getByRole('button', { name: '结案' }).click();
  await manager.locator('h1').getByText('已结案').waitFor();
  await manager.goto('/incidents?state=closed&kind=fall');
  await manager.getByRole('row', { name: /毕德全/ }).waitFor();
  const csv = await manager.request.get(
    (await manager.getByRole('link', { name: 'CSV' }).getAttribute('href')) ?? '',
  );
  expect(csv.headers()['content-type']).toContain('text/csv');
  const text = await csv.text();
  expect(text).toMatch(/发现时间,类别,严重程度/);
  expect(text).toContain(`"'=HYPERLINK(""x"") 滑倒"`);
  expect(text).toContain('铺防滑垫，夜间巡视');
  expect(text).not.toContain('转院');
});

test('an activity is planned, filled to its places and attended; the family sees it and no more', async () => {
  const yesterday = addDays(dateOf(new Date()), -1);
  const manager = await signIn(browser, site, 'manager');
  await manager.goto('/activities/new');
  await manager.fill('[name=name]', '手指操');
  await manager.selectOption('[name=kind]', 'exercise');
  await manager.fill('[name=place]', '活动室');
  await manager.fill('[name=startsAt]', `${yesterday}T10:00`);
  await manager.fill('[name=endsAt]', `${yesterday}T09:00`);
  await manager.fill('[name=capacity]', '2');
  await manager.getByRole('button', { name: '保存' }).click();
  await manager.getByText('结束时间应晚于开始时间').first().waitFor();
  await manager.fill('[name=endsAt]', `${yesterday}T11:00`);
  await manager.getByRole('button', { name: '保存' }).click();
  await manager.waitForURL(/\/activities\/[0-9a-f-]{36}$/);
  await manager.getByRole('link', { name: '加入名单' }).click();
  const dialog = manager.getByRole('dialog');
  for (const name of ['苏玉兰', '韩长河', '高树森']) await dialog.getByText(name, { exact: true }).click();
  await dialog.getByRole('button', { name: '加入名单' }).click();
  await dialog.getByText('超过了活动人数').first().waitFor();
  await dialog.getByText('高树森', { exact: true }).click();
  await dialog.getByRole('button', { name: '加入名单' }).click();
  await manager.getByText('2／2 人').waitFor();
  expect(await manager.getByRole('row', { name: /苏玉兰/ }).textContent()).toContain('跌倒：高');
  await manager.getByRole('link', { name: '登记到场' }).click();
  await dialog.getByText('韩长河', { exact: true }).click();
  await dialog.getByRole('button', { name: '保存' }).click();
  await manager.getByRole('row', { name: /韩长河.*未到/ }).waitFor();
  await manager.getByRole('row', { name: /苏玉兰.*到场/ }).waitFor();

  await manager.goto('/stays');
  await manager.getByRole('link', { name: '苏玉兰' }).click();
  await manager.waitForURL(/\/stays\/[0-9a-f-]{36}$/);
  await manager.getByRole('heading', { name: '文娱活动' }).waitFor();
  const page = await manager.textContent('main');
  for (const title of ['安全风险', '健康档案', '突发事件', '照护记录', '手指操', '志愿探访', '捐赠物资'])
    expect(page).toContain(title);

  const family = await signIn(browser, site, 'family', { width: 390 });
  for (const path of ['/activities', '/incidents', '/risks'])
    expect((await family.request.get(path)).status()).toBe(403);
});
