import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { bankBatches, bankLines } from '../schema/ledger';
import type { Tx } from '../transaction';

/** Rows per statement: far below the 65,535 parameters that PostgreSQL takes. */
const ROWS_PER_STATEMENT = 2_000;

/** One import at a time per tenant, so that two of the same file add its lines once. */
export async function lockStatementImports(tx: Tx): Promise<void> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtext('bank-lines'), hashtext(current_tenant()::text))`,
  );
}

/** Which of the keys are lines already. */
export async function selectKnownBankLines(tx: Tx, keys: readonly string[]): Promise<Set<string>> {
  const known = new Set<string>();
  for (let start = 0; start < keys.length; start += ROWS_PER_STATEMENT) {
    const rows = await tx
      .select({ key: bankLines.businessKey })
      .from(bankLines)
      .where(inArray(bankLines.businessKey, keys.slice(start, start + ROWS_PER_STATEMENT)));
    for (const row of rows) known.add(row.key);
  }
  return known;
}

export async function insertBankBatch(
  tx: Tx,
  row: Omit<typeof bankBatches.$inferInsert, 'tenantId'>,
): Promise<void> {
  await tx.insert(bankBatches).values(row);
}

export async function insertBankLines(
  tx: Tx,
  rows: readonly Omit<typeof bankLines.$inferInsert, 'tenantId'>[],
): Promise<void> {
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    await tx.insert(bankLines).values(rows.slice(start, start + ROWS_PER_STATEMENT));
  }
}

const shown = {
  id: bankLines.id,
  batchId: bankLines.batchId,
  bookedOn: bankLines.bookedOn,
  amountFen: bankLines.amountFen,
  counterpartyName: bankLines.counterpartyName,
  summary: bankLines.summary,
  remark: bankLines.remark,
  bankNumber: bankLines.bankNumber,
  claimType: bankLines.claimType,
  claimId: bankLines.claimId,
  claimedAt: bankLines.claimedAt,
};

/** A line as pages and matching see it; the other side's account number stays sealed. */
export type BankLine = Awaited<ReturnType<typeof selectBankLines>>[number];

/** What a list of lines shows: money in without a use, money in with one, money out, or everything. */
export type BankLineState = 'unmatched' | 'matched' | 'out' | 'all';

const inState = (state: BankLineState) => {
  if (state === 'unmatched') return and(isNull(bankLines.claimedAt), gt(bankLines.amountFen, 0n));
  if (state === 'matched') return isNotNull(bankLines.claimedAt);
  if (state === 'out') return lt(bankLines.amountFen, 0n);
  return undefined;
};

/** Lines, newest first. */
export async function selectBankLines(
  tx: Tx,
  {
    state,
    batchId,
    before,
    limit,
  }: { state: BankLineState; batchId?: string; before?: { bookedOn: PlainDate; id: string }; limit: number },
) {
  return tx
    .select(shown)
    .from(bankLines)
    .where(
      and(
        inState(state),
        batchId ? eq(bankLines.batchId, batchId) : undefined,
        before
          ? sql`(${bankLines.bookedOn}, ${bankLines.id}) < (${before.bookedOn}::date, ${before.id}::uuid)`
          : undefined,
      ),
    )
    .orderBy(desc(bankLines.bookedOn), desc(bankLines.id))
    .limit(limit);
}

/** Lines of money in that are still without a use, oldest first. */
export async function selectUnmatchedBankLines(
  tx: Tx,
  { batchId, after, limit }: { batchId?: string; after?: { bookedOn: PlainDate; id: string }; limit: number },
) {
  return tx
    .select(shown)
    .from(bankLines)
    .where(
      and(
        inState('unmatched'),
        batchId ? eq(bankLines.batchId, batchId) : undefined,
        after
          ? sql`(${bankLines.bookedOn}, ${bankLines.id}) > (${after.bookedOn}::date, ${after.id}::uuid)`
          : undefined,
      ),
    )
    .orderBy(asc(bankLines.bookedOn), asc(bankLines.id))
    .limit(limit);
}

export async function selectBankLine(tx: Tx, id: string): Promise<BankLine | undefined> {
  const [line] = await tx.select(shown).from(bankLines).where(eq(bankLines.id, id));
  return line;
}

/** Gives a line its use. False when it has one already. */
export async function claimLine(
  tx: Tx,
  { id, type, claimId, now }: { id: string; type: string; claimId: string; now: Date },
): Promise<boolean> {
  const claimed = await tx
    .update(bankLines)
    .set({ claimType: type, claimId, claimedAt: now })
    .where(and(eq(bankLines.id, id), isNull(bankLines.claimedAt)))
    .returning({ id: bankLines.id });
  return claimed.length === 1;
}

/** Gives many lines their uses; answers which of them were still free. Locked in one order, so that two who claim wait and never deadlock. */
export async function claimLines(
  tx: Tx,
  claims: readonly { id: string; type: string; claimId: string }[],
  now: Date,
): Promise<ReadonlySet<string>> {
  const rows = await tx.execute<{ id: string }>(sql`
    with claims as (
      select * from json_to_recordset(${JSON.stringify(claims)}::json) as c (id uuid, type text, "claimId" uuid)
    ), free as (
      select l.id from bank_lines l where l.id in (select id from claims) and l.claimed_at is null order by l.id for update
    )
    update bank_lines l set claim_type = c.type, claim_id = c."claimId", claimed_at = ${now.toISOString()}::timestamptz
    from claims c join free f on f.id = c.id
    where l.id = c.id returning l.id`);
  return new Set(rows.map((row) => row.id));
}

/** Takes a line's use away. False when it had none. */
export async function releaseLine(tx: Tx, id: string): Promise<boolean> {
  const released = await tx
    .update(bankLines)
    .set({ claimType: null, claimId: null, claimedAt: null })
    .where(and(eq(bankLines.id, id), isNotNull(bankLines.claimedAt)))
    .returning({ id: bankLines.id });
  return released.length === 1;
}

/** How many lines of money in are still without a use. */
export async function countUnmatchedLines(tx: Tx): Promise<number> {
  const [row] = await tx.select({ count: sql<bigint>`count(*)` }).from(bankLines).where(inState('unmatched'));
  return Number(row?.count ?? 0);
}
