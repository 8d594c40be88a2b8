import { boolean, date, smallint, text, uuid } from 'drizzle-orm/pg-core';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { sealed } from '../columns';
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
  level: smallint('level'),
});

export const rooms = tenantTable('rooms', {
  id: uuid('id').notNull(),
  buildingId: uuid('building_id').notNull(),
  floorId: uuid('floor_id').notNull(),
  name: text('name').notNull(),
  sexRule: text('sex_rule', { enum: ['male', 'female', 'any'] }).notNull(),
  isolation: boolean('isolation').notNull().default(false),
  oneHousehold: boolean('one_household').notNull().default(false),
  maxPeople: smallint('max_people'),
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
  openedOn: day('opened_on'),
  retiredOn: day('retired_on'),
});

export const bedSettings = tenantTable('bed_settings', {
  cleaningRequired: boolean('cleaning_required').notNull(),
  cleaningHours: smallint('cleaning_hours'),
  shareDenominator: text('share_denominator', { enum: ['all', 'in_service'] }).notNull(),
});

export const bedClosures = tenantTable('bed_closures', {
  id: uuid('id').notNull(),
  bedId: uuid('bed_id').notNull(),
  fromOn: day('from_on').notNull(),
  untilOn: day('until_on'),
  cause: text('cause', { enum: ['repair', 'cleaning', 'isolation', 'other'] }).notNull(),
  reason: text('reason').notNull(),
});

export const bedClosureChanges = tenantTable('bed_closure_changes', {
  id: uuid('id').notNull(),
  closureId: uuid('closure_id').notNull(),
  change: text('change', { enum: ['made', 'extended', 'shortened', 'reopened', 'withdrawn'] }).notNull(),
  untilOn: day('until_on'),
  reason: text('reason'),
  at: instant('at').notNull(),
  byName: text('by_name').notNull(),
});

export const bedCleanings = tenantTable('bed_cleanings', {
  id: uuid('id').notNull(),
  bedId: uuid('bed_id').notNull(),
  vacatedOn: day('vacated_on').notNull(),
  since: instant('since').notNull(),
  doneAt: instant('done_at'),
  doneBy: text('done_by'),
  how: text('how', { enum: ['person', 'hours', 'undone', 'off'] }),
});

export const isolations = tenantTable('isolations', {
  id: uuid('id').notNull(),
  personId: uuid('person_id').notNull(),
  fromOn: day('from_on').notNull(),
  untilOn: day('until_on'),
  reasonSealed: sealed('reason_sealed').notNull(),
  orderedBy: text('ordered_by').notNull(),
  orderedAt: instant('ordered_at').notNull(),
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
