import ical from 'node-ical';
import { expect, test } from 'vitest';
import { addDays, dateOf } from '~/domain/kernel/plain-date';
import { useBrowser } from './browser';
import { REFUSED, signIn } from './sign-in';
import { useSite } from './site';

const site = useSite();
/** What a leader is not let into, and what a calendar without its secret answers. */
const SHUT = /status of 40[34]/;
const browser = useBrowser({ expected: [REFUSED, SHUT] });

test('a volunteer on a telephone: away for a day, a calendar of their own, a pause and back', async () => {
  const phone = await signIn(browser, site, 'volunteer', { width: 390 });
  await phone.goto('/my/service');
  const later = addDays(dateOf(new Date()), 3);
  await phone.getByRole('link', { name: '添加临时变动' }).click();
  await phone.locator('[name=from]').fill(later);
  await phone.locator('[name=note]').fill('走亲戚');
  await phone.getByRole('button', { name: '添加临时变动' }).click();
  await phone.getByText('走亲戚').waitFor();

  await phone.getByRole('link', { name: '日历订阅' }).click();
  await phone.getByRole('button', { name: '生成订阅地址' }).click();
  const field = phone.locator('main textarea[readonly]');
  await field.waitFor();
  const address = await field.inputValue();
  const path = new URL(address).pathname;
  const feed = await phone.request.get(path);
  expect([feed.status(), feed.headers()['content-type']]).toEqual([200, 'text/calendar; charset=utf-8']);
  const text = await feed.text();
  expect(text).toContain('X-WR-CALNAME:我的志愿探访');
  expect(Object.values(ical.sync.parseICS(text)).map((part) => part?.type)).toContain('VCALENDAR');
  expect((await phone.request.get(path.replace(/.{4}\.ics$/, 'AAAA.ics'))).status()).toBe(404);
  await phone.getByRole('button', { name: '更换订阅地址' }).click();
  await expect.poll(() => field.inputValue()).not.toBe(address);
  expect((await phone.request.get(path)).status()).toBe(404);

  await phone.goto('/my/service');
  await phone.getByRole('link', { name: '暂停服务' }).click();
  await phone.getByRole('button', { name: '暂停服务' }).click();
  await phone.getByText(/^暂停，自/).waitFor();
  await phone.getByRole('link', { name: '恢复服务' }).click();
  await phone.getByRole('button', { name: '恢复服务' }).click();
  await phone.getByRole('link', { name: '暂停服务' }).waitFor();
});

test('a coordinator in English: a training of two, hours of an activity, a file for the national system', async () => {
  const desk = await signIn(browser, site, 'coordinator', { locale: 'en' });
  await desk.goto('/volunteers/records/training');
  await desk.locator('[name=volunteers]').fill('V209900001');
  await desk.locator('[name=course]').fill('First aid');
  await desk.locator('[name=content]').fill('Resuscitation');
  await desk.locator('[name=heldOn]').fill(addDays(dateOf(new Date()), -1));
  await desk.locator('[name=minutes]').fill('120');
  await desk.locator('[name=organiser]').fill('Red Cross');
  await desk.locator('[name=result][value=passed]').check();
  await desk.getByRole('button', { name: 'Save' }).click();
  await desk.getByText('There is no volunteer with the number V209900001').first().waitFor();
  expect(await desk.locator('[name=course]').inputValue()).toBe('First aid');

  const year = dateOf(new Date()).slice(0, 4);
  await desk.locator('[name=volunteers]').fill(`V${year}00001, V${year}00002`);
  await desk.getByRole('button', { name: 'Save' }).click();
  await desk.getByText('Recorded of 2').waitFor();

  await desk.goto('/volunteers');
  await desk.getByRole('link', { name: '演示陈思雨' }).click();
  await desk.getByRole('link', { name: 'Training, insurance, evaluation' }).click();
  await desk.getByText('First aid').waitFor();

  // A group: nobody is a volunteer by the form; whoever has the link decides on a telephone, without script.
  await desk.goto('/volunteers/groups/new');
  await desk.locator('[name=name]').fill('Journey team');
  await desk.locator('[name=towns]').first().check();
  await desk.locator('[name="responsible.name"]').fill('演示周一');
  await desk.locator('[name="responsible.phone"]').fill('13800000001');
  await desk.locator('[name="people[0].name"]').fill('演示孙二');
  await desk.locator('[name="people[0].phone"]').fill('13800000002');
  await desk.getByRole('button', { name: 'Remove this person' }).last().click();
  await expect.poll(() => desk.getByRole('button', { name: 'Remove this person' }).count()).toBe(1);
  await desk.getByRole('button', { name: 'Send invitations' }).click();
  await desk.getByRole('button', { name: 'Make a new link 演示孙二' }).click();
  const link = desk.locator('main textarea[readonly]');
  await link.waitFor();
  const invited = await browser.open(site.origin, { width: 390, javaScript: false });
  await invited.goto(new URL(await link.inputValue()).pathname);
  await invited.getByRole('button', { name: '同意参加' }).click();
  await invited.getByText('请填写身份证号').first().waitFor();
  await invited.locator('[name=identityNumber]').fill('999999197703030450');
  await invited.locator('[name=townCode]').selectOption({ index: 1 });
  await invited.locator('[name=serviceKinds]').first().check();
  await invited.locator('[name=ownWill]').check();
  await invited.locator('[name=dataConsent]').check();
  await invited.getByRole('button', { name: '同意参加' }).click();
  await invited.getByText('您已登记为志愿者').first().waitFor();

  await desk.goto('/volunteers/export');
  await desk.locator('[name=group][value=training]').check();
  await desk.getByRole('button', { name: 'Export' }).click();
  await desk.getByText('Say what it is for').first().waitFor();
  await desk.locator('[name=reason]').fill('National system');
  const [file] = await Promise.all([
    desk.waitForEvent('download'),
    desk.getByRole('button', { name: 'Export' }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/^volunteers-training-\d{4}-\d{2}-\d{2}\.csv$/);
});

test('somebody without an account asks to be registered on a telephone, and a coordinator answers', async () => {
  const visitor = await browser.open(site.origin, { width: 390, locale: 'en' });
  await visitor.goto('/sign-in');
  await visitor.getByRole('link', { name: 'No account? Become a volunteer' }).click();
  await visitor.getByRole('button', { name: 'Send the application' }).click();
  await visitor.getByText('Give a telephone number').first().waitFor();
  await visitor.locator('[name=name]').fill('演示吴四');
  await visitor.locator('[name=identityNumber]').fill('999999198808080459');
  await visitor.locator('[name=phone]').fill('13800000009');
  await visitor.locator('[name=townCode]').selectOption({ index: 1 });
  await visitor.locator('[name=serviceKinds]').first().check();
  await visitor.locator('[name=ownWill]').check();
  await visitor.locator('[name=dataConsent]').check();
  await expect
    .poll(() => visitor.locator('[name="guard.solution"]').inputValue(), { timeout: 20_000 })
    .not.toBe('');
  await visitor.getByRole('button', { name: 'Send the application' }).click();
  await visitor.getByRole('heading', { name: 'Your application was received' }).waitFor();

  const desk = await signIn(browser, site, 'coordinator', { locale: 'en' });
  await desk.getByRole('link', { name: 'Applications to volunteer to be answered' }).click();
  await desk.getByRole('link', { name: '演示吴四' }).click();
  await desk.getByRole('button', { name: 'Accept and register' }).click();
  await desk.getByRole('heading', { name: '演示吴四' }).waitFor();
  await desk.waitForURL(/volunteers[/][0-9a-f-]{36}$/);
});

test('a leader sees the own team, and of other volunteers nothing', async () => {
  const leader = await signIn(browser, site, 'leader', { width: 390 });
  await leader.goto('/my/team');
  await leader.getByText('源泉镇邻里服务队（演示数据）').waitFor();
  await leader.getByRole('rowheader', { name: '演示韩梅' }).waitFor();
  expect((await leader.request.get('/volunteers')).status()).toBe(403);

  const stranger = await browser.open(site.origin, { locale: 'en', javaScript: false });
  await stranger.goto('/stars');
  await stranger.getByText('No volunteer with a star has agreed to be named yet.').waitFor();
});
