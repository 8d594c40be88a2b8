import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { seedAccess } from '#db/seed/demo/access';
import { demoOf } from '#db/seed/demo/demo';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { answerOnce } from '~/domain/access/answer-once';
import { createApiKey } from '~/domain/access/create-api-key';
import { forgetExpired } from '~/domain/access/forget-expired';
import { systemActor } from '~/domain/access/system-actor';
import { listAuditEvents } from '~/domain/audit/list-audit-events';
import { useCase } from '~/domain/audit/use-case';
import { accept, refusal, refuse } from '~/domain/kernel/refusals';
import { actorOf } from '../actors';
import { useFreshDatabase } from '../database';

const addresses = useFreshDatabase();
const [here] = demoTenants;
const admin = actorOf('admin');
let owner: postgres.Sql;
let keyId = '';

beforeAll(async () => {
  owner = postgres(addresses.ownerUrl, { max: 1, onnotice: () => undefined });
  await insertTenants(addresses.ownerUrl, demoTenants);
  await seedAccess(demoOf(here, { main: true }));
  const key = await createApiKey(admin, { role: 'admin', label: 'test' });
  keyId = key.ok ? key.value.id : '';
});
afterAll(() => owner.end());
beforeEach(async () => {
  await owner`truncate api_requests`;
});

const work = useCase({
  permission: 'account',
  input: z.object({ id: z.string(), refused: z.boolean().default(false) }),
  async run({ audit }, { id, refused }) {
    audit({ kind: 'test.done', subject: { type: 'test', id } });
    return refused ? refuse(refusal('TEST.REFUSED')) : accept({ id });
  },
});

const ask = (idempotencyKey: string, then: () => Promise<{ status: number; body: unknown }>, body = 'same') =>
  answerOnce(
    admin,
    { keyId, idempotencyKey, fingerprint: Buffer.from(body.padEnd(32)), now: new Date() },
    then,
  );

const doing = (id: string) => async () => ({ status: 201, body: (await work(admin, { id })) as unknown });
const times = async (id: string) =>
  (await listAuditEvents(admin, { subject: { type: 'test', id } })).rows.length;

describe('a write under an Idempotency-Key', () => {
  it('is done once and answered the same ever after', async () => {
    const first = await ask('k1', doing('a'));
    const again = await ask('k1', doing('a'));
    expect(first).toMatchObject({ kind: 'answered', again: false });
    expect(again).toEqual({ ...first, again: true });
    expect(await times('a')).toBe(1);
  });

  it('is done once when it is asked for twenty times at once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask('k2', doing('b'))));
    expect(answers.filter((one) => one.kind === 'answered' && !one.again)).toHaveLength(1);
    expect(answers.every((one) => one.kind === 'answered')).toBe(true);
    expect(await times('b')).toBe(1);
  });

  it('is refused when the key stood for another request', async () => {
    await ask('k3', doing('c'));
    expect(await ask('k3', doing('c'), 'other')).toEqual({ kind: 'reused' });
    expect(await times('c')).toBe(1);
  });

  it('keeps a refusal too, without what was refused', async () => {
    const refused = async () => ({
      status: 422,
      body: (await work(admin, { id: 'd', refused: true })) as unknown,
    });
    expect(await ask('k4', refused)).toMatchObject({ answer: { status: 422 }, again: false });
    expect(await ask('k4', doing('d'))).toMatchObject({ answer: { status: 422 }, again: true });
    expect(await times('d')).toBe(0);
  });

  it('leaves nothing behind when it falls over half-way, and may be tried again', async () => {
    const half = async (): Promise<never> => {
      await work(admin, { id: 'e' });
      throw new Error('half-way');
    };
    await expect(ask('k5', half)).rejects.toThrow('half-way');
    expect(await times('e')).toBe(0);
    expect(await ask('k5', doing('e'))).toMatchObject({ kind: 'answered', again: false });
    expect(await times('e')).toBe(1);
  });

  it('takes several changes together, also those begun at once', async () => {
    const both = async () => {
      const done = await Promise.all([
        work(admin, { id: 'f' }),
        work(admin, { id: 'g', refused: true }),
        work(admin, { id: 'h' }),
      ]);
      return { status: 200, body: done.map(({ ok }) => ok) };
    };
    expect(await ask('k6', both)).toMatchObject({ answer: { body: [true, false, true] } });
    expect([await times('f'), await times('g'), await times('h')]).toEqual([1, 0, 1]);
  });

  it('is new again when its answer was forgotten', async () => {
    await ask('k7', doing('i'));
    const forget = (hours: number) =>
      forgetExpired(
        { ...systemActor(here.id, 'test', 'test'), at: new Date(Date.now() + hours * 3_600_000) },
        {},
      );
    expect(await forget(71)).toMatchObject({ value: { answers: 0 } });
    expect(await ask('k7', doing('i'))).toMatchObject({ again: true });
    expect(await forget(73)).toMatchObject({ value: { answers: 1 } });
    expect(await ask('k7', doing('i'))).toMatchObject({ again: false });
  });
});
