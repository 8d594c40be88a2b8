import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoOf } from '#db/seed/demo/demo';
import { loadReference } from '#db/seed/reference/load-reference';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { systemActor } from '~/domain/access/system-actor';
import { verifyChain } from '~/domain/audit/verify-chain';
import { closeBed } from '~/domain/beds/close-bed';
import { dateOf } from '~/domain/kernel/plain-date';
import type { Result } from '~/domain/kernel/refusals';
import { admitResident } from '~/domain/stays/admit-resident';
import { answerOffer } from '~/domain/stays/answer-offer';
import { lapseOffers } from '~/domain/stays/lapse-offers';
import { offerBed } from '~/domain/stays/offer-bed';
import { transferResident } from '~/domain/stays/transfer-resident';
import { useFreshDatabase } from '../database';
import { aWaitingPerson, got, someBeds } from '../factories/stays';

// As many connections as people, so that they really meet in the database and not in a queue before it.
const PEOPLE = 50;
const addresses = useFreshDatabase({ connections: PEOPLE });
const here = demoOf(demoTenants[0], { main: true });
const manager = here.as('manager');
const today = dateOf(new Date());

let owner: postgres.Sql;
beforeAll(async () => {
  owner = postgres(addresses.ownerUrl, { max: 2, onnotice: () => undefined });
  await insertTenants(addresses.ownerUrl, demoTenants);
  await loadReference(systemActor(demoTenants[0].id, 'reference', 'test'), demoTenants[0].regionCode);
});
afterAll(() => owner.end());
beforeEach(async () => {
  await owner`truncate buildings, people cascade`;
});

const won = (results: readonly Result<unknown>[]) => results.filter(({ ok }) => ok).length;
const refusalsOf = (results: readonly Result<unknown>[]) =>
  results.flatMap((result) => (result.ok ? [] : [result.refusals]));
const count = async (table: string) => Number((await owner`select count(*) from ${owner(table)}`)[0]?.count);

async function waiting(people: number): Promise<string[]> {
  const made: string[] = [];
  for (let done = 0; done < people; done += 10) {
    const some = Array.from({ length: Math.min(10, people - done) }, () => aWaitingPerson(here));
    made.push(...(await Promise.all(some)).map(({ applicationId }) => applicationId));
  }
  return made;
}

describe('fifty at the same moment', () => {
  it('into one bed: one is admitted, forty-nine get the same clear refusal, and nothing of theirs is left', async () => {
    const [bedId = ''] = await someBeds(here, 1);
    const applications = await waiting(PEOPLE);
    const results = await Promise.all(
      applications.map((applicationId) =>
        admitResident(manager, { applicationId, bedId, on: today, directReason: '同时办理' }),
      ),
    );
    expect(won(results)).toBe(1);
    expect(refusalsOf(results)).toEqual(
      Array.from({ length: PEOPLE - 1 }, () => [{ code: 'BED.OCCUPIED', field: 'bedId' }]),
    );
    expect(await count('stays')).toBe(1);
    expect(await count('bed_occupancies')).toBe(1);
    const [statuses] =
      await owner`select count(*) filter (where status = 'waiting')::int as waiting from applications`;
    expect(statuses?.waiting).toBe(PEOPLE - 1);
    // The number of the contract is not used up by those who were refused.
    expect((await owner`select last from contract_numbers`)[0]?.last).toBe(1);
    expect((await verifyChain(here.as('auditor'), {})).brokenAt).toBeNull();
  }, 60_000);

  it('of one person into fifty beds: one admission', async () => {
    const beds = await someBeds(here, PEOPLE);
    const [applicationId = ''] = await waiting(1);
    const results = await Promise.all(
      beds.map((bedId) =>
        admitResident(manager, { applicationId, bedId, on: today, directReason: '同时办理' }),
      ),
    );
    expect(won(results)).toBe(1);
    expect(new Set(refusalsOf(results).map(([first]) => first?.code))).toEqual(
      new Set(['STAY.ALREADY_ADMITTED']),
    );
    expect(await count('bed_occupancies')).toBe(1);
  }, 60_000);

  it('offers of one bed: one stands', async () => {
    const [bedId = ''] = await someBeds(here, 1);
    const applications = await waiting(10);
    const results = await Promise.all(
      applications.map((applicationId) =>
        offerBed(manager, {
          applicationId,
          bedId,
          from: today,
          answerHours: 72,
          outOfTurnReason: '同时办理',
        }),
      ),
    );
    expect(won(results)).toBe(1);
    expect(new Set(refusalsOf(results).map(([first]) => first?.code))).toEqual(new Set(['BED.RESERVED']));
  });

  it('closing a bed and admitting into it: one of the two', async () => {
    const beds = await someBeds(here, 10);
    const applications = await waiting(10);
    for (const [index, applicationId] of applications.entries()) {
      const bedId = beds[index] ?? '';
      const [admitted, closed] = await Promise.all([
        admitResident(manager, { applicationId, bedId, on: today, directReason: '同时办理' }),
        closeBed(manager, { bedId, from: today, cause: 'repair', reason: '检修' }),
      ]);
      expect(won([admitted, closed])).toBe(1);
      expect(refusalsOf([admitted, closed])[0]?.[0]?.code).toMatch(/^BED\.(CLOSED|CLOSE_OCCUPIED)$/);
    }
  });

  it('an answer and the minute of the deadline: one of the two', async () => {
    const beds = await someBeds(here, 5);
    const applications = await waiting(5);
    const job = systemActor(demoTenants[0].id, 'stays.lapse-offers', 'test');
    const late = new Date(Date.now() + 2 * 3_600_000);
    for (const [index, applicationId] of applications.entries()) {
      const bedId = beds[index] ?? '';
      const offered = await offerBed(manager, {
        applicationId,
        bedId,
        from: today,
        answerHours: 1,
        outOfTurnReason: '演示',
      });
      const { offerId } = got(offered);
      const [answered] = await Promise.all([
        answerOffer(manager, { offerId, answer: 'accept' }),
        lapseOffers({ ...job, at: late }, {}),
      ]);
      const [offer] = await owner`select status from offers where id = ${offerId}`;
      const [application] = await owner`select status from applications where id = ${applicationId}`;
      expect([offer?.status, application?.status]).toEqual(
        answered.ok ? ['accepted', 'offered'] : ['lapsed', 'waiting'],
      );
    }
  });

  it('two residents who change places in opposite directions end somewhere, one person to a bed', async () => {
    const [a = '', b = '', c = ''] = await someBeds(here, 3);
    const [first = '', second = ''] = await waiting(2);
    const one = got(
      await admitResident(manager, { applicationId: first, bedId: a, on: today, directReason: '演示' }),
    );
    const two = got(
      await admitResident(manager, { applicationId: second, bedId: b, on: today, directReason: '演示' }),
    );
    const move = (stayId: string, bedId: string) =>
      transferResident(manager, { stayId, bedId, on: today, reason: '对调' });
    const results = await Promise.all([
      move(one.stayId, b),
      move(two.stayId, a),
      move(one.stayId, c),
      move(two.stayId, c),
    ]);
    expect(won(results)).toBeGreaterThan(0);
    const open = await owner`select bed_id, person_id from bed_occupancies where until_on is null`;
    expect(new Set(open.map(({ bed_id }) => bed_id)).size).toBe(2);
    expect(new Set(open.map(({ person_id }) => person_id)).size).toBe(2);
  });
});
