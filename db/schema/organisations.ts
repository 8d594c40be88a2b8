import { doublePrecision, text, uuid } from 'drizzle-orm/pg-core';
import { instant, tenantTable } from '../tenant-table';

export const organisations = tenantTable('organisations', {
  id: uuid('id').notNull(),
  kind: text('kind', { enum: ['district', 'town', 'village', 'care_centre', 'receiving_entity'] }).notNull(),
  name: text('name').notNull(),
  nameEn: text('name_en'),
  code: text('code'),
  parentId: uuid('parent_id'),
  latitude: doublePrecision('latitude'),
  longitude: doublePrecision('longitude'),
  createdAt: instant('created_at').notNull().defaultNow(),
});
