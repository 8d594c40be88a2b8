import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { systemActor } from '~/domain/access/system-actor';
import type { Actor } from '~/domain/kernel/actor';
import { addDays, plainDate } from '~/domain/kernel/plain-date';
import { changeOwnContact, changeVolunteerContact, findOwnContact } from '~/domain/notices/contact';
import { DeliveryDelayed, deliverNotice } from '~/domain/notices/deliver-notice';
import { listNotices, listOwnNotices, readOwnNotices } from '~/domain/notices/list-notices';
import { MOST_ATTEMPTS } from '~/domain/notices/notice.rules';
import { resendNotice } from '~/domain/notices/resend-notice';
import { cancelNeed } from '~/domain/visits/cancel-need';
import { remindVisits } from '~/domain/visits/remind-visits';
import { requestVisit } from '~/domain/visits/request-visit';
import { instantOf } from '~/domain/visits/visit.rules';
import { findInvitation, refuseInvitation } from '~/domain/volunteers/answer-invitation';
import { listInvitations, registerGroup, remindInvited } from '~/domain/volunteers/invite-people';
import { actorOf } from '../actors';
import { useFreshDatabase } from '../database';
import { aTown, aVolunteer, promised } from '../factories/visits';
import { type MailServer, startMailServer, subjectOf, textOf } from '../mail-server';
import { codes, value } from '../results';

const addresses = useFreshDatabase({ connections: 20 });
const [tenant] = demoTenants;
const monday = plainDate('2026-12-07');
const at = new Date('2026-12-01T01:00:00Z');
const coordinator = actorOf('coordinator', tenant, { at });
const system = { ...systemActor(tenant.id, 'test', 'test'), at };
let sql: postgres.Sql;
let server: MailServer;

beforeAll(async () => {
  server = await startMailServer();
  // Read once, when the first notice is written.
  process.env.MAIL_URL = `smtp://notice%40example.cn:right@127.0.0.1:${server.port}`;
  await insertTenants(addresses.ownerUrl, demoTenants);
  sql = postgres(addresses.ownerUrl, { max: 1 });
  await aTown(system);
});
afterAll(async () => {
  await sql.end();
  await server.close();
});
beforeEach(() => {
  server.answer = undefined;
  server.received.length = 0;
});

/** A volunteer who has been asked to a visit, and the two deliveries of the notice. */
async function asked(more: { mail?: string; windowDay?: string } = {}) {
  const { volunteerId } = await aVolunteer(coordinator);
  if (more.mail)
    value(
      await changeVolunteerContact(coordinator, {
        volunteerId,
        mail: more.mail,
        wantsMail: true,
        wantsSms: true,
      }),
    );
  const { needId } = value(
    await requestVisit(coordinator, {
      place: '前坡村',
      address: '中心路 8 号',
      townCode: '370304111',
      serviceKind: 'companionship',
      durationMinutes: 60,
      outline: '陪伴聊天',
      windows: [{ date: monday, from: '08:00', until: '12:00' }],
    }),
  );
  const visit = await promised({ coordinator, system, needId: needId ?? '', volunteerIds: [volunteerId] });
  const deliveries = await sql<{ id: string; channel: string; status: string }[]>`
    select d.id, d.channel, d.status from notice_deliveries d join notices n on n.id = d.notice_id
    where n.volunteer_id = ${volunteerId} order by d.channel`;
  const mine = actorOf('volunteer', tenant, { at, volunteerId });
  return { volunteerId, needId: needId ?? '', mine, mail: deliveries[0]?.id ?? '', deliveries, ...visit };
}

const stateOf = async (id: string) =>
  (
    await sql`select status, attempts, round, reason, sent_at is not null as sent from notice_deliveries where id = ${id}`
  )[0];

describe('a notice', () => {
  it('stands in the own list at once, and says of each way what became of it', async () => {
    const { mine, deliveries, assignmentId } = await asked();
    expect(deliveries.map(({ channel, status }) => [channel, status])).toEqual([
      ['mail', 'queued'],
      ['sms', 'not_configured'],
    ]);
    expect(await listOwnNotices(mine)).toMatchObject([
      { kind: 'visit-asked', subjectId: assignmentId, readAt: null, params: { place: '前坡村' } },
    ]);
    const [message] = await sql`select count(*)::int as n from outbox where job = 'notices.deliver-notice'`;
    expect(message?.n).toBeGreaterThan(0);
    expect(value(await readOwnNotices(mine, {})).read).toBe(1);
    expect(value(await readOwnNotices(mine, {})).read).toBe(0);
    const all = JSON.stringify(await sql`select params from notices`);
    expect(all).not.toContain('中心路');
  });

  it('goes by mail in the language of the receiver, once', async () => {
    const { mail, volunteerId } = await asked({ mail: 'wang@example.cn' });
    value(await deliverNotice(system, { deliveryId: mail }));
    value(await deliverNotice(system, { deliveryId: mail }));
    expect(server.received).toMatchObject([{ to: ['wang@example.cn'] }]);
    expect(subjectOf(server.received[0]?.raw ?? '')).toBe('请答复一次探访');
    expect(await stateOf(mail)).toEqual({ status: 'sent', attempts: 1, round: 1, reason: null, sent: true });
    expect(codes(await resendNotice(coordinator, { deliveryId: mail }))).toEqual(['NOTICE.NOT_FAILED']);

    await sql`insert into users (tenant_id, id, user_name, display_name, email, locale, volunteer_id)
      values (${tenant.id}, gen_random_uuid(), 'wang', 'Wang', 'wang@users.invalid', 'en', ${volunteerId})`;
    await sql`update notice_deliveries set status = 'queued', sent_at = null where id = ${mail}`;
    value(await deliverNotice(system, { deliveryId: mail }));
    expect(subjectOf(server.received[1]?.raw ?? '')).toBe('A visit asks for your answer');
  });

  it('without an address is not called sent, is seen, and goes once there is one', async () => {
    const { mail, mine } = await asked();
    value(await deliverNotice(system, { deliveryId: mail }));
    expect(await stateOf(mail)).toMatchObject({ status: 'no_address', attempts: 0, sent: false });
    const trouble = async () =>
      (await listNotices(coordinator, { trouble: true })).flatMap((one) =>
        one.deliveries.map(({ id }) => id),
      );
    expect(await trouble()).toContain(mail);
    expect(codes(await changeOwnContact(mine, { mail: 'nowhere' }))).toEqual(['NOTICE.MAIL_FORM']);
    value(await changeOwnContact(mine, { mail: 'li@example.cn', wantsMail: true }));
    expect(await findOwnContact(mine)).toEqual({ mail: 'li@example.cn', wantsMail: true, wantsSms: false });
    const [row] =
      await sql`select mail_sealed from notice_contacts where volunteer_id = ${mine.volunteerId ?? ''}`;
    expect(row?.mail_sealed).not.toContain('li@example.cn');
    value(await resendNotice(coordinator, { deliveryId: mail }));
    expect(codes(await resendNotice(coordinator, { deliveryId: mail }))).toEqual(['NOTICE.NOT_FAILED']);
    expect(await trouble()).not.toContain(mail);
    value(await deliverNotice(system, { deliveryId: mail }));
    expect(await stateOf(mail)).toMatchObject({ status: 'sent', round: 2 });
  });

  it('is tried again while the other side is busy, and given up at last; for good at once', async () => {
    const { mail } = await asked({ mail: 'zhao@example.cn' });
    server.answer = { code: 451, text: 'greylisted' };
    for (let attempt = 1; attempt < MOST_ATTEMPTS; attempt++) {
      await expect(deliverNotice(system, { deliveryId: mail })).rejects.toThrow(DeliveryDelayed);
      expect(await stateOf(mail)).toMatchObject({
        status: 'failed',
        attempts: attempt,
        reason: expect.stringContaining('greylisted'),
      });
    }
    value(await deliverNotice(system, { deliveryId: mail }));
    expect(await stateOf(mail)).toMatchObject({ status: 'given_up', attempts: MOST_ATTEMPTS, sent: false });
    server.answer = { code: 550, text: 'no such mailbox' };
    value(await resendNotice(coordinator, { deliveryId: mail }));
    value(await deliverNotice(system, { deliveryId: mail }));
    expect(await stateOf(mail)).toMatchObject({ status: 'given_up', attempts: 1, round: 2 });
  });

  it('not wanted by mail is not sent by mail', async () => {
    const { mail, mine } = await asked({ mail: 'sun@example.cn' });
    value(await changeOwnContact(mine, { mail: 'sun@example.cn', wantsMail: false }));
    value(await deliverNotice(system, { deliveryId: mail }));
    expect(await stateOf(mail)).toMatchObject({ status: 'unwanted' });
    expect(server.received).toEqual([]);
  });
});

describe('visits tell', () => {
  it('of being taken back, and of tomorrow once', async () => {
    const one = await asked();
    const kinds = async () => (await listOwnNotices(one.mine)).map(({ kind }) => kind).sort();
    const eve = { ...system, at: instantOf(addDays(monday, -1), 16 * 60) };
    await Promise.all(Array.from({ length: 5 }, () => remindVisits(eve, {})));
    expect(await kinds()).toEqual(['visit-asked', 'visit-reminder']);
    value(await cancelNeed(coordinator, { needId: one.needId, reason: '老人住院' }));
    expect(await kinds()).toEqual(['visit-asked', 'visit-cancelled', 'visit-reminder']);
    value(await remindVisits({ ...eve, at: instantOf(addDays(monday, -1), 17 * 60) }, {}));
    expect(await kinds()).toHaveLength(3);
  });
});

describe('somebody who is asked to become a volunteer', () => {
  it('gets a link by mail that is kept nowhere, once more when reminded, and none after an answer', async () => {
    const { teamId } = value(
      await registerGroup(coordinator, {
        name: '邮件服务队',
        unit: '演示企业',
        towns: ['370304111'],
        responsible: { name: '钱一', phone: '13800000001', mail: 'qian@example.cn' },
      }),
    );
    const deliveries = () =>
      sql<{ id: string; channel: string }[]>`
        select d.id, d.channel from notice_deliveries d join notices n on n.id = d.notice_id
        where n.invitation_id is not null order by n.created_at, d.channel`;
    const [mail] = await deliveries();
    value(await deliverNotice(system, { deliveryId: mail?.id ?? '' }));
    expect(server.received).toMatchObject([{ to: ['qian@example.cn'] }]);
    const linkIn = (raw: string) => /\/join\/([A-Za-z0-9_-]{22})\s/.exec(textOf(raw))?.[1] ?? '';
    const first = linkIn(server.received[0]?.raw ?? '');
    const opened = await findInvitation({ secret: first, requestId: 'test' });
    expect(opened?.invitation).toMatchObject({ state: 'asked', team: '邮件服务队', name: '钱一' });
    const dump = JSON.stringify([
      await sql`select * from volunteer_invitations`,
      await sql`select * from notices`,
    ]);
    expect(dump).not.toContain(first);
    expect(dump).not.toContain('13800000001');
    expect(await listInvitations(coordinator, { teamId })).toMatchObject([
      {
        deliveries: [
          { channel: 'mail', status: 'sent' },
          { channel: 'sms', status: 'not_configured' },
        ],
      },
    ]);

    const tomorrow = { ...coordinator, at: new Date(at.getTime() + 86_400_000) };
    const [asked] = await listInvitations(coordinator, { teamId });
    value(await remindInvited(tomorrow, { teamId, invitationId: asked?.id ?? '' }));
    const again = (await deliveries())[2];
    value(await deliverNotice(system, { deliveryId: again?.id ?? '' }));
    const second = linkIn(server.received[1]?.raw ?? '');
    expect(second).not.toBe(first);
    expect(await findInvitation({ secret: first, requestId: 'test' })).toBeUndefined();
    const actor = { ...(await findInvitation({ secret: second, requestId: 'test' }))?.actor, at } as Actor;
    value(await refuseInvitation(actor, { secret: second }));
    await sql`update notice_deliveries set status = 'queued', sent_at = null where id = ${again?.id ?? ''}`;
    value(await deliverNotice(system, { deliveryId: again?.id ?? '' }));
    expect(await stateOf(again?.id ?? '')).toMatchObject({ status: 'no_address' });
    expect(server.received).toHaveLength(2);
  });
});
