import { and, asc, desc, eq, inArray, ne, notInArray, sql } from 'drizzle-orm';
import type { InstantCursor } from '~/domain/kernel/paging';
import { fundBudgets, fundMovements, fundReversals, funds } from '../schema/funds';
import { ledgerEntries } from '../schema/ledger';
import { people } from '../schema/people';
import type { Tx } from '../transaction';

export type { fundMovementKinds, fundSources } from '../schema/funds';

export type FundRow = Omit<typeof funds.$inferSelect, 'tenantId'>;
export type NewFund = Omit<typeof funds.$inferInsert, 'tenantId'>;
export type NewBudget = Omit<typeof fundBudgets.$inferInsert, 'tenantId'>;
export type NewFundMovement = Omit<typeof fundMovements.$inferInsert, 'tenantId'>;
export type NewFundReversal = Omit<typeof fundReversals.$inferInsert, 'tenantId'>;

export async function insertFund(tx: Tx, row: NewFund): Promise<void> {
  await tx.insert(funds).values(row);
}

/** Every fund, fiscal money first. There are as many as documents that give money, tens at most. */
export async function selectFunds(tx: Tx, limit: number): Promise<FundRow[]> {
  return tx.select().from(funds).orderBy(desc(funds.source), asc(funds.code)).limit(limit);
}

export async function selectFund(tx: Tx, id: string): Promise<FundRow | undefined> {
  const [row] = await tx.select().from(funds).where(eq(funds.id, id));
  return row;
}

/** The fund whose movement an entry of the ledger books or undoes; of money carried over the one that it left and the one that it went to. */
export async function selectFundsOfEntry(
  tx: Tx,
  entryId: string,
): Promise<{ id: string; name: string; nameEn: string }[]> {
  const rows = await tx.execute<{ id: string; name: string; nameEn: string }>(sql`
    with moved as (
      select m.fund_id, m.to_fund_id from fund_movements m where m.entry_id = ${entryId}::uuid
      union all
      select m.fund_id, m.to_fund_id from fund_reversals r
        join fund_movements m on m.tenant_id = r.tenant_id and m.id = r.movement_id
        where r.entry_id = ${entryId}::uuid
    )
    select f.id, f.name, f.name_en as "nameEn" from moved join funds f on f.id in (moved.fund_id, moved.to_fund_id)
    order by f.id = moved.to_fund_id`);
  return [...rows];
}

/** Whether a code is another fund's, and a purpose. */
export async function selectFundTaken(
  tx: Tx,
  { code, purposeId }: { code?: string | undefined; purposeId?: string | undefined },
): Promise<{ code: boolean; purpose: boolean }> {
  const [row] = await tx.execute<{ code: boolean; purpose: boolean }>(sql`
    select exists (select from funds where code = ${code ?? null}) as code,
      exists (select from funds where purpose_id = ${purposeId ?? null}::uuid) as purpose`);
  return { code: row?.code ?? false, purpose: row?.purpose ?? false };
}

/**
 * Whether a voucher stands for money already: that of a movement of the kind that waits or is booked (shares of one bill have one
 * together), or of donated money that was used. What was undone lets its voucher go.
 */
export async function isFundDocumentKnown(
  tx: Tx,
  { kind, document, donated }: { kind: string; document: string; donated: boolean },
): Promise<boolean> {
  const [row] = await tx.execute<{ known: boolean }>(sql`
    select exists (select from fund_movements
        where kind = ${kind} and document = ${document} and status in ('proposed', 'done') and kind <> 'share')
      or (${donated} and exists (select from gift_spendings
        where voucher_number = ${document} and reversal_entry_id is null)) as known`);
  return row?.known ?? false;
}

/** Funds by id, locked in one order, so that what two people take out of them waits and never deadlocks. */
export async function lockFunds(tx: Tx, ids: readonly string[]): Promise<FundRow[]> {
  return tx
    .select()
    .from(funds)
    .where(inArray(funds.id, [...ids]))
    .orderBy(asc(funds.id))
    .for('update');
}

export async function insertBudget(tx: Tx, row: NewBudget): Promise<void> {
  await tx.insert(fundBudgets).values(row);
}

export async function lockBudget(tx: Tx, id: string) {
  const [row] = await tx.select().from(fundBudgets).where(eq(fundBudgets.id, id)).for('update');
  return row;
}

export async function insertFundMovement(tx: Tx, row: NewFundMovement): Promise<void> {
  await tx.insert(fundMovements).values(row);
}

export async function lockFundMovement(tx: Tx, id: string) {
  const [row] = await tx.select().from(fundMovements).where(eq(fundMovements.id, id)).for('update');
  return row;
}

interface Decision {
  readonly id: string;
  readonly decidedBy: string;
  readonly decidedByName: string;
  readonly decidedAt: Date;
  readonly decisionReason?: string;
}

export async function decideBudget(
  tx: Tx,
  { id, ...decision }: Decision & { status: 'approved' | 'declined' },
): Promise<void> {
  await tx.update(fundBudgets).set(decision).where(eq(fundBudgets.id, id));
}

export async function decideFundMovement(
  tx: Tx,
  { id, ...decision }: Decision & { status: 'done' | 'declined'; entryId?: string },
): Promise<void> {
  await tx.update(fundMovements).set(decision).where(eq(fundMovements.id, id));
}

/** Withdraws a proposal that waits; nobody has decided it. */
export async function withdrawFundProposal(
  tx: Tx,
  of: 'movement' | 'budget' | 'reversal',
  { id, at }: { id: string; at: Date },
): Promise<void> {
  const table = { movement: fundMovements, budget: fundBudgets, reversal: fundReversals }[of];
  await tx.update(table).set({ status: 'withdrawn', decidedAt: at }).where(eq(table.id, id));
}

export async function insertFundReversal(tx: Tx, row: NewFundReversal): Promise<void> {
  await tx.insert(fundReversals).values(row);
}

export async function lockFundReversal(tx: Tx, id: string) {
  const [row] = await tx.select().from(fundReversals).where(eq(fundReversals.id, id)).for('update');
  return row;
}

export async function decideFundReversal(
  tx: Tx,
  { id, ...decision }: Decision & { status: 'done' | 'declined'; entryId?: string },
): Promise<void> {
  await tx.update(fundReversals).set(decision).where(eq(fundReversals.id, id));
}

/** Marks a movement as undone; its reversal is done by now. */
export async function markFundMovementReversed(tx: Tx, id: string): Promise<void> {
  await tx.update(fundMovements).set({ status: 'reversed' }).where(eq(fundMovements.id, id));
}

/** What was approved for each line of a fund and what was used of it, by year and line. */
export async function selectBudgetLines(
  tx: Tx,
  { fundId, year, limit }: { fundId: string; year?: number; limit: number },
): Promise<{ year: number; line: string; budgetFen: bigint; usedFen: bigint }[]> {
  const rows = await tx.execute<{ year: number; line: string; budget: string; used: string }>(sql`
    select b.year, b.line, sum(b.amount_fen) as budget,
      coalesce((select sum(m.amount_fen) from fund_movements m where m.fund_id = ${fundId} and m.year = b.year
        and m.line = b.line and m.status = 'done'), 0) as used
    from fund_budgets b where b.fund_id = ${fundId} and b.status = 'approved'
      ${year === undefined ? sql`` : sql`and b.year = ${year}`}
    group by b.year, b.line order by b.year desc, b.line limit ${limit}`);
  return [...rows].map(({ year: of, line, budget, used }) => ({
    year: of,
    line,
    budgetFen: BigInt(budget),
    usedFen: BigInt(used),
  }));
}

/** Amounts of budget of a fund: those that wait first, then as they were proposed and decided, the newest first. */
export async function selectBudgets(tx: Tx, fundId: string, limit: number) {
  return tx
    .select()
    .from(fundBudgets)
    .where(eq(fundBudgets.fundId, fundId))
    .orderBy(
      desc(sql`${fundBudgets.status} = 'proposed'`),
      desc(fundBudgets.proposedAt),
      desc(fundBudgets.id),
    )
    .limit(limit);
}

const movementShown = {
  id: fundMovements.id,
  fundId: fundMovements.fundId,
  kind: fundMovements.kind,
  amountFen: fundMovements.amountFen,
  onDate: fundMovements.onDate,
  what: fundMovements.what,
  document: fundMovements.document,
  year: fundMovements.year,
  line: fundMovements.line,
  toFundId: fundMovements.toFundId,
  ground: fundMovements.ground,
  personId: fundMovements.personId,
  personName: people.name,
  payer: fundMovements.payer,
  status: fundMovements.status,
  entryId: fundMovements.entryId,
  /** Day on which the ledger has it; another than its own where the month was closed. */
  bookedOn: ledgerEntries.onDate,
  proposedBy: fundMovements.proposedBy,
  proposedByName: fundMovements.proposedByName,
  proposedAt: fundMovements.proposedAt,
  decidedByName: fundMovements.decidedByName,
  decidedAt: fundMovements.decidedAt,
  decisionReason: fundMovements.decisionReason,
  /** That it is undone, proposed or done. */
  reversal: {
    id: fundReversals.id,
    status: fundReversals.status,
    reason: fundReversals.reason,
    entryId: fundReversals.entryId,
    proposedByName: fundReversals.proposedByName,
    decidedByName: fundReversals.decidedByName,
    decidedAt: fundReversals.decidedAt,
  },
  /** Why the last proposal to undo it was turned down, if one was. */
  keptReason: sql<string | null>`(select r.decision_reason from fund_reversals r
    where r.tenant_id = ${fundMovements.tenantId} and r.movement_id = ${fundMovements.id} and r.status = 'declined'
    order by r.decided_at desc, r.id desc limit 1)`,
};

const reversalOf = and(
  eq(fundReversals.tenantId, fundMovements.tenantId),
  eq(fundReversals.movementId, fundMovements.id),
  notInArray(fundReversals.status, ['declined', 'withdrawn']),
);

const entryOf = and(
  eq(ledgerEntries.tenantId, fundMovements.tenantId),
  eq(ledgerEntries.id, fundMovements.entryId),
);

const inOrOut = (fundId: string) => sql`${fundId} in (${fundMovements.fundId}, ${fundMovements.toFundId})`;

/** What was decided of money in and out of a fund, that into it from others too, the newest first. */
export async function selectFundMovements(
  tx: Tx,
  { fundId, after, limit }: { fundId: string; after: InstantCursor | undefined; limit: number },
) {
  return tx
    .select(movementShown)
    .from(fundMovements)
    .leftJoin(people, and(eq(people.tenantId, fundMovements.tenantId), eq(people.id, fundMovements.personId)))
    .leftJoin(fundReversals, reversalOf)
    .leftJoin(ledgerEntries, entryOf)
    .where(
      and(
        inOrOut(fundId),
        ne(fundMovements.status, 'proposed'),
        after
          ? sql`(${fundMovements.proposedAt}, ${fundMovements.id}) < (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`
          : undefined,
      ),
    )
    .orderBy(desc(fundMovements.proposedAt), desc(fundMovements.id))
    .limit(limit);
}

/** What waits for a second person, the oldest first, so that none is out of reach: deciding the first brings the next up. */
export async function selectWaitingMovements(tx: Tx, fundId: string, limit: number) {
  return tx
    .select(movementShown)
    .from(fundMovements)
    .leftJoin(people, and(eq(people.tenantId, fundMovements.tenantId), eq(people.id, fundMovements.personId)))
    .leftJoin(fundReversals, reversalOf)
    .leftJoin(ledgerEntries, entryOf)
    .where(and(inOrOut(fundId), eq(fundMovements.status, 'proposed')))
    .orderBy(asc(fundMovements.proposedAt), asc(fundMovements.id))
    .limit(limit);
}

/** Reversals of a fund's movements that wait for a second person, the oldest first. */
export async function selectWaitingReversals(tx: Tx, fundId: string, limit: number) {
  return tx
    .select({
      id: fundReversals.id,
      movementId: fundReversals.movementId,
      reason: fundReversals.reason,
      kind: fundMovements.kind,
      amountFen: fundMovements.amountFen,
      onDate: fundMovements.onDate,
      what: fundMovements.what,
      document: fundMovements.document,
      entryId: fundMovements.entryId,
      proposedBy: fundReversals.proposedBy,
      proposedByName: fundReversals.proposedByName,
      proposedAt: fundReversals.proposedAt,
    })
    .from(fundReversals)
    .innerJoin(
      fundMovements,
      and(eq(fundMovements.tenantId, fundReversals.tenantId), eq(fundMovements.id, fundReversals.movementId)),
    )
    .where(and(eq(fundMovements.fundId, fundId), eq(fundReversals.status, 'proposed')))
    .orderBy(asc(fundReversals.proposedAt), asc(fundReversals.id))
    .limit(limit);
}

/** Sums of what waits for a second person, by fund. */
export async function selectWaitingFen(tx: Tx): Promise<Map<string, bigint>> {
  const rows = await tx
    .select({ fundId: fundMovements.fundId, fen: sql<string>`sum(${fundMovements.amountFen})` })
    .from(fundMovements)
    .where(eq(fundMovements.status, 'proposed'))
    .groupBy(fundMovements.fundId);
  return new Map(rows.map(({ fundId, fen }) => [fundId, BigInt(fen)]));
}

/** How many proposals of each fund wait for a second person: uses and budgets, and what is to be undone. */
export async function selectWaitingCounts(tx: Tx): Promise<Map<string, number>> {
  const rows = await tx.execute<{ fundId: string; waiting: number }>(sql`
    select fund_id as "fundId", count(*)::int as waiting from (
      select fund_id from fund_movements where status = 'proposed'
      union all select fund_id from fund_budgets where status = 'proposed'
      union all select m.fund_id from fund_reversals r
        join fund_movements m on m.tenant_id = r.tenant_id and m.id = r.movement_id
        where r.status = 'proposed') p
    group by fund_id`);
  return new Map(rows.map(({ fundId, waiting }) => [fundId, waiting]));
}

/** What a payer owes for a resident, in fen. */
export async function selectOwedShare(
  tx: Tx,
  { personId, payer }: { personId: string; payer: string },
): Promise<bigint> {
  const [row] = await tx.execute<{ fen: string }>(sql`
    select b.balance_fen as fen from ledger_accounts a
    join ledger_balances b on b.tenant_id = a.tenant_id and b.account_id = a.id
    where a.code = ${`receivable.${payer}`} and a.subject_type = 'person' and a.subject_id = ${personId}::uuid`);
  const owedFen = BigInt(row?.fen ?? 0);
  return owedFen > 0n ? owedFen : 0n;
}

/** What payers owe for residents, the most first. */
export async function selectOwedShares(
  tx: Tx,
  payers: readonly string[],
  limit: number,
): Promise<{ personId: string; personName: string; payer: string; owedFen: bigint }[]> {
  if (payers.length === 0) return [];
  const codes = payers.map((payer) => `receivable.${payer}`);
  const rows = await tx.execute<{ person_id: string; name: string; code: string; fen: string }>(sql`
    select p.id as person_id, p.name, a.code, b.balance_fen as fen
    from ledger_accounts a
    join ledger_balances b on b.tenant_id = a.tenant_id and b.account_id = a.id
    join people p on p.tenant_id = a.tenant_id and p.id = a.subject_id
    where a.code in (select value from json_array_elements_text(${JSON.stringify(codes)}::json)) and a.subject_type = 'person'
      and b.balance_fen > 0
    order by b.balance_fen desc, p.name limit ${limit}`);
  return [...rows].map(({ person_id: personId, name: personName, code, fen }) => ({
    personId,
    personName,
    payer: code.slice('receivable.'.length),
    owedFen: BigInt(fen),
  }));
}
