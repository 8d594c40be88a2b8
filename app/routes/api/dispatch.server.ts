import { createHash } from 'node:crypto';
import type { AppLoadContext } from '@remix-run/node';
import { z } from 'zod';
import { answerOnce, type KeptAnswer } from '~/domain/access/answer-once';
import { findKeyActor } from '~/domain/access/find-key-actor';
import { formRefusals, NotPermitted, readableParts, withFurther } from '~/domain/audit/use-case';
import { type Refusal, type Result, refusal } from '~/domain/kernel/refusals';
import { endpoints } from './catalogue.server';
import type { Endpoint } from './endpoint.server';
import { asPlain, toJson, typedJson, unclearAmounts, unknownFields } from './json.server';
import { plainProblem, problemOf } from './problem.server';

/** Largest body of a request. */
const MAX_BYTES = 20 * 1024 * 1024;

/** An answer that ends a request early. */
class Problem extends Error {
  constructor(
    readonly status: number,
    readonly body: unknown,
    readonly headers: Record<string, string> = {},
  ) {
    super(`API problem ${status}`);
  }
}

const problem = (
  status: number,
  code: string,
  { params, headers }: { params?: Refusal['params']; headers?: Record<string, string> } = {},
) => new Problem(status, plainProblem(status, code, params), headers);

/** Answers one request to /api/v1, whatever becomes of it. */
export async function answerApi(request: Request, context: AppLoadContext): Promise<Response> {
  try {
    return await answer(request, context);
  } catch (error) {
    if (error instanceof Problem) return send(error.status, error.body, error.headers);
    if (error instanceof NotPermitted) {
      return send(403, plainProblem(403, 'ACCESS.NOT_PERMITTED', { permission: error.permission }));
    }
    context.logger.error(
      { err: error, method: request.method, path: new URL(request.url).pathname },
      'API request failed',
    );
    return send(500, plainProblem(500, 'API.FAILED', { requestId: context.requestId }));
  }
}

async function answer(request: Request, { requestId }: AppLoadContext): Promise<Response> {
  const now = new Date();
  const key = /^Bearer\s+(wsk_\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  const caller = key && (await findKeyActor(key, { requestId, now }));
  if (!caller) throw problem(401, 'API.KEY_INVALID', { headers: { 'WWW-Authenticate': 'Bearer' } });
  if (caller.waitSeconds !== undefined) {
    throw problem(429, 'API.TOO_MANY_REQUESTS', {
      params: { seconds: caller.waitSeconds },
      headers: { 'Retry-After': String(caller.waitSeconds) },
    });
  }
  const url = new URL(request.url);
  const { found, params } = route(request.method, url.pathname.replace(/^\/api\/v1/, ''));
  if (!caller.actor.permissions.has(found.permission)) throw new NotPermitted(found.permission);
  const query = readQuery(found, url);
  const idempotencyKey = found.method === 'GET' ? undefined : idempotencyKeyOf(request);
  const bytes = await readBytes(found, request);
  const upload = found.file ? { bytes, type: request.headers.get('content-type') ?? '' } : undefined;
  const body = await readBody(found, bytes, request, { actor: caller.actor, params, query, upload });
  const call = { actor: caller.actor, params, query, body, upload };

  if (idempotencyKey === undefined) return run(found, call);
  const fingerprint = createHash('sha256')
    .update(`${found.method} ${url.pathname}${url.search}\n`)
    .update(bytes)
    .digest();
  const once = await answerOnce(caller.actor, { keyId: caller.keyId, idempotencyKey, fingerprint, now }, () =>
    runKept(found, call),
  );
  if (once.kind === 'reused') throw problem(409, 'API.IDEMPOTENCY_KEY_REUSED');
  if (once.kind === 'busy') throw problem(409, 'API.IN_PROGRESS', { headers: { 'Retry-After': '1' } });
  return send(once.answer.status, once.answer.body, once.again ? { 'Idempotent-Replayed': 'true' } : {});
}

type Call = Parameters<Endpoint['handle']>[0];

/** Runs a write; what comes out can be kept and given again. */
async function runKept(found: Endpoint, call: Call): Promise<KeptAnswer> {
  const outcome = await outcomeOf(found, call);
  if (outcome instanceof Response)
    throw new TypeError(`${found.method} ${found.path} must answer with a value`);
  return { status: outcome.status, body: asPlain(outcome.body) };
}

async function run(found: Endpoint, call: Call): Promise<Response> {
  const outcome = await outcomeOf(found, call);
  return outcome instanceof Response ? outcome : send(outcome.status, outcome.body);
}

async function outcomeOf(found: Endpoint, call: Call): Promise<Response | { status: number; body: unknown }> {
  const value = await found.handle(call);
  if (value instanceof Response) return value;
  if (value === undefined) return { status: 404, body: plainProblem(404, 'API.NOT_FOUND') };
  const result = isResult(value) ? value : { ok: true as const, value };
  if (!result.ok) {
    const forbidden = result.refusals.some(({ code }) => code === 'ACCESS.NOT_PERMITTED');
    const status = forbidden ? 403 : 422;
    return { status, body: problemOf(status, result.refusals) };
  }
  if (typeof found.response === 'string')
    throw new TypeError(`${found.method} ${found.path} must answer with a response`);
  return { status: found.status, body: found.response.parse(result.value) };
}

const isResult = (value: unknown): value is Result<unknown> =>
  typeof value === 'object' && value !== null && 'ok' in value && ('value' in value || 'refusals' in value);

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Endpoints with the pattern of their path; fixed parts before named ones. */
const routes = endpoints
  .map((found) => ({ found, pattern: new RegExp(`^${found.path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}/?$`) }))
  .sort((a, b) => a.found.path.split(':').length - b.found.path.split(':').length);

function route(method: string, path: string): { found: Endpoint; params: Record<string, string> } {
  const matching = routes.flatMap(({ found, pattern }) => {
    const match = pattern.exec(path);
    return match ? [{ found, params: decoded(match.groups ?? {}) }] : [];
  });
  const one = matching.find(({ found }) => found.method === method);
  if (one) {
    const ids = Object.entries(one.params).filter(([name]) => /(^i|I)d$/.test(name));
    if (ids.every(([, value]) => UUID.test(value))) return one;
  } else if (matching.length > 0) {
    const allowed = matching.map(({ found }) => found.method).join(', ');
    throw problem(405, 'API.METHOD_NOT_ALLOWED', { params: { allowed }, headers: { Allow: allowed } });
  }
  throw problem(404, 'API.NOT_FOUND');
}

function decoded(groups: Record<string, string>): Record<string, string> {
  try {
    return Object.fromEntries(
      Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]),
    );
  } catch {
    throw problem(404, 'API.NOT_FOUND');
  }
}

const noQuery = z.object({});

const notKnown = (schema: z.ZodType, given: unknown): Refusal[] =>
  unknownFields(schema, given).map((field) => refusal('API.FIELD_UNKNOWN', { field, params: { field } }));

function readQuery(found: Endpoint, url: URL): unknown {
  const schema = found.query ?? noQuery;
  const given = Object.fromEntries(url.searchParams);
  const parsed = schema.safeParse(given, { reportInput: true });
  const refusals = [...notKnown(schema, given), ...(parsed.success ? [] : formRefusals(parsed.error))];
  if (refusals.length > 0 || !parsed.success) throw new Problem(422, problemOf(422, refusals, 'query'));
  return found.query && parsed.data;
}

function idempotencyKeyOf(request: Request): string {
  const key = request.headers.get('idempotency-key')?.trim();
  if (!key) throw problem(400, 'API.IDEMPOTENCY_KEY_MISSING');
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) throw problem(400, 'API.IDEMPOTENCY_KEY_FORM');
  return key;
}

async function readBytes(found: Endpoint, request: Request): Promise<Buffer> {
  if (found.method === 'GET') return Buffer.alloc(0);
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BYTES) throw problem(413, 'API.TOO_LARGE');
  const bytes = Buffer.from(await request.arrayBuffer());
  if (bytes.length > MAX_BYTES) throw problem(413, 'API.TOO_LARGE');
  return bytes;
}

async function readBody(
  found: Endpoint,
  bytes: Buffer,
  request: Request,
  call: Omit<Call, 'body'>,
): Promise<unknown> {
  if (!found.body) return undefined;
  if (!/^application\/(.+\+)?json\b/i.test(request.headers.get('content-type') ?? ''))
    throw problem(415, 'API.JSON_WANTED');
  const sent = typedJson(found.body, jsonOf(bytes));
  const parsed = found.body.safeParse(sent, { reportInput: true });
  const form = [
    ...notKnown(found.body, sent),
    ...unclearAmounts(sent).map((field) => refusal('API.AMOUNT_UNCLEAR', { field })),
    ...(parsed.success ? [] : formRefusals(parsed.error)),
  ];
  if (parsed.success && form.length === 0) return parsed.data;
  const refusals = withFurther(form, await furtherRefusals(found, sent, call));
  throw new Problem(422, problemOf(422, refusals));
}

/** What the rules say of a body that has not the right form, so that a caller hears of all problems at once. */
async function furtherRefusals(
  found: Endpoint,
  sent: unknown,
  call: Omit<Call, 'body'>,
): Promise<readonly Refusal[]> {
  const value = await found.handle({
    ...call,
    actor: { ...call.actor, onlyAsks: true },
    body: readableParts(found.body as z.ZodType, sent),
  });
  return isResult(value) && !value.ok ? value.refusals : [];
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw problem(400, 'API.JSON_BROKEN');
  }
}

function send(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(toJson(body), {
    status,
    headers: {
      'Content-Type':
        status < 400 ? 'application/json; charset=utf-8' : 'application/problem+json; charset=utf-8',
      'Cache-Control': 'no-store',
      ...headers,
    },
  });
}
