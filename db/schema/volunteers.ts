import { boolean, date, doublePrecision, integer, jsonb, smallint, text, uuid } from 'drizzle-orm/pg-core';
import { sealed } from '../columns';
import { instant, tenantTable } from '../tenant-table';

/** What was recorded of somebody stays; a wrong record is withdrawn with a reason. */
const kept = () => ({
  recordedAt: instant('recorded_at').notNull(),
  recordedByName: text('recorded_by_name').notNull(),
  withdrawnAt: instant('withdrawn_at'),
  withdrawReason: text('withdraw_reason'),
});

export const volunteers = tenantTable('volunteers', {
  id: uuid('id').notNull(),
  number: text('number').notNull(),
  personId: uuid('person_id').notNull(),
  townCode: text('town_code').notNull(),
  homeLatitude: doublePrecision('home_latitude').notNull(),
  homeLongitude: doublePrecision('home_longitude').notNull(),
  serviceKinds: text('service_kinds').array().notNull(),
  dailyLimitMinutes: integer('daily_limit_minutes').notNull(),
  weeklyLimitMinutes: integer('weekly_limit_minutes').notNull(),
  status: text('status').notNull(),
  guardianConsentOn: date('guardian_consent_on'),
  registeredOn: date('registered_on').notNull(),
  birthDate: date('birth_date').notNull(),
  guardianName: text('guardian_name'),
  guardianRelation: text('guardian_relation'),
  guardianPhoneSealed: sealed('guardian_phone_sealed'),
  statusFrom: date('status_from').notNull(),
  statusReason: text('status_reason'),
  pausedUntil: date('paused_until'),
  shownSince: date('shown_since'),
});

export const volunteerExceptions = tenantTable('volunteer_exceptions', {
  id: uuid('id').notNull(),
  volunteerId: uuid('volunteer_id').notNull(),
  kind: text('kind', { enum: ['away', 'extra'] }).notNull(),
  fromDate: date('from_date').notNull(),
  untilDate: date('until_date').notNull(),
  fromMinute: integer('from_minute').notNull(),
  untilMinute: integer('until_minute').notNull(),
  note: text('note'),
  recordedAt: instant('recorded_at').notNull(),
});

export const volunteerTeams = tenantTable('volunteer_teams', {
  id: uuid('id').notNull(),
  name: text('name').notNull(),
  unit: text('unit'),
  leaderId: uuid('leader_id'),
  registeredOn: date('registered_on').notNull(),
  endedOn: date('ended_on'),
  endReason: text('end_reason'),
});

export const volunteerTeamTowns = tenantTable('volunteer_team_towns', {
  teamId: uuid('team_id').notNull(),
  townCode: text('town_code').notNull(),
});

export const volunteerTeamMembers = tenantTable('volunteer_team_members', {
  id: uuid('id').notNull(),
  teamId: uuid('team_id').notNull(),
  volunteerId: uuid('volunteer_id').notNull(),
  invitedOn: date('invited_on').notNull(),
  agreedOn: date('agreed_on'),
  agreedHow: text('agreed_how', { enum: ['self', 'paper'] }),
  endedOn: date('ended_on'),
});

export const volunteerInvitations = tenantTable('volunteer_invitations', {
  id: uuid('id').notNull(),
  teamId: uuid('team_id').notNull(),
  name: text('name'),
  phoneSealed: sealed('phone_sealed'),
  phoneIndex: text('phone_index'),
  mailSealed: sealed('mail_sealed'),
  leads: boolean('leads').notNull(),
  status: text('status', { enum: ['asked', 'agreed', 'refused', 'withdrawn'] }).notNull(),
  round: integer('round').notNull(),
  secretDigest: text('secret_digest').notNull(),
  askedAt: instant('asked_at').notNull(),
  askedByName: text('asked_by_name').notNull(),
  expiresAt: instant('expires_at').notNull(),
  settledAt: instant('settled_at'),
  volunteerId: uuid('volunteer_id'),
});

/** Who asks to become a volunteer. */
export const volunteerApplications = tenantTable('volunteer_applications', {
  id: uuid('id').notNull(),
  status: text('status', { enum: ['received', 'accepted', 'declined'] }).notNull(),
  name: text('name'),
  phoneSealed: sealed('phone_sealed'),
  mailSealed: sealed('mail_sealed'),
  saidSealed: sealed('said_sealed'),
  identityIndex: text('identity_index'),
  phoneIndex: text('phone_index'),
  appliedAt: instant('applied_at').notNull(),
  decidedAt: instant('decided_at'),
  decidedByName: text('decided_by_name'),
  declineReason: text('decline_reason'),
  volunteerId: uuid('volunteer_id'),
});

/** Forms sent by them, and from where. */
export const volunteerApplicationAttempts = tenantTable('volunteer_application_attempts', {
  token: text('token').notNull(),
  at: instant('at').notNull(),
  addressIndex: text('address_index').notNull(),
  proven: boolean('proven').notNull(),
  personIndex: text('person_index'),
});

/** The link by which a volunteer stands behind an account; one at a time. */
export const volunteerAccountLinks = tenantTable('volunteer_account_links', {
  volunteerId: uuid('volunteer_id').notNull(),
  round: integer('round').notNull(),
  secretDigest: text('secret_digest').notNull(),
  madeAt: instant('made_at').notNull(),
  madeByName: text('made_by_name').notNull(),
  expiresAt: instant('expires_at').notNull(),
  usedAt: instant('used_at'),
  userId: uuid('user_id'),
});

export const volunteerStarRules = tenantTable('volunteer_star_rules', {
  fromDate: date('from_date').notNull(),
  hours: integer('hours').array().notNull(),
  source: text('source').notNull(),
  setAt: instant('set_at').notNull(),
  setByName: text('set_by_name').notNull(),
});

export const volunteerRegisters = tenantTable('volunteer_registers', {
  kind: text('kind').notNull(),
  year: integer('year').notNull(),
  lastNumber: integer('last_number').notNull(),
});

export const volunteerSkills = tenantTable('volunteer_skills', {
  volunteerId: uuid('volunteer_id').notNull(),
  skill: text('skill').notNull(),
  licenceNumber: text('licence_number'),
  validUntil: date('valid_until'),
  warnedOn: date('warned_on'),
});

export const volunteerAvailability = tenantTable('volunteer_availability', {
  volunteerId: uuid('volunteer_id').notNull(),
  weekday: integer('weekday').notNull(),
  fromMinute: integer('from_minute').notNull(),
  untilMinute: integer('until_minute').notNull(),
});

export const volunteerHours = tenantTable('volunteer_hours', {
  id: uuid('id').notNull(),
  volunteerId: uuid('volunteer_id').notNull(),
  sourceType: text('source_type').notNull(),
  sourceId: uuid('source_id').notNull(),
  servedOn: date('served_on').notNull(),
  minutes: integer('minutes').notNull(),
  activity: text('activity').notNull(),
  place: text('place').notNull(),
  organiser: text('organiser').notNull(),
  inCharge: text('in_charge').notNull(),
  reversesId: uuid('reverses_id'),
  reason: text('reason'),
  recordedAt: instant('recorded_at').notNull(),
  title: text('title'),
  content: text('content'),
  dueOn: date('due_on'),
  lateReason: text('late_reason'),
  proof: text('proof'),
});

export const volunteerInsurances = tenantTable('volunteer_insurances', {
  id: uuid('id').notNull(),
  volunteerId: uuid('volunteer_id').notNull(),
  insurer: text('insurer').notNull(),
  policyNumber: text('policy_number').notNull(),
  fromDate: date('from_date').notNull(),
  untilDate: date('until_date').notNull(),
  warnedOn: date('warned_on'),
  ...kept(),
});

export const volunteerTrainings = tenantTable('volunteer_trainings', {
  id: uuid('id').notNull(),
  volunteerId: uuid('volunteer_id').notNull(),
  course: text('course').notNull(),
  content: text('content').notNull(),
  minutes: integer('minutes').notNull(),
  heldOn: date('held_on').notNull(),
  organiser: text('organiser').notNull(),
  result: text('result', { enum: ['passed', 'attended', 'failed'] }).notNull(),
  ...kept(),
});

export const volunteerAgreements = tenantTable('volunteer_agreements', {
  id: uuid('id').notNull(),
  volunteerId: uuid('volunteer_id').notNull(),
  cause: text('cause', { enum: ['risk', 'foreign', 'month', 'event', 'outside'] }).notNull(),
  concerns: text('concerns').notNull(),
  signedOn: date('signed_on').notNull(),
  fromDate: date('from_date').notNull(),
  untilDate: date('until_date').notNull(),
  ...kept(),
});

export const volunteerAwards = tenantTable('volunteer_awards', {
  id: uuid('id').notNull(),
  volunteerId: uuid('volunteer_id').notNull(),
  name: text('name').notNull(),
  grantedOn: date('granted_on').notNull(),
  grantedBy: text('granted_by').notNull(),
  ...kept(),
});

export const volunteerEvaluations = tenantTable('volunteer_evaluations', {
  id: uuid('id').notNull(),
  volunteerId: uuid('volunteer_id').notNull(),
  hoursId: uuid('hours_id'),
  rating: smallint('rating').notNull(),
  saidBy: text('said_by', { enum: ['coordinator', 'client'] }).notNull(),
  comment: text('comment'),
  evaluatedOn: date('evaluated_on').notNull(),
  ...kept(),
});

export const volunteerCertificates = tenantTable('volunteer_certificates', {
  id: uuid('id').notNull(),
  volunteerId: uuid('volunteer_id').notNull(),
  number: text('number').notNull(),
  code: text('code').notNull(),
  fromDate: date('from_date').notNull(),
  untilDate: date('until_date').notNull(),
  minutes: integer('minutes').notNull(),
  content: jsonb('content').notNull(),
  issuedOn: date('issued_on').notNull(),
  issuedBy: text('issued_by').notNull(),
  revokedOn: date('revoked_on'),
  revokeReason: text('revoke_reason'),
});

export const volunteerCalendars = tenantTable('volunteer_calendars', {
  volunteerId: uuid('volunteer_id').notNull(),
  secretDigest: text('secret_digest').notNull(),
  madeAt: instant('made_at').notNull(),
});
