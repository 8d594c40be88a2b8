import { createHash } from 'node:crypto';
import { createWriteStream, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import postgres from 'postgres';

/** First line of a backup, so that nothing else is taken for one. */
export const FIRST_LINE = '-- Wellspring backup 1';
/** Begins the last line; a file without it was cut short. */
export const LAST_LINE = '-- end of backup';

/** What a backup says about itself in its second line. */
export interface BackupHeader {
  readonly takenAt: string;
  /** Hashes of the migrations that made the schema, in order. */
  readonly migrations: readonly string[];
}

/** Hash of each migration of `folder` in the order of the journal, as drizzle computes it. */
export function migrationHashes(folder: string): string[] {
  const journal = JSON.parse(readFileSync(join(folder, 'meta/_journal.json'), 'utf8'));
  const files = new Set(readdirSync(folder));
  return (journal.entries as { tag: string }[]).map(({ tag }) => {
    if (!files.has(`${tag}.sql`)) throw new Error(`Migration ${tag}.sql is missing`);
    return createHash('sha256')
      .update(readFileSync(join(folder, `${tag}.sql`)))
      .digest('hex');
  });
}

interface Table {
  readonly name: string;
  readonly columns: string;
  /** SQL that makes of a row its line, as COPY would write it. */
  readonly line: string;
}

/** Foreign keys are taken off while rows come in table by table, and are checked when they are put back. */
interface ForeignKey {
  readonly table: string;
  readonly name: string;
  readonly definition: string;
}

interface Content {
  readonly tables: readonly Table[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly sequences: readonly { readonly statement: string }[];
}

/**
 * A value as COPY's text format has it. Made by a query and read through a cursor, because the client library's
 * own COPY stops reading for good when a table ends while its stream is full.
 */
const ONE_VALUE = `case when %1$I is null then '\\N' else
  replace(replace(replace(replace(format('%%s', %1$I), '\\', '\\\\'), chr(9), '\\t'), chr(10), '\\n'), chr(13), '\\r') end`;
const ROWS_AT_ONCE = 500;

async function listContent(tx: postgres.TransactionSql): Promise<Content> {
  const tables = await tx<Table[]>`
    select format('public.%I', c.relname) as name,
      string_agg(quote_ident(a.attname), ', ' order by a.attnum) as columns,
      string_agg(format(${ONE_VALUE}, a.attname), ${' || chr(9) || '} order by a.attnum) as line
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
      and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    group by c.oid, c.relname order by c.relname`;
  const foreignKeys = await tx<ForeignKey[]>`
    select conrelid::regclass::text as "table", quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
    from pg_constraint
    where contype = 'f' and conparentid = 0 and connamespace = 'public'::regnamespace order by 1, 2`;
  const sequences = await tx<{ statement: string }[]>`
    select format('select pg_catalog.setval(%L, %s, %L);', format('public.%I', sequencename),
      coalesce(last_value, start_value), last_value is not null) as statement
    from pg_sequences where schemaname = 'public' order by sequencename`;
  return { tables, foreignKeys, sequences };
}

/** The text of a backup: SQL that psql runs as well, one statement per line, rows between them as COPY writes them. */
async function* textOf(tx: postgres.TransactionSql, header: BackupHeader): AsyncGenerator<string> {
  const { tables, foreignKeys, sequences } = await listContent(tx);
  yield `${FIRST_LINE}\n-- ${JSON.stringify(header)}\nbegin;\nset search_path = public;\n`;
  for (const { table, name } of foreignKeys) yield `alter table ${table} drop constraint ${name};\n`;
  for (const { name } of tables) yield `alter table ${name} disable trigger user;\n`;
  // What migrations put there themselves is in the backup too.
  if (tables.length > 0) yield `truncate ${tables.map(({ name }) => name).join(', ')};\n`;
  for (const { name, columns, line } of tables) {
    yield `copy ${name} (${columns}) from stdin;\n`;
    for await (const rows of tx
      .unsafe<{ line: string }[]>(`select ${line} as line from ${name}`)
      .cursor(ROWS_AT_ONCE)) {
      yield rows.map((row) => `${row.line}\n`).join('');
    }
    yield '\\.\n';
  }
  for (const { statement } of sequences) yield `${statement}\n`;
  for (const { table, name, definition } of foreignKeys) {
    yield `alter table ${table} add constraint ${name} ${definition};\n`;
  }
  for (const { name } of tables) yield `alter table ${name} enable trigger user;\n`;
  yield `commit;\n${LAST_LINE}: ${tables.length} tables\n`;
}

/**
 * Writes everything the product keeps, as of one instant, while it may go on working; packed when `file` ends in
 * `.gz`. The queue is left out: what was to be done stands in the outbox. The file appears only when it is whole.
 * @param ownerUrl of the owner, whom row-level security does not bind
 */
export async function writeBackup(ownerUrl: string, file: string): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  const half = `${file}.half`;
  try {
    await sql.begin('isolation level repeatable read read only', async (tx) => {
      const applied = await tx<
        { hash: string }[]
      >`select hash from drizzle.__drizzle_migrations order by created_at`;
      const header = { takenAt: new Date().toISOString(), migrations: applied.map(({ hash }) => hash) };
      const packing: Transform[] = file.endsWith('.gz') ? [createGzip()] : [];
      const target = createWriteStream(half, { mode: 0o600 });
      await pipeline([Readable.from(textOf(tx, header), { objectMode: true }), ...packing, target]);
    });
    renameSync(half, file);
  } finally {
    rmSync(half, { force: true });
    await sql.end({ timeout: 5 });
  }
}
