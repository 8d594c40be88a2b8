import { z } from 'zod';
import { holdsDeliveryLink } from '#db/delivery-secret';
import {
  type Gift,
  lockGift,
  selectDonor,
  selectGift,
  selectGiftMail,
  selectGiftsByReference,
  selectReceivingEntities,
} from '#db/queries/donations';
import { selectGiftItems } from '#db/queries/goods';
import {
  countAppointments,
  countExpected,
  insertReceptionHours,
  lockReceptionHours,
  putAppointment,
  removeAppointment,
  saveReceptionPlace,
  selectAppointment,
  selectBooked,
  selectDeliveries,
  selectReceptionHours,
  selectReceptionPlace,
  selectUnbooked,
  withdrawHours,
} from '#db/queries/reception';
import { type ReadScope, read, type Scope, useCase } from '../audit/use-case';
import { groupedBy } from '../kernel/grouped';
import { minutesOf, timeOfDay } from '../kernel/inputs';
import { PAGE_LIMIT, pageOf } from '../kernel/paging';
import { addDays, type PlainDate, parsePlainDate } from '../kernel/plain-date';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { maskPhone, readPhone } from '../people/contact.rules';
import { specialDaysBetween } from '../standards/list-special-days';
import { maskMail } from './donor.rules';
import { donationEvent, giftEvent } from './gift.events';
import { giftReference, slotField } from './gift.forms';
import { stepRefusal } from './gift.rules';
import { qualificationOn } from './qualification.rules';
import { receiverOf } from './receiver-of-gift';
import { BOOKING_DAYS, openSlots, type Slot, slotId } from './reception.rules';

/** Promises without a time on one page. */
const ROWS = 50;

async function slotsNow({ tx, now, today }: ReadScope): Promise<Slot[]> {
  const range = { from: today, until: addDays(today, BOOKING_DAYS) };
  const [hours, taken, holidays] = [
    await selectReceptionHours(tx),
    await countAppointments(tx, range),
    await specialDaysBetween({ tx }, range),
  ];
  return openSlots(hours, {
    today,
    now,
    holidays,
    taken: new Map(taken.map(({ hoursId, onDate, taken: count }) => [slotId(onDate, hoursId), count])),
  });
}

/** Whether a receiver may receive on a day; of no receiver in particular, whether any may. */
async function receivingOn({
  tx,
}: ReadScope): Promise<(entityId: string | undefined, on: PlainDate) => boolean> {
  const entities = await selectReceivingEntities(tx);
  return (entityId, on) =>
    entities.some(
      ({ id, qualifications }) =>
        (entityId === undefined || id === entityId) && qualificationOn(qualifications, on) !== undefined,
    );
}

/**
 * Times at which goods can be brought, of the next four weeks, with the places that are free: those on which the receiver may
 * receive, without `entityId` those on which anybody may.
 */
export const listSlots = read('public', async (scope, { entityId }: { entityId?: string }) => {
  const receives = await receivingOn(scope);
  return (await slotsNow(scope)).filter(({ on }) => receives(entityId, on));
});

/** When a time is, in the words of `listSlots`; whether there is a place makes no difference. Undefined when it is none. */
export const findSlot = read('public', async ({ tx }, { slot }: { slot: string }) => {
  if (!slotField.safeParse(slot).success) return undefined;
  const [date = '', hoursId] = slot.split('.');
  const [on, hours] = [
    parsePlainDate(date),
    (await selectReceptionHours(tx)).find(({ id }) => id === hoursId),
  ];
  return on && hours && { on, fromMinute: hours.fromMinute, untilMinute: hours.untilMinute };
});

/** Hours at which goods are taken, by weekday. */
export const listReceptionHours = read('donations.view-reception', async ({ tx }, _: Record<string, never>) =>
  selectReceptionHours(tx),
);

/**
/**
 * What is brought on a day, with whether its receiver may receive it then; what is booked from today on for a day on which its
 * receiver may not, because the right ends before (`barred`); and promised goods for which no time is agreed or whose day is
 * over, the newest first. `next` continues the promises, as `after`.
 */
export const listDeliveries = read(
  'donations.view-reception',
  async (
    scope,
    { on = scope.today, after, limit = ROWS }: { on?: PlainDate; after?: string | undefined; limit?: number },
  ) => {
    const { tx, today } = scope;
    const size = Math.min(limit, PAGE_LIMIT);
    const before = after && /^[0-9a-f-]{36}$/.test(after) ? after : undefined;
    const receives = await receivingOn(scope);
    const expected = await selectDeliveries(tx, on);
    const barred = (await selectBooked(tx, today)).filter((one) => !receives(one.entityId, one.onDate));
    const { rows: unbooked, next } = pageOf(
      await selectUnbooked(tx, { today, before, limit: size + 1 }),
      size,
      ({ giftId }) => giftId,
    );
    const items = await selectGiftItems(
      tx,
      [...expected, ...barred, ...unbooked].map(({ giftId }) => giftId),
    );
    const withItems = <Row extends { giftId: string }>(row: Row) => ({
      ...row,
      items: items.filter(({ giftId }) => giftId === row.giftId),
    });
    return {
      on,
      today,
      expected: expected.map((one) => ({ ...withItems(one), mayReceive: receives(one.entityId, on) })),
      barred: barred.map(withItems),
      unbooked: unbooked.map(withItems),
      next,
    };
  },
);

/** How many deliveries are booked from today on, and for which day the last of them, by receiver: for whoever ends a right. */
export const countBooked = read('donations.set-up', async ({ tx, today }, _: Record<string, never>) => {
  const booked = groupedBy(await selectBooked(tx, today), ({ entityId }) => entityId);
  return [...booked].map(([entityId, all]) => ({
    entityId,
    count: all.length,
    lastOn: all.at(-1)?.onDate ?? today,
  }));
});

/**
 * One gift of goods for whoever agrees when it is brought: the items, the time, if one is agreed, and how whoever gives it is reached,
 * masked.
 */
export const findDelivery = read(
  'donations.view-reception',
  async ({ tx }, { giftId }: { giftId: string }) => {
    const gift = await selectGift(tx, giftId);
    if (gift?.kind !== 'goods') return undefined;
    const donor = gift.donorId ? await selectDonor(tx, gift.donorId) : undefined;
    const mail = (await selectGiftMail(tx, giftId)) ?? donor?.mail;
    return {
      gift,
      contact: [donor?.phone && maskPhone(donor.phone), mail && maskMail(mail)].filter((one) => !!one),
      items: await selectGiftItems(tx, [giftId]),
      appointment: await selectAppointment(tx, giftId),
    };
  },
);

/** Why hours are none: RECEPTION.TIME_RANGE. */
const rangeRefusal = (from: string, until: string): Refusal[] =>
  minutesOf(from) < minutesOf(until) ? [] : [refusal('RECEPTION.TIME_RANGE', { field: 'until' })];

const hoursConstraints = {
  reception_hours_apart: refusal('RECEPTION.HOURS_OVERLAP', { field: 'from' }),
};

/**
 * Adds hours of a weekday at which goods are taken, with the deliveries that fit.
 * Refuses RECEPTION.WEEKDAY_MISSING, .TIME_RANGE, .CAPACITY_FORM, .HOURS_OVERLAP.
 */
export const addReceptionHours = useCase({
  permission: 'donations.receive-goods',
  input: z.object({
    /** 1 is Monday. */
    weekday: z
      .number({ error: 'RECEPTION.WEEKDAY_MISSING' })
      .int()
      .min(1, 'RECEPTION.WEEKDAY_MISSING')
      .max(7, 'RECEPTION.WEEKDAY_MISSING'),
    from: timeOfDay(),
    until: timeOfDay(),
    capacity: z
      .number({ error: 'RECEPTION.CAPACITY_FORM' })
      .int('RECEPTION.CAPACITY_FORM')
      .min(1, 'RECEPTION.CAPACITY_FORM')
      .max(100, 'RECEPTION.CAPACITY_FORM'),
  }),
  constraints: hoursConstraints,
  known: (_, { from, until }) => (from && until && rangeRefusal(from, until)) || [],
  async run({ tx, actor, audit }, { weekday, from, until, capacity }) {
    const [wrong] = rangeRefusal(from, until);
    if (wrong) return refuse(wrong);
    const hoursId = await insertReceptionHours(tx, {
      weekday,
      fromMinute: minutesOf(from),
      untilMinute: minutesOf(until),
      capacity,
      setBy: actor.name,
    });
    audit(
      donationEvent({
        kind: 'reception.hours-added',
        subject: { type: 'reception-hours', id: hoursId },
        data: { weekday, from, until, capacity },
      }),
    );
    return accept({ hoursId });
  },
});

/** Takes hours back from today on. Refuses RECEPTION.HOURS_UNKNOWN, RECEPTION.STILL_EXPECTED while deliveries are booked for them. */
export const withdrawReceptionHours = useCase({
  permission: 'donations.receive-goods',
  input: z.object({ hoursId: z.uuid() }),
  async run({ tx, today, audit }, { hoursId }) {
    const hours = await lockReceptionHours(tx, hoursId);
    if (!hours || hours.withdrawnOn) return refuse(refusal('RECEPTION.HOURS_UNKNOWN', { field: 'hoursId' }));
    const count = await countExpected(tx, hoursId, today);
    if (count > 0)
      return refuse(refusal('RECEPTION.STILL_EXPECTED', { field: 'hoursId', params: { count } }));
    await withdrawHours(tx, hoursId, today);
    audit(
      donationEvent({ kind: 'reception.hours-withdrawn', subject: { type: 'reception-hours', id: hoursId } }),
    );
    return accept({ hoursId });
  },
});

/** Where goods are brought, and whom to call or ask for; undefined until the centre has said so. */
export const findReceptionPlace = read('public', async ({ tx }, _: Record<string, never>) =>
  selectReceptionPlace(tx),
);

/**
 * Says where goods are brought, as everybody reads it: in place of what was said before.
 * Refuses RECEPTION.ADDRESS_MISSING, PERSON.PHONE_FORM.
 */
export const setReceptionPlace = useCase({
  permission: 'donations.receive-goods',
  input: z.object({
    address: z
      .string({ error: 'RECEPTION.ADDRESS_MISSING' })
      .trim()
      .min(2, 'RECEPTION.ADDRESS_MISSING')
      .max(200, 'RECEPTION.ADDRESS_MISSING'),
    phone: z.string({ error: 'PERSON.PHONE_FORM' }).transform((text, context) => {
      const phone = readPhone(text);
      if (phone.ok) return phone.value;
      context.addIssue('PERSON.PHONE_FORM');
      return z.NEVER;
    }),
    /** A person or a desk; may stay open. */
    contact: z.string().trim().max(60).optional(),
  }),
  async run({ tx, actor, audit }, { address, phone, contact }) {
    const place = { address, phone, contact: contact || null };
    await saveReceptionPlace(tx, { ...place, setBy: actor.name });
    audit(
      donationEvent({
        kind: 'reception.place-set',
        subject: { type: 'reception-place', id: actor.tenantId },
        data: { address, phone },
      }),
    );
    return accept(place);
  },
});

/** What the database says when two want the last place, or the hours were taken back meanwhile. */
export const bookingConstraints = {
  gift_appointments_capacity: refusal('RECEPTION.FULL', { field: 'slot' }),
  gift_appointments_open_hours: refusal('RECEPTION.FULL', { field: 'slot' }),
};

/**
 * Books a time for goods that are promised; part of larger use cases. Refuses RECEPTION.FULL, and on a day on which the receiver
 * may not receive GIFT.ENTITY_NOT_QUALIFIED or GIFT.ENTITY_LAPSED.
 */
export async function bookSlot(
  scope: Scope,
  gift: Pick<Gift, 'id' | 'entityId'>,
  slot: string,
): Promise<Result<{ on: PlainDate }>> {
  const [date = '', hoursId = ''] = slot.split('.');
  const giftId = gift.id;
  const on = parsePlainDate(date);
  // Nobody is asked to bring what could not be taken in on that day.
  const { unable } = await receiverOf(scope, gift, on && on > scope.today ? on : scope.today);
  if (unable) return refuse({ ...unable, field: 'slot' });
  const had = await selectAppointment(scope.tx, giftId);
  if (had && slotId(had.onDate, had.hoursId) === slot) return accept({ on: had.onDate });
  if (!on || !(await slotsNow(scope)).some(({ id }) => id === slot))
    return refuse(refusal('RECEPTION.FULL', { field: 'slot' }));
  await putAppointment(scope.tx, {
    giftId,
    hoursId,
    onDate: on,
    bookedBy: scope.actor.name,
    bookedAt: scope.now,
  });
  scope.audit(
    giftEvent('gifts.delivery-booked', giftId, {
      data: { on, hoursId, ...(had && { instead: had.onDate }) },
    }),
  );
  return accept({ on });
}

/** The gift, when it is the acting person's to book: a donor's own, any for the people of the centre. */
async function giftToBook(scope: Scope, giftId: string) {
  const gift = await lockGift(scope.tx, giftId);
  const { actor } = scope;
  const theirs =
    actor.permissions.has('donations.view-reception') ||
    (gift?.donorId != null && gift.donorId === actor.donorId);
  return theirs ? toBook(gift) : refuse(unknownGift);
}

const unknownGift = refusal('GIFT.UNKNOWN', { field: 'giftId' });

function toBook(gift: Gift | undefined): Result<Gift> {
  if (!gift) return refuse(unknownGift);
  const notNow = stepRefusal(gift, 'receive-goods');
  return notNow ? refuse(notNow) : accept(gift);
}

async function book(scope: Scope, gift: Result<Gift>, slot: string) {
  if (!gift.ok) return gift;
  const booked = await bookSlot(scope, gift.value, slot);
  return booked.ok ? accept({ giftId: gift.value.id, on: booked.value.on }) : booked;
}

async function cancel(scope: Scope, gift: Result<Gift>) {
  if (!gift.ok) return gift;
  const giftId = gift.value.id;
  if (!(await removeAppointment(scope.tx, giftId)))
    return refuse(refusal('RECEPTION.NOT_BOOKED', { field: 'giftId' }));
  scope.audit(giftEvent('gifts.delivery-cancelled', giftId));
  return accept({ giftId });
}

/**
 * Agrees when promised goods are brought, or changes it; by the donor for their own, by the centre for any. Of many who
 * want the last place at once one gets it. Refuses GIFT.UNKNOWN, GIFT.STEP_…, GIFT.ENTITY_NOT_QUALIFIED,
 * GIFT.ENTITY_LAPSED, RECEPTION.SLOT_MISSING, RECEPTION.FULL.
 */
export const bookDelivery = useCase({
  permission: 'donations.book-delivery',
  input: z.object({ giftId: z.uuid(), slot: slotField }),
  constraints: bookingConstraints,
  run: async (scope, { giftId, slot }) => book(scope, await giftToBook(scope, giftId), slot),
});

/** Gives the time of a delivery back. Refuses GIFT.UNKNOWN, GIFT.STEP_…, RECEPTION.NOT_BOOKED. */
export const cancelDelivery = useCase({
  permission: 'donations.book-delivery',
  input: z.object({ giftId: z.uuid() }),
  run: async (scope, { giftId }) => cancel(scope, await giftToBook(scope, giftId)),
});

/** What the link of promised goods says: the reference of the gift and its secret. */
const linkForm = { reference: giftReference, secret: z.string().max(60) };

/** The gift of a link; undefined when the secret is not its. */
async function giftOfLink(
  { tx, actor }: ReadScope,
  { reference, secret }: { reference: string; secret: string },
): Promise<Gift | undefined> {
  const [gift] = await selectGiftsByReference(tx, [reference]);
  return gift?.kind === 'goods' && holdsDeliveryLink({ tenantId: actor.tenantId, giftId: gift.id }, secret)
    ? gift
    : undefined;
}

/** Promised goods for whoever holds their link: what they are and the time that is agreed; names nobody. Undefined for a wrong link. */
export const findDeliveryByLink = read(
  'public',
  async (scope, link: { reference: string; secret: string }) => {
    const gift = await giftOfLink(scope, link);
    if (!gift) return undefined;
    return {
      reference: gift.reference,
      entityId: gift.entityId,
      awaited: stepRefusal(gift, 'receive-goods') === undefined,
      items: await selectGiftItems(scope.tx, [gift.id]),
      appointment: await selectAppointment(scope.tx, gift.id),
    };
  },
);

/** As `bookDelivery`, by whoever holds the link that came with the promise. */
export const bookDeliveryByLink = useCase({
  permission: 'public',
  input: z.object({ ...linkForm, slot: slotField }),
  constraints: bookingConstraints,
  async run(scope, { slot, ...link }) {
    const gift = await giftOfLink(scope, link);
    return book(scope, toBook(gift && (await lockGift(scope.tx, gift.id))), slot);
  },
});

/** As `cancelDelivery`, by whoever holds the link that came with the promise. */
export const cancelDeliveryByLink = useCase({
  permission: 'public',
  input: z.object(linkForm),
  async run(scope, link) {
    const gift = await giftOfLink(scope, link);
    return cancel(scope, toBook(gift && (await lockGift(scope.tx, gift.id))));
  },
});
