import type { z } from 'zod';
import { type AuditRow, insertAuditEvents } from '#db/queries/audit';
import { insertOutbox, type OutboxMessage } from '#db/queries/outbox';
import { inTenant, type Tx } from '#db/transaction';
import { violatedConstraint } from '#db/violations';
import type { Permission } from '../access/permissions';
import type { Actor, Effect } from '../kernel/actor';
import { dateOf, type PlainDate } from '../kernel/plain-date';
import { type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { once } from './once';

/** What happened to which record; the typed unions are in each noun's `*.events.ts`. */
export interface AuditEvent {
  readonly kind: string;
  readonly subject: { readonly type: string; readonly id: string };
  /** What a reader of the record's history needs. No sealed value in the clear. */
  readonly data?: Record<string, unknown>;
  readonly reason?: string;
}

/** What a use case works with: its transaction, who acts, when, and what is to stand or fall with the change. */
export interface Scope {
  readonly tx: Tx;
  readonly actor: Actor;
  /** Instant of the whole change. */
  readonly now: Date;
  /** Civil date of `now` in the district's zone. */
  readonly today: PlainDate;
  /** Writes an audit event with the change. */
  audit(event: AuditEvent): void;
  /** Publishes a job with the change. */
  publish(message: OutboxMessage): void;
}

/** Words for a constraint of the database, should a change run into it. */
export type ConstraintRefusals = Readonly<Record<string, Refusal>>;

export interface UseCase<Input extends z.ZodType, Value> {
  (actor: Actor, input: z.input<Input>): Promise<Result<Value>>;
  readonly permission: Permission;
  readonly input: Input;
  /** Runs inside a transaction that is open already, as a part of a larger use case; permission is that one's. */
  within(scope: Scope, input: z.output<Input>): Promise<Result<Value>>;
}

/** Carries refusals out of a transaction so that it rolls back. */
class Refused extends Error {
  constructor(readonly refusals: readonly Refusal[]) {
    super(refusals.map((one) => one.code).join(', '));
  }
}

/** Refusal of a use case whose job has happened before; the job then is done. */
export const ALREADY_DONE = 'JOBS.ALREADY_DONE';

/** Effects that this process has seen happen; by object, so that each run of a job starts unclaimed. */
const settled = new WeakSet<Effect>();

/** Whether a use case that acted with `effect` has made it happen, or found that it had happened before. */
export const isSettled = (effect: Effect): boolean => settled.has(effect);

/** Times a change is tried again after a deadlock or a serialization failure. */
const ATTEMPTS = 3;

/** Refusals of an input that does not have the form of its schema (parsed with `reportInput`); field paths as the form names them. */
export function formRefusals(error: z.ZodError): Refusal[] {
  return error.issues.map((issue) => {
    const field = issue.path.join('.');
    const params = 'params' in issue ? (issue.params as { refusal?: string } | undefined) : undefined;
    const code = params?.refusal ?? (/^[A-Z]+\.[A-Z_]+$/.test(issue.message) ? issue.message : undefined);
    // A schema that says what is missing says so of every problem of it, and a text that is too long is not missing.
    if (issue.code === 'too_big' && issue.origin === 'string' && (!code || code.endsWith('_MISSING')))
      return refusal('INPUT.LONG', { field, params: { most: Number(issue.maximum) } });
    return refusal(code ?? typeRefusal(issue), { field });
  });
}

function typeRefusal(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'invalid_type' && issue.code !== 'invalid_value') return 'INPUT.INVALID';
  if (issue.input === undefined || issue.input === null) return 'INPUT.MISSING';
  if (issue.code === 'invalid_value') return 'INPUT.INVALID';
  return issue.expected === 'number' || issue.expected === 'int' ? 'INPUT.NUMBER' : 'INPUT.INVALID';
}

/** The fields of an object that read well by themselves; nothing of what is no object. */
export function readableParts(schema: z.ZodType, raw: unknown): Record<string, unknown> {
  const shape = (schema as Partial<z.ZodObject>).shape ?? {};
  const given = (raw ?? {}) as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(shape).flatMap(([name, part]) => {
      const read = (part as z.ZodType).safeParse(given[name]);
      return read.success ? [[name, read.data]] : [];
    }),
  );
}

/**
 * Refusals of the form and those of the rules. What the form says of a field is enough, also when it says it of a part: the rules
 * were not given what could not be read, and would take it for missing.
 */
export function withFurther(form: readonly Refusal[], further: readonly Refusal[]): Refusal[] {
  const whole = (field: string) => field.split('.', 1)[0];
  const told = new Set(form.flatMap(({ field }) => (field === undefined ? [] : whole(field))));
  return [...form, ...further.filter(({ field }) => field === undefined || !told.has(whole(field)))];
}

/**
 * Makes a use case: permission → input → one transaction in which the change, its audit events and its
 * outbox messages stand or fall together. A refusal rolls everything back. `constraints` names the
 * database's own refusals (constraint → refusal), which is what the loser of a race gets.
 *
 * Schemas may use a refusal code as zod message (`z.string().min(1, 'PERSON.NAME_MISSING')`).
 *
 * `known` says what else is wrong when the form is not whole: it is given the fields that could be read, looks and
 * changes nothing, so that a person hears of all problems at once and not of one kind after the other.
 */
export function useCase<Input extends z.ZodType, Value>(definition: {
  permission: Permission;
  input: Input;
  constraints?: ConstraintRefusals;
  known?(scope: ReadScope, input: Partial<z.output<Input>>): Promise<readonly Refusal[]> | readonly Refusal[];
  run(scope: Scope, input: z.output<Input>): Promise<Result<Value>>;
}): UseCase<Input, Value> {
  const { permission, input: schema, constraints = {}, known, run } = definition;

  async function alsoWrong(actor: Actor, raw: unknown): Promise<readonly Refusal[]> {
    if (!known) return [];
    const readable = readableParts(schema, raw);
    return inTenant({ tenantId: actor.tenantId, actorId: actor.userId }, async (tx) =>
      known(openScope(tx, actor).scope, readable as Partial<z.output<Input>>),
    );
  }

  async function execute(actor: Actor, raw: z.input<Input>): Promise<Result<Value>> {
    if (!actor.permissions.has(permission))
      return refuse(refusal('ACCESS.NOT_PERMITTED', { params: { permission } }));
    if (actor.onlyAsks) return refuse(...(await alsoWrong(actor, raw)));
    const parsed = await schema.safeParseAsync(raw, { reportInput: true });
    if (!parsed.success)
      return refuse(...withFurther(formRefusals(parsed.error), await alsoWrong(actor, raw)));

    for (let attempt = 1; ; attempt++) {
      try {
        const done = await inTenant({ tenantId: actor.tenantId, actorId: actor.userId }, async (tx) => {
          const { scope, write } = openScope(tx, actor);
          if (actor.effect && !(await claimFor(scope, actor.effect)))
            throw new Refused([refusal(ALREADY_DONE)]);
          const result = await run(scope, parsed.data);
          if (!result.ok) throw new Refused(result.refusals);
          await write();
          return result;
        });
        if (actor.effect) settled.add(actor.effect);
        return done;
      } catch (error) {
        if (error instanceof Refused) return refuse(...error.refusals);
        const violation = violatedConstraint(error);
        if (violation?.retry && attempt < ATTEMPTS) continue;
        const known = violation?.constraint ? constraints[violation.constraint] : undefined;
        if (known) return refuse(known);
        throw error;
      }
    }
  }

  return Object.assign(execute, { permission, input: schema, within: run });
}

/** Claims the effect of a job in the transaction of its one use case. */
async function claimFor(scope: Scope, effect: Effect): Promise<boolean> {
  if (settled.has(effect))
    throw new Error(`${effect.job} calls a second use case: a job calls one, or publishes further jobs`);
  const first = await once(scope, effect.key, effect.job);
  if (!first) settled.add(effect);
  return first;
}

function openScope(tx: Tx, actor: Actor): { scope: Scope; write: () => Promise<void> } {
  const now = actor.at ?? new Date();
  const events: AuditRow[] = [];
  const messages: OutboxMessage[] = [];
  const scope: Scope = {
    tx,
    actor,
    now,
    today: dateOf(now),
    audit: (event) =>
      void events.push({
        at: now,
        actorId: actor.userId,
        actorName: actor.name,
        requestId: actor.requestId,
        kind: event.kind,
        subjectType: event.subject.type,
        subjectId: event.subject.id,
        reason: event.reason,
        data: { ...event.data, ...(actor.keyLabel && { apiKey: actor.keyLabel }) },
      }),
    publish: (message) => void messages.push(message),
  };
  const write = async () => {
    if (messages.length > 0) await insertOutbox(tx, messages, actor.requestId);
    // Last, because the chain is one lock per tenant: held only for the moment before the commit.
    if (events.length > 0) await insertAuditEvents(tx, events);
  };
  return { scope, write };
}

/** What a read works with. */
export type ReadScope = Pick<Scope, 'tx' | 'actor' | 'now' | 'today'>;

/** A read that asks for nothing takes nothing. */
type Asked<Input> = Record<string, never> extends Input ? [input?: Input] : [input: Input];

export interface Read<Input, Value> {
  (actor: Actor, ...input: Asked<Input>): Promise<Value>;
  readonly permission: Permission;
  within(scope: ReadScope, input: Input): Promise<Value>;
}

/** Thrown when a read is asked for by somebody without its permission; pages answer 403. */
export class NotPermitted extends Error {
  constructor(readonly permission: Permission) {
    super(`Not permitted: ${permission}`);
  }
}

/** Makes a read: permission → one transaction that sees only the actor's tenant. */
export function read<Input, Value>(
  permission: Permission,
  run: (scope: ReadScope, input: Input) => Promise<Value>,
): Read<Input, Value> {
  async function execute(actor: Actor, ...[input]: Asked<Input>): Promise<Value> {
    if (!actor.permissions.has(permission)) throw new NotPermitted(permission);
    return inTenant({ tenantId: actor.tenantId, actorId: actor.userId }, (tx) => {
      const now = actor.at ?? new Date();
      return run({ tx, actor, now, today: dateOf(now) }, (input ?? {}) as Input);
    });
  }
  return Object.assign(execute, { permission, within: run });
}
