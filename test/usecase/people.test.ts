import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoOf } from '#db/seed/demo/demo';
import { loadReference } from '#db/seed/reference/load-reference';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { systemActor } from '~/domain/access/system-actor';
import { listTimeline } from '~/domain/audit/list-timeline';
import type { Actor } from '~/domain/kernel/actor';
import { plainDate } from '~/domain/kernel/plain-date';
import { correctPerson } from '~/domain/people/correct-person';
import { findHousehold } from '~/domain/people/find-household';
import { findPerson, findPersonByIdentity } from '~/domain/people/find-person';
import { formHousehold } from '~/domain/people/form-household';
import { joinHousehold } from '~/domain/people/join-household';
import { listKnownIdentities, listPeople, listPeopleById } from '~/domain/people/list-people';
import { registerPerson } from '~/domain/people/register-person';
import { revealPersonField } from '~/domain/people/reveal-person-field';
import { useFreshDatabase } from '../database';
import { identityNumberOf } from '../factories/identity-number';
import { aPerson, personSaid } from '../factories/people';

const addresses = useFreshDatabase();
const here = demoOf(demoTenants[0], { main: true });
const elsewhere = demoOf(demoTenants[1], { main: false });
const intake = here.as('intake');
const townClerk = (townCode: string): Actor => ({ ...here.as('town'), townCode });

let owner: postgres.Sql;
beforeAll(async () => {
  owner = postgres(addresses.ownerUrl, { max: 1, onnotice: () => undefined });
  await insertTenants(addresses.ownerUrl, demoTenants);
  await loadReference(systemActor(here.tenant.id, 'reference', 'test'), '370304');
});
afterAll(() => owner.end());

const codes = (result: { ok: boolean; refusals?: readonly { code: string; field?: string }[] }) =>
  result.refusals?.map(({ code, field }) => `${field ?? ''} ${code}`);

describe('registering a person', () => {
  const born = plainDate('1950-03-04');

  it('takes one identity number once, however it is typed', async () => {
    const number = identityNumberOf({ birthDate: born, serial: 7 });
    const first = await registerPerson(intake, { name: '曾国', identityNumber: number });
    const again = await registerPerson(intake, {
      name: ' 曾 国 ',
      identityNumber: ` ${number.toLowerCase()} `,
    });
    expect(first).toMatchObject({ ok: true, value: { created: true } });
    expect(again).toEqual({
      ok: true,
      value: { personId: first.ok && first.value.personId, created: false },
    });
  });

  it('does so too when many register the same person at once', async () => {
    const said = personSaid({ name: '同时登记' });
    const all = await Promise.all(Array.from({ length: 8 }, () => registerPerson(intake, said)));
    expect(new Set(all.map((one) => one.ok && one.value.personId)).size).toBe(1);
    expect(all.filter((one) => one.ok && one.value.created)).toHaveLength(1);
  });

  it('does not give one number to two names', async () => {
    const said = personSaid({ name: '曹胜' });
    await registerPerson(intake, said);
    expect(codes(await registerPerson(intake, { ...said, name: '曹升' }))).toEqual([
      'name PERSON.IDENTITY_TAKEN',
    ]);
  });

  it('reads sex and birth date off the number, and asks for both without one', async () => {
    const id = await aPerson(intake, {
      identityNumber: identityNumberOf({ birthDate: born, serial: 8, sex: 'male' }),
    });
    expect(await findPerson(intake, { id })).toMatchObject({ sex: 'male', birthDate: '1950-03-04' });
    const without = { name: '无证人员', identityNumber: '' };
    expect(codes(await registerPerson(intake, without))).toEqual([
      'sex PERSON.SEX_MISSING',
      'birthDate PERSON.BIRTH_DATE_MISSING',
    ]);
    const given = await registerPerson(intake, { ...without, sex: 'female', birthDate: '1949-12-31' });
    expect(given).toMatchObject({ ok: true, value: { created: true } });
  });

  it('tells everything that is wrong at once', async () => {
    const wrong = { name: ' ', identityNumber: '11010519491231002', phone: '12', townCode: '370301001' };
    expect(codes(await registerPerson(intake, wrong))).toEqual([
      'name PERSON.NAME_MISSING',
      'identityNumber PERSON.IDENTITY_FORM',
      'phone PERSON.PHONE_FORM',
      'townCode PERSON.TOWN_UNKNOWN',
    ]);
  });

  it('keeps a town clerk to the own town', async () => {
    const clerk = townClerk('370304111');
    expect(codes(await registerPerson(clerk, personSaid({ townCode: '370304112' })))).toEqual([
      'townCode PERSON.TOWN_NOT_YOURS',
    ]);
    const id = await aPerson(clerk, { name: '源泉人' });
    expect(await findPerson(clerk, { id })).toMatchObject({ townCode: '370304111' });
    expect(await findPerson(townClerk('370304112'), { id })).toBeUndefined();
    expect((await listPeople(townClerk('370304112'), { search: '源泉人' })).rows).toEqual([]);
  });
});

describe('what lies in the database', () => {
  it('shows no number, telephone or address to whoever reads the tables', async () => {
    const said = personSaid({ name: '密封', address: '源泉镇前坡村一组3号' });
    const id = await aPerson(intake, said);
    const [row] = await owner`select * from people where id = ${id}`;
    const text = JSON.stringify(row);
    expect(text).toContain('密封');
    for (const secret of [said.identityNumber, said.phone, said.address]) expect(text).not.toContain(secret);
    const trail = await owner`select data::text, reason from audit_events where subject_id = ${id}`;
    expect(JSON.stringify(trail)).not.toContain(said.identityNumber);
  });

  it('shows another tenant nothing of it', async () => {
    const said = personSaid({ name: '墙内' });
    const id = await aPerson(intake, said);
    const stranger = elsewhere.as('intake');
    expect(await findPerson(stranger, { id })).toBeUndefined();
    expect(
      await findPersonByIdentity(stranger, { identityNumber: said.identityNumber ?? '' }),
    ).toBeUndefined();
    expect((await listPeople(stranger, {})).rows).toEqual([]);
    expect(await registerPerson(stranger, said)).toMatchObject({ ok: true, value: { created: true } });
  });
});

describe('finding a person', () => {
  const said = personSaid({ name: '欧阳雪峰', townCode: '370304111' });
  let id: string;
  beforeAll(async () => {
    id = await aPerson(intake, said);
    for (const name of ['安琪', '白云', '陈晨', '阿明', '张雪'])
      await aPerson(intake, { name, townCode: '370304103' });
  });
  const idsOf = async (search: string) => (await listPeople(intake, { search })).rows.map((row) => row.id);

  it('by the whole identity number or telephone number, and by any part of the name', async () => {
    const number = said.identityNumber ?? '';
    for (const search of [
      number,
      ` ${number.slice(0, 6)} ${number.slice(6)}`,
      said.phone ?? '',
      '欧阳',
      '雪峰',
      '欧阳雪峰',
    ]) {
      expect(await idsOf(search), search).toEqual([id]);
    }
    expect(await idsOf(number.slice(0, 14))).toEqual([]);
    expect(await idsOf('%')).toEqual([]);
    expect((await listPeople(intake, { search: '雪' })).rows.map(({ name }) => name)).toEqual([
      '欧阳雪峰',
      '张雪',
    ]);
  });

  it('with everything sealed masked', async () => {
    const [row] = (await listPeople(intake, { search: '欧阳雪峰' })).rows;
    const number = said.identityNumber ?? '';
    expect(row).toMatchObject({
      identityNumber: `${number.slice(0, 6)}********${number.slice(14)}`,
      townName: '源泉镇',
    });
    expect(row?.phone).toMatch(/^199\*{4}\d{4}$/);
    expect((await listPeopleById(intake, { ids: [id, id] })).get(id)).toMatchObject({ name: '欧阳雪峰' });
    expect((await listKnownIdentities(intake, { numbers: [number, '11010519491231002X'] })).get(number)).toBe(
      id,
    );
  });

  it('in the order of the dictionary, page by page, each once', async () => {
    const names: string[] = [];
    let after: string | undefined;
    do {
      const page = await listPeople(intake, { townCode: '370304103', after, limit: 2 });
      names.push(...page.rows.map(({ name }) => name));
      after = page.next;
    } while (after);
    expect(names).toEqual(['阿明', '安琪', '白云', '陈晨', '张雪']);
  });

  it('is not for whoever may not', async () => {
    await expect(listPeople(here.as('volunteer'), {})).rejects.toThrow('people.view');
  });
});

describe('revealing a sealed field', () => {
  it('asks for a reason and writes down who looked and why, but not what was seen', async () => {
    const said = personSaid({ name: '查看', address: '前坡村' });
    const personId = await aPerson(intake, said);
    expect(codes(await revealPersonField(intake, { personId, field: 'phone', reason: ' ' }))).toEqual([
      'reason PERSON.REVEAL_REASON_MISSING',
    ]);
    const shown = await revealPersonField(intake, { personId, field: 'phone', reason: '电话核实入住时间' });
    expect(shown).toEqual({ ok: true, value: { value: said.phone } });
    const [event] = await listTimeline(intake, { type: 'person', id: personId });
    expect(event).toMatchObject({
      kind: 'person.field-revealed',
      reason: '电话核实入住时间',
      data: { field: 'phone' },
    });
  });

  it('is refused where there is nothing, to whoever may not, and beyond the own town', async () => {
    const personId = await aPerson(intake, { name: '无址', townCode: '370304111' });
    const asked = { personId, field: 'address', reason: '家访' } as const;
    expect(codes(await revealPersonField(intake, asked))).toEqual(['field PERSON.NOTHING_TO_REVEAL']);
    expect(codes(await revealPersonField(here.as('finance'), asked))).toEqual([' ACCESS.NOT_PERMITTED']);
    expect(codes(await revealPersonField(townClerk('370304112'), { ...asked, field: 'phone' }))).toEqual([
      ' PERSON.UNKNOWN',
    ]);
  });
});

describe('correcting a person', () => {
  it('writes what changed and says in the trail which fields, never their values', async () => {
    const personId = await aPerson(intake, { name: '旧名', village: '东村', address: '东村1号' });
    const result = await correctPerson(intake, {
      personId,
      name: '新名',
      registration: 'rural',
      hardshipCategory: 'tekun',
      village: '西村',
    });
    expect(result).toEqual({ ok: true, value: { personId } });
    expect(await findPerson(intake, { id: personId })).toMatchObject({
      name: '新名',
      village: '西村',
      address: '******',
    });
    const [event] = await listTimeline(intake, { type: 'person', id: personId });
    expect(event).toMatchObject({ kind: 'person.corrected', data: { fields: ['name', 'village'] } });
    const same = await correctPerson(intake, {
      personId,
      name: '新名',
      registration: 'rural',
      hardshipCategory: 'tekun',
      village: '西村',
    });
    expect(same.ok).toBe(true);
    expect(await listTimeline(intake, { type: 'person', id: personId })).toHaveLength(2);
  });

  it('refuses a death before birth or in the future', async () => {
    const personId = await aPerson(intake, { name: '生卒' });
    for (const deceasedOn of ['1900-01-01', '2999-01-01']) {
      expect(codes(await correctPerson(intake, { personId, name: '生卒', deceasedOn }))).toEqual([
        'deceasedOn PERSON.DECEASED_DATE',
      ]);
    }
  });
});

describe('households', () => {
  it('one household, one file: members of a day, the head first, nobody in two', async () => {
    const [head, spouse, son] = await Promise.all(
      ['户主', '配偶', '儿子'].map((name) => aPerson(intake, { name })),
    );
    const formed = await formHousehold(intake, {
      townCode: '370304111',
      village: '前坡村',
      declaredSize: 3,
      fromOn: '2026-01-01',
      members: [
        { personId: spouse as string, relation: 'spouse' },
        { personId: head as string, relation: 'head' },
      ],
    });
    expect(formed.ok).toBe(true);
    const household = await findHousehold(intake, { personId: spouse as string });
    expect(household).toMatchObject({ townName: '源泉镇', declaredSize: 3, address: null });
    expect(household?.members.map(({ name }) => name)).toEqual(['户主', '配偶']);
    expect(
      await findHousehold(intake, { personId: spouse as string, on: plainDate('2025-12-31') }),
    ).toBeUndefined();

    const twice = await formHousehold(intake, {
      fromOn: '2026-05-01',
      members: [{ personId: spouse as string }],
    });
    expect(codes(twice)).toEqual(['members PERSON.IN_OTHER_HOUSEHOLD']);
    const secondHead = await joinHousehold(intake, {
      householdId: household?.id ?? '',
      personId: son as string,
      relation: 'head',
    });
    expect(codes(secondHead)).toEqual(['members PERSON.HOUSEHOLD_TWO_HEADS']);
  });

  it('moving to another household ends the first membership that day', async () => {
    const [mover, there] = await Promise.all(['迁出', '那边'].map((name) => aPerson(intake, { name })));
    await formHousehold(intake, {
      fromOn: '2026-01-01',
      members: [{ personId: mover as string, relation: 'head' }],
    });
    const other = await formHousehold(intake, {
      fromOn: '2026-01-01',
      members: [{ personId: there as string, relation: 'head' }],
    });
    const householdId = other.ok ? other.value.householdId : '';
    const moved = await joinHousehold(intake, {
      householdId,
      personId: mover as string,
      relation: 'sibling',
      fromOn: '2026-06-01',
    });
    expect(moved.ok).toBe(true);
    expect(
      (await findHousehold(intake, { personId: mover as string, on: plainDate('2026-05-31') }))?.id,
    ).not.toBe(householdId);
    expect(
      (await findHousehold(intake, { personId: mover as string, on: plainDate('2026-06-01') }))?.id,
    ).toBe(householdId);
  });

  it('refuses persons and towns that do not exist', async () => {
    const nobody = '01900000-0000-7000-8000-000000000000';
    const result = await formHousehold(intake, { townCode: '370301001', members: [{ personId: nobody }] });
    expect(codes(result)).toEqual(['townCode PERSON.TOWN_UNKNOWN', 'members.0.personId PERSON.UNKNOWN']);
  });
});
