import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { systemActor } from '~/domain/access/system-actor';
import { listTimeline } from '~/domain/audit/list-timeline';
import { NotPermitted } from '~/domain/audit/use-case';
import type { Actor } from '~/domain/kernel/actor';
import { plainDate } from '~/domain/kernel/plain-date';
import { requestVisit } from '~/domain/visits/request-visit';
import { findVolunteer } from '~/domain/volunteers/get-volunteer';
import { recordService } from '~/domain/volunteers/record-service';
import type { Method } from '~/routes/api/endpoint.server';
import { visitEndpoints } from '~/routes/visits/visits.api.server';
import { volunteerEndpoints } from '~/routes/volunteers/volunteers.api.server';
import { actorOf } from '../actors';
import { useFreshDatabase } from '../database';
import { identityNumberOf } from '../factories/identity-number';
import { aTown, aVolunteer, promised } from '../factories/visits';
import { value } from '../results';

const addresses = useFreshDatabase();
const [tenant, elsewhere] = demoTenants;
const at = new Date('2026-12-01T01:00:00Z');
const coordinator = actorOf('coordinator', tenant, { at });
const system = { ...systemActor(tenant.id, 'test', 'test'), at };
const endpoints = [...volunteerEndpoints, ...visitEndpoints];

let mine: Actor;
let other: Actor;
let myNumber = '';

beforeAll(async () => {
  await insertTenants(addresses.ownerUrl, demoTenants);
  await aTown(system);
  const [first, second] = [
    await aVolunteer(coordinator, { name: '接口志愿者' }),
    await aVolunteer(coordinator),
  ];
  myNumber = first.number;
  mine = actorOf('volunteer', tenant, { at, volunteerId: first.volunteerId });
  other = actorOf('volunteer', tenant, { at, volunteerId: second.volunteerId });
  value(
    await recordService(coordinator, {
      volunteers: first.number,
      title: '义诊',
      activity: 'companionship',
      content: '陪伴',
      place: '前坡村',
      servedOn: plainDate('2026-11-28'),
      minutes: 120,
      organiser: '区志愿服务中心',
      inCharge: '郑海霞',
    }),
  );
});

/** What an endpoint answers, by its own schema; a whole response as it is. */
async function call(
  actor: Actor,
  method: Method,
  path: string,
  { params = {}, query = {}, body }: { params?: Record<string, string>; query?: object; body?: unknown } = {},
) {
  const found = endpoints.find((one) => one.method === method && one.path === path);
  if (!found) throw new Error(`${method} ${path}`);
  const answer = (await found.handle({
    actor,
    params,
    query: found.query?.parse(query),
    body: found.body?.parse(body),
    upload: undefined,
  })) as { ok?: boolean; value?: unknown; refusals?: { code: string }[] } | Response | undefined;
  if (answer === undefined || answer instanceof Response) return answer;
  if (answer.ok === false) return { refused: answer.refusals?.map(({ code }) => code) };
  if (typeof found.response === 'string') throw new Error(`${path} answers with a response`);
  return z.record(z.string(), z.unknown()).parse(found.response.parse(answer.ok ? answer.value : answer));
}

describe('a coordinator’s key', () => {
  it('looks for a volunteer, and says where they live now', async () => {
    const list = (query: object) => call(coordinator, 'GET', '/volunteers', { query });
    const number = myNumber.toLowerCase();
    const found = (await list({ search: number })) as { items: { id: string }[] };
    expect(found).toMatchObject({ items: [{ number: myNumber }], next: null });
    expect(await list({ search: '没有这个人' })).toEqual({ items: [], next: null });
    const params = { volunteerId: found.items[0]?.id ?? '' };
    const home = { townCode: '370304111', village: '前坡村', homeLatitude: 36.42 };
    expect(await call(coordinator, 'PUT', '/volunteers/:volunteerId/home', { params, body: home })).toEqual({
      refused: ['PLACE.HALF'],
    });
    const body = { ...home, homeLongitude: 118.06 };
    expect(await call(coordinator, 'PUT', '/volunteers/:volunteerId/home', { params, body })).toEqual(params);
    expect(await call(coordinator, 'GET', '/volunteers/:volunteerId', { params })).toMatchObject({
      personId: expect.any(String),
      home: { village: '前坡村', latitude: 36.42, longitude: 118.06 },
    });
    expect(await call(coordinator, 'PUT', '/volunteers/:volunteerId/guardian', { params, body: {} })).toEqual(
      { refused: ['VOLUNTEER.OF_AGE'] },
    );
  });
});

describe('a volunteer’s own key', () => {
  it('sees the own service, records and certificates, and makes a certificate that anybody verifies', async () => {
    expect(await call(mine, 'GET', '/my/service')).toMatchObject({
      number: myNumber,
      minutes: 120,
      hours: [{ servedOn: '2026-11-28', minutes: 120 }],
      availability: { length: 7 },
    });
    expect(await call(mine, 'GET', '/my/service/records')).toMatchObject({ trainings: [], awards: [] });
    const issued = (await call(mine, 'POST', '/my/certificates', {
      body: { fromDate: '2026-11-01', lastDate: '2026-11-30' },
    })) as { certificateId: string; number: string; code: string };
    expect(await call(mine, 'GET', '/my/certificates')).toMatchObject({
      items: [{ id: issued.certificateId, number: issued.number, minutes: 120, revokedOn: null }],
    });
    const paper = (await call(mine, 'GET', '/my/certificates/:certificateId/pdf', {
      params: { certificateId: issued.certificateId },
    })) as Response;
    expect(paper.headers.get('Content-Type')).toBe('application/pdf');
    expect(
      Buffer.from(await paper.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');

    // Somebody else's is none at all.
    expect(
      await call(other, 'GET', '/my/certificates/:certificateId/pdf', {
        params: { certificateId: issued.certificateId },
      }),
    ).toBeUndefined();
    expect(await call(other, 'GET', '/my/certificates')).toEqual({ items: [], next: null });
    expect(await call(other, 'GET', '/my/service')).toMatchObject({ minutes: 0, hours: [] });
    // A key that is no volunteer's has nothing of its own.
    const nobody = actorOf('volunteer', tenant, { at });
    expect(await call(nobody, 'GET', '/my/service')).toBeUndefined();
    expect(await call(nobody, 'GET', '/my/certificates')).toEqual({ items: [], next: null });
    await expect(call(actorOf('donor', tenant), 'GET', '/my/service')).rejects.toThrow(NotPermitted);

    // The paper is verified by its code, from another district too; of the volunteer it says what the paper says.
    const stranger = actorOf('donor', elsewhere);
    expect(
      await call(stranger, 'GET', '/certificate-verifications/:code', { params: { code: issued.code } }),
    ).toEqual({
      number: issued.number,
      volunteerName: '接口志愿者',
      volunteerNumber: myNumber,
      fromDate: '2026-11-01',
      untilDate: '2026-12-01',
      minutes: 120,
      services: [{ activity: 'companionship', organiser: expect.any(String), times: 1, minutes: 120 }],
      issuedOn: '2026-12-01',
      revokedOn: null,
    });
    expect(
      await call(stranger, 'GET', '/certificate-verifications/:code', { params: { code: 'AAAA-BBBB' } }),
    ).toBeUndefined();
    expect(await call(stranger, 'GET', '/star-wall')).toEqual({ items: [], next: null });
  });

  it('sees one own visit, and nobody else’s', async () => {
    const { needId } = value(
      await requestVisit(coordinator, {
        place: '前坡村',
        townCode: '370304111',
        serviceKind: 'companionship',
        durationMinutes: 60,
        outline: '陪伴聊天',
        windows: [{ date: plainDate('2026-12-07'), from: '08:00', until: '12:00' }],
      }),
    );
    const { assignmentId } = await promised({
      coordinator,
      system,
      needId: needId ?? '',
      volunteerIds: [mine.volunteerId ?? ''],
    });
    const params = { assignmentId };
    expect(await call(mine, 'GET', '/own-visits/:assignmentId', { params })).toMatchObject({
      assignmentId: params.assignmentId,
      needId,
      status: 'published',
    });
    expect(await call(other, 'GET', '/own-visits/:assignmentId', { params })).toBeUndefined();
    await expect(call(coordinator, 'GET', '/own-visits/:assignmentId', { params })).rejects.toThrow(
      NotPermitted,
    );
  });
});

describe('the export for the national system', () => {
  it('is taken as CSV and as XLSX, with its reason', async () => {
    const asked = { params: { group: 'service' } };
    const csv = (await call(coordinator, 'GET', '/volunteer-export/:group', {
      ...asked,
      query: { reason: '报送全国系统' },
    })) as Response;
    expect(csv.headers.get('Content-Type')).toContain('text/csv');
    expect(await csv.text()).toContain('接口志愿者');
    const book = (await call(coordinator, 'GET', '/volunteer-export/:group', {
      ...asked,
      query: { reason: '报送全国系统', format: 'xlsx' },
    })) as Response;
    expect(book.headers.get('Content-Disposition')).toMatch(/volunteers-service-.*[.]xlsx/);
    expect(
      Buffer.from(await book.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
    expect(
      await call(actorOf('lead', tenant), 'GET', '/volunteer-export/:group', {
        ...asked,
        query: { reason: '报送' },
      }),
    ).toEqual({ refused: ['ACCESS.NOT_PERMITTED'] });
  });
});

describe('a volunteer’s telephone number', () => {
  const of = (id?: string) => ({ params: { volunteerId: id ?? '' } });
  const reveal = (actor: Actor, id: string, reason = '迟到，电话联系') =>
    call(actor, 'POST', '/volunteers/:volunteerId/reveals', { ...of(id), body: { reason } });
  const correct = (actor: Actor, id: string, phone: string) =>
    call(actor, 'PUT', '/volunteers/:volunteerId/phone', { ...of(id), body: { phone } });
  const told = async (type: string, id: string) =>
    (await listTimeline(coordinator, { type, id })).map(({ kind, reason }) => [kind, reason]);

  it('is entered by a coordinator, shown masked, and in the clear for a reason that stays in both histories', async () => {
    const { volunteerId } = await aVolunteer(coordinator);
    const shown = () => call(coordinator, 'GET', '/volunteers/:volunteerId', of(volunteerId));
    expect(await shown()).toMatchObject({ phone: null });
    expect(await reveal(coordinator, volunteerId)).toEqual({ refused: ['PERSON.NOTHING_TO_REVEAL'] });
    expect(await correct(coordinator, volunteerId, '12')).toEqual({ refused: ['PERSON.PHONE_FORM'] });
    expect(await correct(coordinator, volunteerId, '199 0000 5765')).toEqual({ volunteerId });
    expect(await correct(coordinator, volunteerId, '19900005765')).toEqual({ volunteerId });
    expect(await shown()).toMatchObject({ phone: '199****5765' });
    expect(await call(actorOf('volunteer', tenant, { at, volunteerId }), 'GET', '/my/service')).toMatchObject(
      {
        phone: '199****5765',
      },
    );

    await expect(reveal(coordinator, volunteerId, ' ')).rejects.toThrow('PERSON.REVEAL_REASON_MISSING');
    expect(await reveal(coordinator, volunteerId)).toEqual({ phone: '19900005765', guardianPhone: null });
    const seen = '迟到，电话联系';
    expect((await told('volunteer', volunteerId)).slice(0, 2)).toEqual([
      ['volunteer.phone-revealed', seen],
      ['volunteer.phone-corrected', null],
    ]);
    const personId = (await findVolunteer(actorOf('lead', tenant), { volunteerId }))?.personId ?? '';
    expect((await told('person', personId)).slice(0, 2)).toEqual([
      ['person.field-revealed', seen],
      ['person.corrected', null],
    ]);
  });

  it('is nobody else’s to see or to change, and a minor’s comes with the guardian’s', async () => {
    const { volunteerId } = await aVolunteer(coordinator, {
      identityNumber: identityNumberOf({ birthDate: plainDate('2012-05-01'), serial: 90 }),
      guardianName: '王监护',
      guardianRelation: 'father',
      guardianConsentOn: plainDate('2026-11-20'),
      guardianPhone: '13900009999',
    });
    for (const role of ['volunteer', 'leader', 'auditor', 'lead', 'town'] as const) {
      const actor = actorOf(role, tenant, { at });
      expect(await reveal(actor, volunteerId)).toEqual({ refused: ['ACCESS.NOT_PERMITTED'] });
      expect(await correct(actor, volunteerId, '19900005765')).toEqual({ refused: ['ACCESS.NOT_PERMITTED'] });
    }
    const stranger = actorOf('coordinator', elsewhere, { at });
    expect(await reveal(stranger, volunteerId)).toEqual({ refused: ['VOLUNTEER.UNKNOWN'] });
    expect(await correct(stranger, volunteerId, '19900005765')).toEqual({ refused: ['VOLUNTEER.UNKNOWN'] });
    expect(await reveal(coordinator, volunteerId)).toEqual({ phone: null, guardianPhone: '13900009999' });
  });
});
