import { and, asc, desc, eq, gte, inArray, isNotNull, isNull, lt, lte, ne, or, sql } from 'drizzle-orm';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { appealNeeds, appeals, appealUpdates, giftPurposes } from '../schema/donations';
import { organisations } from '../schema/organisations';
import type { Tx } from '../transaction';

const LIST_LIMIT = 200;

const shown = {
  id: appeals.id,
  kind: appeals.kind,
  urgent: appeals.urgent,
  entityId: appeals.entityId,
  entityName: organisations.name,
  entityNameEn: organisations.nameEn,
  purposeId: appeals.purposeId,
  purposeCode: giftPurposes.code,
  purposeName: giftPurposes.name,
  purposeNameEn: giftPurposes.nameEn,
  title: appeals.title,
  titleEn: appeals.titleEn,
  about: appeals.about,
  aboutEn: appeals.aboutEn,
  goalFen: appeals.goalFen,
  startsOn: appeals.startsOn,
  endsOn: appeals.endsOn,
  planNumber: appeals.planNumber,
  planFiledOn: appeals.planFiledOn,
  planChangedOn: appeals.planChangedOn,
  rightNumber: appeals.rightNumber,
  status: appeals.status,
  draftedBy: appeals.draftedBy,
  publishedBy: appeals.publishedBy,
  publishedOn: appeals.publishedOn,
  endedOn: appeals.endedOn,
  report: appeals.report,
  reportedOn: appeals.reportedOn,
  reportDueOn: appeals.reportDueOn,
  /** What has arrived for it. */
  receivedFen:
    sql<bigint>`coalesce((select sum(g.received_fen) from gifts g where g.tenant_id = ${appeals.tenantId}
    and g.appeal_id = ${appeals.id} and g.kind = 'money' and g.status = 'received'), 0)::bigint`.mapWith(
      BigInt,
    ),
  gifts: sql<number>`(select count(*)::int from gifts g where g.tenant_id = ${appeals.tenantId}
    and g.appeal_id = ${appeals.id} and g.status in ('received', 'inspected', 'stocked'))`,
};

const appealsJoined = (tx: Tx) =>
  tx
    .select(shown)
    .from(appeals)
    .innerJoin(giftPurposes, eq(giftPurposes.id, appeals.purposeId))
    .innerJoin(organisations, eq(organisations.id, appeals.entityId));

/** An appeal with what has arrived for it. */
export type Appeal = Awaited<ReturnType<typeof appealsJoined>>[number];

export async function insertAppeal(
  tx: Tx,
  row: Omit<typeof appeals.$inferInsert, 'tenantId' | 'status'>,
): Promise<void> {
  await tx.insert(appeals).values({ ...row, status: 'draft' });
}

export async function selectAppeal(tx: Tx, id: string): Promise<Appeal | undefined> {
  const [row] = await appealsJoined(tx).where(eq(appeals.id, id));
  return row;
}

/** The appeal and a lock on it until the transaction ends. */
export async function lockAppeal(tx: Tx, id: string): Promise<Appeal | undefined> {
  const locked = await tx.select({ id: appeals.id }).from(appeals).where(eq(appeals.id, id)).for('update');
  return locked.length === 0 ? undefined : selectAppeal(tx, id);
}

export async function updateAppeal(
  tx: Tx,
  id: string,
  fields: Partial<Omit<typeof appeals.$inferInsert, 'tenantId' | 'id'>>,
): Promise<void> {
  await tx.update(appeals).set(fields).where(eq(appeals.id, id));
}

/** Appeals, the latest first; `open` only those that everybody may see. */
export async function selectAppeals(tx: Tx, { open }: { open: boolean }): Promise<Appeal[]> {
  return appealsJoined(tx)
    .where(
      open
        ? and(eq(appeals.kind, 'open'), inArray(appeals.status, ['published', 'ended', 'reported']))
        : undefined,
    )
    .orderBy(desc(appeals.startsOn), desc(appeals.id))
    .limit(LIST_LIMIT);
}

/** Published appeals whose last day is over. */
export async function selectOverAppeals(tx: Tx, today: PlainDate): Promise<Appeal[]> {
  return appealsJoined(tx)
    .where(and(eq(appeals.status, 'published'), lt(appeals.endsOn, today)))
    .orderBy(asc(appeals.id))
    .limit(LIST_LIMIT);
}

/** Published appeals that take gifts on a day, those that end first first. */
export async function selectRunningAppeals(tx: Tx, on: PlainDate): Promise<Appeal[]> {
  return appealsJoined(tx)
    .where(and(eq(appeals.status, 'published'), lte(appeals.startsOn, on), gte(appeals.endsOn, on)))
    .orderBy(asc(appeals.endsOn), asc(appeals.id))
    .limit(LIST_LIMIT);
}

/** Published appeals of an organisation, and a lock on them until the transaction ends. */
export async function lockPublishedAppeals(tx: Tx, organisationId: string): Promise<Appeal[]> {
  const ofOrganisation = and(eq(appeals.entityId, organisationId), eq(appeals.status, 'published'));
  await tx
    .select({ id: appeals.id })
    .from(appeals)
    .where(ofOrganisation)
    .orderBy(asc(appeals.id))
    .for('update');
  return appealsJoined(tx).where(ofOrganisation).orderBy(asc(appeals.id));
}

/** Appeals of which the public is to be told by a day at the latest. */
export async function selectDueAppeals(tx: Tx, by: PlainDate): Promise<Appeal[]> {
  return appealsJoined(tx)
    .where(and(isNotNull(appeals.reportDueOn), lte(appeals.reportDueOn, by)))
    .orderBy(asc(appeals.reportDueOn), asc(appeals.id))
    .limit(LIST_LIMIT);
}

/** Appeals in an emergency that were published without a plan on file that fits, and began on or before a day. */
export async function selectUnfiledAppeals(tx: Tx, begunBy: PlainDate): Promise<Appeal[]> {
  return appealsJoined(tx)
    .where(
      and(
        eq(appeals.kind, 'open'),
        eq(appeals.urgent, true),
        or(isNull(appeals.planNumber), isNotNull(appeals.planChangedOn)),
        ne(appeals.status, 'draft'),
        lte(appeals.startsOn, begunBy),
      ),
    )
    .orderBy(asc(appeals.startsOn), asc(appeals.id))
    .limit(LIST_LIMIT);
}

/** Drafts whose days are not over, the oldest first. */
export async function selectOpenDrafts(tx: Tx, today: PlainDate): Promise<Appeal[]> {
  return appealsJoined(tx)
    .where(and(eq(appeals.status, 'draft'), gte(appeals.endsOn, today)))
    .orderBy(asc(appeals.id))
    .limit(LIST_LIMIT);
}

export async function insertNeed(
  tx: Tx,
  row: Omit<typeof appealNeeds.$inferInsert, 'tenantId' | 'appealId'>,
): Promise<void> {
  await tx.insert(appealNeeds).values(row);
}

/** A need that was not withdrawn, with the appeal that it is in, if any. */
export async function selectNeed(tx: Tx, id: string) {
  const [row] = await tx
    .select({
      id: appealNeeds.id,
      name: appealNeeds.name,
      namedById: appealNeeds.namedById,
      townCode: appealNeeds.townCode,
      appealId: appealNeeds.appealId,
    })
    .from(appealNeeds)
    .where(and(eq(appealNeeds.id, id), isNull(appealNeeds.withdrawnAt)));
  return row;
}

/** Of each need that these appeals ask for: which appeal, and how much money if it is money. */
export async function selectAskedFor(tx: Tx, appealIds: readonly string[]) {
  return tx
    .select({ appealId: appealNeeds.appealId, amountFen: appealNeeds.amountFen })
    .from(appealNeeds)
    .where(inArray(appealNeeds.appealId, [...appealIds]));
}

/**
 * Withdraws a need, and lets its note go, as long as it is in this appeal, or in none. False when it was put into another, or
 * withdrawn, meanwhile.
 */
export async function markNeedWithdrawn(
  tx: Tx,
  { id, appealId, reason, at }: { id: string; appealId: string | null; reason: string; at: Date },
): Promise<boolean> {
  const rows = await tx
    .update(appealNeeds)
    .set({ appealId: null, note: '', withdrawnAt: at, withdrawnReason: reason })
    .where(
      and(
        eq(appealNeeds.id, id),
        isNull(appealNeeds.withdrawnAt),
        appealId === null ? isNull(appealNeeds.appealId) : eq(appealNeeds.appealId, appealId),
      ),
    )
    .returning({ id: appealNeeds.id });
  return rows.length === 1;
}

/** What somebody named, or what was named for a town, the latest first, with what became of it; how much of it was accepted as in `selectNeeds`. */
export async function selectNamedNeeds(tx: Tx, by: { namedById: string } | { townCode: string }) {
  return tx
    .select({
      id: appealNeeds.id,
      name: appealNeeds.name,
      spec: appealNeeds.spec,
      unit: appealNeeds.unit,
      quantity: appealNeeds.quantity,
      amountFen: appealNeeds.amountFen,
      namedBy: appealNeeds.namedBy,
      namedAt: appealNeeds.namedAt,
      withdrawnAt: appealNeeds.withdrawnAt,
      withdrawnReason: appealNeeds.withdrawnReason,
      accepted: acceptedOfNeed,
      appealStatus: appeals.status,
      appealGoalFen: appeals.goalFen,
      appealReceivedFen: sql<bigint>`coalesce((select sum(g.received_fen) from gifts g
        where g.tenant_id = appeal_needs.tenant_id and g.appeal_id = appeal_needs.appeal_id
        and g.kind = 'money' and g.status = 'received'), 0)::bigint`.mapWith(BigInt),
    })
    .from(appealNeeds)
    .leftJoin(appeals, eq(appeals.id, appealNeeds.appealId))
    .where('townCode' in by ? eq(appealNeeds.townCode, by.townCode) : eq(appealNeeds.namedById, by.namedById))
    .orderBy(desc(appealNeeds.namedAt), desc(appealNeeds.id))
    .limit(LIST_LIMIT);
}

/** How much of a need was accepted: of gifts for the same appeal, things of the same name, make and unit. */
const acceptedOfNeed = sql<number>`coalesce((select sum(i.accepted)::int from gifts g join gift_items i
  on i.tenant_id = g.tenant_id and i.gift_id = g.id
  where g.tenant_id = appeal_needs.tenant_id and g.appeal_id = appeal_needs.appeal_id and g.status in ('inspected', 'stocked')
  and i.name = appeal_needs.name and i.spec = appeal_needs.spec and i.unit = appeal_needs.unit), 0)`;

/** Takes a draft away; its needs have to be free. */
export async function deleteDraft(tx: Tx, id: string): Promise<void> {
  await tx.delete(appeals).where(and(eq(appeals.id, id), eq(appeals.status, 'draft')));
}

/** Puts needs into an appeal that are in none; gives those that were. */
export async function takeUpNeeds(
  tx: Tx,
  { appealId, needIds }: { appealId: string; needIds: readonly string[] },
): Promise<string[]> {
  if (needIds.length === 0) return [];
  const rows = await tx
    .update(appealNeeds)
    .set({ appealId })
    .where(
      and(
        inArray(appealNeeds.id, [...needIds]),
        isNull(appealNeeds.appealId),
        isNull(appealNeeds.withdrawnAt),
      ),
    )
    .returning({ id: appealNeeds.id });
  return rows.map(({ id }) => id);
}

/** Takes the needs of an appeal out of it. */
export async function freeNeeds(tx: Tx, appealId: string): Promise<void> {
  await tx.update(appealNeeds).set({ appealId: null }).where(eq(appealNeeds.appealId, appealId));
}

/**
 * Needs of an appeal, or those that are in none and not withdrawn; with how much of each was accepted. `townCode`: only what was named for that town.
 */
export async function selectNeeds(tx: Tx, appealId: string | null, { townCode }: { townCode?: string } = {}) {
  return tx
    .select({
      id: appealNeeds.id,
      name: appealNeeds.name,
      spec: appealNeeds.spec,
      unit: appealNeeds.unit,
      quantity: appealNeeds.quantity,
      amountFen: appealNeeds.amountFen,
      origin: appealNeeds.origin,
      note: appealNeeds.note,
      namedBy: appealNeeds.namedBy,
      namedById: appealNeeds.namedById,
      namedAt: appealNeeds.namedAt,
      accepted: acceptedOfNeed,
    })
    .from(appealNeeds)
    .where(
      and(
        appealId === null
          ? and(isNull(appealNeeds.appealId), isNull(appealNeeds.withdrawnAt))
          : eq(appealNeeds.appealId, appealId),
        townCode === undefined ? undefined : eq(appealNeeds.townCode, townCode),
      ),
    )
    .orderBy(asc(appealNeeds.namedAt), asc(appealNeeds.id))
    .limit(LIST_LIMIT);
}

export async function insertUpdate(
  tx: Tx,
  row: Omit<typeof appealUpdates.$inferInsert, 'tenantId'>,
): Promise<void> {
  await tx.insert(appealUpdates).values(row);
}

/** What was told of an appeal, the latest first. */
export async function selectUpdates(tx: Tx, appealId: string) {
  return tx
    .select({ id: appealUpdates.id, onDate: appealUpdates.onDate, text: appealUpdates.text })
    .from(appealUpdates)
    .where(eq(appealUpdates.appealId, appealId))
    .orderBy(desc(appealUpdates.onDate), desc(appealUpdates.id))
    .limit(LIST_LIMIT);
}
