import { z } from 'zod';
import { newId } from '#db/new-id';
import {
  type Appeal,
  deleteDraft,
  freeNeeds,
  insertAppeal,
  insertNeed,
  insertUpdate,
  lockAppeal,
  lockPublishedAppeals,
  markNeedWithdrawn,
  selectAppeal,
  selectAppeals,
  selectAskedFor,
  selectDueAppeals,
  selectNamedNeeds,
  selectNeed,
  selectNeeds,
  selectOpenDrafts,
  selectOverAppeals,
  selectRunningAppeals,
  selectUnfiledAppeals,
  selectUpdates,
  takeUpNeeds,
  updateAppeal,
} from '#db/queries/appeals';
import { holdReceivingEntity, selectPurposeByCode, selectReceivingEntities } from '#db/queries/donations';
import type { Tx } from '#db/transaction';
import { once } from '../audit/once';
import { type ReadScope, read, type Scope, useCase } from '../audit/use-case';
import type { Actor } from '../kernel/actor';
import { groupedBy } from '../kernel/grouped';
import { civilDate } from '../kernel/inputs';
import { addDays, dateOf, type PlainDate } from '../kernel/plain-date';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { actingPerson } from '../standards/standard.rules';
import {
  DAYS_TO_FILE_LATE,
  differsFromPlan,
  emergencyDuties,
  isRunning,
  lastReport,
  needState,
  nextReport,
  planDue,
  publishRefusals,
  reportState,
  takesFrom,
  WARNING_DAYS,
} from './appeal.rules';
import { type AppealHappened, appealEvent, donationEvent } from './gift.events';
import { amount, itemForm, reason } from './gift.forms';
import { amountRefusal } from './gift.rules';
import { goodsText } from './goods.rules';
import { heldUntil, qualificationOf, receivingKinds } from './qualification.rules';

export type { Appeal };

const words = (missing: string, most: number) =>
  z.string({ error: missing }).trim().min(2, missing).max(most);
const appealId = z.uuid('APPEAL.UNKNOWN');

/** What a draft says. */
const draftForm = {
  kind: z.enum(['open', 'directed'], 'APPEAL.KIND_MISSING'),
  urgent: z.boolean().default(false),
  entityId: z.uuid('GIFT.ENTITY_UNKNOWN'),
  purpose: z.string({ error: 'GIFT.PURPOSE_MISSING' }).max(40),
  title: words('APPEAL.TITLE_MISSING', 60),
  titleEn: words('APPEAL.TITLE_MISSING', 120),
  /** What it is for, to be read by everybody: no person is named in it. */
  about: words('APPEAL.ABOUT_MISSING', 2_000),
  /** The same in English, if there is one. */
  aboutEn: z.string().trim().max(4_000).optional(),
  goalFen: z.union([z.string().max(40), z.bigint()]).optional(),
  startsOn: civilDate(),
  /** Last day. */
  endsOn: civilDate(),
  needIds: z.array(z.uuid()).max(100).default([]),
};

/** What is wrong with a draft as far as it could be read: GIFT.AMOUNT_FORM, .PURPOSE_UNKNOWN, .ENTITY_UNKNOWN, APPEAL.RANGE. */
async function draftRefusals(
  { tx }: ReadScope,
  { goalFen, startsOn, endsOn, purpose: code, entityId }: Partial<Draft>,
): Promise<Refusal[]> {
  const problems: Refusal[] = [];
  const wrongGoal = goalFen === undefined ? undefined : amountRefusal(amount.parse(goalFen), 'goalFen');
  if (wrongGoal) problems.push(wrongGoal);
  if (startsOn && endsOn && endsOn < startsOn) problems.push(refusal('APPEAL.RANGE', { field: 'endsOn' }));
  if (code !== undefined && !(await selectPurposeByCode(tx, code)))
    problems.push(refusal('GIFT.PURPOSE_UNKNOWN', { field: 'purpose', params: { code } }));
  if (entityId && !(await selectReceivingEntities(tx)).some(({ id }) => id === entityId))
    problems.push(refusal('GIFT.ENTITY_UNKNOWN', { field: 'entityId' }));
  return problems;
}

/**
 * Drafts an appeal; a draft asks nobody yet. Needs that were named may be taken up in it at once.
 * Refuses APPEAL.TITLE_MISSING, .ABOUT_MISSING, .RANGE, .NEED_TAKEN, GIFT.AMOUNT_FORM, GIFT.PURPOSE_UNKNOWN, GIFT.ENTITY_UNKNOWN.
 */
export const draftAppeal = useCase({
  permission: 'donations.confirm-money',
  input: z.object(draftForm),
  known: draftRefusals,
  async run(scope, said) {
    const { tx, now, actor } = scope;
    const read = await readDraft(scope, said);
    if (!read.ok) return read;
    const id = newId();
    await insertAppeal(tx, { ...read.value, id, draftedBy: actor.name, draftedAt: now });
    const taken = await takeUp(scope, id, said.needIds);
    if (!taken.ok) return taken;
    tell(scope, 'appeals.drafted', id, { data: { kind: said.kind, needs: said.needIds.length } });
    return accept({ appealId: id });
  },
});

/**
 * Changes a draft as a whole: what is left out of its needs is free again. A plan on file that says otherwise of it is then to be
 * filed anew before it is published. Refuses as `draftAppeal`, APPEAL.UNKNOWN and .NOT_NOW.
 */
export const changeAppeal = useCase({
  permission: 'donations.confirm-money',
  input: z.object({ appealId, ...draftForm }),
  known: draftRefusals,
  async run(scope, { appealId: id, ...said }) {
    const found = await appealIn(scope, id, ['draft']);
    if (!found.ok) return found;
    const read = await readDraft(scope, said);
    if (!read.ok) return read;
    const outdated = found.value.planNumber !== null && differsFromPlan(found.value, read.value);
    await updateAppeal(scope.tx, id, {
      ...read.value,
      ...(outdated && { planChangedOn: scope.today }),
    });
    await freeNeeds(scope.tx, id);
    const taken = await takeUp(scope, id, said.needIds);
    if (!taken.ok) return taken;
    const data = { kind: said.kind, needs: said.needIds.length, ...(outdated && { planOutdated: true }) };
    tell(scope, 'appeals.changed', id, { data });
    return accept({ appealId: id });
  },
});

/** Throws a draft away that asked nobody yet; its needs are free again. Refuses APPEAL.UNKNOWN, .NOT_NOW, GIFT.REASON_MISSING. */
export const discardDraft = useCase({
  permission: 'donations.confirm-money',
  input: z.object({ appealId, reason }),
  async run(scope, { appealId: id, reason: why }) {
    const found = await appealIn(scope, id, ['draft']);
    if (!found.ok) return found;
    await freeNeeds(scope.tx, id);
    await deleteDraft(scope.tx, id);
    tell(scope, 'appeals.discarded', id, { data: { title: found.value.title }, reason: why });
    return accept({ appealId: id });
  },
});

type Draft = z.output<z.ZodObject<typeof draftForm>>;

async function readDraft(scope: Scope, draft: Draft) {
  const { purpose: code, needIds: _, goalFen: goal, ...said } = draft;
  const problems = await draftRefusals(scope, draft);
  const purpose = await selectPurposeByCode(scope.tx, code);
  if (!purpose || problems.length > 0) return refuse(...problems);
  return accept({
    ...said,
    aboutEn: said.aboutEn || null,
    purposeId: purpose.id,
    goalFen: goal === undefined ? null : amount.parse(goal),
  });
}

async function takeUp({ tx }: Scope, id: string, needIds: readonly string[]): Promise<Result<unknown>> {
  const taken = await takeUpNeeds(tx, { appealId: id, needIds });
  return taken.length < new Set(needIds).size
    ? refuse(refusal('APPEAL.NEED_TAKEN', { field: 'needIds' }))
    : accept(undefined);
}

const tell = (
  scope: Scope,
  kind: AppealHappened['kind'],
  id: string,
  detail: { data?: Record<string, unknown>; reason?: string } = {},
): void => scope.audit(appealEvent(kind, id, detail));

/** An appeal that is locked and in one of these states. Refuses APPEAL.UNKNOWN and APPEAL.NOT_NOW. */
async function appealIn(
  scope: Scope,
  id: string,
  states: readonly Appeal['status'][],
): Promise<Result<Appeal>> {
  const appeal = await lockAppeal(scope.tx, id);
  if (!appeal) return refuse(refusal('APPEAL.UNKNOWN', { field: 'appealId' }));
  return states.includes(appeal.status) ? accept(appeal) : refuse(refusal('APPEAL.NOT_NOW'));
}

const aheadRefusals = (planFiledOn: PlainDate | undefined, today: PlainDate): Refusal[] =>
  planFiledOn && planFiledOn > today ? [refusal('APPEAL.PLAN_AHEAD', { field: 'planFiledOn' })] : [];

/** Writes down under which number the plan of an appeal is on file, or is again after the draft was changed. Refuses APPEAL.PLAN_MISSING, .PLAN_AHEAD, .PLAN_BEFORE_CHANGE (it was filed before the draft was changed), .UNKNOWN, .NOT_NOW. */
export const filePlan = useCase({
  permission: 'donations.confirm-money',
  input: z.object({
    appealId,
    planNumber: z.string({ error: 'APPEAL.PLAN_MISSING' }).trim().min(1, 'APPEAL.PLAN_MISSING').max(60),
    planFiledOn: civilDate(),
  }),
  constraints: { appeals_open_filed: refusal('APPEAL.NOT_NOW') },
  known: ({ today }, { planFiledOn }) => aheadRefusals(planFiledOn, today),
  async run(scope, { appealId: id, ...plan }) {
    const ahead = aheadRefusals(plan.planFiledOn, scope.today);
    if (ahead.length > 0) return refuse(...ahead);
    const found = await appealIn(scope, id, ['draft', 'published', 'ended', 'reported']);
    if (!found.ok) return found;
    // What was published with a plan keeps it; in an emergency it comes afterwards, also of one that is over by then.
    const { status, planNumber, planChangedOn } = found.value;
    if (status !== 'draft' && planNumber !== null && planChangedOn === null)
      return refuse(refusal('APPEAL.NOT_NOW'));
    // What was on file before is not what was changed since (慈善法 Art. 56).
    if (planChangedOn !== null && plan.planFiledOn < planChangedOn)
      return refuse(
        refusal('APPEAL.PLAN_BEFORE_CHANGE', { field: 'planFiledOn', params: { changed: planChangedOn } }),
      );
    await updateAppeal(scope.tx, id, { ...plan, planChangedOn: null });
    tell(scope, 'appeals.plan-filed', id, { data: plan });
    return accept({ appealId: id });
  },
});

async function refusalsOf({ tx, today }: ReadScope, appeal: Appeal): Promise<Refusal[]> {
  const entity = (await selectReceivingEntities(tx)).find(({ id }) => id === appeal.entityId);
  if (!entity) return [refusal('GIFT.ENTITY_UNKNOWN', { field: 'entityId' })];
  const needs = await selectNeeds(tx, appeal.id);
  return publishRefusals({ ...appeal, needs }, entity, today);
}

/**
 * Publishes an appeal: from its first day on gifts are taken for it. Refuses whatever the law does not let, with the clause
 * (`publishRefusals`); the database refuses an open one without right and plan.
 */
export const publishAppeal = useCase({
  permission: 'donations.publish-appeal',
  input: z.object({ appealId }),
  async run(scope, { appealId: id }) {
    const { tx, today, actor } = scope;
    const found = await appealIn(scope, id, ['draft']);
    if (!found.ok) return found;
    const appeal = found.value;
    // Whoever ends a right of the receiver meanwhile comes before or after.
    await holdReceivingEntity(tx, appeal.entityId);
    const problems = await refusalsOf(scope, appeal);
    if (problems.length > 0) return refuse(...problems);
    const entity = (await selectReceivingEntities(tx)).find((one) => one.id === appeal.entityId);
    const right = entity && qualificationOf(entity.qualifications, 'public_fundraising', appeal.startsOn);
    await updateAppeal(tx, id, {
      status: 'published',
      publishedOn: today,
      publishedBy: actor.name,
      rightNumber: appeal.kind === 'open' ? right?.number : null,
      reportDueOn: nextReport(appeal, appeal.startsOn),
    });
    tell(scope, 'appeals.published', id, { data: { planNumber: appeal.planNumber } });
    return accept({ appealId: id });
  },
});

/** Tells the public how a running appeal stands; the clock for the next time begins anew. Refuses APPEAL.TEXT_MISSING, .UNKNOWN, .NOT_NOW. */
export const postUpdate = useCase({
  permission: 'donations.confirm-money',
  input: z.object({ appealId, text: words('APPEAL.TEXT_MISSING', 2_000) }),
  async run(scope, { appealId: id, text }) {
    const { tx, today, actor } = scope;
    const found = await appealIn(scope, id, ['published']);
    if (!found.ok) return found;
    await insertUpdate(tx, { id: newId(), appealId: id, onDate: today, text, writtenBy: actor.name });
    await updateAppeal(tx, id, { reportDueOn: nextReport(found.value, today) });
    tell(scope, 'appeals.updated', id);
    return accept({ appealId: id });
  },
});

async function end(scope: Scope, appeal: Appeal, on: PlainDate): Promise<void> {
  await updateAppeal(scope.tx, appeal.id, { status: 'ended', endedOn: on, reportDueOn: lastReport(on) });
  tell(scope, 'appeals.ended', appeal.id, { data: { on, receivedFen: appeal.receivedFen.toString() } });
}

/** Ends an appeal before its last day. Refuses APPEAL.UNKNOWN, .NOT_NOW. */
export const endAppeal = useCase({
  permission: 'donations.confirm-money',
  input: z.object({ appealId }),
  async run(scope, { appealId: id }) {
    const found = await appealIn(scope, id, ['published']);
    if (!found.ok) return found;
    await end(scope, found.value, scope.today);
    return accept({ appealId: id });
  },
});

/**
 * Brings the last day of published appeals to that on which their receiver may last receive for them, and ask the public for open
 * ones; what it may not ask for any more ends at once. Part of ending a right.
 */
export async function endWithRight(scope: Scope, organisationId: string): Promise<void> {
  const { tx, today } = scope;
  const rights =
    (await selectReceivingEntities(tx)).find(({ id }) => id === organisationId)?.qualifications ?? [];
  for (const appeal of await lockPublishedAppeals(tx, organisationId)) {
    const from = takesFrom(appeal, today);
    const ends = [receivingKinds, ...(appeal.kind === 'open' ? [['public_fundraising'] as const] : [])].map(
      (kinds) => heldUntil(rights, kinds, from),
    );
    const until = ends.flatMap((one) => one ?? []).sort()[0];
    if (ends.includes(undefined)) await end(scope, appeal, today);
    else if (until && until <= appeal.endsOn) {
      const endsOn = addDays(until, -1);
      await updateAppeal(tx, appeal.id, { endsOn });
      tell(scope, 'appeals.cut-short', appeal.id, { data: { endsOn, before: appeal.endsOn } });
    }
  }
}

/** Publishes the report of an appeal that ended. Refuses APPEAL.TEXT_MISSING, .UNKNOWN, .NOT_NOW. */
export const reportAppeal = useCase({
  permission: 'donations.confirm-money',
  input: z.object({ appealId, text: words('APPEAL.TEXT_MISSING', 5_000) }),
  async run(scope, { appealId: id, text }) {
    const found = await appealIn(scope, id, ['ended']);
    if (!found.ok) return found;
    await updateAppeal(scope.tx, id, {
      status: 'reported',
      report: text,
      reportedOn: scope.today,
      reportDueOn: null,
    });
    tell(scope, 'appeals.reported', id);
    return accept({ appealId: id });
  },
});

/**
 * Ends the appeals whose last day is over, and warns, once for each day that is due, of those of which the public is to be told
 * soon or should have been, and of those in an emergency whose plan is to be filed.
 */
export const tendAppeals = useCase({
  permission: 'jobs.run',
  input: z.object({ period: z.string().min(1) }),
  async run(scope) {
    const { tx, today } = scope;
    for (const appeal of await selectOverAppeals(tx, today)) await end(scope, appeal, appeal.endsOn);
    for (const { id, reportDueOn } of await selectDueAppeals(tx, addDays(today, WARNING_DAYS))) {
      const late = reportState(reportDueOn, today) === 'late';
      const kind = late ? 'appeals.report-late' : 'appeals.report-due';
      if (await once(scope, `${kind}/${id}/${reportDueOn}`, 'donations.tend-appeals'))
        tell(scope, kind, id, { data: { dueOn: reportDueOn } });
    }
    const begunBy = addDays(today, WARNING_DAYS - DAYS_TO_FILE_LATE);
    for (const appeal of await selectUnfiledAppeals(tx, begunBy)) {
      const dueOn = planDue(appeal);
      const kind = reportState(dueOn, today) === 'late' ? 'appeals.plan-late' : 'appeals.plan-due';
      if (await once(scope, `${kind}/${appeal.id}`, 'donations.tend-appeals'))
        tell(scope, kind, appeal.id, { data: { dueOn } });
    }
    return accept({});
  },
});

/** Who names a need, and for which town. */
const namer = ({ actor, now }: Scope) => ({
  namedBy: actor.name,
  namedById: actingPerson(actor),
  townCode: actor.townCode ?? null,
  namedAt: now,
});

/** What every need says. */
const needForm = {
  origin: z.enum(['centre', 'household', 'visit'], 'APPEAL.ORIGIN_MISSING'),
  /** For whoever writes the appeal, and whoever decides on it: never public, and seen by nobody else than who wrote it. */
  note: z.string().trim().max(300).default(''),
};

/** Names things that the centre, a household or a visit needs, for an appeal to take up. Refuses GOODS.…, APPEAL.ORIGIN_MISSING. */
export const nameNeed = useCase({
  permission: 'donations.name-need',
  input: itemForm.extend(needForm),
  async run(scope, { name, spec, unit, ...said }) {
    const id = newId();
    const goods = { name: goodsText(name), spec: goodsText(spec), unit: goodsText(unit) };
    await insertNeed(scope.tx, { ...said, ...goods, id, ...namer(scope) });
    needNamed(scope, id, said.origin);
    return accept({ needId: id });
  },
});

/** Names money that is needed, such as for a repair. Refuses APPEAL.NEED_MISSING, .ORIGIN_MISSING, GIFT.AMOUNT_FORM. */
export const nameMoneyNeed = useCase({
  permission: 'donations.name-need',
  input: z.object({ name: words('APPEAL.NEED_MISSING', 80), amountFen: amount, ...needForm }),
  known: (_, { amountFen }) => amountRefusals(amountFen),
  async run(scope, { name, ...said }) {
    const wrong = amountRefusals(said.amountFen);
    if (wrong.length > 0) return refuse(...wrong);
    const id = newId();
    const what = { name: goodsText(name), spec: '', unit: '' };
    await insertNeed(scope.tx, { ...said, ...what, id, ...namer(scope) });
    needNamed(scope, id, said.origin);
    return accept({ needId: id });
  },
});

const needUnknown = refusal('APPEAL.NEED_UNKNOWN', { field: 'needId' });
const needInUse = refusal('APPEAL.NEED_IN_USE', { field: 'needId' });

/** Whether somebody may withdraw a need: who named it, and whoever writes appeals. */
const mayWithdraw = (actor: Actor, { namedById }: { readonly namedById: string | null }): boolean =>
  actor.permissions.has('donations.confirm-money') || namedById === actingPerson(actor);

/**
 * Withdraws a need that was named by mistake or is met otherwise, as long as no appeal asks for it: a draft lets go of it. It stays on
 * the list of who named it, without its note. For who
 * named it and whoever writes appeals. Refuses APPEAL.NEED_UNKNOWN, .NEED_OF_OTHERS, .NEED_IN_USE, GIFT.REASON_MISSING.
 */
export const withdrawNeed = useCase({
  permission: 'donations.name-need',
  input: z.object({ needId: z.uuid('APPEAL.NEED_UNKNOWN'), reason }),
  async run(scope, { needId, reason: why }) {
    const { tx, actor, now } = scope;
    const need = await selectNeed(tx, needId);
    if (!need || (actor.townCode && need.townCode !== actor.townCode)) return refuse(needUnknown);
    if (!mayWithdraw(actor, need)) return refuse(refusal('APPEAL.NEED_OF_OTHERS', { field: 'needId' }));
    // Whoever publishes the draft meanwhile holds this back, or waits for it.
    const appeal = need.appealId === null ? undefined : await lockAppeal(tx, need.appealId);
    if (appeal && appeal.status !== 'draft') return refuse(needInUse);
    const withdrawn = { id: needId, appealId: need.appealId, reason: why, at: now };
    if (!(await markNeedWithdrawn(tx, withdrawn))) return refuse(needInUse);
    scope.audit(
      donationEvent({
        kind: 'appeals.need-withdrawn',
        subject: { type: 'appeal-need', id: needId },
        data: { name: need.name, appealId: need.appealId },
        reason: why,
      }),
    );
    return accept({ needId });
  },
});

const amountRefusals = (amountFen: bigint | undefined): Refusal[] =>
  [(amountFen !== undefined && amountRefusal(amountFen)) || []].flat();

const needNamed = (scope: Scope, id: string, origin: string): void =>
  scope.audit(
    donationEvent({
      kind: 'appeals.need-named',
      subject: { type: 'appeal-need', id },
      data: { origin },
    }),
  );

/**
 * Needs that no appeal has taken up; whoever works for one town sees those of that town. A note is null for whoever neither
 * named it nor has to do with appeals: it may tell of one household.
 */
export const listFreeNeeds = read('donations.name-need', async ({ tx, actor }, _: Record<string, never>) =>
  (await selectNeeds(tx, null, { townCode: actor.townCode })).map((need) => asSeenBy(actor, need)),
);

/**
 * What whoever is signed in has named, or what was named for their town, the latest first, with what became of it. In whose appeal it
 * is stands there for none of them: drafts and directed ones are not theirs to read.
 */
export const listNamedNeeds = read('donations.name-need', async ({ tx, actor }, _: Record<string, never>) => {
  const { townCode } = actor;
  const rows = await selectNamedNeeds(tx, townCode ? { townCode } : { namedById: actingPerson(actor) });
  return rows.map(({ appealStatus, appealGoalFen, appealReceivedFen, withdrawnAt, ...need }) => ({
    ...need,
    withdrawnOn: withdrawnAt && dateOf(withdrawnAt),
    state: needState({
      ...need,
      withdrawn: withdrawnAt !== null,
      appeal: appealStatus && {
        status: appealStatus,
        goalFen: appealGoalFen,
        receivedFen: appealReceivedFen,
      },
    }),
  }));
});

/** A need without who is behind it, and without its note for whom that is not meant; whether its reader may withdraw it. */
function asSeenBy<Need extends { readonly note: string; readonly namedById: string | null }>(
  actor: Actor,
  { namedById, note, ...need }: Need,
): Omit<Need, 'note' | 'namedById'> & { readonly note: string | null; readonly mayWithdraw: boolean } {
  const seen = actor.permissions.has('donations.view-need-notes') || namedById === actingPerson(actor);
  return { ...need, note: seen ? note : null, mayWithdraw: mayWithdraw(actor, { namedById }) };
}

/** How urgent an appeal is: `state` of telling the public, `planState` of filing the plan of one in an emergency. */
const clocks = (appeal: Appeal, today: PlainDate) => {
  const planDueOn = planDue(appeal);
  return {
    state: reportState(appeal.reportDueOn, today),
    planDueOn,
    planState: reportState(planDueOn, today),
  };
};

/**
 * Appeals, with how urgently the public is to be told and a plan to be filed. `due`: only those of which something is late, or
 * soon or late; `ready`: only drafts that could be published.
 */
export const listAppeals = read(
  'donations.view',
  async (scope, { due, ready }: { due?: 'late' | 'soon'; ready?: boolean }) => {
    const { tx, today } = scope;
    const appeals = ready
      ? await readyDrafts(scope)
      : due
        ? await watchedAppeals(tx, today)
        : await selectAppeals(tx, { open: false });
    const wanted = (state: ReturnType<typeof reportState>) =>
      state === 'late' || (due === 'soon' && state === 'soon');
    return appeals
      .map((appeal) => ({ ...appeal, ...clocks(appeal, today) }))
      .filter(({ state, planState }) => !due || wanted(state) || wanted(planState));
  },
);

/** Appeals of which the public is to be told, or whose plan is to be filed, soon or late. */
async function watchedAppeals(tx: Tx, today: PlainDate): Promise<Appeal[]> {
  const found = [
    ...(await selectDueAppeals(tx, addDays(today, WARNING_DAYS))),
    ...(await selectUnfiledAppeals(tx, addDays(today, WARNING_DAYS - DAYS_TO_FILE_LATE))),
  ];
  return [...new Map(found.map((one) => [one.id, one])).values()];
}

/** Drafts against whose publishing nothing stands. */
async function readyDrafts({ tx, today }: ReadScope): Promise<Appeal[]> {
  const drafts = await selectOpenDrafts(tx, today);
  const entities = new Map((await selectReceivingEntities(tx)).map((one) => [one.id, one]));
  const askedFor = await selectAskedFor(
    tx,
    drafts.map(({ id }) => id),
  );
  const needs = groupedBy(askedFor, ({ appealId: of }) => of);
  return drafts.filter((draft) => {
    const entity = entities.get(draft.entityId);
    return (
      entity && publishRefusals({ ...draft, needs: needs.get(draft.id) ?? [] }, entity, today).length === 0
    );
  });
}

/** How many drafts could be published. Part of larger use cases. */
export const countReadyDrafts = read(
  'donations.publish-appeal',
  async (scope, _: Record<string, never>) => (await readyDrafts(scope)).length,
);

/** One appeal for staff, with its needs and what stands against publishing it. */
export const findAppeal = read('donations.view', async (scope, { appealId: id }: { appealId: string }) => {
  const appeal = await selectAppeal(scope.tx, id);
  return (
    appeal && {
      ...appeal,
      ...clocks(appeal, scope.today),
      needs: (await selectNeeds(scope.tx, id)).map((need) => asSeenBy(scope.actor, need)),
      updates: await selectUpdates(scope.tx, id),
      against: appeal.status === 'draft' ? await refusalsOf(scope, appeal) : [],
      /** What publishing it would leave out and bring, of a draft for an emergency. */
      emergency: appeal.status === 'draft' ? emergencyDuties(appeal) : undefined,
    }
  );
});

/**
 * Running appeals that a donor who is signed in may give for, or finance for somebody: a directed one is named to finance alone, which
 * knows whom it turns to, as `findDestination` has it.
 */
export const listAppealsToGive = read(
  'donations.give',
  async ({ tx, today, actor }, _: Record<string, never>) =>
    (await selectRunningAppeals(tx, today))
      .filter(({ kind }) => kind === 'open' || actor.permissions.has('donations.confirm-money'))
      .map(({ id, kind, urgent, title, titleEn, entityName, entityNameEn, purposeName, purposeNameEn }) => ({
        id,
        kind,
        urgent,
        title,
        titleEn,
        entityName,
        entityNameEn,
        purposeName,
        purposeNameEn,
      })),
);

/** Appeals that turn to everybody, running or over. */
export const listOpenAppeals = read('public', async ({ tx, today }, _: Record<string, never>) =>
  (await selectAppeals(tx, { open: true })).map((appeal) => publicly(appeal, today)),
);

/** One appeal as everybody may see it; undefined for drafts and for those that are directed. */
export const findOpenAppeal = read(
  'public',
  async ({ tx, today }, { appealId: id }: { appealId: string }) => {
    const appeal = await selectAppeal(tx, id);
    if (appeal?.kind !== 'open' || appeal.status === 'draft') return undefined;
    const needs = (await selectNeeds(tx, id)).map(
      ({ id: needId, name, spec, unit, quantity, amountFen, accepted }) => ({
        id: needId,
        name,
        spec,
        unit,
        quantity,
        amountFen,
        accepted,
      }),
    );
    return { ...publicly(appeal, today), needs, updates: await selectUpdates(tx, id) };
  },
);

/**
 * What everybody may know of an appeal, no name of whoever wrote it: whether it takes gifts now, or will later, and by when its report
 * is due once it is over.
 */
function publicly(
  { draftedBy: _, publishedBy: __, planChangedOn: ___, reportDueOn, ...appeal }: Appeal,
  today: PlainDate,
) {
  const ahead = appeal.status === 'published' && today < appeal.startsOn;
  const wholeReportDueOn = appeal.status === 'ended' ? reportDueOn : null;
  return {
    ...appeal,
    running: isRunning(appeal, today),
    ahead,
    wholeReportDueOn,
    reportLate: reportState(wholeReportDueOn, today) === 'late',
  };
}
