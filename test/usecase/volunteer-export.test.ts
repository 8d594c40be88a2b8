import { beforeAll, expect, it } from 'vitest';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { permissionsOf } from '~/domain/access/permissions';
import type { Role } from '~/domain/access/roles';
import { systemActor } from '~/domain/access/system-actor';
import { listTimeline } from '~/domain/audit/list-timeline';
import type { Actor } from '~/domain/kernel/actor';
import { plainDate } from '~/domain/kernel/plain-date';
import type { Result } from '~/domain/kernel/refusals';
import { registerOrganisation } from '~/domain/organisations/register-organisation';
import { beginExport, type exportGroups, exportRows } from '~/domain/volunteers/export-records';
import { findVolunteer } from '~/domain/volunteers/get-volunteer';
import {
  recordAward,
  recordEvaluation,
  recordTraining,
  withdrawRecord,
} from '~/domain/volunteers/keep-records';
import { findRecords } from '~/domain/volunteers/list-records';
import { recordElsewhere, recordService } from '~/domain/volunteers/record-service';
import { reverseHours } from '~/domain/volunteers/reverse-hours';
import { agreeToBeShown, listShownVolunteers } from '~/domain/volunteers/show-in-public';
import { readSpreadsheet } from '~/platform/spreadsheet/read-spreadsheet';
import { exportFile } from '~/routes/volunteers/export-file.server';
import { useFreshDatabase } from '../database';
import { aVolunteer, lastIdentityNumber } from '../factories/volunteers';

const addresses = useFreshDatabase();
const [tenant] = demoTenants;
const system = systemActor(tenant.id, 'test', 'test');
const as = (role: Role, more: Partial<Actor> = {}): Actor => ({
  ...system,
  name: role,
  roles: [role],
  permissions: permissionsOf([role]),
  at: new Date('2026-12-01T01:00:00Z'),
  ...more,
});
const coordinator = as('coordinator');
const day = plainDate('2026-11-28');

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.refusals));
  return result.value;
}
const codes = (result: Result<unknown>) => (result.ok ? [] : result.refusals.map((one) => one.code));

let volunteerId = '';
let number = '';
let identityNumber = '';

const service = (title: string, minutes: number) => ({
  volunteers: number,
  title,
  activity: 'inclusion' as const,
  servedOn: day,
  minutes,
  place: '源泉镇',
  organiser: '演示区',
  inCharge: '负责人',
});

beforeAll(async () => {
  await insertTenants(addresses.ownerUrl, demoTenants);
  const district = value(
    await registerOrganisation(system, { kind: 'district', name: '博山区', code: '370304' }),
  );
  value(
    await registerOrganisation(system, {
      kind: 'town',
      name: '源泉镇',
      code: '370304111',
      parentId: district.organisationId,
      latitude: 36.41,
      longitude: 118.05,
    }),
  );
  ({ volunteerId, number } = await aVolunteer(coordinator, {
    name: '演示志愿者',
    phone: '19900000000',
    village: '前坡村',
    skills: [{ skill: 'haircut' }],
  }));
  identityNumber = lastIdentityNumber();
  value(await recordService(coordinator, { ...service('=1+1', 90), content: '唱歌' }));
  value(await recordService(coordinator, { ...service('记错的', 30), content: '唱歌' }));
  const wrong = (await findVolunteer(coordinator, { volunteerId }))?.hours.find(
    (row) => row.title === '记错的',
  );
  value(await reverseHours(coordinator, { hoursId: wrong?.id ?? '', reason: '记错了' }));
  value(await recordElsewhere(coordinator, { ...service('别处的', 60), proof: '张店区 1 号' }));
  const course = {
    volunteers: number,
    content: '急救',
    minutes: 60,
    heldOn: day,
    organiser: '红十字会',
    result: 'passed' as const,
  };
  value(await recordTraining(coordinator, { ...course, course: '急救一' }));
  value(await recordTraining(coordinator, { ...course, course: '撤销的' }));
  const training = (await findRecords(coordinator, { volunteerId }))?.trainings.find(
    (row) => row.course === '撤销的',
  );
  value(
    await withdrawRecord(coordinator, { kind: 'training', recordId: training?.id ?? '', reason: '记错了' }),
  );
  value(
    await recordAward(coordinator, { volunteers: number, name: '优秀', grantedOn: day, grantedBy: '区' }),
  );
  value(await recordEvaluation(coordinator, { volunteers: number, rating: 5, saidBy: 'client' }));
});

it('is taken by who may, for a reason, and written down', async () => {
  const asked = { group: 'basic' as const, reason: '录入全国志愿服务信息系统' };
  expect(codes(await beginExport(as('lead'), asked))).toEqual(['ACCESS.NOT_PERMITTED']);
  expect(codes(await beginExport(coordinator, { ...asked, reason: ' ' }))).toEqual(['EXPORT.REASON_MISSING']);
  value(await beginExport(coordinator, asked));
  expect(await listTimeline(as('auditor'), { type: 'volunteer-export', id: 'basic' })).toMatchObject([
    { kind: 'volunteer-export.taken', actorName: 'coordinator', reason: asked.reason },
  ]);
  await expect(exportRows(as('auditor'), 'basic').next()).rejects.toThrow();
});

it('holds each group as the measures name it, of what stands and is ours', async () => {
  const rows = async (group: (typeof exportGroups)[number]) => {
    const found = [];
    for await (const row of exportRows(coordinator, group)) found.push(row);
    return found;
  };
  expect(await rows('basic')).toMatchObject([
    {
      number,
      identityNumber,
      phone: '19900000000',
      village: '前坡村',
      skills: ['haircut'],
      serviceKinds: ['companionship'],
      status: 'active',
    },
  ]);
  expect(await rows('service')).toMatchObject([{ title: '=1+1', minutes: 90, organiser: '演示区' }]);
  expect(await rows('training')).toMatchObject([{ course: '急救一', result: 'passed' }]);
  expect(await rows('award')).toMatchObject([{ award: '优秀', grantedBy: '区' }]);
  expect(await rows('evaluation')).toMatchObject([{ rating: 5, saidBy: 'client' }]);
});

it('is a file that no spreadsheet program runs, and that reads back as it was, in both kinds', async () => {
  for (const format of ['csv', 'xlsx'] as const) {
    const answer = await exportFile(coordinator, { group: 'service', format });
    const bytes = new Uint8Array(await answer.arrayBuffer());
    if (format === 'csv') expect(Buffer.from(bytes).toString('utf8')).toContain("'=1+1");
    const sheet = value(await readSpreadsheet(bytes, `x.${format}`));
    expect(sheet.rows).toHaveLength(1);
    expect(Object.values(sheet.rows[0]?.cells ?? {})).toEqual(
      expect.arrayContaining([number, '=1+1', '2026-11-28', '1.50', '90']),
    );
  }
  const basic = await exportFile(coordinator, { group: 'basic', format: 'csv' });
  expect(await basic.text()).toContain(identityNumber);
});

it('names nobody in public who has not agreed, nor anybody without a star or under age', async () => {
  const mine = as('volunteer', { volunteerId });
  value(await recordService(coordinator, { ...service('多年服务', 1000), content: '陪伴' }));
  for (let one = 1; one <= 5; one += 1)
    value(
      await recordService(coordinator, {
        ...service('多年服务', 1440),
        servedOn: plainDate(`2026-11-2${one}`),
        content: '陪伴',
      }),
    );
  expect(await listShownVolunteers(as('donor'))).toEqual([]);
  value(await agreeToBeShown(mine, { shown: true }));
  expect(await listShownVolunteers(as('donor'))).toEqual([{ name: '演示志愿者', minutes: 8350, stars: 1 }]);
  value(await agreeToBeShown(mine, { shown: false }));
  expect(await listShownVolunteers(as('donor'))).toEqual([]);
  const minor = await aVolunteer(coordinator, {
    born: '2012-05-01',
    guardianName: '监护人',
    guardianRelation: 'mother',
    guardianConsentOn: plainDate('2026-11-30'),
  });
  expect(
    codes(await agreeToBeShown(as('volunteer', { volunteerId: minor.volunteerId }), { shown: true })),
  ).toEqual(['VOLUNTEER.SHOWN_UNDER_AGE']);
});
