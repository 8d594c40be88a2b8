import { z } from 'zod';
import { addBeds } from '~/domain/beds/add-beds';
import { addBuilding } from '~/domain/beds/add-building';
import { addFloor } from '~/domain/beds/add-floor';
import { addRoom } from '~/domain/beds/add-room';
import { bedAttributes, bedKinds, sexRules } from '~/domain/beds/bed.rules';
import { changeRoom } from '~/domain/beds/change-room';
import { listPlaces } from '~/domain/beds/list-places';
import { removePlace } from '~/domain/beds/remove-place';
import { renamePlace } from '~/domain/beds/rename-place';
import { restoreBed } from '~/domain/beds/restore-bed';
import { retireBed } from '~/domain/beds/retire-bed';
import { m } from '~/words/generated/messages';
import { endpoint, listOf } from '../api/endpoint.server';

/** A list that is always whole. */
export const whole = <Row>(items: readonly Row[]) => ({ items: [...items], next: null });

const roomRulesShape = z.object({
  sexRule: z.enum(sexRules),
  isolation: z.boolean(),
  oneHousehold: z.boolean(),
  maxPeople: z.int().nullable(),
});
const named = z.object({ id: z.uuid(), name: z.string() });
const treeShape = named.extend({
  floors: z.array(
    named.extend({
      level: z.int().nullable(),
      rooms: z.array(
        named.extend({
          ...roomRulesShape.shape,
          beds: z.array(
            named.extend({
              kind: z.enum(bedKinds),
              attributes: z.array(z.enum(bedAttributes)).readonly(),
              openedOn: z.string().nullable(),
              retiredOn: z.string().nullable(),
            }),
          ),
        }),
      ),
    }),
  ),
});
const done = z.object({ placeId: z.uuid() });
const ofBed = z.object({ bedId: z.uuid() });

export const placeEndpoints = [
  endpoint({
    method: 'GET',
    path: '/places',
    permission: listPlaces.permission,
    summary: m.beds_api_places,
    response: listOf(treeShape),
    handle: async ({ actor }) => whole(await listPlaces(actor)),
  }),
  endpoint({
    method: 'POST',
    path: '/places/buildings',
    permission: addBuilding.permission,
    summary: m.beds_api_add_building,
    body: addBuilding.input,
    status: 201,
    response: z.object({ buildingId: z.uuid() }),
    handle: ({ actor, body }) => addBuilding(actor, body),
  }),
  endpoint({
    method: 'POST',
    path: '/places/floors',
    permission: addFloor.permission,
    summary: m.beds_api_add_floor,
    body: addFloor.input,
    status: 201,
    response: z.object({ floorId: z.uuid() }),
    handle: ({ actor, body }) => addFloor(actor, body),
  }),
  endpoint({
    method: 'POST',
    path: '/places/rooms',
    permission: addRoom.permission,
    summary: m.beds_api_add_room,
    body: addRoom.input,
    status: 201,
    response: z.object({ roomId: z.uuid() }),
    handle: ({ actor, body }) => addRoom(actor, body),
  }),
  endpoint({
    method: 'PUT',
    path: '/places/rooms/:roomId',
    permission: changeRoom.permission,
    summary: m.beds_api_change_room,
    body: changeRoom.input.omit({ roomId: true }),
    response: z.object({ roomId: z.uuid() }),
    handle: ({ actor, params, body }) => changeRoom(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/places/rooms/:roomId/beds',
    permission: addBeds.permission,
    summary: m.beds_api_add_beds,
    body: addBeds.input.omit({ roomId: true }),
    status: 201,
    response: z.object({ roomId: z.uuid(), bedIds: z.array(z.uuid()) }),
    handle: ({ actor, params, body }) => addBeds(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/places/:placeId/name',
    permission: renamePlace.permission,
    summary: m.beds_api_rename,
    body: renamePlace.input.omit({ placeId: true }),
    response: done,
    handle: ({ actor, params, body }) => renamePlace(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/places/:placeId/removal',
    permission: removePlace.permission,
    summary: m.beds_api_remove,
    body: removePlace.input.omit({ placeId: true }),
    response: done,
    handle: ({ actor, params, body }) => removePlace(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/beds/:bedId/retirement',
    permission: retireBed.permission,
    summary: m.beds_api_retire,
    body: retireBed.input.omit({ bedId: true }),
    status: 201,
    response: ofBed,
    handle: ({ actor, params, body }) => retireBed(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/beds/:bedId/restoration',
    permission: restoreBed.permission,
    summary: m.beds_api_restore,
    body: restoreBed.input.omit({ bedId: true }),
    response: ofBed,
    handle: ({ actor, params, body }) => restoreBed(actor, { ...body, ...params }),
  }),
];
