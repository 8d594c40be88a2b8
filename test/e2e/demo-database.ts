import { inject } from 'vitest';
import { setUpDatabase } from '~/set-up-database';
import { asOwner, cloned, type FreshDatabase } from '../database';
import { onDatabase } from '../global-setup';

/** A database with the demo, as the first start makes it: once for the run, by whoever needs it first. */
export const demoDatabase = (): Promise<FreshDatabase> =>
  asOwner(async (sql) => {
    const { ownerUrl, template, prefix } = inject('postgres');
    const demo = `${prefix}demo`;
    await sql`select pg_advisory_lock(370304, 2)`;
    const [known] = await sql`select 1 from pg_database where datname = ${demo}`;
    if (!known) {
      const half = `${demo}_half`;
      await sql.unsafe(`drop database if exists ${half}`);
      await sql.unsafe(`create database ${half} template ${template}`);
      await setUpDatabase(onDatabase(ownerUrl, half));
      await sql.unsafe(`alter database ${half} rename to ${demo}`);
    }
    return cloned(sql, demo);
  });
