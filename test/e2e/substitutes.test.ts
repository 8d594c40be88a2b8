import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays, dateOf } from '~/domain/kernel/plain-date';
import { type MailServer, startMailServer, subjectOf } from '../mail-server';
import { useBrowser } from './browser';
import { signIn } from './sign-in';
import { useSite } from './site';

let mail: MailServer;
beforeAll(async () => {
  mail = await startMailServer();
});
const site = useSite({
  settings: () => ({ MAIL_URL: `smtp://notice%40example.cn:right@127.0.0.1:${mail.port}` }),
});
const browser = useBrowser();
afterAll(() => mail.close());

test('who is asked to a visit hears of it by mail, cannot come, and somebody else steps in', async () => {
  // The day after tomorrow, and a day more for a series: nothing of it is near midnight.
  const day = addDays(dateOf(new Date()), 2);
  const phone = await signIn(browser, site, 'volunteer', { width: 390, locale: 'en' });
  await phone.goto('/my/notices');
  await phone.fill('[name=mail]', 'chen@example.cn');
  const saved = phone.waitForResponse((answer) => answer.request().method() === 'POST' && answer.ok());
  await phone.getByRole('button', { name: 'Save' }).click();
  await saved;

  const desk = await signIn(browser, site, 'coordinator', { locale: 'en' });
  await desk.goto('/visits/needs/new');
  await desk.selectOption('[name=townCode]', '370304111');
  await desk.fill('[name=place]', '前坡村');
  await desk.fill('[name=latitude]', '36.412');
  await desk.fill('[name=longitude]', '118.052');
  await desk.check('[name=serviceKind][value=companionship]');
  await desk.check('[name=priority][value="1"]');
  await desk.selectOption('[name=skill]', 'haircut');
  await desk.fill('[name=outline]', '上门理发两人');
  await desk.fill('[name="windows[0].date"]', day);
  await desk.fill('[name="windows[0].from"]', '14:00');
  await desk.fill('[name="windows[0].until"]', '16:00');
  await desk.selectOption('[name="recurrence.unit"]', 'week');
  await desk.getByRole('button', { name: 'Show the dates' }).click();
  await desk.getByText(/^Dates: /).waitFor();
  await desk.getByRole('button', { name: 'Ask for it' }).click();
  await desk.waitForURL(/\/visits\/series\/[0-9a-f-]{36}$/);
  await desk.getByText('Every week').first().waitFor();
  await desk.getByRole('table').getByRole('link').first().click();
  await desk.waitForURL(/\/visits\/needs\/[0-9a-f-]{36}$/);
  await desk.getByText('Urgent').first().waitFor();

  await desk.goto('/visits/plans');
  await desk.getByRole('link', { name: 'Make a plan' }).click();
  await desk.locator('[name=fromDate]').fill(day);
  await desk.locator('[name=lastDate]').fill(day);
  await desk.getByRole('button', { name: 'Make a plan' }).click();
  await desk.waitForURL(/\/visits\/plans\/[0-9a-f-]{36}$/);
  await desk.getByText('To be published').first().waitFor();
  await desk.getByRole('link', { name: 'Publish' }).click();
  await desk.getByRole('button', { name: 'Publish' }).click();
  await desk.getByText('Published').first().waitFor();

  // The only volunteer who cuts hair was asked; the worker hands the mail over.
  await expect.poll(() => mail.received.length, { timeout: 30_000 }).toBeGreaterThan(0);
  expect(mail.received[0]?.to).toEqual(['chen@example.cn']);
  expect(subjectOf(mail.received[0]?.raw ?? '')).toMatch(/请答复一次探访|A visit asks for your answer/);
  await phone.goto('/my/notices');
  await phone.getByText('Unread').first().waitFor();
  await phone.getByRole('link', { name: 'A visit asks for your answer' }).first().click();
  await phone.getByRole('link', { name: 'Cannot come' }).click();
  await phone.locator('[name=reason]').fill('ill');
  await phone.getByRole('button', { name: 'Cannot come' }).click();
  await phone.getByText('Declined').first().waitFor();

  // It turns out that nobody need cut hair: now others may come too.
  const sql = postgres(site.ownerUrl, { max: 1 });
  await sql`update visit_needs set skill = null where outline = '上门理发两人'`;
  await sql.end();
  await desk.goto('/visits/vacancies');
  await desk
    .getByRole('row', { name: /前坡村/ })
    .getByRole('link')
    .first()
    .click();
  await desk.getByText('1 lacking').first().waitFor();
  const suited = desk.getByRole('row', { name: /演示冯志刚/ });
  expect(await suited.textContent()).toContain('on the way');
  await suited.getByRole('button', { name: 'Ask' }).click();
  await desk.getByText('Waiting for an answer').first().waitFor();

  const other = await signIn(browser, site, 'leader', { width: 390, locale: 'en' });
  await other.goto('/my/visits');
  await other.getByText('Can you step in?').waitFor();
  await other.getByRole('button', { name: 'Accept' }).click();
  await other.waitForURL(/\/my\/visits\/[0-9a-f-]{36}$/);
  await other.getByText('Accepted').first().waitFor();

  await desk.reload();
  expect(await desk.getByText('1 lacking').count()).toBe(0);
  await desk.getByRole('link', { name: 'Move' }).click();
  await desk.locator('[name=from]').fill('14:30');
  await desk.getByRole('button', { name: 'Move' }).click();
  await desk.getByText(/14:30/).first().waitFor();
  await other.reload();
  await other.getByText(/14:30/).first().waitFor();
  await desk.goto('/notices?show=all');
  await desk.getByText('Mail Sent').first().waitFor();

  // From the day after on it is wanted every other week: the promised visit stays, what would happen is seen first.
  await desk.goto('/visits/needs?status=planned');
  await desk.getByRole('link', { name: '上门理发两人' }).first().click();
  await desk.getByRole('link', { name: 'every week' }).click();
  await desk.getByRole('link', { name: 'Change how it repeats' }).click();
  await desk.fill('[name=from]', addDays(day, 1));
  await desk.selectOption('[name="recurrence.unit"]', 'week');
  await desk.fill('[name="recurrence.every"]', '2');
  await desk.fill('[name=reason]', 'every other week is enough');
  await desk.getByRole('button', { name: 'See what would happen' }).click();
  await desk.getByText('Falling away: 3').waitFor();
  await desk.getByText('New: 2').waitFor();
  await desk.getByRole('button', { name: 'Change it so' }).click();
  await desk.waitForURL(/\/visits\/series\/[0-9a-f-]{36}$/);
  await desk.getByText('every other week is enough').waitFor();
  expect(await desk.getByRole('row').count()).toBe(4);
});
