import { randomUUID } from 'node:crypto';
import type { AppLoadContext } from '@remix-run/node';
import { pino } from 'pino';
import { demoTenants, type TenantSeed } from '#db/seed/tenants';
import { createApiKey } from '~/domain/access/create-api-key';
import type { Role } from '~/domain/access/roles';
import { answerApi } from '~/routes/api/dispatch.server';
import { actorOf } from '../actors';

const context = { requestId: 'test', logger: pino({ level: 'silent' }) } as unknown as AppLoadContext;

export interface Asked {
  readonly tenant?: TenantSeed;
  /** The API key; one of the role, made by somebody of its own, unless it is said. */
  readonly bearer?: string;
  /** Of the request; a new one each time unless it is said. */
  readonly key?: string;
}

/**
 * What a machine of each role asks the API, in the process of the test; the database must be there. A body of bytes is
 * a file as it is.
 */
export function useApi() {
  const keys = new Map<string, string>();
  const keyOf = async (role: Role, tenant: TenantSeed) => {
    const of = `${tenant.slug} ${role}`;
    const known = keys.get(of);
    if (known) return known;
    // Each by another maker: keys of one maker are one person.
    const made = await createApiKey(actorOf('admin', tenant, { userId: randomUUID() }), {
      role,
      label: role,
    });
    if (!made.ok) throw new Error(JSON.stringify(made.refusals));
    keys.set(of, made.value.key);
    return made.value.key;
  };
  return async (
    role: Role,
    method: 'GET' | 'POST' | 'PUT' | 'PATCH',
    path: string,
    body: unknown = {},
    { tenant = demoTenants[0], key = randomUUID(), bearer }: Asked = {},
  ) => {
    const write = method !== 'GET';
    const request = new Request(`http://localhost/api/v1${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${bearer ?? (await keyOf(role, tenant))}`,
        ...(write && {
          'Idempotency-Key': key,
          'Content-Type': body instanceof Uint8Array ? 'application/octet-stream' : 'application/json',
        }),
      },
      body: !write ? undefined : body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body),
    });
    const response = await answerApi(request, context);
    const json = /json/.test(response.headers.get('Content-Type') ?? '');
    return {
      status: response.status,
      replayed: response.headers.get('Idempotent-Replayed') === 'true',
      body: json ? await response.json() : undefined,
      bytes: json ? undefined : Buffer.from(await response.arrayBuffer()),
    };
  };
}

/** The refusals of an answer as `CODE /pointer` or `CODE ?parameter`. */
export const refused = ({
  body,
}: {
  body: { errors?: { code: string; pointer?: string; parameter?: string }[] };
}): string[] =>
  (body.errors ?? []).map(({ code, pointer, parameter }) =>
    [code, pointer ?? (parameter === undefined ? undefined : `?${parameter}`)].filter(Boolean).join(' '),
  );
