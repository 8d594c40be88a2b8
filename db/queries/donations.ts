import { and, asc, desc, eq, gte, inArray, isNotNull, lt, ne, or, type SQL, sql } from 'drizzle-orm';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { newId } from '../new-id';
import {
  appeals,
  donors,
  giftPurposes,
  giftSpendings,
  gifts,
  receivingEntities,
  receivingQualifications,
} from '../schema/donations';
import { organisations } from '../schema/organisations';
import { blindIndex, open, seal } from '../sealed';
import type { Tx } from '../transaction';

const PHONE = 'donors.phone_sealed';
const MAIL = 'donors.mail_sealed';
const GIFT_MAIL = 'gifts.mail_sealed';

/** A district has one to a handful of receiving entities and a dozen purposes; lists of them are whole. */
const LIST_LIMIT = 200;

const CREDIT_CODE_LENGTH = 18;

/** Who may receive gifts, where money is paid to, and by what right. */
export async function selectReceivingEntities(tx: Tx) {
  const rows = await tx
    .select({
      id: receivingEntities.organisationId,
      name: organisations.name,
      nameEn: organisations.nameEn,
      code: organisations.code,
      accountHolder: receivingEntities.accountHolder,
      accountBank: receivingEntities.accountBank,
      accountNumber: receivingEntities.accountNumber,
      receiptPrefix: receivingEntities.receiptPrefix,
      handler: receivingEntities.handler,
    })
    .from(receivingEntities)
    .innerJoin(organisations, eq(organisations.id, receivingEntities.organisationId))
    .orderBy(asc(receivingEntities.receiptPrefix))
    .limit(LIST_LIMIT);
  const qualifications = await tx
    .select({
      id: receivingQualifications.id,
      organisationId: receivingQualifications.organisationId,
      kind: receivingQualifications.kind,
      number: receivingQualifications.number,
      validFrom: receivingQualifications.validFrom,
      validUntil: receivingQualifications.validUntil,
    })
    .from(receivingQualifications)
    .orderBy(asc(receivingQualifications.validFrom))
    .limit(LIST_LIMIT * 10);
  return rows.map(({ code, ...row }) => ({
    ...row,
    creditCode: code?.length === CREDIT_CODE_LENGTH ? code : null,
    qualifications: qualifications.filter(({ organisationId }) => organisationId === row.id),
  }));
}

export type ReceivingEntity = Awaited<ReturnType<typeof selectReceivingEntities>>[number];

/** Lets an organisation receive gifts; false when it does already. */
export async function insertReceivingEntity(
  tx: Tx,
  row: Omit<typeof receivingEntities.$inferInsert, 'tenantId'>,
): Promise<boolean> {
  const added = await tx
    .insert(receivingEntities)
    .values(row)
    .onConflictDoNothing({ target: [receivingEntities.tenantId, receivingEntities.organisationId] })
    .returning({ id: receivingEntities.organisationId });
  return added.length === 1;
}

export async function insertQualification(
  tx: Tx,
  row: Omit<typeof receivingQualifications.$inferInsert, 'tenantId' | 'id'>,
): Promise<void> {
  await tx.insert(receivingQualifications).values({ ...row, id: newId() });
}

/** Changes where money for a receiver is paid to, and who handles it; false when nobody of that id receives. */
export async function updateReceivingEntity(
  tx: Tx,
  organisationId: string,
  fields: Pick<
    typeof receivingEntities.$inferInsert,
    'accountHolder' | 'accountBank' | 'accountNumber' | 'handler'
  >,
): Promise<boolean> {
  const rows = await tx
    .update(receivingEntities)
    .set(fields)
    .where(eq(receivingEntities.organisationId, organisationId))
    .returning({ id: receivingEntities.organisationId });
  return rows.length === 1;
}

/** Keeps by what rights somebody receives and asks as it is until the transaction ends. */
export async function holdReceivingEntity(tx: Tx, organisationId: string): Promise<void> {
  await tx
    .select({ id: receivingEntities.organisationId })
    .from(receivingEntities)
    .where(eq(receivingEntities.organisationId, organisationId))
    .for('no key update');
}

/** A qualification and a lock on it until the transaction ends. */
export async function lockQualification(tx: Tx, id: string) {
  const [row] = await tx
    .select()
    .from(receivingQualifications)
    .where(eq(receivingQualifications.id, id))
    .for('update');
  return row;
}

export async function updateQualification(
  tx: Tx,
  id: string,
  fields: Partial<
    Pick<typeof receivingQualifications.$inferInsert, 'kind' | 'number' | 'validFrom' | 'validUntil'>
  >,
): Promise<void> {
  await tx.update(receivingQualifications).set(fields).where(eq(receivingQualifications.id, id));
}

/**
 * Whether a published appeal whose days it covers, or a gift that arrived on one of them, relies on a qualification. The right to
 * ask the public carries open appeals alone.
 */
export async function isReliedOn(
  tx: Tx,
  {
    organisationId,
    kind,
    validFrom,
    validUntil,
  }: Pick<
    typeof receivingQualifications.$inferSelect,
    'organisationId' | 'kind' | 'validFrom' | 'validUntil'
  >,
): Promise<boolean> {
  const asking = await tx
    .select({ id: appeals.id })
    .from(appeals)
    .where(
      and(
        eq(appeals.entityId, organisationId),
        ne(appeals.status, 'draft'),
        kind === 'public_fundraising' ? eq(appeals.kind, 'open') : undefined,
        gte(sql`coalesce(${appeals.endedOn}, ${appeals.endsOn})`, validFrom),
        validUntil === null ? undefined : lt(appeals.startsOn, validUntil),
      ),
    )
    .limit(1);
  if (asking.length > 0 || kind === 'public_fundraising') return asking.length > 0;
  const received = await tx
    .select({ id: gifts.id })
    .from(gifts)
    .where(
      and(
        eq(gifts.entityId, organisationId),
        gte(gifts.receivedOn, validFrom),
        validUntil === null ? undefined : lt(gifts.receivedOn, validUntil),
      ),
    )
    .limit(1);
  return received.length > 0;
}

const purposeShown = {
  id: giftPurposes.id,
  code: giftPurposes.code,
  name: giftPurposes.name,
  nameEn: giftPurposes.nameEn,
  forBeds: giftPurposes.forBeds,
  forHomes: giftPurposes.forHomes,
};

/** What gifts are given for, in their order. */
export async function selectPurposes(tx: Tx) {
  return tx
    .select(purposeShown)
    .from(giftPurposes)
    .orderBy(asc(giftPurposes.position), asc(giftPurposes.code))
    .limit(LIST_LIMIT);
}

export async function selectPurposeByCode(tx: Tx, code: string) {
  const [found] = await tx.select(purposeShown).from(giftPurposes).where(eq(giftPurposes.code, code));
  return found;
}

/** The purpose, locked until the transaction ends, so that its money is not spent twice. */
export async function lockPurpose(tx: Tx, id: string) {
  const [found] = await tx
    .select(purposeShown)
    .from(giftPurposes)
    .where(eq(giftPurposes.id, id))
    .for('update');
  return found;
}

/** Adds a purpose at the end; undefined when its code is there already. */
export async function insertPurpose(
  tx: Tx,
  row: Pick<typeof giftPurposes.$inferInsert, 'code' | 'name' | 'nameEn' | 'forBeds' | 'forHomes'>,
): Promise<string | undefined> {
  const [added] = await tx
    .insert(giftPurposes)
    .values({
      ...row,
      id: newId(),
      position: sql`(select coalesce(max(g.position), 0) + 1 from gift_purposes g)`,
    })
    .onConflictDoNothing()
    .returning({ id: giftPurposes.id });
  return added?.id;
}

/** A donor as written and read in the clear; sealing is this file's business. */
export interface DonorRecord {
  readonly id: string;
  readonly kind: 'person' | 'organisation';
  readonly name: string;
  readonly creditCode: string | null;
  readonly phone: string | null;
  /** Where receipts are sent of gifts that name no address of their own. */
  readonly mail: string | null;
  readonly anonymous: boolean;
}

type DonorRow = typeof donors.$inferSelect;

const openedDonor = ({
  id,
  kind,
  name,
  creditCode,
  phoneSealed,
  mailSealed,
  anonymous,
}: DonorRow): DonorRecord => ({
  id,
  kind,
  name,
  creditCode,
  phone: phoneSealed && open(PHONE, phoneSealed),
  mail: mailSealed && open(MAIL, mailSealed),
  anonymous,
});

/** Adds a donor, without an address: only the donor, or staff for them, says one. Undefined when there is one of the same credit code, or of the same kind, name and phone. */
export async function insertDonor(
  tx: Tx,
  { phone, ...donor }: Omit<DonorRecord, 'id' | 'mail'> & { createdAt: Date },
): Promise<string | undefined> {
  const [added] = await tx
    .insert(donors)
    .values({
      ...donor,
      id: newId(),
      phoneSealed: phone === null ? null : seal(PHONE, phone),
      phoneIndex: phone === null ? null : blindIndex('phone', phone),
    })
    .onConflictDoNothing()
    .returning({ id: donors.id });
  return added?.id;
}

/** Where receipts of a donor are sent; null: nowhere. */
export async function updateDonorMail(tx: Tx, id: string, mail: string | null): Promise<void> {
  await tx
    .update(donors)
    .set({ mailSealed: mail === null ? null : seal(MAIL, mail) })
    .where(eq(donors.id, id));
}

export async function selectDonor(tx: Tx, id: string): Promise<DonorRecord | undefined> {
  const [row] = await tx.select().from(donors).where(eq(donors.id, id));
  return row && openedDonor(row);
}

/** A donor and a lock on who they are until the transaction ends; gifts of theirs may still come. */
export async function lockDonor(tx: Tx, id: string): Promise<DonorRecord | undefined> {
  const [row] = await tx.select().from(donors).where(eq(donors.id, id)).for('no key update');
  return row && openedDonor(row);
}

export async function updateDonorIdentity(
  tx: Tx,
  id: string,
  identity: Pick<DonorRecord, 'kind' | 'name' | 'creditCode'>,
): Promise<void> {
  await tx.update(donors).set(identity).where(eq(donors.id, id));
}

/** Every gift of a donor, in the order in which gifts are locked. */
export async function selectGiftsGivenBy(tx: Tx, donorId: string): Promise<string[]> {
  const rows = await tx
    .select({ id: gifts.id })
    .from(gifts)
    .where(eq(gifts.donorId, donorId))
    .orderBy(asc(gifts.id));
  return rows.map(({ id }) => id);
}

/** Which of these gifts a donor gave. */
export async function selectGiftIdsOfDonor(
  tx: Tx,
  { donorId, giftIds }: { donorId: string; giftIds: readonly string[] },
): Promise<string[]> {
  if (giftIds.length === 0) return [];
  const rows = await tx
    .select({ id: gifts.id })
    .from(gifts)
    .where(and(eq(gifts.donorId, donorId), inArray(gifts.id, [...giftIds])));
  return rows.map(({ id }) => id);
}

export async function selectDonorsByIds(tx: Tx, ids: readonly string[]): Promise<DonorRecord[]> {
  if (ids.length === 0) return [];
  return (
    await tx
      .select()
      .from(donors)
      .where(inArray(donors.id, [...ids]))
  ).map(openedDonor);
}

/** Donors by a whole telephone number, or by a part of the name. */
export async function searchDonors(
  tx: Tx,
  by: { phone: string } | { nameContains: string },
): Promise<DonorRecord[]> {
  const rows = await tx
    .select()
    .from(donors)
    .where(
      'phone' in by
        ? eq(donors.phoneIndex, blindIndex('phone', by.phone))
        : sql`position(${by.nameContains} in ${donors.name}) > 0`,
    )
    .orderBy(asc(donors.name), asc(donors.id))
    .limit(LIST_LIMIT);
  return rows.map(openedDonor);
}

/** The donor who is the same one: by credit code, else by kind, name and phone; another than `notId`. */
export async function selectSameDonor(
  tx: Tx,
  same: Pick<DonorRecord, 'kind' | 'name' | 'creditCode' | 'phone'> & { readonly notId?: string },
): Promise<DonorRecord | undefined> {
  const found = same.creditCode
    ? eq(donors.creditCode, same.creditCode)
    : same.phone
      ? and(
          eq(donors.kind, same.kind),
          eq(donors.name, same.name),
          eq(donors.phoneIndex, blindIndex('phone', same.phone)),
        )
      : undefined;
  if (!found) return undefined;
  const [row] = await tx
    .select()
    .from(donors)
    .where(and(found, same.notId ? ne(donors.id, same.notId) : undefined))
    .limit(1);
  return row && openedDonor(row);
}

const entityOrganisations = organisations;

const giftShown = {
  id: gifts.id,
  reference: gifts.reference,
  kind: gifts.kind,
  status: gifts.status,
  donorId: gifts.donorId,
  donorName: donors.name,
  donorKind: donors.kind,
  donorCreditCode: donors.creditCode,
  payerName: gifts.payerName,
  entityId: gifts.entityId,
  entityName: entityOrganisations.name,
  entityNameEn: entityOrganisations.nameEn,
  purposeId: gifts.purposeId,
  purposeCode: giftPurposes.code,
  purposeName: giftPurposes.name,
  purposeNameEn: giftPurposes.nameEn,
  anonymous: gifts.anonymous,
  source: gifts.source,
  externalKey: gifts.externalKey,
  pledgedOn: gifts.pledgedOn,
  pledgedFen: gifts.pledgedFen,
  receivedOn: gifts.receivedOn,
  receivedFen: gifts.receivedFen,
  handler: gifts.handler,
  means: gifts.means,
  bankLineId: gifts.bankLineId,
  orderId: gifts.orderId,
  reviewId: gifts.reviewId,
  appealId: gifts.appealId,
  appealKind: appeals.kind,
  appealTitle: appeals.title,
  appealTitleEn: appeals.titleEn,
  entryId: gifts.entryId,
  withdrawnReason: gifts.withdrawnReason,
  /** It was stocked and nothing of it lies in the store any more, not even set aside. */
  nothingLeft: sql<boolean>`(${gifts.status} = 'stocked' and not exists (select from goods_lots l
    where l.tenant_id = ${gifts.tenantId} and l.gift_id = ${gifts.id} and (l.remaining > 0 or exists (select from goods_allocation_lines i
      join goods_allocations a on a.tenant_id = i.tenant_id and a.id = i.allocation_id
      where i.tenant_id = l.tenant_id and i.lot_id = l.id and a.status = 'allocated'))))`,
};

const giftsJoined = (tx: Tx) =>
  tx
    .select(giftShown)
    .from(gifts)
    .innerJoin(giftPurposes, eq(giftPurposes.id, gifts.purposeId))
    .innerJoin(entityOrganisations, eq(entityOrganisations.id, gifts.entityId))
    .leftJoin(donors, eq(donors.id, gifts.donorId))
    .leftJoin(appeals, eq(appeals.id, gifts.appealId));

/** A gift as pages and rules see it. */
export type Gift = Awaited<ReturnType<typeof giftsJoined>>[number];

export async function selectGift(tx: Tx, id: string): Promise<Gift | undefined> {
  const [gift] = await giftsJoined(tx).where(eq(gifts.id, id));
  return gift;
}

/** The gift and a lock on it until the transaction ends: of two steps at once one comes second and sees the first. */
export async function lockGift(tx: Tx, id: string): Promise<Gift | undefined> {
  const locked = await tx.select({ id: gifts.id }).from(gifts).where(eq(gifts.id, id)).for('update');
  return locked.length === 0 ? undefined : selectGift(tx, id);
}

/** The gifts of these references, locked in one order until the transaction ends. */
export async function lockGiftsByReference(tx: Tx, references: readonly string[]): Promise<Gift[]> {
  if (references.length === 0) return [];
  const locked = await tx
    .select({ id: gifts.id })
    .from(gifts)
    .where(inArray(gifts.reference, [...references]))
    .orderBy(asc(gifts.id))
    .for('update');
  if (locked.length === 0) return [];
  const ids = locked.map(({ id }) => id);
  return giftsJoined(tx).where(inArray(gifts.id, ids));
}

/** The gifts of these references. */
export async function selectGiftsByReference(tx: Tx, references: readonly string[]): Promise<Gift[]> {
  return references.length === 0 ? [] : giftsJoined(tx).where(inArray(gifts.reference, [...references]));
}

/** Which lists of gifts there are. */
export interface GiftFilter {
  readonly kind?: Gift['kind'];
  readonly status?: Gift['status'];
  readonly donorId?: string;
  readonly purposeId?: string;
  /** Part of a donor's name, or a reference. */
  readonly text?: string;
}

const filtered = ({ kind, status, donorId, purposeId, text }: GiftFilter): SQL | undefined =>
  and(
    kind && eq(gifts.kind, kind),
    status && eq(gifts.status, status),
    donorId ? eq(gifts.donorId, donorId) : undefined,
    purposeId ? eq(gifts.purposeId, purposeId) : undefined,
    text
      ? sql`(position(${text} in ${donors.name}) > 0 or ${gifts.reference} = ${text.toUpperCase()} or position(${text} in ${gifts.payerName}) > 0)`
      : undefined,
  );

/** Gifts, the newest first. */
export async function selectGifts(
  tx: Tx,
  { before, limit, ...filter }: GiftFilter & { before?: string; limit: number },
): Promise<Gift[]> {
  return giftsJoined(tx)
    .where(and(filtered(filter), before ? lt(gifts.id, before) : undefined))
    .orderBy(desc(gifts.id))
    .limit(limit);
}

/** Pledges of exactly this amount that still wait for their money, the newest first. */
export async function selectOpenPledgesOf(
  tx: Tx,
  amounts: readonly bigint[],
  limit: number,
): Promise<Gift[]> {
  if (amounts.length === 0) return [];
  return giftsJoined(tx)
    .where(and(eq(gifts.kind, 'money'), eq(gifts.status, 'pledged'), inArray(gifts.pledgedFen, [...amounts])))
    .orderBy(desc(gifts.id))
    .limit(limit);
}

/** The gift that the money of an online order became, if it is one already. */
export async function selectGiftOfOrder(tx: Tx, orderId: string): Promise<{ id: string } | undefined> {
  const [row] = await tx.select({ id: gifts.id }).from(gifts).where(eq(gifts.orderId, orderId));
  return row;
}

/** References of gifts by their ids. */
export async function selectGiftReferences(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select({ id: gifts.id, reference: gifts.reference })
    .from(gifts)
    .where(inArray(gifts.id, [...ids]));
  return new Map(rows.map(({ id, reference }) => [id, reference]));
}

/** Waits for whoever writes a gift under this id at the moment: the same form, sent twice at once. */
export async function lockGiftId(tx: Tx, giftId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('a gift by its form'), hashtext(${giftId}))`);
}

/** Writes a gift; false when its reference is taken, so that another one is tried. `mail`: where its receipt is sent. */
export async function insertGift(
  tx: Tx,
  {
    mail = null,
    ...row
  }: Omit<typeof gifts.$inferInsert, 'tenantId' | 'mailSealed'> & { mail?: string | null },
): Promise<boolean> {
  const added = await tx
    .insert(gifts)
    .values({ ...row, mailSealed: mail === null ? null : seal(GIFT_MAIL, mail) })
    .onConflictDoNothing({ target: [gifts.tenantId, gifts.reference] })
    .returning({ id: gifts.id });
  return added.length === 1;
}

export async function updateGift(
  tx: Tx,
  id: string,
  fields: Partial<Omit<typeof gifts.$inferInsert, 'tenantId' | 'id' | 'reference' | 'kind' | 'mailSealed'>>,
): Promise<void> {
  await tx.update(gifts).set(fields).where(eq(gifts.id, id));
}

/** Where the receipt of this gift is sent; null: to its donor's own address. */
export async function updateGiftMail(tx: Tx, id: string, mail: string | null): Promise<void> {
  await tx
    .update(gifts)
    .set({ mailSealed: mail === null ? null : seal(GIFT_MAIL, mail) })
    .where(eq(gifts.id, id));
}

/** The address that was said for the receipt of this gift alone. */
export async function selectGiftMail(tx: Tx, id: string): Promise<string | null> {
  const [row] = await tx.select({ mailSealed: gifts.mailSealed }).from(gifts).where(eq(gifts.id, id));
  return row?.mailSealed ? open(GIFT_MAIL, row.mailSealed) : null;
}

/** Gifts that arrived, as the public may see them: nothing about a giver who does not want to be named. */
export async function selectReceivedGifts(
  tx: Tx,
  { before, limit }: { before?: { on: PlainDate; id: string }; limit: number },
) {
  return tx
    .select({
      id: gifts.id,
      kind: gifts.kind,
      receivedOn: gifts.receivedOn,
      receivedFen: gifts.receivedFen,
      donorName: sql<string | null>`case when ${gifts.anonymous} then null else ${donors.name} end`,
      purposeName: giftPurposes.name,
      purposeNameEn: giftPurposes.nameEn,
      entityName: entityOrganisations.name,
    })
    .from(gifts)
    .innerJoin(giftPurposes, eq(giftPurposes.id, gifts.purposeId))
    .innerJoin(entityOrganisations, eq(entityOrganisations.id, gifts.entityId))
    .leftJoin(donors, eq(donors.id, gifts.donorId))
    .where(
      and(
        isNotNull(gifts.receivedOn),
        // Goods that nobody has looked at yet may still go back.
        or(
          and(eq(gifts.kind, 'money'), eq(gifts.status, 'received')),
          inArray(gifts.status, ['inspected', 'stocked']),
        ),
        before
          ? sql`(${gifts.receivedOn}, ${gifts.id}) < (${before.on}::date, ${before.id}::uuid)`
          : undefined,
      ),
    )
    .orderBy(desc(gifts.receivedOn), desc(gifts.id))
    .limit(limit);
}

/** Which of the business keys of an import are gifts already. */
export async function selectKnownGiftKeys(tx: Tx, keys: readonly string[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set();
  const rows = await tx
    .select({ key: gifts.externalKey })
    .from(gifts)
    .where(inArray(gifts.externalKey, [...keys]));
  return new Set(rows.flatMap(({ key }) => (key === null ? [] : [key])));
}

export async function insertSpending(
  tx: Tx,
  row: Omit<typeof giftSpendings.$inferInsert, 'tenantId'>,
): Promise<void> {
  await tx.insert(giftSpendings).values(row);
}

/** Names the entry that undid a use of money; the use stays. */
export async function markSpendingReversed(
  tx: Tx,
  { entryId, reversalEntryId }: { entryId: string; reversalEntryId: string },
): Promise<void> {
  await tx.update(giftSpendings).set({ reversalEntryId }).where(eq(giftSpendings.entryId, entryId));
}

/** What money was spent on, the newest first. */
export async function selectSpendings(
  tx: Tx,
  { after, limit }: { after?: { date: PlainDate; id: string } | undefined; limit: number },
) {
  return tx
    .select({
      id: giftSpendings.id,
      spentOn: giftSpendings.spentOn,
      amountFen: giftSpendings.amountFen,
      what: giftSpendings.what,
      voucherNumber: giftSpendings.voucherNumber,
      recordedBy: giftSpendings.recordedBy,
      purposeName: giftPurposes.name,
      purposeNameEn: giftPurposes.nameEn,
      entryId: giftSpendings.entryId,
      reversalEntryId: giftSpendings.reversalEntryId,
    })
    .from(giftSpendings)
    .innerJoin(giftPurposes, eq(giftPurposes.id, giftSpendings.purposeId))
    .where(
      after &&
        sql`(${giftSpendings.spentOn}, ${giftSpendings.id}) < (${after.date}::date, ${after.id}::uuid)`,
    )
    .orderBy(desc(giftSpendings.spentOn), desc(giftSpendings.id))
    .limit(limit);
}

/** Writes down the arrival of money for many gifts in one statement. */
export async function markMoneyReceived(
  tx: Tx,
  arrivals: readonly {
    id: string;
    receivedFen: bigint;
    receivedOn: PlainDate;
    means: NonNullable<Gift['means']>;
    bankLineId: string | null;
    orderId: string | null;
    reviewId: string | null;
    handler: string;
    entryId: string;
  }[],
): Promise<void> {
  const rows = JSON.stringify(arrivals.map((one) => ({ ...one, receivedFen: one.receivedFen.toString() })));
  await tx.execute(sql`
    update gifts g set status = 'received', received_fen = n."receivedFen", received_on = n."receivedOn", means = n.means,
      bank_line_id = n."bankLineId", order_id = n."orderId", review_id = n."reviewId", handler = n.handler, entry_id = n."entryId",
      withdrawn_reason = null
    from jsonb_to_recordset(${rows}::jsonb) as n (id uuid, "receivedFen" bigint, "receivedOn" date, means text,
      "bankLineId" uuid, "orderId" uuid, "reviewId" uuid, handler text, "entryId" uuid)
    where g.id = n.id`);
}
