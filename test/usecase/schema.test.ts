import { getTableColumns, getTableName, is } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase } from '../database';

const modules = import.meta.glob('../../db/schema/*.ts', { eager: true });

const tables = Object.values(modules)
  .flatMap((module) => Object.values(module as Record<string, unknown>))
  .filter((value): value is PgTable => is(value, PgTable));

/** The name PostgreSQL gives a type that drizzle writes shorter. */
const inFull = (type: string) =>
  type
    .replace(/^timestamp with time zone$/, 'timestamp with time zone')
    .replace(/^time$/, 'time without time zone')
    .replace(/^char\((\d+)\)$/, 'character($1)')
    .replace(/^varchar/, 'character varying')
    .replace(/^decimal|^numeric/, 'numeric');

describe('typed tables mirror the migrations', () => {
  let sql: postgres.Sql;
  let database: Awaited<ReturnType<typeof freshDatabase>>;

  beforeAll(async () => {
    database = await freshDatabase();
    sql = postgres(database.ownerUrl, { max: 1 });
  });
  afterAll(async () => sql.end());

  it('finds tables at all', () => {
    expect(tables.length).toBeGreaterThan(3);
  });

  it.each(tables.map((table) => [getTableName(table), table] as const))('%s', async (name, table) => {
    const rows = await sql<{ name: string; type: string; required: boolean }[]>`
      select attname as name, format_type(atttypid, atttypmod) as type, attnotnull as required
      from pg_attribute where attrelid = to_regclass(${name}) and attnum > 0 and not attisdropped
        and attgenerated = '' order by 1`;
    const inDatabase = Object.fromEntries(
      rows.map((row) => [row.name, `${row.type}${row.required ? ' not null' : ''}`]),
    );
    const inCode = Object.fromEntries(
      Object.values(getTableColumns(table))
        .filter((column) => column.generated === undefined)
        .map((column) => [
          column.name,
          `${inFull(column.getSQLType())}${column.notNull || column.primary ? ' not null' : ''}`,
        ]),
    );
    expect(inCode).toEqual(inDatabase);
  });
});
