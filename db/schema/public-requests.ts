import { integer, pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from '../tenant-table';

export const publicRequests = pgTable('public_requests', {
  key: text('key').primaryKey(),
  minute: instant('minute').notNull(),
  requests: integer('requests').notNull(),
});
