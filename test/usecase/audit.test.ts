import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { listAuditEvents } from '~/domain/audit/list-audit-events';
import { listTimeline } from '~/domain/audit/list-timeline';
import { useCase } from '~/domain/audit/use-case';
import { verifyChain } from '~/domain/audit/verify-chain';
import { accept, refusal, refuse } from '~/domain/kernel/refusals';
import { actorOf } from '../actors';
import { useFreshDatabase } from '../database';

const addresses = useFreshDatabase();
const [here, elsewhere] = demoTenants;
const auditor = actorOf('auditor');
let owner: postgres.Sql;
let app: postgres.Sql;

beforeAll(async () => {
  owner = postgres(addresses.ownerUrl, { max: 1, onnotice: () => undefined });
  app = postgres(addresses.appUrl, { max: 1, onnotice: () => undefined });
  await insertTenants(addresses.ownerUrl, demoTenants);
});
afterAll(async () => {
  await app.end();
  await owner.end();
});

/** Something that is done and written down; `refused` and `broken` end it after its event was announced. */
const note = useCase({
  permission: 'account',
  input: z.object({ id: z.string(), end: z.enum(['done', 'refused', 'broken']).default('done') }),
  async run({ audit, publish }, { id, end }) {
    audit({
      kind: 'test.noted',
      subject: { type: 'test', id },
      data: { text: '记下', n: 1 },
      reason: 'because',
    });
    publish({ job: 'test.job', key: id, payload: {} });
    if (end === 'broken') throw new Error('fell over');
    return end === 'refused' ? refuse(refusal('TEST.REFUSED')) : accept({ id });
  },
});

/** Lets the owner do behind the product's back what it must not be able to hide, and then undoes it. */
async function tampered(change: (sql: postgres.TransactionSql) => Promise<unknown>) {
  const before = await owner`select * from audit_events order by tenant_id, seq`;
  const head = await owner`select * from audit_heads`;
  await owner.begin(async (sql) => {
    await change(sql);
  });
  const report = await verifyChain(auditor);
  await owner.begin(async (sql) => {
    await sql`delete from audit_events`;
    await sql`delete from audit_heads`;
    await sql`alter table audit_events disable trigger user`;
    for (const row of before) await sql`insert into audit_events ${sql(row as Record<string, never>)}`;
    await sql`alter table audit_events enable trigger user`;
    for (const row of head) await sql`insert into audit_heads ${sql(row as Record<string, never>)}`;
  });
  return report.brokenAt;
}

describe('the audit trail', () => {
  it('is written with the change, and each tenant has a chain of its own', async () => {
    for (let n = 1; n <= 20; n++) await note(auditor, { id: `record-${n}` });
    await note({ ...actorOf('auditor', elsewhere), keyLabel: 'ledger' }, { id: 'record-1' });
    // What is done by a key says so.
    expect(await listTimeline(actorOf('auditor', elsewhere), { type: 'test', id: 'record-1' })).toMatchObject(
      [{ actorName: 'auditor（ledger）' }],
    );
    // And is found by the name of whoever stands behind it.
    expect(
      (await listAuditEvents(actorOf('auditor', elsewhere), { actorName: 'auditor' })).rows,
    ).toMatchObject([{ actorName: 'auditor（ledger）' }]);
    // Or as it is shown, with the key; by another key there is nothing.
    const by = async (actorName: string) =>
      (await listAuditEvents(actorOf('auditor', elsewhere), { actorName })).rows.length;
    expect([await by('auditor（ledger）'), await by('auditor（other）')]).toEqual([1, 0]);
    expect(await verifyChain(auditor)).toEqual({ events: 20, brokenAt: null });
    expect(await verifyChain(actorOf('auditor', elsewhere))).toEqual({ events: 1, brokenAt: null });
    const [event] = await listTimeline(auditor, { type: 'test', id: 'record-7' });
    expect(event).toMatchObject({
      seq: 7n,
      actorName: 'auditor',
      reason: 'because',
      data: { text: '记下', n: 1 },
    });
  });

  it('holds nothing of a change that was refused or fell over', async () => {
    const count = async () =>
      (
        await owner<{ e: string; o: string }[]>`
      select (select count(*) from audit_events)::text as e, (select count(*) from outbox)::text as o`
      )[0];
    const before = await count();
    expect((await note(auditor, { id: 'x', end: 'refused' })).ok).toBe(false);
    await expect(note(auditor, { id: 'x', end: 'broken' })).rejects.toThrow('fell over');
    expect(await count()).toEqual(before);
  });

  it('stays one chain when many write at once', async () => {
    await Promise.all(Array.from({ length: 30 }, (_, n) => note(auditor, { id: `at-once-${n}` })));
    expect(await verifyChain(auditor)).toEqual({ events: 50, brokenAt: null });
  });

  it('is found whole while it goes on being written', async () => {
    const writing = Promise.all(
      Array.from({ length: 20 }, (_, n) => note(auditor, { id: `meanwhile-${n}` })),
    );
    const reports = await Promise.all(Array.from({ length: 5 }, () => verifyChain(auditor)));
    await writing;
    expect(reports.map(({ brokenAt }) => brokenAt)).toEqual(Array(5).fill(null));
    expect(await verifyChain(auditor)).toEqual({ events: 70, brokenAt: null });
  });

  it.each<[string, bigint, (sql: postgres.TransactionSql) => Promise<unknown>]>([
    [
      'a changed text',
      9n,
      (sql) => sql`update audit_events set reason = 'other' where tenant_id = ${here.id} and seq = 9`,
    ],
    [
      'a changed name',
      1n,
      (sql) => sql`update audit_events set actor_name = 'nobody' where tenant_id = ${here.id} and seq = 1`,
    ],
    [
      'a changed number in the data',
      12n,
      (sql) => sql`update audit_events set data = '{"n": 2}' where tenant_id = ${here.id} and seq = 12`,
    ],
    [
      'an event taken out',
      31n,
      (sql) => sql`delete from audit_events where tenant_id = ${here.id} and seq = 30`,
    ],
    [
      'the first event taken away',
      2n,
      (sql) => sql`delete from audit_events where tenant_id = ${here.id} and seq = 1`,
    ],
    [
      'the tail cut off',
      68n,
      (sql) => sql`delete from audit_events where tenant_id = ${here.id} and seq > 67`,
    ],
    ['everything taken away', 1n, (sql) => sql`delete from audit_events where tenant_id = ${here.id}`],
    [
      'an event changed together with its own hash',
      16n,
      (sql) =>
        sql`with changed as (
          update audit_events set reason = 'other' where tenant_id = ${here.id} and seq = 15 returning *)
        select 1 from changed`.then(
          () => sql`update audit_events e set hash = audit_hash(e) where tenant_id = ${here.id} and seq = 15`,
        ),
    ],
  ])('shows %s, and where', async (_, brokenAt, change) => {
    expect(await tampered(change)).toBe(brokenAt);
    expect(await verifyChain(auditor)).toEqual({ events: 70, brokenAt: null });
  });

  it('cannot be changed, shortened, or chained by hand by the product itself', async () => {
    const mine = (work: (sql: postgres.TransactionSql) => Promise<unknown>) =>
      app.begin(async (sql) => {
        await sql`select set_config('app.tenant_id', ${here.id}, true)`;
        return work(sql);
      });
    await expect(mine((sql) => sql`update audit_events set reason = 'x'`)).rejects.toThrow(
      /permission denied/,
    );
    await expect(mine((sql) => sql`delete from audit_events`)).rejects.toThrow(/permission denied/);
    await expect(mine((sql) => sql`truncate audit_events`)).rejects.toThrow(/permission denied/);
    await expect(mine((sql) => sql`select * from audit_heads`)).rejects.toThrow(/permission denied/);
    await mine(
      (
        sql,
      ) => sql`insert into audit_events (seq, id, at, actor_name, request_id, kind, subject_type, subject_id, previous_hash, hash)
        values (3, gen_random_uuid(), now(), 'me', 'r', 'test.forged', 'test', 'x', '', '')`,
    );
    const { rows } = await listAuditEvents(auditor, {});
    expect(rows[0]).toMatchObject({ kind: 'test.forged', seq: 71n });
    expect(await verifyChain(auditor)).toEqual({ events: 71, brokenAt: null });
  });

  it('is listed by area, by who acted and by day, page after page', async () => {
    expect((await listAuditEvents(auditor, { areas: ['access'] })).rows).toEqual([]);
    expect((await listAuditEvents(auditor, { areas: ['test'], actorName: 'me' })).rows).toHaveLength(1);
    expect((await listAuditEvents(auditor, { until: new Date(0) })).rows).toEqual([]);
    const first = await listAuditEvents(auditor, {});
    const second = await listAuditEvents(auditor, { after: first.next });
    expect(first.rows).toHaveLength(50);
    expect(second.rows).toHaveLength(21);
    expect(second.next).toBeUndefined();
    expect(second.rows[0]?.seq).toBe((first.rows.at(-1)?.seq ?? 0n) - 1n);
  });
});
