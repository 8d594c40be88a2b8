import { randomBytes, randomUUID } from 'node:crypto';
import { getTableColumns, getTableName, is } from 'drizzle-orm';
import { PgCustomColumn, PgTable } from 'drizzle-orm/pg-core';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '#db/client';
import { reencryptColumn } from '#db/reencrypt';
import { open, parseKeyRing, type Sealed, seal, useKeyRing } from '#db/sealed';
import { sealedColumns } from '#db/sealed-columns';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { DEMO_FIELD_KEYS } from '~/platform/env';
import { useFreshDatabase } from '../database';

const addresses = useFreshDatabase();
const [here] = demoTenants;
const field = { table: 'sealed_test', column: 'secret_sealed', field: 'sealed_test.secret_sealed' };
let owner: postgres.Sql;

beforeAll(async () => {
  owner = postgres(addresses.ownerUrl, { max: 3, onnotice: () => undefined });
  await insertTenants(addresses.ownerUrl, demoTenants);
  await owner`create table sealed_test (tenant_id uuid, id uuid, secret_sealed text, primary key (tenant_id, id))`;
});
afterAll(() => owner.end());

const schemas = import.meta.glob('../../db/schema/*.ts', { eager: true });
const sources = import.meta.glob('../../{db,app}/**/*.ts', { eager: true, query: '?raw', import: 'default' });

describe('sealed fields', () => {
  it('are all registered, so that new keys reach every one', () => {
    const declared = Object.values(schemas)
      .flatMap((module) => Object.values(module as Record<string, unknown>))
      .filter((table): table is PgTable => is(table, PgTable))
      .flatMap((table) =>
        Object.values(getTableColumns(table))
          .filter((column) => is(column, PgCustomColumn) && column.getSQLType() === 'text')
          .map((column) => `${getTableName(table)}.${column.name}`),
      );
    expect(declared.length).toBeGreaterThan(0);
    expect(sealedColumns.map(({ table, column }) => `${table}.${column}`).sort()).toEqual(declared.sort());
  });

  it('lie in tables with the key (tenant_id, id)', async () => {
    for (const table of new Set(sealedColumns.map((column) => column.table))) {
      const columns = await owner<{ name: string }[]>`
        select a.attname as name from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
        where i.indrelid = to_regclass(${table}) and i.indisprimary order by 1`;
      expect
        .soft(
          columns.map(({ name }) => name),
          table,
        )
        .toEqual(['id', 'tenant_id']);
    }
  });

  it('are sealed and opened under names that are registered', () => {
    const known = new Set(sealedColumns.map((column) => column.field));
    const used = Object.entries(sources)
      .filter(([path]) => !path.endsWith('db/sealed.ts'))
      .flatMap(([path, text]) =>
        [...String(text).matchAll(/(?:\b(?:seal|open)\(\s*)?['`]([a-z_]+\.[a-z_]+_sealed)['`]/g)].map(
          (match) => ({ path, field: match[1] ?? '' }),
        ),
      );
    expect(used.length).toBeGreaterThan(0);
    expect(used.filter((one) => !known.has(one.field))).toEqual([]);
  });

  it('are sealed anew under a new key while somebody else changes a row, and the rest in a second run', async () => {
    const ids = Array.from({ length: 450 }, () => randomUUID());
    await owner`insert into sealed_test ${owner(ids.map((id) => ({ tenant_id: here.id, id, secret_sealed: seal(field.field, id) })))}`;
    await owner`insert into sealed_test values (${here.id}, ${randomUUID()}, null)`;
    useKeyRing(parseKeyRing(`next:${randomBytes(32).toString('base64')},${DEMO_FIELD_KEYS}`));
    const database = connect(addresses.ownerUrl, { max: 2 });
    try {
      let letGo = () => {};
      const held = new Promise<void>((resolve) => {
        letGo = resolve;
      });
      let isHeld = () => {};
      const holding = new Promise<void>((resolve) => {
        isHeld = resolve;
      });
      const busy = owner.begin(async (sql) => {
        await sql`select 1 from sealed_test where id = ${ids[7] ?? ''} for update`;
        isHeld();
        await held;
      });
      await holding;
      expect(await reencryptColumn(database, here.id, field)).toEqual({ sealed: 449, skipped: 1 });
      letGo();
      await busy;
      expect(await reencryptColumn(database, here.id, field)).toEqual({ sealed: 1, skipped: 0 });
      expect(await reencryptColumn(database, here.id, field)).toEqual({ sealed: 0, skipped: 0 });
    } finally {
      await database.close();
    }
    const rows = await owner<{ id: string; secret: Sealed }[]>`
      select id, secret_sealed as secret from sealed_test where secret_sealed is not null`;
    expect(rows).toHaveLength(450);
    expect(rows.every(({ secret }) => secret.startsWith('next.'))).toBe(true);
    expect(rows.every(({ id, secret }) => open(field.field, secret) === id)).toBe(true);
  });
});
