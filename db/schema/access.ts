import { boolean, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { bytes } from '../columns';
import { instant, tenantTable } from '../tenant-table';

const stamps = {
  createdAt: instant('created_at').notNull().defaultNow(),
  updatedAt: instant('updated_at').notNull().defaultNow(),
};

// Property names of users, sessions, accounts, verifications and twoFactors are those better-auth asks for.

export const users = tenantTable('users', {
  id: uuid('id').notNull(),
  username: text('user_name').notNull(),
  name: text('display_name').notNull(),
  email: text('email').notNull(),
  emailVerified: boolean('email_verified').notNull().default(false),
  image: text('image'),
  locale: text('locale', { enum: ['zh-CN', 'en'] }),
  twoFactorEnabled: boolean('two_factor_enabled').notNull().default(false),
  passwordTemporary: boolean('password_temporary').notNull().default(false),
  disabledAt: instant('disabled_at'),
  townCode: text('town_code'),
  personId: uuid('person_id'),
  volunteerId: uuid('volunteer_id'),
  donorId: uuid('donor_id'),
  ...stamps,
});

export const userRoles = tenantTable('user_roles', {
  userId: uuid('user_id').notNull(),
  role: text('role').notNull(),
});

export const sessions = tenantTable('sessions', {
  id: uuid('id').notNull(),
  userId: uuid('user_id').notNull(),
  token: text('token').notNull(),
  expiresAt: instant('expires_at').notNull(),
  ipAddress: text('ip_address'),
  userAgent: text('user_agent'),
  ...stamps,
});

export const accounts = tenantTable('accounts', {
  id: uuid('id').notNull(),
  userId: uuid('user_id').notNull(),
  accountId: text('account_id').notNull(),
  providerId: text('provider_id').notNull(),
  password: text('password'),
  accessToken: text('access_token'),
  refreshToken: text('refresh_token'),
  idToken: text('id_token'),
  accessTokenExpiresAt: instant('access_token_expires_at'),
  refreshTokenExpiresAt: instant('refresh_token_expires_at'),
  scope: text('scope'),
  ...stamps,
});

export const twoFactors = tenantTable('two_factors', {
  id: uuid('id').notNull(),
  userId: uuid('user_id').notNull(),
  secret: text('secret').notNull(),
  backupCodes: text('backup_codes').notNull(),
  verified: boolean('verified').default(true),
  failedVerificationCount: integer('failed_verification_count').default(0),
  lockedUntil: instant('locked_until'),
});

export const verifications = pgTable('verifications', {
  id: uuid('id').primaryKey(),
  identifier: text('identifier').notNull(),
  value: text('value').notNull(),
  expiresAt: instant('expires_at').notNull(),
  ...stamps,
});

export const signInFailures = pgTable('sign_in_failures', {
  kind: text('kind', { enum: ['name', 'address'] }).notNull(),
  key: text('key').notNull(),
  failures: integer('failures').notNull(),
  locks: integer('locks').notNull().default(0),
  lockedUntil: instant('locked_until'),
  lastAt: instant('last_at').notNull(),
});

export const securitySettings = tenantTable('security_settings', {
  staffSecondFactor: boolean('staff_second_factor').notNull().default(false),
  updatedAt: instant('updated_at').notNull().defaultNow(),
});

export const apiKeys = tenantTable('api_keys', {
  id: uuid('id').notNull(),
  role: text('role').notNull(),
  userId: uuid('user_id'),
  label: text('label').notNull(),
  start: text('start').notNull(),
  hash: bytes('hash').notNull(),
  createdBy: uuid('created_by'),
  createdAt: instant('created_at').notNull().defaultNow(),
  expiresAt: instant('expires_at').notNull(),
  revokedAt: instant('revoked_at'),
});

export const apiKeyMinutes = tenantTable('api_key_minutes', {
  keyId: uuid('key_id').notNull(),
  minute: instant('minute').notNull(),
  requests: integer('requests').notNull(),
});

export const apiRequests = tenantTable('api_requests', {
  keyId: uuid('key_id').notNull(),
  idempotencyKey: text('idempotency_key').notNull(),
  fingerprint: bytes('fingerprint').notNull(),
  status: integer('status'),
  answer: jsonb('answer'),
  createdAt: instant('created_at').notNull(),
});
