import {
  type ActionFunctionArgs,
  type AppLoadContext,
  type LoaderFunctionArgs,
  redirect,
} from '@remix-run/node';
import type { z } from 'zod';
import { findActor, type SignedIn } from '~/domain/access/find-actor';
import type { Permission } from '~/domain/access/permissions';
import { NotPermitted, type UseCase } from '~/domain/audit/use-case';
import type { Actor } from '~/domain/kernel/actor';
import type { Refusal } from '~/domain/kernel/refusals';
import { env } from '~/platform/env';
import { isSameOrigin } from '~/platform/http/same-origin';
import { preferLocale } from '~/platform/i18n/locale.server';
import { findSession } from '~/platform/sign-in/session.server';
import { errorWords } from '~/ui/kit/error-page';
import { replyWithRefusals, replyWithRows, submission } from './form.server';

/** What a page knows of the request when it starts work. */
export interface Visit {
  readonly actor: Actor;
  /** The actor's sign-in: user name, session, language, second factor. */
  readonly person: SignedIn;
  readonly request: Request;
  readonly url: URL;
  readonly context: AppLoadContext;
  /** The path's `:id`. Answers 404 by itself when it is no UUID. */
  readonly id: string;
  /** Any other part of the path, as text. Answers 404 when the path has none. */
  param(name: string): string;
}

/** A visit that posts a form. */
export interface FormVisit extends Visit {
  readonly form: FormData;
}

/** A visit that needs no sign-in; `viewer` is who is signed in all the same. */
export interface PublicVisit extends Omit<Visit, 'actor' | 'person'> {
  readonly viewer: Actor | undefined;
}

/** What the enumeration of routes reads off a loader or an action. */
export interface Guarded {
  readonly permission: Permission;
}

/** What the enumeration of routes reads off an action that does several things, by the form's field `intent`. */
export interface GuardedIntents {
  readonly intents: Readonly<Record<string, Permission>>;
}

type Loader<Value> = ((args: LoaderFunctionArgs) => Promise<Value>) & Guarded;
type Action<Value> = (args: ActionFunctionArgs) => Promise<Value>;

/** One thing that a form asks for: an action by itself, or a part of `intents`. */
export interface Deed<Value> extends Guarded {
  (args: ActionFunctionArgs): Promise<Value>;
  run(visit: FormVisit): Promise<Value>;
}

/** `whileSigningIn`: open while a second factor or a new password is still owed. */
interface Options {
  readonly whileSigningIn?: boolean;
}

/**
 * Loader of a page: `export const loader = page('beds.view', async ({ actor, id }) => …)`.
 * Without sign-in it leads to `/sign-in` and back; without the permission it answers 403.
 */
export function page<Value>(
  permission: Permission,
  load: (visit: Visit) => Promise<Value>,
  options: Options = {},
): Loader<Value> {
  const loader = async (args: LoaderFunctionArgs) => {
    const person = await admit(args, permission, options);
    return orForbidden(() => load(Object.assign(partsOf(args), { actor: person.actor, person })));
  };
  return Object.assign(loader, { permission });
}

/** Loader of a page that anybody may see. */
export function publicPage<Value>(load: (visit: PublicVisit) => Promise<Value>): Loader<Value> {
  const loader = async (args: LoaderFunctionArgs) => {
    const viewer = (await signedIn(args))?.actor;
    return orForbidden(() => load(Object.assign(partsOf(args), { viewer })));
  };
  return Object.assign(loader, { permission: 'public' as const });
}

/** What a form asks for, answered as the page likes: `act('beds.edit', async ({ actor, form, id }) => …)`. */
export function act<Value>(
  permission: Permission,
  run: (visit: FormVisit) => Promise<Value>,
  options: Options = {},
): Deed<Value> {
  const action = async (args: ActionFunctionArgs) => {
    const visit = await admitForm(args, options);
    demand(visit.actor, permission);
    return orForbidden(() => run(visit));
  };
  return Object.assign(action, { permission, run });
}

/**
 * What a form asks for, done by one use case with that one's permission. The form is read by the use case's
 * input; `with` adds what the path says. A refusal shows the form again as it was typed, with every reason.
 * `told` leaves out what the form does not ask; `then` names the page that follows, or answers by itself.
 *
 *     export const action = post(closeBed, { with: ({ id }) => ({ bedId: id }), then: (bed) => `/beds/${bed.id}` });
 */
export function post<Input extends z.ZodType, Value, Answer>(
  useCase: UseCase<Input, Value>,
  {
    with: added,
    told = (refusals) => refusals,
    then,
    ...options
  }: Options & {
    with?: (visit: FormVisit) => Partial<z.input<Input>>;
    told?: (refusals: readonly Refusal[]) => readonly Refusal[];
    then: (value: Value, visit: FormVisit) => Answer | Promise<Answer>;
  },
) {
  const run = async (visit: FormVisit) => {
    const sent = submission(visit.form, useCase.input);
    if (sent.rowsChanged) return replyWithRows(sent);
    const result = await useCase(visit.actor, {
      ...(sent.input as object),
      ...added?.(visit),
    } as z.input<Input>);
    if (!result.ok) return replyWithRefusals(sent, told(result.refusals));
    const next = await then(result.value, visit);
    return (typeof next === 'string' ? redirect(next, 303) : next) as Answer extends string
      ? Response
      : Answer;
  };
  return act(useCase.permission, run, options);
}

type AnswerOf<Deeds> = {
  [Name in keyof Deeds]: Deeds[Name] extends Deed<infer Value> ? Value : never;
}[keyof Deeds];

/** Action of a page with several forms, told apart by the field `intent`: `intents({ close: post(closeBed, …), reopen: … })`. */
export function intents<Deeds extends Readonly<Record<string, Deed<unknown>>>>(
  deeds: Deeds,
  options: Options = {},
): Action<AnswerOf<Deeds>> & GuardedIntents {
  const action = async (args: ActionFunctionArgs) => {
    const visit = await admitForm(args, options);
    const deed = deeds[String(visit.form.get('intent'))];
    if (!deed) throw nothingFor(400);
    demand(visit.actor, deed.permission);
    return orForbidden(() => deed.run(visit)) as Promise<AnswerOf<Deeds>>;
  };
  const permissions = Object.entries(deeds).map(([name, { permission }]) => [name, permission] as const);
  return Object.assign(action, { intents: Object.fromEntries(permissions) });
}

/** A form that anybody may send. */
export type PublicFormVisit = PublicVisit & { readonly form: FormData };

/** Action that anybody may send from our own pages. */
export function publicAct<Value>(run: (visit: PublicFormVisit) => Promise<Value>): Action<Value> & Guarded {
  const action = async (args: ActionFunctionArgs) => {
    demandSameOrigin(args.request);
    const viewer = (await signedIn(args))?.actor;
    return run(Object.assign(partsOf(args), { viewer, form: await formOf(args.request) }));
  };
  return Object.assign(action, { permission: 'public' as const });
}

/** Action that another machine calls and that proves by itself who sent it, such as a signed payment notice. */
export function hook<Value>(run: (args: ActionFunctionArgs) => Promise<Value>): Action<Value> & Guarded {
  return Object.assign((args: ActionFunctionArgs) => run(args), { permission: 'public' as const });
}

/** A request is served by several loaders; who asks is found out once. */
const found = new WeakMap<AppLoadContext, Promise<SignedIn | undefined>>();

/** Who is signed in, if anybody: for the frame around every page. */
export function signedIn({
  request,
  context,
}: LoaderFunctionArgs | ActionFunctionArgs): Promise<SignedIn | undefined> {
  let person = found.get(context);
  if (!person) {
    person = findPerson(request, context);
    found.set(context, person);
  }
  return person;
}

/** Whether a request that is still being answered would be let in now: same sign-in, same tenant, permission kept. */
export async function stillPermitted(
  request: Request,
  { tenantId, userId, requestId }: Actor,
  permission: Permission,
): Promise<boolean> {
  const session = await findSession(request);
  const person =
    session && session.userId === userId ? await findActor({ id: session.userId }, requestId) : undefined;
  return person?.actor.tenantId === tenantId && person.actor.permissions.has(permission);
}

async function findPerson(request: Request, context: AppLoadContext): Promise<SignedIn | undefined> {
  const session = await findSession(request);
  const person = session && (await findActor({ id: session.userId }, context.requestId));
  if (!person) return undefined;
  preferLocale(person.locale);
  return { ...person, sessionId: session.id };
}

/** Path and query of a request, as `next` carries it through sign-in. */
const placeOf = (request: Request): string => {
  const { pathname, search } = new URL(request.url);
  return pathname + search;
};

async function admit(
  args: LoaderFunctionArgs | ActionFunctionArgs,
  permission: Permission | undefined,
  { whileSigningIn = false }: Options,
): Promise<SignedIn> {
  const person = await signedIn(args);
  const next = new URLSearchParams({ next: placeOf(args.request) });
  if (!person) {
    if (/^(GET|HEAD)$/.test(args.request.method)) throw redirect(`/sign-in?${next}`);
    // 307 sends the form along, so that sign-in can keep what was typed.
    throw redirect(`/sign-in?resume=1&${next}`, 307);
  }
  if (!whileSigningIn && (person.mustChangePassword || person.mustEnrol)) {
    throw redirect(person.mustChangePassword ? '/account/password' : '/second-factor', 303);
  }
  if (permission) demand(person.actor, permission);
  return person;
}

async function admitForm(args: ActionFunctionArgs, options: Options): Promise<FormVisit> {
  demandSameOrigin(args.request);
  const person = await admit(args, undefined, options);
  return Object.assign(partsOf(args), { actor: person.actor, person, form: await formOf(args.request) });
}

function demand(actor: Actor, permission: Permission): void {
  if (!actor.permissions.has(permission)) throw nothingFor(403);
}

function demandSameOrigin(request: Request): void {
  if (!isSameOrigin((name) => request.headers.get(name), env().appOrigin)) throw nothingFor(403);
}

async function formOf(request: Request): Promise<FormData> {
  return request.formData().catch(() => {
    throw nothingFor(400);
  });
}

async function orForbidden<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof NotPermitted) throw nothingFor(403);
    throw error;
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function partsOf({ request, params, context }: LoaderFunctionArgs | ActionFunctionArgs) {
  const param = (name: string): string => {
    const value = params[name];
    if (value === undefined) throw notFound();
    return value;
  };
  return {
    request,
    context,
    url: new URL(request.url),
    param,
    get id() {
      const id = param('id');
      if (!UUID.test(id)) throw notFound();
      return id;
    },
  };
}

/** For `throw notFound()` when a find-… came back empty: the page says so, whoever's the record may be. */
export const notFound = () => nothingFor(404);

/** What is thrown instead of an answer: a page says it in its frame, a file in words. */
function nothingFor(status: 400 | 403 | 404): Response {
  const { title, text } = errorWords(status);
  return new Response(`${title()}\n${text()}\n`, {
    status,
    headers: { 'Content-Type': 'text/plain; charset=utf-8' },
  });
}
