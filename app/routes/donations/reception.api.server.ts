import { z } from 'zod';
import {
  addReceptionHours,
  bookDelivery,
  cancelDelivery,
  findReceptionPlace,
  listDeliveries,
  listReceptionHours,
  listSlots,
  setReceptionPlace,
  withdrawReceptionHours,
} from '~/domain/donations/reception';
import { civilDate } from '~/domain/kernel/inputs';
import { m } from '~/words/generated/messages';
import { endpoint, pagingQuery } from '../api/endpoint.server';

const giftId = z.object({ giftId: z.uuid() });
const hoursId = z.object({ hoursId: z.uuid() });

/** Minutes after midnight, half-open. */
const hours = { fromMinute: z.int(), untilMinute: z.int() };

const place = z.object({ address: z.string(), phone: z.string(), contact: z.string().nullable() });

const delivery = z.object({
  giftId: z.uuid(),
  reference: z.string(),
  items: z.array(z.object({ name: z.string(), spec: z.string(), unit: z.string(), pledged: z.int() })),
});

export const receptionEndpoints = [
  endpoint({
    method: 'GET',
    path: '/goods/reception/slots',
    permission: listSlots.permission,
    summary: m.donations_api_slots,
    query: z.object({
      /** Only times at which this receiver may receive. */
      entityId: z.uuid().optional(),
    }),
    response: z.object({
      items: z.array(z.object({ id: z.string(), on: z.string(), ...hours, free: z.int() })),
    }),
    handle: async ({ actor, query }) => ({ items: await listSlots(actor, query) }),
  }),
  endpoint({
    method: 'GET',
    path: '/goods/reception/deliveries',
    permission: listDeliveries.permission,
    summary: m.donations_api_deliveries,
    query: pagingQuery.extend({ on: civilDate().optional() }),
    response: z.object({
      on: z.string(),
      expected: z.array(
        delivery.extend({
          status: z.string(),
          ...hours,
          /** Whether the receiver may receive on the day. */
          mayReceive: z.boolean(),
        }),
      ),
      /** Booked from today on, for a day on which the receiver may not receive. */
      barred: z.array(delivery.extend({ onDate: z.string() })),
      /** The newest first. */
      unbooked: z.array(delivery.extend({ missedOn: z.string().nullable() })),
      /** Of the promises without a time. */
      next: z.string().nullable(),
    }),
    handle: async ({ actor, query }) => {
      const deliveries = await listDeliveries(actor, query);
      return { ...deliveries, next: deliveries.next ?? null };
    },
  }),
  endpoint({
    method: 'POST',
    path: '/gifts/:giftId/delivery',
    permission: bookDelivery.permission,
    summary: m.donations_api_book,
    body: bookDelivery.input.omit({ giftId: true }),
    response: giftId.extend({ on: z.string() }),
    handle: ({ actor, params, body }) => bookDelivery(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/gifts/:giftId/delivery/cancellation',
    permission: cancelDelivery.permission,
    summary: m.donations_api_cancel_delivery,
    body: z.object({}),
    response: giftId,
    handle: ({ actor, params }) => cancelDelivery(actor, params),
  }),
  endpoint({
    method: 'GET',
    path: '/goods/reception/hours',
    permission: listReceptionHours.permission,
    summary: m.donations_api_hours,
    response: z.object({
      items: z.array(z.object({ id: z.uuid(), weekday: z.int(), ...hours, capacity: z.int() })),
    }),
    handle: async ({ actor }) => ({ items: await listReceptionHours(actor, {}) }),
  }),
  endpoint({
    method: 'POST',
    path: '/goods/reception/hours',
    permission: addReceptionHours.permission,
    summary: m.donations_api_add_hours,
    body: addReceptionHours.input,
    status: 201,
    response: hoursId,
    handle: ({ actor, body }) => addReceptionHours(actor, body),
  }),
  endpoint({
    method: 'POST',
    path: '/goods/reception/hours/:hoursId/withdrawal',
    permission: withdrawReceptionHours.permission,
    summary: m.donations_api_withdraw_hours,
    body: z.object({}),
    response: hoursId,
    handle: ({ actor, params }) => withdrawReceptionHours(actor, params),
  }),
  endpoint({
    method: 'GET',
    path: '/goods/reception/place',
    permission: findReceptionPlace.permission,
    summary: m.donations_api_place,
    /** No place until the centre has said one. */
    response: z.object({ place: place.nullable() }),
    handle: async ({ actor }) => ({ place: (await findReceptionPlace(actor, {})) ?? null }),
  }),
  endpoint({
    method: 'PUT',
    path: '/goods/reception/place',
    permission: setReceptionPlace.permission,
    summary: m.donations_api_set_place,
    body: setReceptionPlace.input,
    response: place,
    handle: ({ actor, body }) => setReceptionPlace(actor, body),
  }),
];
