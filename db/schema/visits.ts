import { boolean, date, doublePrecision, integer, jsonb, smallint, text, uuid } from 'drizzle-orm/pg-core';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { sealed } from '../columns';
import { instant, tenantTable } from '../tenant-table';

export const visitNeeds = tenantTable('visit_needs', {
  id: uuid('id').notNull(),
  externalKey: text('external_key'),
  personId: uuid('person_id'),
  place: text('place').notNull(),
  addressSealed: sealed('address_sealed'),
  townCode: text('town_code').notNull(),
  latitude: doublePrecision('latitude').notNull(),
  longitude: doublePrecision('longitude').notNull(),
  serviceKind: text('service_kind').notNull(),
  skill: text('skill'),
  durationMinutes: integer('duration_minutes').notNull(),
  volunteersNeeded: integer('volunteers_needed').notNull(),
  outline: text('outline').notNull(),
  status: text('status').notNull(),
  requestedAt: instant('requested_at').notNull(),
  requestedBy: text('requested_by').notNull(),
  priority: smallint('priority').notNull().default(2),
  householdId: uuid('household_id'),
  sameVolunteers: boolean('same_volunteers').notNull().default(false),
  afterNeedId: uuid('after_need_id'),
  afterMinMinutes: integer('after_min_minutes'),
  afterMaxMinutes: integer('after_max_minutes'),
  seriesId: uuid('series_id'),
  seriesOn: date('series_on').$type<PlainDate>(),
  cancelReason: text('cancel_reason'),
  /** Taken back because the rule of its series was changed: its day may come again. */
  fellAway: boolean('fell_away').notNull().default(false),
});

export const visitSeries = tenantTable('visit_series', {
  id: uuid('id').notNull(),
  externalKey: text('external_key'),
  personId: uuid('person_id'),
  householdId: uuid('household_id'),
  place: text('place').notNull(),
  addressSealed: sealed('address_sealed'),
  townCode: text('town_code').notNull(),
  latitude: doublePrecision('latitude').notNull(),
  longitude: doublePrecision('longitude').notNull(),
  serviceKind: text('service_kind').notNull(),
  skill: text('skill'),
  durationMinutes: integer('duration_minutes').notNull(),
  volunteersNeeded: integer('volunteers_needed').notNull(),
  outline: text('outline').notNull(),
  priority: smallint('priority').notNull(),
  sameVolunteers: boolean('same_volunteers').notNull(),
  afterSeriesId: uuid('after_series_id'),
  afterMinMinutes: integer('after_min_minutes'),
  afterMaxMinutes: integer('after_max_minutes'),
  rrule: text('rrule').notNull(),
  /** Days of the rule on which nobody is to come. */
  leftOut: date('left_out').array().$type<PlainDate[]>().notNull().default([]),
  startsOn: date('starts_on').$type<PlainDate>().notNull(),
  madeUntil: date('made_until').$type<PlainDate>().notNull(),
  status: text('status', { enum: ['active', 'ended'] }).notNull(),
  endReason: text('end_reason'),
  requestedAt: instant('requested_at').notNull(),
  requestedBy: text('requested_by').notNull(),
});

export const visitSeriesWindows = tenantTable('visit_series_windows', {
  seriesId: uuid('series_id').notNull(),
  fromMinute: integer('from_minute').notNull(),
  untilMinute: integer('until_minute').notNull(),
});

export const visitExclusions = tenantTable('visit_exclusions', {
  id: uuid('id').notNull(),
  volunteerId: uuid('volunteer_id').notNull(),
  needId: uuid('need_id'),
  seriesId: uuid('series_id'),
  personId: uuid('person_id'),
  householdId: uuid('household_id'),
  reason: text('reason').notNull(),
  addedAt: instant('added_at').notNull(),
  addedBy: text('added_by').notNull(),
  liftedAt: instant('lifted_at'),
  liftedBy: text('lifted_by'),
});

export const visitWindows = tenantTable('visit_windows', {
  needId: uuid('need_id').notNull(),
  onDate: date('on_date').notNull(),
  fromMinute: integer('from_minute').notNull(),
  untilMinute: integer('until_minute').notNull(),
});

export const visitPlans = tenantTable('visit_plans', {
  id: uuid('id').notNull(),
  fromDate: date('from_date').notNull(),
  untilDate: date('until_date').notNull(),
  status: text('status').notNull(),
  unmet: jsonb('unmet').notNull().default([]),
  requestedBy: text('requested_by').notNull(),
  requestedAt: instant('requested_at').notNull(),
  madeAt: instant('made_at'),
  publishedAt: instant('published_at'),
  progress: smallint('progress').notNull().default(0),
  stopRequestedAt: instant('stop_requested_at'),
  stopRequestedBy: text('stop_requested_by'),
  outOfTime: boolean('out_of_time').notNull().default(false),
  totals: jsonb('totals'),
  basedOnId: uuid('based_on_id'),
  movesPublished: boolean('moves_published').notNull().default(false),
});

export const visits = tenantTable('visits', {
  id: uuid('id').notNull(),
  needId: uuid('need_id').notNull(),
  planId: uuid('plan_id').notNull(),
  startsAt: instant('starts_at').notNull(),
  endsAt: instant('ends_at').notNull(),
  status: text('status').notNull(),
  fixed: boolean('fixed').notNull().default(false),
  replacesId: uuid('replaces_id'),
});

export const visitAssignments = tenantTable('visit_assignments', {
  id: uuid('id').notNull(),
  visitId: uuid('visit_id').notNull(),
  volunteerId: uuid('volunteer_id').notNull(),
  startsAt: instant('starts_at').notNull(),
  endsAt: instant('ends_at').notNull(),
  status: text('status').notNull(),
  travelMinutes: integer('travel_minutes').notNull(),
  explanation: jsonb('explanation').notNull(),
  declineReason: text('decline_reason'),
  answeredAt: instant('answered_at'),
  checkedInAt: instant('checked_in_at'),
  checkedOutAt: instant('checked_out_at'),
  record: text('record'),
  checkedInBy: text('checked_in_by'),
  checkedOutBy: text('checked_out_by'),
  checkInMetres: integer('check_in_metres'),
  attendanceReason: text('attendance_reason'),
  attendanceRecordedBy: text('attendance_recorded_by'),
  /** How often its time or state has changed: SEQUENCE of its event in a calendar. */
  sequence: integer('sequence').notNull().default(0),
  changedAt: instant('changed_at').notNull().defaultNow(),
});

export const visitOffers = tenantTable('visit_offers', {
  id: uuid('id').notNull(),
  visitId: uuid('visit_id').notNull(),
  volunteerId: uuid('volunteer_id').notNull(),
  status: text('status', { enum: ['open', 'accepted', 'standby', 'declined', 'closed'] }).notNull(),
  explanation: jsonb('explanation').notNull(),
  travelMinutes: integer('travel_minutes').notNull(),
  askedAt: instant('asked_at').notNull(),
  askedBy: text('asked_by').notNull(),
  answeredAt: instant('answered_at'),
});

export const visitCodes = tenantTable('visit_codes', {
  subject: text('subject').notNull(),
  version: integer('version').notNull(),
  issuedAt: instant('issued_at').notNull(),
  issuedBy: text('issued_by').notNull(),
});

export const visitSettings = tenantTable('visit_settings', {
  checkInMetres: integer('check_in_metres').notNull(),
  lateMinutes: integer('late_minutes').notNull(),
  changedAt: instant('changed_at').notNull(),
  changedBy: text('changed_by').notNull(),
});

export const visitSurveys = tenantTable('visit_surveys', {
  id: uuid('id').notNull(),
  assignmentId: uuid('assignment_id').notNull(),
  personId: uuid('person_id'),
  householdId: uuid('household_id'),
  townCode: text('town_code').notNull(),
  version: integer('version').notNull(),
  answersSealed: sealed('answers_sealed').notNull(),
  recordedAt: instant('recorded_at').notNull(),
});

export const visitPlanningSettings = tenantTable('visit_planning_settings', {
  radiusMinutes: integer('radius_minutes').notNull(),
  restAfterMinutes: integer('rest_after_minutes').notNull(),
  restMinutes: integer('rest_minutes').notNull(),
  strangerCost: integer('stranger_cost').notNull(),
  fairnessPercent: integer('fairness_percent').notNull(),
  urgentCost: integer('urgent_cost').notNull(),
  usualCost: integer('usual_cost').notNull(),
  spareCost: integer('spare_cost').notNull(),
  changedVolunteerCost: integer('changed_volunteer_cost').notNull(),
  changedTimeCost: integer('changed_time_cost').notNull(),
  changedAt: instant('changed_at').notNull(),
  changedBy: text('changed_by').notNull(),
});
