import { and, asc, desc, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { chunks } from '../chunks';
import { newId } from '../new-id';
import { giftPurposes } from '../schema/donations';
import {
  type accountKinds,
  ledgerAccounts,
  ledgerBalances,
  ledgerEntries,
  ledgerPeriods,
  ledgerPostings,
} from '../schema/ledger';
import type { Tx } from '../transaction';

/** An account as a posting names it; with a subject it is that subject's own account under the code. */
export interface AccountKey {
  readonly code: string;
  readonly kind: (typeof accountKinds)[number];
  readonly name?: string;
  readonly subject?: { readonly type: string; readonly id: string };
}

/** The purpose whose own account it is, of gifts; null of any other account. */
const purposeNamed = { purposeName: giftPurposes.name, purposeNameEn: giftPurposes.nameEn };
const purposeOfAccount = and(
  eq(ledgerAccounts.subjectType, 'gift-purpose'),
  eq(giftPurposes.tenantId, ledgerAccounts.tenantId),
  eq(giftPurposes.id, ledgerAccounts.subjectId),
);

/** What tells two accounts apart. */
export const accountKeyText = ({ code, subject }: Pick<AccountKey, 'code' | 'subject'>): string =>
  subject ? `${code} ${subject.type} ${subject.id}` : code;

/**
 * Ids of accounts by `accountKeyText`, made where they are missing. Made in one order, so that two
 * transactions that make the same accounts wait for each other and never deadlock.
 * An account that exists under the code with another kind has no id in the answer.
 */
export async function ensureAccounts(tx: Tx, keys: readonly AccountKey[]): Promise<Map<string, string>> {
  const wanted = [...new Map(keys.map((key) => [accountKeyText(key), key])).entries()].sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  const ids = new Map<string, string>();
  for (const chunk of chunks(wanted)) {
    await tx
      .insert(ledgerAccounts)
      .values(
        chunk.map(([, key]) => ({
          id: newId(),
          code: key.code,
          kind: key.kind,
          name: key.name,
          subjectType: key.subject?.type,
          subjectId: key.subject?.id,
        })),
      )
      .onConflictDoNothing();
    const rows = await tx
      .select({
        id: ledgerAccounts.id,
        code: ledgerAccounts.code,
        kind: ledgerAccounts.kind,
        type: ledgerAccounts.subjectType,
        subjectId: ledgerAccounts.subjectId,
      })
      .from(ledgerAccounts)
      .where(
        or(
          ...[...new Set(chunk.map(([, key]) => key.subject?.type))].map((type) => {
            const of = chunk.map(([, key]) => key).filter((key) => key.subject?.type === type);
            const codes = [...new Set(of.map((key) => key.code))];
            return and(
              inArray(ledgerAccounts.code, codes),
              type === undefined
                ? isNull(ledgerAccounts.subjectId)
                : and(
                    eq(ledgerAccounts.subjectType, type),
                    inArray(ledgerAccounts.subjectId, [...new Set(of.map((key) => key.subject?.id ?? ''))]),
                  ),
            );
          }),
        ),
      );
    const kinds = new Map(chunk.map(([text, key]) => [text, key.kind]));
    for (const row of rows) {
      const text = accountKeyText({
        code: row.code,
        subject: row.type && row.subjectId ? { type: row.type, id: row.subjectId } : undefined,
      });
      if (kinds.get(text) === row.kind) ids.set(text, row.id);
    }
  }
  return ids;
}

/** An entry with its postings by account id; debit +, credit −. */
export interface EntryRow {
  readonly id: string;
  readonly kind: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly onDate: PlainDate;
  readonly memo?: string | null;
  readonly reversesId?: string;
  readonly postedAt: Date;
  readonly postings: readonly { readonly accountId: string; readonly amountFen: bigint }[];
}

/** Writes entries and their postings; the database keeps the balances and checks at commit that each sums to zero. */
export async function insertEntries(tx: Tx, entries: readonly EntryRow[]): Promise<void> {
  for (const chunk of chunks(entries)) {
    await tx
      .insert(ledgerEntries)
      .values(chunk.map(({ postings, ...entry }) => ({ ...entry, lines: postings.length })));
  }
  const postings = entries.flatMap((entry) =>
    entry.postings.map((posting, index) => ({
      entryId: entry.id,
      line: index + 1,
      lines: entry.postings.length,
      onDate: entry.onDate,
      ...posting,
    })),
  );
  for (const chunk of chunks(postings)) await tx.insert(ledgerPostings).values(chunk);
}

/** The first entry of a record that reverses nothing. */
export async function selectEntryOf(
  tx: Tx,
  subject: { type: string; id: string },
): Promise<{ id: string } | undefined> {
  const [entry] = await tx
    .select({ id: ledgerEntries.id })
    .from(ledgerEntries)
    .where(
      and(
        eq(ledgerEntries.subjectType, subject.type),
        eq(ledgerEntries.subjectId, subject.id),
        isNull(ledgerEntries.reversesId),
      ),
    )
    .orderBy(asc(ledgerEntries.postedAt), asc(ledgerEntries.id))
    .limit(1);
  return entry;
}

/** An entry with its postings, and the entry that reversed it, if one has. */
export async function selectEntry(tx: Tx, id: string) {
  const reversals = alias(ledgerEntries, 'reversals');
  const [entry] = await tx
    .select({
      id: ledgerEntries.id,
      kind: ledgerEntries.kind,
      subjectType: ledgerEntries.subjectType,
      subjectId: ledgerEntries.subjectId,
      onDate: ledgerEntries.onDate,
      memo: ledgerEntries.memo,
      reversesId: ledgerEntries.reversesId,
      postedAt: ledgerEntries.postedAt,
      reversedById: reversals.id,
    })
    .from(ledgerEntries)
    .leftJoin(
      reversals,
      and(eq(reversals.tenantId, ledgerEntries.tenantId), eq(reversals.reversesId, ledgerEntries.id)),
    )
    .where(eq(ledgerEntries.id, id));
  if (!entry) return undefined;
  const postings = await tx
    .select({
      accountId: ledgerPostings.accountId,
      code: ledgerAccounts.code,
      name: ledgerAccounts.name,
      amountFen: ledgerPostings.amountFen,
      ...purposeNamed,
    })
    .from(ledgerPostings)
    .innerJoin(
      ledgerAccounts,
      and(
        eq(ledgerAccounts.tenantId, ledgerPostings.tenantId),
        eq(ledgerAccounts.id, ledgerPostings.accountId),
      ),
    )
    .leftJoin(giftPurposes, purposeOfAccount)
    .where(eq(ledgerPostings.entryId, id))
    .orderBy(asc(ledgerPostings.line));
  return { ...entry, postings };
}

/** Balance of every code, all its subjects together; `accounts` of them have moved. */
export async function selectTrialBalance(tx: Tx) {
  return tx
    .select({
      code: ledgerAccounts.code,
      kind: ledgerAccounts.kind,
      name: sql<string | null>`max(${ledgerAccounts.name})`,
      accounts: sql<bigint>`count(*)`,
      balanceFen: sql<string>`sum(${ledgerBalances.balanceFen})`,
    })
    .from(ledgerBalances)
    .innerJoin(
      ledgerAccounts,
      and(
        eq(ledgerAccounts.tenantId, ledgerBalances.tenantId),
        eq(ledgerAccounts.id, ledgerBalances.accountId),
      ),
    )
    .groupBy(ledgerAccounts.code, ledgerAccounts.kind)
    .orderBy(asc(ledgerAccounts.kind), asc(ledgerAccounts.code));
}

/** Balances of the accounts of a code, those of the given subjects or the code's own. */
export async function selectBalances(
  tx: Tx,
  { code, subject }: { code: string; subject?: { type: string; ids: readonly string[] } },
): Promise<{ subjectId: string | null; balanceFen: bigint }[]> {
  return tx
    .select({ subjectId: ledgerAccounts.subjectId, balanceFen: ledgerBalances.balanceFen })
    .from(ledgerAccounts)
    .innerJoin(
      ledgerBalances,
      and(
        eq(ledgerAccounts.tenantId, ledgerBalances.tenantId),
        eq(ledgerAccounts.id, ledgerBalances.accountId),
      ),
    )
    .where(
      and(
        eq(ledgerAccounts.code, code),
        subject
          ? and(
              eq(ledgerAccounts.subjectType, subject.type),
              inArray(ledgerAccounts.subjectId, [...subject.ids]),
            )
          : isNull(ledgerAccounts.subjectId),
      ),
    );
}

/** Balance of a code over all its subjects. */
export async function selectCodeBalance(tx: Tx, code: string): Promise<bigint> {
  const [row] = await tx
    .select({ balanceFen: sql<string | null>`sum(${ledgerBalances.balanceFen})` })
    .from(ledgerAccounts)
    .innerJoin(
      ledgerBalances,
      and(
        eq(ledgerAccounts.tenantId, ledgerBalances.tenantId),
        eq(ledgerAccounts.id, ledgerBalances.accountId),
      ),
    )
    .where(eq(ledgerAccounts.code, code));
  return BigInt(row?.balanceFen ?? 0);
}

/** Where a page of postings goes on. */
export interface PostingCursor {
  readonly onDate: PlainDate;
  readonly entryId: string;
  readonly line: number;
}

/** Postings of a code (or of one subject's account under it), newest first. */
export async function selectPostings(
  tx: Tx,
  {
    code,
    subject,
    after,
    limit,
  }: { code: string; subject?: { type: string; id: string }; after?: PostingCursor; limit: number },
) {
  return tx
    .select({
      entryId: ledgerPostings.entryId,
      line: ledgerPostings.line,
      onDate: ledgerPostings.onDate,
      amountFen: ledgerPostings.amountFen,
      kind: ledgerEntries.kind,
      subjectType: ledgerEntries.subjectType,
      subjectId: ledgerEntries.subjectId,
      memo: ledgerEntries.memo,
      reversesId: ledgerEntries.reversesId,
      accountSubjectType: ledgerAccounts.subjectType,
      accountSubjectId: ledgerAccounts.subjectId,
      ...purposeNamed,
    })
    .from(ledgerPostings)
    .innerJoin(
      ledgerAccounts,
      and(
        eq(ledgerAccounts.tenantId, ledgerPostings.tenantId),
        eq(ledgerAccounts.id, ledgerPostings.accountId),
      ),
    )
    .leftJoin(giftPurposes, purposeOfAccount)
    .innerJoin(
      ledgerEntries,
      and(eq(ledgerEntries.tenantId, ledgerPostings.tenantId), eq(ledgerEntries.id, ledgerPostings.entryId)),
    )
    .where(
      and(
        eq(ledgerAccounts.code, code),
        subject
          ? and(eq(ledgerAccounts.subjectType, subject.type), eq(ledgerAccounts.subjectId, subject.id))
          : undefined,
        after
          ? sql`(${ledgerPostings.onDate}, ${ledgerPostings.entryId}, ${ledgerPostings.line}) < (${after.onDate}::date, ${after.entryId}::uuid, ${after.line}::int)`
          : undefined,
      ),
    )
    .orderBy(desc(ledgerPostings.onDate), desc(ledgerPostings.entryId), desc(ledgerPostings.line))
    .limit(limit);
}

/** Waits until nobody closes a month, and keeps everybody from closing one until the transaction ends; the last month closed so far. */
export async function lockOpenPeriod(tx: Tx): Promise<string | undefined> {
  await tx.execute(
    sql`select pg_advisory_xact_lock_shared(hashtext('ledger-period'), hashtext(current_tenant()::text))`,
  );
  return selectLastClosed(tx);
}

/** Waits until nobody posts, and keeps everybody from posting until the transaction ends. */
export async function lockPosting(tx: Tx): Promise<void> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtext('ledger-period'), hashtext(current_tenant()::text))`,
  );
}

/** The last month whose books are closed. */
export async function selectLastClosed(tx: Tx): Promise<string | undefined> {
  const [row] = await tx.execute<{ month: string | null }>(
    sql`select max(month) as month from ledger_periods`,
  );
  return row?.month ?? undefined;
}

/** The month of the first entry after the last closed month. */
export async function selectFirstOpenMonth(
  tx: Tx,
  after: PlainDate | undefined,
): Promise<string | undefined> {
  const [row] = await tx.execute<{ month: string | null }>(sql`
    select to_char(min(on_date), 'YYYY-MM') as month from ledger_entries where ${after ? sql`on_date >= ${after}::date` : sql`true`}`);
  return row?.month ?? undefined;
}

/** Entries of days, and the sum of their debits, which is that of their credits. */
export async function selectTurnover(
  tx: Tx,
  { from, until }: { from: PlainDate; until: PlainDate },
): Promise<{ entries: number; turnoverFen: bigint; sumFen: bigint }> {
  const [row] = await tx.execute<{ entries: number; turnoverFen: bigint; sumFen: bigint }>(sql`
    select count(distinct p.entry_id)::int as entries,
      coalesce(sum(p.amount_fen) filter (where p.amount_fen > 0), 0)::bigint as "turnoverFen",
      coalesce(sum(p.amount_fen), 0)::bigint as "sumFen"
    from ledger_postings p where p.on_date >= ${from}::date and p.on_date < ${until}::date`);
  return row ?? { entries: 0, turnoverFen: 0n, sumFen: 0n };
}

export async function insertPeriod(
  tx: Tx,
  row: Omit<typeof ledgerPeriods.$inferInsert, 'tenantId'>,
): Promise<void> {
  await tx.insert(ledgerPeriods).values(row);
}

/** Closed months, newest first. */
export async function selectPeriods(tx: Tx, limit: number) {
  return tx
    .select({
      month: ledgerPeriods.month,
      closedAt: ledgerPeriods.closedAt,
      closedByName: ledgerPeriods.closedByName,
      entries: ledgerPeriods.entries,
      turnoverFen: ledgerPeriods.turnoverFen,
    })
    .from(ledgerPeriods)
    .orderBy(desc(ledgerPeriods.month))
    .limit(limit);
}
