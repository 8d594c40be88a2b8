import { and, asc, desc, eq, inArray, lt, lte, or, sql } from 'drizzle-orm';
import { giftPurposes, gifts } from '../schema/donations';
import { monthlyGiftMonths, monthlyGifts } from '../schema/giving';
import type { Tx } from '../transaction';

const shown = {
  id: monthlyGifts.id,
  donorId: monthlyGifts.donorId,
  userId: monthlyGifts.userId,
  entityId: monthlyGifts.entityId,
  purposeCode: giftPurposes.code,
  purposeName: giftPurposes.name,
  purposeNameEn: giftPurposes.nameEn,
  amountFen: monthlyGifts.amountFen,
  anonymous: monthlyGifts.anonymous,
  day: monthlyGifts.day,
  nextMonth: monthlyGifts.nextMonth,
  link: monthlyGifts.link,
  status: monthlyGifts.status,
  startedAt: monthlyGifts.startedAt,
  stoppedAt: monthlyGifts.stoppedAt,
};

const joined = (tx: Tx) =>
  tx.select(shown).from(monthlyGifts).innerJoin(giftPurposes, eq(giftPurposes.id, monthlyGifts.purposeId));

export type MonthlyGift = Awaited<ReturnType<typeof joined>>[number];

export async function insertMonthlyGift(
  tx: Tx,
  row: Omit<typeof monthlyGifts.$inferInsert, 'tenantId' | 'status' | 'stoppedAt'>,
): Promise<void> {
  await tx.insert(monthlyGifts).values({ ...row, status: 'active' });
}

export async function selectMonthlyGift(tx: Tx, id: string): Promise<MonthlyGift | undefined> {
  const [row] = await joined(tx).where(eq(monthlyGifts.id, id));
  return row;
}

/** The monthly gift and a lock on it until the transaction ends. */
export async function lockMonthlyGift(tx: Tx, id: string): Promise<MonthlyGift | undefined> {
  const locked = await tx
    .select({ id: monthlyGifts.id })
    .from(monthlyGifts)
    .where(eq(monthlyGifts.id, id))
    .for('update');
  return locked.length === 0 ? undefined : selectMonthlyGift(tx, id);
}

export async function updateMonthlyGift(
  tx: Tx,
  id: string,
  fields: Partial<Pick<typeof monthlyGifts.$inferInsert, 'status' | 'stoppedAt' | 'nextMonth'>>,
): Promise<void> {
  await tx.update(monthlyGifts).set(fields).where(eq(monthlyGifts.id, id));
}

/** Of a donor, those that run first. */
export async function selectMonthlyGiftsOf(tx: Tx, donorId: string): Promise<MonthlyGift[]> {
  return joined(tx)
    .where(eq(monthlyGifts.donorId, donorId))
    .orderBy(asc(monthlyGifts.status), desc(monthlyGifts.startedAt))
    .limit(50);
}

/** Those for these receivers that are to be reminded of on a day of a month, `limit` of them. */
export async function selectDueMonthlyGifts(
  tx: Tx,
  {
    month,
    day,
    entityIds,
    limit,
  }: { month: string; day: number; entityIds: readonly string[]; limit: number },
): Promise<{ id: string }[]> {
  return tx
    .select({ id: monthlyGifts.id })
    .from(monthlyGifts)
    .where(
      and(
        eq(monthlyGifts.status, 'active'),
        inArray(monthlyGifts.entityId, [...entityIds]),
        or(
          lt(monthlyGifts.nextMonth, month),
          and(eq(monthlyGifts.nextMonth, month), lte(monthlyGifts.day, day)),
        ),
      ),
    )
    .orderBy(asc(monthlyGifts.nextMonth), asc(monthlyGifts.id))
    .limit(limit);
}

/** The gift of the latest month that still waits for its money, if any. */
export async function selectWaitingGift(tx: Tx, monthlyId: string): Promise<{ giftId: string } | undefined> {
  const [row] = await tx
    .select({ giftId: monthlyGiftMonths.giftId })
    .from(monthlyGiftMonths)
    .innerJoin(gifts, eq(gifts.id, monthlyGiftMonths.giftId))
    .where(and(eq(monthlyGiftMonths.monthlyId, monthlyId), eq(gifts.status, 'pledged')))
    .orderBy(desc(monthlyGiftMonths.month))
    .limit(1);
  return row;
}

/** Writes a month down; false when it is there already. */
export async function insertMonth(
  tx: Tx,
  row: { monthlyId: string; month: string; giftId: string },
): Promise<boolean> {
  const added = await tx
    .insert(monthlyGiftMonths)
    .values(row)
    .onConflictDoNothing()
    .returning({ month: monthlyGiftMonths.month });
  return added.length === 1;
}

/** Which monthly gift of which tenant a link leads to; outside of tenants. */
export async function findMonthlyGiftByLink(tx: Tx, link: string) {
  const [row] = await tx.execute<{ tenantId: string; id: string }>(
    sql`select tenant_id as "tenantId", id from find_monthly_gift(${link})`,
  );
  return row;
}
