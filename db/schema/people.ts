import { date, smallint, text, uuid } from 'drizzle-orm/pg-core';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { sealed } from '../columns';
import { instant, tenantTable } from '../tenant-table';

export const people = tenantTable('people', {
  id: uuid('id').notNull(),
  name: text('name').notNull(),
  sex: text('sex', { enum: ['male', 'female'] }).notNull(),
  birthDate: date('birth_date').$type<PlainDate>().notNull(),
  identitySealed: sealed('identity_sealed'),
  identityIndex: text('identity_index'),
  phoneSealed: sealed('phone_sealed'),
  phoneIndex: text('phone_index'),
  addressSealed: sealed('address_sealed'),
  registration: text('registration', { enum: ['urban', 'rural'] }),
  townCode: text('town_code'),
  village: text('village'),
  hardshipCategory: text('hardship_category', {
    enum: ['tekun', 'dibao', 'dibao_marginal', 'expense', 'special_hardship'],
  }),
  deceasedOn: date('deceased_on').$type<PlainDate>(),
  createdAt: instant('created_at').notNull().defaultNow(),
});

export const households = tenantTable('households', {
  id: uuid('id').notNull(),
  townCode: text('town_code'),
  village: text('village'),
  addressSealed: sealed('address_sealed'),
  declaredSize: smallint('declared_size'),
  createdAt: instant('created_at').notNull().defaultNow(),
});

export const householdMembers = tenantTable('household_members', {
  id: uuid('id').notNull(),
  householdId: uuid('household_id').notNull(),
  personId: uuid('person_id').notNull(),
  relation: text('relation', {
    enum: ['head', 'spouse', 'son', 'daughter', 'grandchild', 'parent', 'grandparent', 'sibling', 'other'],
  }),
  fromOn: date('from_on').$type<PlainDate>().notNull(),
  untilOn: date('until_on').$type<PlainDate>(),
});
