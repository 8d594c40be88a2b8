import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { newId } from '#db/new-id';
import { selectGift, selectReceivingEntities } from '#db/queries/donations';
import {
  findMonthlyGiftByLink,
  insertMonth,
  insertMonthlyGift,
  lockMonthlyGift,
  type MonthlyGift,
  selectDueMonthlyGifts,
  selectMonthlyGift,
  selectMonthlyGiftsOf,
  selectWaitingGift,
  updateMonthlyGift,
} from '#db/queries/monthly-gifts';
import { outsideTenants } from '#db/transaction';
import { publicActor } from '../access/public-actor';
import { read, type Scope, useCase } from '../audit/use-case';
import { yuanText } from '../kernel/money';
import { addMonths, type PlainDate } from '../kernel/plain-date';
import { accept, refusal, refuse } from '../kernel/refusals';
import { notify } from '../notices/notify';
import { hasMoneyWaiting } from '../payments/review-money';
import { donationEvent, giftEvent } from './gift.events';
import { moneyPledgeForm } from './gift.forms';
import { amountRefusal } from './gift.rules';
import { addGift, findDestination } from './new-gift';
import { wrongOfPledge } from './pledge-gift';
import { qualificationOn } from './qualification.rules';
import { receiverOf } from './receiver-of-gift';

const monthOf = (date: PlainDate): string => date.slice(0, 7);
const dayOf = (date: PlainDate): number => Number(date.slice(8));
const monthAfter = (date: PlainDate): string => monthOf(addMonths(`${monthOf(date)}-01` as PlainDate, 1));

const tell = (
  scope: Scope,
  kind: 'gifts.monthly-started' | 'gifts.monthly-stopped',
  id: string,
  data: Record<string, unknown>,
): void => scope.audit(donationEvent({ kind, subject: { type: 'monthly-gift', id }, data }));

/**
 * A donor who is signed in gives every month from now on: on the day they are reminded by a notice with a gift to pay. Money is
 * never taken by itself. Refuses DONOR.NOT_LINKED, MONTHLY.DAY_FORM, MONTHLY.TWICE, GIFT.AMOUNT_FORM and as `findDestination`.
 */
export const startMonthlyGift = useCase({
  permission: 'donations.give',
  input: moneyPledgeForm.omit({ appealId: true }).extend({
    /** Day of the month, 1 to 28: every month has it. */
    day: z
      .number({ error: 'MONTHLY.DAY_FORM' })
      .int('MONTHLY.DAY_FORM')
      .min(1, 'MONTHLY.DAY_FORM')
      .max(28, 'MONTHLY.DAY_FORM'),
  }),
  constraints: { monthly_gifts_one: refusal('MONTHLY.TWICE', { field: 'purpose' }) },
  known: (scope, said) => wrongOfPledge(scope, said),
  async run(scope, said) {
    const { tx, actor, today, now } = scope;
    const { donorId, userId } = actor;
    if (!donorId || !userId) return refuse(refusal('DONOR.NOT_LINKED'));
    const destination = await findDestination(scope, { ...said, on: today });
    const wrong = amountRefusal(said.amountFen);
    if (!destination.ok || wrong)
      return refuse(...(wrong ? [wrong] : []), ...(destination.ok ? [] : destination.refusals));
    const id = newId();
    await insertMonthlyGift(tx, {
      id,
      donorId,
      userId,
      entityId: destination.value.entity.id,
      purposeId: destination.value.purpose.id,
      amountFen: said.amountFen,
      anonymous: said.anonymous,
      day: said.day,
      nextMonth: dayOf(today) < said.day ? monthOf(today) : monthAfter(today),
      link: randomUUID(),
      startedAt: now,
    });
    tell(scope, 'gifts.monthly-started', id, { amountFen: String(said.amountFen), day: said.day });
    return accept({ monthlyId: id });
  },
});

async function stop(scope: Scope, monthly: MonthlyGift | undefined, by: 'donor' | 'link') {
  if (!monthly) return refuse(refusal('MONTHLY.UNKNOWN'));
  // To stop what has stopped is no mistake.
  if (monthly.status === 'active') {
    await updateMonthlyGift(scope.tx, monthly.id, { status: 'stopped', stoppedAt: scope.now });
    tell(scope, 'gifts.monthly-stopped', monthly.id, { by });
  }
  return accept({ monthlyId: monthly.id });
}

/** The donor who is signed in stops to be reminded. Refuses MONTHLY.UNKNOWN. */
export const stopMonthlyGift = useCase({
  permission: 'donations.give',
  input: z.object({ monthlyId: z.uuid('MONTHLY.UNKNOWN') }),
  async run(scope, { monthlyId }) {
    const monthly = await lockMonthlyGift(scope.tx, monthlyId);
    const theirs = monthly && monthly.donorId === scope.actor.donorId;
    return stop(scope, theirs ? monthly : undefined, 'donor');
  },
});

const stopLinked = useCase({
  permission: 'public',
  input: z.object({ monthlyId: z.uuid() }),
  run: async (scope, { monthlyId }) => stop(scope, await lockMonthlyGift(scope.tx, monthlyId), 'link'),
});

const linked = read('public', async (scope, { id }: { id: string }) => {
  const { tx } = scope;
  const monthly = await selectMonthlyGift(tx, id);
  if (!monthly) return undefined;
  const { purposeName, purposeNameEn, amountFen, day, status } = monthly;
  const waiting = status === 'active' ? await selectWaitingGift(tx, id) : undefined;
  const gift = waiting && (await selectGift(tx, waiting.giftId));
  return {
    id,
    purposeName,
    purposeNameEn,
    amountFen,
    day,
    status,
    waiting: gift && {
      reference: gift.reference,
      entityId: gift.entityId,
      moneyWaits: await hasMoneyWaiting.within(scope, { type: 'gift', id: gift.id }),
    },
  };
});

/** What a link of a reminder leads to, with who may act there; undefined for an unknown one. Names nobody. */
export async function findMonthlyByLink({ link, requestId }: { link: string; requestId: string }) {
  if (!z.uuid().safeParse(link).success) return undefined;
  const found = await outsideTenants((tx) => findMonthlyGiftByLink(tx, link));
  if (!found) return undefined;
  const actor = publicActor(found.tenantId, requestId);
  const monthly = await linked(actor, { id: found.id });
  return monthly && { actor, monthly, stop: () => stopLinked(actor, { monthlyId: found.id }) };
}

/** Monthly gifts of the donor who is signed in. */
export const listOwnMonthlyGifts = read(
  'donations.view-own',
  async ({ tx, actor }, _: Record<string, never>) =>
    actor.donorId ? selectMonthlyGiftsOf(tx, actor.donorId) : [],
);

/** Monthly gifts looked at in one day; more are the next day's. */
const DUE_AT_ONCE = 5_000;

/**
 * Has everybody reminded whose day has come. Gifts of a receiver that may not receive today wait: they are looked at again every day,
 * and are reminded of on the first day on which it may.
 */
export const remindMonthlyGifts = useCase({
  permission: 'jobs.run',
  input: z.object({ period: z.string().min(1) }),
  async run(scope) {
    const { tx, today } = scope;
    const month = monthOf(today);
    const able = (await selectReceivingEntities(tx)).filter((one) =>
      qualificationOn(one.qualifications, today),
    );
    const due = await selectDueMonthlyGifts(tx, {
      month,
      day: dayOf(today),
      entityIds: able.map(({ id }) => id),
      limit: DUE_AT_ONCE,
    });
    for (const { id } of due)
      scope.publish({
        job: 'donations.remind-monthly-gift',
        // By day: one that came to nothing today is not done for the month. That nobody is reminded twice of it, the month sees to.
        key: `${id}/${today}`,
        payload: { monthlyId: id, month },
      });
    return accept({});
  },
});

/**
 * Reminds a donor of a month, once: with the gift of an earlier month that was not paid, or else with a new one. Nothing happens
 * when it has stopped meanwhile, or while its receiver may not receive: nobody is asked for what would be refused. Refuses MONTHLY.UNKNOWN and as `findDestination`.
 */
export const remindMonthlyGift = useCase({
  permission: 'jobs.run',
  input: z.object({ monthlyId: z.uuid(), month: z.string().regex(/^\d{4}-\d{2}$/) }),
  async run(scope, { monthlyId, month }) {
    const { tx } = scope;
    const monthly = await lockMonthlyGift(tx, monthlyId);
    if (!monthly) return refuse(refusal('MONTHLY.UNKNOWN'));
    if (monthly.status !== 'active' || monthly.nextMonth > month) return accept({ monthlyId });
    if ((await receiverOf(scope, monthly, scope.today)).unable) return accept({ monthlyId });
    const waiting = await selectWaitingGift(tx, monthlyId);
    const gift = waiting ? accept(waiting) : await pledgeOf(scope, monthly);
    if (!gift.ok) return gift;
    if (!(await insertMonth(tx, { monthlyId, month, giftId: gift.value.giftId })))
      return accept({ monthlyId });
    await updateMonthlyGift(tx, monthlyId, { nextMonth: monthAfter(`${month}-01` as PlainDate) });
    await notify(scope, [
      {
        to: { userId: monthly.userId },
        kind: 'monthly-gift',
        key: `monthly-gift/${monthlyId}/${month}`,
        subject: { type: 'monthly-gift', id: monthly.link },
        params: {
          amount: yuanText(monthly.amountFen),
          purpose: monthly.purposeName,
          purposeEn: monthly.purposeNameEn,
        },
      },
    ]);
    return accept({ monthlyId });
  },
});

async function pledgeOf(scope: Scope, monthly: MonthlyGift) {
  const destination = await findDestination(scope, {
    purpose: monthly.purposeCode,
    entityId: monthly.entityId,
    on: scope.today,
  });
  if (!destination.ok) return destination;
  const { giftId, reference } = await addGift(scope, destination.value, {
    kind: 'money',
    status: 'pledged',
    donorId: monthly.donorId,
    anonymous: monthly.anonymous,
    source: 'donor',
    pledgedOn: scope.today,
    pledgedFen: monthly.amountFen,
  });
  scope.audit(giftEvent('gifts.pledged', giftId, { data: { reference, monthly: monthly.id } }));
  return accept({ giftId });
}
