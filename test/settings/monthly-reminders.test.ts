import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { demoOf, must } from '#db/seed/demo/demo';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { systemActor } from '~/domain/access/system-actor';
import { findGift } from '~/domain/donations/get-gift';
import { listOwnMonthlyGifts, remindMonthlyGift, startMonthlyGift } from '~/domain/donations/monthly-gifts';
import { recordCashGift } from '~/domain/donations/record-money';
import { setDonorMail } from '~/domain/donations/set-donor-mail';
import { dateOf } from '~/domain/kernel/plain-date';
import { changeOwnContact } from '~/domain/notices/contact';
import { deliverNotice } from '~/domain/notices/deliver-notice';
import { useFreshDatabase } from '../database';
import { admitReceiver } from '../factories/donations';
import { type MailServer, startMailServer, textOf } from '../mail-server';
import { smsKeys, startSmsServer } from '../sms-server';

const database = useFreshDatabase({ connections: 5 });
const [here] = demoTenants;
const demo = demoOf(here, { main: true });
const finance = demo.as('finance');
const system = systemActor(here.id, 'test', 'test');
let sql: postgres.Sql;
let mail: MailServer;
let sms: Awaited<ReturnType<typeof startSmsServer>>;

beforeAll(async () => {
  mail = await startMailServer();
  sms = await startSmsServer();
  // Read once, when the first notice is written.
  process.env.MAIL_URL = `smtp://notice%40example.cn:right@127.0.0.1:${mail.port}`;
  for (const [name, value] of Object.entries(smsKeys)) process.env[`SMS_${name}`] = value;
  process.env.SMS_TEMPLATES = 'monthly-gift:SMS_9';
  process.env.SMS_ENDPOINT = sms.endpoint;
  await insertTenants(database.ownerUrl, demoTenants);
  sql = postgres(database.ownerUrl, { max: 1 });
  await admitReceiver({ admin: demo.as('admin'), finance });
});
afterAll(async () => {
  await sql.end();
  await mail.close();
  await sms.close();
});

it('a donor who gives every month is reminded by mail and on the telephone, by the ways that they want', async () => {
  const today = dateOf(new Date());
  const { giftId } = must(
    await recordCashGift(finance, {
      purpose: 'general',
      anonymous: true,
      amountFen: '5.00',
      receivedOn: today,
      donor: { kind: 'person', name: '每月乙', phone: '13900000001', mail: 'monthly@example.cn' },
    }),
  );
  const donorId = (await findGift(finance, { giftId }))?.donorId ?? '';
  must(await setDonorMail(finance, { donorId, mail: 'monthly@example.cn' }));
  const userId = randomUUID();
  await sql`insert into users (tenant_id, id, user_name, display_name, email, donor_id)
    values (${here.id}, ${userId}, 'monthly', '每月乙', 'monthly@demo.invalid', ${donorId})`;
  const donor = { ...demo.as('donor'), donorId, userId };
  const { monthlyId } = must(
    await startMonthlyGift(donor, { purpose: 'general', anonymous: true, amountFen: '20.00', day: 28 }),
  );
  const [monthly] = await listOwnMonthlyGifts(donor, {});
  const link = monthly?.link ?? '';
  const remind = async (month: string) => {
    must(await remindMonthlyGift(system, { monthlyId, month }));
    const waiting = await sql<{ id: string }[]>`select id from notice_deliveries where status = 'queued'`;
    for (const { id } of waiting) must(await deliverNotice(system, { deliveryId: id }));
  };
  await remind('2190-01');
  expect(mail.received.map(({ to }) => to)).toEqual([['monthly@example.cn']]);
  expect(textOf(mail.received[0]?.raw ?? '')).toContain(`/give/monthly/${link}`);
  expect(sms.asked).toMatchObject([
    {
      PhoneNumbers: '13900000001',
      TemplateCode: 'SMS_9',
      TemplateParam: JSON.stringify({ amount: '20.00', purpose: monthly?.purposeName, link }),
    },
  ]);

  must(await changeOwnContact(donor, { mail: 'other@example.cn', wantsMail: true, wantsSms: false }));
  await remind('2190-02');
  expect(mail.received.map(({ to }) => to).at(-1)).toEqual(['other@example.cn']);
  expect(sms.asked).toHaveLength(1);
  const states = await sql<{ channel: string; status: string }[]>`
    select channel, status from notice_deliveries order by queued_at, channel`;
  expect(states.map(({ channel, status }) => `${channel} ${status}`)).toEqual([
    'mail sent',
    'sms sent',
    'mail sent',
    'sms unwanted',
  ]);
});
