import postgres from 'postgres';
import { expect, test } from 'vitest';
import { addDays, dateOf } from '~/domain/kernel/plain-date';
import { useBrowser } from './browser';
import { REFUSED, signIn } from './sign-in';
import { useSite } from './site';
import { sound } from './sound';

const site = useSite();
const browser = useBrowser({ expected: [REFUSED] });

test('from a need to hours: asked for, planned, published, accepted and done on a telephone, certified, verified', async () => {
  const tomorrow = addDays(dateOf(new Date()), 1);
  const desk = await signIn(browser, site, 'coordinator');
  await desk.goto('/visits/needs/new');
  await desk.selectOption('[name=townCode]', '370304111');
  await desk.fill('[name=place]', '源泉镇养老点');
  await desk.fill('[name=address]', '中心路 8 号');
  await desk.check('[name=serviceKind][value=inclusion]');
  await desk.fill('[name=outline]', '陪同参加社区活动');
  await desk.getByRole('button', { name: '提出' }).click();
  await desk.getByText('需要修改').waitFor();
  expect(await desk.inputValue('[name=outline]')).toBe('陪同参加社区活动');
  await desk.fill('[name="windows[0].date"]', tomorrow);
  await desk.fill('[name="windows[0].from"]', '09:00');
  await desk.fill('[name="windows[0].until"]', '11:00');
  await desk.getByRole('button', { name: '提出' }).click();
  await desk.waitForURL(/\/visits\/needs\/[0-9a-f-]{36}$/);

  await desk.goto('/visits/plans');
  await desk.getByRole('link', { name: '生成排班' }).click();
  await desk.locator('[name=fromDate]').fill(tomorrow);
  await desk.locator('[name=lastDate]').fill(tomorrow);
  await desk.getByRole('button', { name: '生成排班' }).click();
  await desk.waitForURL(/\/visits\/plans\/[0-9a-f-]{36}$/);
  await desk.getByText('待发布').first().waitFor();
  const row = desk.getByRole('row', { name: /陪同参加社区活动/ });
  expect(await row.textContent()).toContain('演示陈思雨');
  await desk.getByRole('link', { name: '发布' }).click();
  await desk.getByRole('button', { name: '发布' }).click();
  await desk.getByText('已发布').first().waitFor();

  const phone = await signIn(browser, site, 'volunteer', { width: 390 });
  await phone.goto('/my/visits');
  const asked = phone
    .getByRole('row')
    .or(phone.getByRole('listitem'))
    .filter({ hasText: '源泉镇养老点' })
    .first();
  await asked.getByRole('link').first().click();
  await phone.getByRole('button', { name: '接受' }).click();
  await phone.getByText('已接受').waitFor();
  await phone.getByRole('button', { name: '查看详细地址' }).click();
  await phone.getByText('中心路 8 号').waitFor();
  await phone.getByText(/起可以签到。$/).waitFor();
  expect(await phone.getByRole('button', { name: '到达签到' }).count()).toBe(0);

  // Nobody waits until tomorrow in a test: the visit is moved to begin an hour ago.
  const sql = postgres(site.ownerUrl, { max: 1 });
  await sql`
    update visit_assignments set starts_at = now() - interval '1 hour', ends_at = now() + interval '5 minutes'
    where status = 'accepted' and visit_id in (select v.id from visits v join visit_needs n on n.id = v.need_id where n.outline = '陪同参加社区活动')`;
  await phone.reload();
  await phone.getByRole('button', { name: '到达签到' }).click();
  await phone.getByText('请扫描或填写现场的签到码').first().waitFor();
  const screen = await signIn(browser, site, 'manager');
  await screen.goto(
    '/visits/screen?town=370304111&place=%E6%BA%90%E6%B3%89%E9%95%87%E5%85%BB%E8%80%81%E7%82%B9',
  );
  const shown = screen.locator('figcaption');
  await shown.waitFor();
  await phone.goto(`/my/check-in?code=${await shown.textContent()}`);
  await phone.waitForURL(/\/my\/visits\/[0-9a-f-]{36}\?code=/);
  await phone.getByRole('button', { name: '到达签到' }).click();
  await phone.getByText('探访中').waitFor();
  await sql`update visit_assignments set checked_in_at = checked_in_at - interval '50 minutes' where status = 'checked_in'`;
  await phone.fill('[name=record]', '老人参加了合唱，情绪很好。');
  await phone.getByRole('button', { name: '离开签退' }).click();
  await phone.getByText('已记录服务时长').waitFor();

  await phone.goto('/my/service');
  expect(await phone.textContent('main')).toMatch(/社会融入/);
  await phone.getByRole('link', { name: '出具证明' }).click();
  // Soon after midnight the visit of an hour ago was yesterday's, before the day this volunteer was registered.
  await phone.locator('[name=fromDate]').fill(addDays(dateOf(new Date()), -1));
  await phone.locator('[name=lastDate]').fill(dateOf(new Date()));
  await phone.getByRole('button', { name: '出具证明' }).click();
  const paper = phone.getByRole('link', { name: '下载 PDF' });
  await paper.waitFor();
  const pdf = await phone.request.get((await paper.getAttribute('href')) ?? '');
  expect(pdf.headers()['content-type']).toBe('application/pdf');
  expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-');

  await desk.goto('/volunteers');
  await desk.getByRole('link', { name: '演示陈思雨' }).click();
  await desk.getByText(/ZYZM\d{10}/).waitFor();

  const [{ code } = { code: '' }] = await sql<{ code: string }[]>`select code from volunteer_certificates`;
  await sql.end();
  const stranger = await browser.open(site.origin, { width: 390, locale: 'en', javaScript: false });
  await stranger.goto('/verify');
  await stranger.fill('[name=code]', code.toLowerCase().replace(/(.{4})/g, '$1 '));
  await stranger.press('[name=code]', 'Enter');
  await stranger.waitForURL(`**/verify/${code}`);
  const paperShown = await stranger.textContent('main');
  expect(paperShown).toContain('The certificate is valid');
  expect(paperShown).toContain('演示陈思雨');
  expect(paperShown).not.toContain('中心路');
});

test('a visit to a household is asked for by finding somebody of it, and stands on the page of each member', async () => {
  const tomorrow = addDays(dateOf(new Date()), 1);
  const phone = await signIn(browser, site, 'coordinator', { width: 390, locale: 'en' });
  await phone.goto('/visits/needs/new');
  await phone.fill('[name=search]', '没有这个人');
  await phone.getByRole('search').getByRole('button').click();
  await phone.getByText('Nobody was found').waitFor();
  await phone.fill('[name=search]', '栾志');
  await phone.getByRole('search').getByRole('button').click();
  await phone.getByRole('link', { name: '栾志英' }).click();
  await phone.getByRole('link', { name: 'Visit the whole household instead' }).click();
  await phone.getByRole('heading', { name: 'The household of 栾志英' }).waitFor();
  expect(await phone.inputValue('[name=townCode]')).toBe('370304111');
  await phone.check('[name=serviceKind][value=companionship]');
  await phone.fill('[name=outline]', 'Company for the family');
  await phone.fill('[name="windows[0].date"]', tomorrow);
  await phone.fill('[name="windows[0].from"]', '14:00');
  await phone.fill('[name="windows[0].until"]', '16:00');
  await phone.getByRole('button', { name: 'Ask for it' }).click();
  await phone.waitForURL(/\/visits\/needs\/[0-9a-f-]{36}$/);

  const desk = await signIn(browser, site, 'manager');
  await desk.goto('/people?search=栾小军');
  await desk.getByRole('link', { name: '栾小军' }).click();
  await desk.getByRole('heading', { name: '志愿者对全家的探访' }).waitFor();
  await desk.getByRole('link', { name: /Company for the family/ }).waitFor();
  await sound(desk);
  await desk.getByRole('link', { name: '提出探访需求' }).click();
  await desk.getByRole('heading', { name: '栾小军' }).waitFor();
});
