import { date, text, uuid } from 'drizzle-orm/pg-core';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { instant, tenantTable } from '../tenant-table';

const day = (name: string) => date(name, { mode: 'string' }).$type<PlainDate>();

export const buildings = tenantTable('buildings', {
  id: uuid('id').notNull(),
  name: text('name').notNull(),
});

export const floors = tenantTable('floors', {
  id: uuid('id').notNull(),
  buildingId: uuid('building_id').notNull(),
  name: text('name').notNull(),
});

export const rooms = tenantTable('rooms', {
  id: uuid('id').notNull(),
  buildingId: uuid('building_id').notNull(),
  floorId: uuid('floor_id').notNull(),
  name: text('name').notNull(),
  sexRule: text('sex_rule', { enum: ['male', 'female', 'any'] }).notNull(),
});

export const beds = tenantTable('beds', {
  id: uuid('id').notNull(),
  roomId: uuid('room_id').notNull(),
  name: text('name').notNull(),
  kind: text('kind', { enum: ['nursing', 'general'] }).notNull(),
  attributes: text('attributes', { enum: ['wheelchair', 'window', 'single', 'oxygen', 'ground_floor'] })
    .array()
    .notNull()
    .default([]),
});

export const bedClosures = tenantTable('bed_closures', {
  id: uuid('id').notNull(),
  bedId: uuid('bed_id').notNull(),
  fromOn: day('from_on').notNull(),
  untilOn: day('until_on'),
  cause: text('cause', { enum: ['repair', 'cleaning', 'isolation', 'other'] }).notNull(),
  reason: text('reason').notNull(),
});

export const bedOccupancies = tenantTable('bed_occupancies', {
  id: uuid('id').notNull(),
  bedId: uuid('bed_id').notNull(),
  personId: uuid('person_id').notNull(),
  stayId: uuid('stay_id'),
  fromOn: day('from_on').notNull(),
  untilOn: day('until_on'),
});

export const bedReservations = tenantTable('bed_reservations', {
  id: uuid('id').notNull(),
  bedId: uuid('bed_id').notNull(),
  personId: uuid('person_id').notNull(),
  fromOn: day('from_on').notNull(),
  madeAt: instant('made_at').notNull(),
  releasedAt: instant('released_at'),
});
