import { and, asc, desc, eq, gt, gte, inArray, isNull, lt, lte, not, or, type SQL, sql } from 'drizzle-orm';
import type { PlainDate } from '~/domain/kernel/plain-date';
import type { Details } from '~/domain/stays/details.rules';
import { newId } from '../new-id';
import { bedOccupancies, beds, buildings, floors, rooms } from '../schema/beds';
import { people } from '../schema/people';
import {
  applications,
  contractNumbers,
  eligibilityDecisions,
  offers,
  stays,
  waitingRules,
} from '../schema/stays';
import { open, seal } from '../sealed';
import type { Tx } from '../transaction';

type ApplicationRow = typeof applications.$inferSelect;

/** Guardians that the applications of some people name, each once. */
export async function selectGuardianNames(
  tx: Tx,
  personIds: readonly string[],
): Promise<{ personId: string; name: string }[]> {
  if (personIds.length === 0) return [];
  const rows = await tx.execute<{ personId: string; name: string }>(sql`
    select distinct person_id as "personId", guardian_name as name from applications
    where guardian_name is not null
      and person_id in (select value::uuid from json_array_elements_text(${JSON.stringify(personIds)}::json))`);
  return [...rows];
}

/** Most persons that the waiting list of a district holds; it is ordered as a whole. */
const WAITING_LIMIT = 2_000;

const SEALED = {
  phone: 'applications.guardian_phone_sealed',
  stated: 'applications.stated_sealed',
  note: 'applications.note_sealed',
  details: 'applications.details_sealed',
  findings: 'eligibility_decisions.findings_sealed',
  reason: 'eligibility_decisions.reason_sealed',
  discharge: 'stays.discharge_reason_sealed',
};

/** An application in the clear; sealing is this file's business. `stated` is the JSON of the six items. */
export interface ApplicationRecord
  extends Omit<
    ApplicationRow,
    'tenantId' | 'guardianPhoneSealed' | 'statedSealed' | 'noteSealed' | 'detailsSealed'
  > {
  readonly guardianPhone: string | null;
  readonly stated: Readonly<Record<string, 'met' | 'unmet'>> | null;
  readonly note: string | null;
  readonly details: Details | null;
}

export type NewApplication = Omit<
  ApplicationRecord,
  'id' | 'status' | 'waitingFrom' | 'passes' | 'createdAt'
>;

function opened(row: ApplicationRow): ApplicationRecord {
  const { tenantId: _, guardianPhoneSealed, statedSealed, noteSealed, detailsSealed, ...plain } = row;
  return {
    ...plain,
    guardianPhone: guardianPhoneSealed && open(SEALED.phone, guardianPhoneSealed),
    stated: statedSealed && JSON.parse(open(SEALED.stated, statedSealed)),
    note: noteSealed && open(SEALED.note, noteSealed),
    details: detailsSealed && JSON.parse(open(SEALED.details, detailsSealed)),
  };
}

/** Rows per statement: a sheet of any length stays below the number of parameters a statement may have. */
const BATCH = 1_000;

/** Adds applications as received, in the order given; ids in the same order. */
export async function insertApplications(tx: Tx, rows: readonly NewApplication[]): Promise<string[]> {
  const values = rows.map(({ guardianPhone, stated, note, details, ...plain }) => ({
    ...plain,
    id: newId(),
    status: 'received' as const,
    guardianPhoneSealed: guardianPhone === null ? null : seal(SEALED.phone, guardianPhone),
    statedSealed: stated === null ? null : seal(SEALED.stated, JSON.stringify(stated)),
    noteSealed: note === null ? null : seal(SEALED.note, note),
    detailsSealed: details === null ? null : seal(SEALED.details, JSON.stringify(details)),
  }));
  for (let at = 0; at < values.length; at += BATCH) {
    await tx.insert(applications).values(values.slice(at, at + BATCH));
  }
  return values.map(({ id }) => id);
}

/** Applications of persons, newest first, as far as a further one has to know of them. */
export async function selectApplicationsOf(tx: Tx, personIds: readonly string[]) {
  if (personIds.length === 0) return [];
  return tx
    .select({
      id: applications.id,
      personId: applications.personId,
      appliedOn: applications.appliedOn,
      status: applications.status,
    })
    .from(applications)
    .where(inArray(applications.personId, [...personIds]))
    .orderBy(desc(applications.appliedOn), desc(applications.id));
}

const person = {
  personName: people.name,
  sex: people.sex,
  birthDate: people.birthDate,
  townCode: people.townCode,
  deceasedOn: people.deceasedOn,
};

export async function selectApplication(tx: Tx, id: string) {
  const [row] = await tx
    .select({ application: applications, ...person })
    .from(applications)
    .innerJoin(people, eq(people.id, applications.personId))
    .where(eq(applications.id, id));
  if (!row) return undefined;
  const { application, ...ofPerson } = row;
  return { ...opened(application), ...ofPerson };
}

export type ApplicationOfPerson = NonNullable<Awaited<ReturnType<typeof selectApplication>>>;

/** The application with a lock until the transaction ends; whoever changes one takes this first. */
export async function lockApplication(tx: Tx, id: string): Promise<ApplicationOfPerson | undefined> {
  await tx
    .select({ id: applications.id })
    .from(applications)
    .where(eq(applications.id, id))
    .for('no key update');
  return selectApplication(tx, id);
}

/** The newest application of a person. */
export async function selectNewestApplicationId(tx: Tx, personId: string): Promise<string | undefined> {
  const [row] = await tx
    .select({ id: applications.id })
    .from(applications)
    .where(eq(applications.personId, personId))
    .orderBy(desc(applications.appliedOn), desc(applications.id))
    .limit(1);
  return row?.id;
}

export async function updateApplication(
  tx: Tx,
  id: string,
  fields: Partial<Pick<ApplicationRow, 'status' | 'waitingFrom' | 'passes'>>,
): Promise<void> {
  await tx.update(applications).set(fields).where(eq(applications.id, id));
}

/** What a list of applications may be narrowed by. `after` is where the page before ended. */
export interface ApplicationsWanted {
  readonly statuses?: readonly ApplicationRow['status'][];
  /** Only those whose person has, or has not, a confirmed grade of the six items on a day. */
  readonly graded?: { readonly on: string; readonly is: boolean };
  readonly nameContains?: string;
  readonly townCode?: string;
  readonly after?: { readonly appliedOn: string; readonly id: string };
  readonly limit: number;
}

/** The person of an application has a confirmed grade of the six items that counts on a day. */
export const gradedOn = (on: SQL): SQL => sql`exists (
  select from (select a.valid_until from assessments a
    where a.tenant_id = applications.tenant_id and a.person_id = applications.person_id and a.scale_code = 'tekun-six'
      and a.status = 'confirmed' and a.valid_from <= ${on}
    order by a.valid_from desc limit 1) latest
  where coalesce(latest.valid_until, 'infinity') > ${on})`;

/** Applications, newest first. */
export async function selectApplications(tx: Tx, wanted: ApplicationsWanted) {
  const { statuses, graded, nameContains, townCode, after, limit } = wanted;
  const conditions: (SQL | undefined)[] = [
    statuses && inArray(applications.status, [...statuses]),
    graded && (graded.is ? gradedOn(sql`${graded.on}::date`) : not(gradedOn(sql`${graded.on}::date`))),
    nameContains === undefined ? undefined : sql`strpos(${people.name}, ${nameContains}) > 0`,
    townCode === undefined ? undefined : eq(people.townCode, townCode),
    after &&
      or(
        lt(applications.appliedOn, sql`${after.appliedOn}::date`),
        and(eq(applications.appliedOn, sql`${after.appliedOn}::date`), lt(applications.id, after.id)),
      ),
  ];
  return tx
    .select({
      id: applications.id,
      personId: applications.personId,
      status: applications.status,
      category: applications.category,
      appliedOn: applications.appliedOn,
      ...person,
    })
    .from(applications)
    .innerJoin(people, eq(people.id, applications.personId))
    .where(and(...conditions))
    .orderBy(desc(applications.appliedOn), desc(applications.id))
    .limit(limit);
}

/** How many applications stand where. */
export async function countApplications(tx: Tx, { townCode }: { townCode?: string }) {
  return tx
    .select({ status: applications.status, count: sql<number>`count(*)::int` })
    .from(applications)
    .innerJoin(people, eq(people.id, applications.personId))
    .where(townCode === undefined ? undefined : eq(people.townCode, townCode))
    .groupBy(applications.status);
}

/** Everybody on the waiting list, in no order yet. */
export async function selectWaiting(tx: Tx) {
  return tx
    .select({
      applicationId: applications.id,
      personId: applications.personId,
      category: applications.category,
      appliedOn: applications.appliedOn,
      waitingFrom: applications.waitingFrom,
      passes: applications.passes,
      ...person,
    })
    .from(applications)
    .innerJoin(people, eq(people.id, applications.personId))
    .where(eq(applications.status, 'waiting'))
    .limit(WAITING_LIMIT);
}

type NewDecision = Omit<
  typeof eligibilityDecisions.$inferInsert,
  'id' | 'tenantId' | 'findingsSealed' | 'reasonSealed'
> & {
  readonly findings: readonly { readonly code: string; readonly outcome: string }[];
  readonly reason: string;
};

export async function insertDecision(tx: Tx, { findings, reason, ...plain }: NewDecision): Promise<void> {
  await tx.insert(eligibilityDecisions).values({
    ...plain,
    id: newId(),
    findingsSealed: seal(SEALED.findings, JSON.stringify(findings)),
    reasonSealed: seal(SEALED.reason, reason),
  });
}

/** Decisions on an application, newest first. */
export async function selectDecisions(tx: Tx, applicationId: string, limit: number) {
  const rows = await tx
    .select()
    .from(eligibilityDecisions)
    .where(eq(eligibilityDecisions.applicationId, applicationId))
    .orderBy(desc(eligibilityDecisions.decidedAt))
    .limit(limit);
  return rows.map(({ tenantId: _, findingsSealed, reasonSealed, ...plain }) => ({
    ...plain,
    findings: JSON.parse(open(SEALED.findings, findingsSealed)) as { code: string; outcome: string }[],
    reason: open(SEALED.reason, reasonSealed),
  }));
}

const rule = {
  version: waitingRules.version,
  effectiveFrom: waitingRules.effectiveFrom,
  criteria: waitingRules.criteria,
  source: waitingRules.source,
  sourceEn: waitingRules.sourceEn,
  confidence: waitingRules.confidence,
};

/** The rule of the waiting list in force on a date. */
export async function selectWaitingRule(tx: Tx, on: PlainDate) {
  const [row] = await tx
    .select(rule)
    .from(waitingRules)
    .where(lte(waitingRules.effectiveFrom, on))
    .orderBy(desc(waitingRules.effectiveFrom))
    .limit(1);
  return row;
}

/** Versions of the rule that are there, newest first. */
export async function selectWaitingRuleVersions(tx: Tx, limit: number): Promise<number[]> {
  const rows = await tx
    .select({ version: waitingRules.version })
    .from(waitingRules)
    .orderBy(desc(waitingRules.version))
    .limit(limit);
  return rows.map(({ version }) => version);
}

export async function insertWaitingRule(
  tx: Tx,
  row: Omit<typeof waitingRules.$inferInsert, 'id' | 'tenantId'>,
): Promise<void> {
  await tx.insert(waitingRules).values({ ...row, id: newId() });
}

export async function insertOffer(
  tx: Tx,
  row: Omit<typeof offers.$inferInsert, 'id' | 'tenantId' | 'status' | 'answeredAt' | 'answeredBy'>,
): Promise<string> {
  const id = newId();
  await tx.insert(offers).values({ ...row, id, status: 'open' });
  return id;
}

const place = { bed: beds.name, room: rooms.name, floor: floors.name, building: buildings.name };

/** Offers made on an application, newest first, with the place of the bed. */
export async function selectOffers(tx: Tx, applicationId: string, limit: number) {
  return tx
    .select({
      id: offers.id,
      applicationId: offers.applicationId,
      bedId: offers.bedId,
      reservationId: offers.reservationId,
      fromOn: offers.fromOn,
      offeredAt: offers.offeredAt,
      expiresAt: offers.expiresAt,
      status: offers.status,
      answeredAt: offers.answeredAt,
      answeredBy: offers.answeredBy,
      ...place,
    })
    .from(offers)
    .innerJoin(beds, eq(beds.id, offers.bedId))
    .innerJoin(rooms, eq(rooms.id, beds.roomId))
    .innerJoin(floors, eq(floors.id, rooms.floorId))
    .innerJoin(buildings, eq(buildings.id, rooms.buildingId))
    .where(eq(offers.applicationId, applicationId))
    .orderBy(desc(offers.offeredAt), desc(offers.id))
    .limit(limit);
}

export type OfferRecord = Awaited<ReturnType<typeof selectOffers>>[number];

/** Offers that wait for an answer or for the day of admission, by deadline. */
export async function selectStandingOffers(tx: Tx, limit: number) {
  return tx
    .select({
      id: offers.id,
      applicationId: offers.applicationId,
      personName: people.name,
      townCode: people.townCode,
      fromOn: offers.fromOn,
      expiresAt: offers.expiresAt,
      status: offers.status,
      ...place,
    })
    .from(offers)
    .innerJoin(applications, eq(applications.id, offers.applicationId))
    .innerJoin(people, eq(people.id, applications.personId))
    .innerJoin(beds, eq(beds.id, offers.bedId))
    .innerJoin(rooms, eq(rooms.id, beds.roomId))
    .innerJoin(floors, eq(floors.id, rooms.floorId))
    .innerJoin(buildings, eq(buildings.id, rooms.buildingId))
    .where(inArray(offers.status, ['open', 'accepted']))
    .orderBy(asc(offers.expiresAt), asc(offers.id))
    .limit(limit);
}

/** Which application an offer belongs to, before it is locked. */
export async function selectApplicationIdOfOffer(tx: Tx, offerId: string): Promise<string | undefined> {
  const [row] = await tx
    .select({ applicationId: offers.applicationId })
    .from(offers)
    .where(eq(offers.id, offerId));
  return row?.applicationId;
}

/** One offer, whatever became of it. */
export async function selectOffer(tx: Tx, id: string) {
  const [row] = await tx
    .select({
      applicationId: offers.applicationId,
      bedId: offers.bedId,
      status: offers.status,
      fromOn: offers.fromOn,
      offeredAt: offers.offeredAt,
      expiresAt: offers.expiresAt,
    })
    .from(offers)
    .where(eq(offers.id, id));
  return row;
}

/** Applications that declined a bed, or did not answer for it, when it was offered from a day on or later. */
export async function selectLetGo(
  tx: Tx,
  { bedId, since }: { bedId: string; since: PlainDate },
): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ applicationId: offers.applicationId })
    .from(offers)
    .where(
      and(eq(offers.bedId, bedId), inArray(offers.status, ['declined', 'lapsed']), gte(offers.fromOn, since)),
    );
  return rows.map(({ applicationId }) => applicationId);
}

export async function updateOffer(
  tx: Tx,
  id: string,
  fields: Pick<typeof offers.$inferSelect, 'status' | 'answeredAt' | 'answeredBy'>,
): Promise<void> {
  await tx.update(offers).set(fields).where(eq(offers.id, id));
}

/** Marks an accepted offer as used by the admission. */
export async function markOfferUsed(tx: Tx, id: string): Promise<void> {
  await tx.update(offers).set({ status: 'used' }).where(eq(offers.id, id));
}

/** Open offers whose deadline has passed, locked with their applications; whoever is being answered just now is left out. */
export async function lockDueOffers(tx: Tx, { now, limit }: { now: Date; limit: number }) {
  return tx
    .select({
      id: offers.id,
      applicationId: offers.applicationId,
      reservationId: offers.reservationId,
      expiresAt: offers.expiresAt,
    })
    .from(applications)
    .innerJoin(offers, eq(offers.applicationId, applications.id))
    .where(and(eq(offers.status, 'open'), lte(offers.expiresAt, now)))
    .orderBy(asc(offers.expiresAt), asc(offers.id))
    .limit(limit)
    .for('no key update', { skipLocked: true });
}

/** Lapses offers, and puts their applications back on the waiting list behind those who have not been asked as often. */
export async function lapse(
  tx: Tx,
  {
    offerIds,
    applicationIds,
    at,
  }: { offerIds: readonly string[]; applicationIds: readonly string[]; at: Date },
): Promise<void> {
  await tx
    .update(offers)
    .set({ status: 'lapsed', answeredAt: at })
    .where(inArray(offers.id, [...offerIds]));
  await tx
    .update(applications)
    .set({ status: 'waiting', passes: sql`${applications.passes} + 1` })
    .where(inArray(applications.id, [...applicationIds]));
}

/** The next contract number of a year, from 1 without a gap; whoever asks at the same time waits. */
export async function nextContractNumber(tx: Tx, year: number): Promise<number> {
  const [row] = await tx
    .insert(contractNumbers)
    .values({ year, last: 1 })
    .onConflictDoUpdate({
      target: [contractNumbers.tenantId, contractNumbers.year],
      set: { last: sql`${contractNumbers.last} + 1` },
    })
    .returning({ last: contractNumbers.last });
  return (row as { last: number }).last;
}

export async function insertStay(
  tx: Tx,
  row: Omit<typeof stays.$inferInsert, 'id' | 'tenantId'>,
): Promise<string> {
  const id = newId();
  await tx.insert(stays).values({ ...row, id });
  return id;
}

const stayColumns = {
  id: stays.id,
  personId: stays.personId,
  applicationId: stays.applicationId,
  contractNumber: stays.contractNumber,
  admittedOn: stays.admittedOn,
  dischargedOn: stays.dischargedOn,
  dischargeCause: stays.dischargeCause,
  dischargeReasonSealed: stays.dischargeReasonSealed,
  ...person,
};

export async function selectStay(tx: Tx, id: string) {
  const [row] = await tx
    .select(stayColumns)
    .from(stays)
    .innerJoin(people, eq(people.id, stays.personId))
    .where(eq(stays.id, id));
  if (!row) return undefined;
  const { dischargeReasonSealed, ...plain } = row;
  return {
    ...plain,
    dischargeReason: dischargeReasonSealed && open(SEALED.discharge, dischargeReasonSealed),
  };
}

export type StayRecord = NonNullable<Awaited<ReturnType<typeof selectStay>>>;

/** The stay with a lock until the transaction ends. */
export async function lockStay(tx: Tx, id: string): Promise<StayRecord | undefined> {
  await tx.select({ id: stays.id }).from(stays).where(eq(stays.id, id)).for('no key update');
  return selectStay(tx, id);
}

/** The stay of an application or of a person who lives in the centre now. */
export async function selectStayId(
  tx: Tx,
  of: { applicationId: string } | { residentId: string },
): Promise<string | undefined> {
  const [row] = await tx
    .select({ id: stays.id })
    .from(stays)
    .where(
      'applicationId' in of
        ? eq(stays.applicationId, of.applicationId)
        : and(eq(stays.personId, of.residentId), isNull(stays.dischargedOn)),
    );
  return row?.id;
}

/** Those of the given persons who live in the centre now. */
export async function selectResidentIds(tx: Tx, personIds: readonly string[]): Promise<Set<string>> {
  if (personIds.length === 0) return new Set();
  const rows = await tx
    .select({ personId: stays.personId })
    .from(stays)
    .where(and(inArray(stays.personId, [...personIds]), isNull(stays.dischargedOn)));
  return new Set(rows.map(({ personId }) => personId));
}

/** Those of the given persons who live in the centre on a day. */
export async function selectResidentIdsOn(
  tx: Tx,
  { personIds, on }: { personIds: readonly string[]; on: PlainDate },
): Promise<Set<string>> {
  if (personIds.length === 0) return new Set();
  const rows = await tx
    .select({ personId: stays.personId })
    .from(stays)
    .where(
      and(
        inArray(stays.personId, [...personIds]),
        lte(stays.admittedOn, on),
        or(isNull(stays.dischargedOn), gt(stays.dischargedOn, on)),
      ),
    );
  return new Set(rows.map(({ personId }) => personId));
}

export async function endStay(
  tx: Tx,
  id: string,
  {
    on,
    cause,
    reason,
  }: { on: PlainDate; cause: NonNullable<typeof stays.$inferSelect.dischargeCause>; reason: string | null },
): Promise<void> {
  await tx
    .update(stays)
    .set({
      dischargedOn: on,
      dischargeCause: cause,
      dischargeReasonSealed: reason === null ? null : seal(SEALED.discharge, reason),
    })
    .where(eq(stays.id, id));
}

/** Puts the days of a stay right; without a day of discharge it goes on. */
export async function updateStayDays(
  tx: Tx,
  id: string,
  days: Partial<Pick<typeof stays.$inferSelect, 'admittedOn' | 'dischargedOn'>>,
): Promise<void> {
  const reopened = days.dischargedOn === null ? { dischargeCause: null, dischargeReasonSealed: null } : {};
  await tx
    .update(stays)
    .set({ ...days, ...reopened })
    .where(eq(stays.id, id));
}

/** Stays, those admitted last first; only those in the centre on `on`, if given. */
export async function selectStays(
  tx: Tx,
  wanted: {
    on?: PlainDate;
    nameContains?: string;
    townCode?: string;
    after?: { admittedOn: string; id: string };
    limit: number;
  },
) {
  const { on, nameContains, townCode, after, limit } = wanted;
  const current = tx
    .select({ bedId: bedOccupancies.bedId })
    .from(bedOccupancies)
    .where(eq(bedOccupancies.stayId, stays.id))
    .orderBy(desc(bedOccupancies.fromOn), desc(bedOccupancies.id))
    .limit(1)
    .as('current');
  return tx
    .select({
      id: stays.id,
      personId: stays.personId,
      contractNumber: stays.contractNumber,
      admittedOn: stays.admittedOn,
      dischargedOn: stays.dischargedOn,
      ...person,
      bedId: beds.id,
      ...place,
    })
    .from(stays)
    .innerJoin(people, eq(people.id, stays.personId))
    .leftJoinLateral(current, sql`true`)
    .leftJoin(beds, eq(beds.id, current.bedId))
    .leftJoin(rooms, eq(rooms.id, beds.roomId))
    .leftJoin(floors, eq(floors.id, rooms.floorId))
    .leftJoin(buildings, eq(buildings.id, rooms.buildingId))
    .where(
      and(
        on && and(lte(stays.admittedOn, on), or(isNull(stays.dischargedOn), gt(stays.dischargedOn, on))),
        nameContains === undefined ? undefined : sql`strpos(${people.name}, ${nameContains}) > 0`,
        townCode === undefined ? undefined : eq(people.townCode, townCode),
        after &&
          or(
            lt(stays.admittedOn, sql`${after.admittedOn}::date`),
            and(eq(stays.admittedOn, sql`${after.admittedOn}::date`), lt(stays.id, after.id)),
          ),
      ),
    )
    .orderBy(desc(stays.admittedOn), desc(stays.id))
    .limit(limit);
}

/** Who lay in which bed on which days of a period, day by day countable; ranges are as recorded, not cut to the period. */
export async function selectStayRanges(
  tx: Tx,
  { from, until, after, limit }: { from: PlainDate; until: PlainDate; after?: string; limit: number },
) {
  return tx
    .select({
      id: bedOccupancies.id,
      stayId: stays.id,
      personId: stays.personId,
      bedId: bedOccupancies.bedId,
      from: bedOccupancies.fromOn,
      until: bedOccupancies.untilOn,
    })
    .from(bedOccupancies)
    .innerJoin(stays, eq(stays.id, bedOccupancies.stayId))
    .where(
      and(
        lt(bedOccupancies.fromOn, until),
        or(isNull(bedOccupancies.untilOn), gt(bedOccupancies.untilOn, from)),
        after === undefined ? undefined : gt(bedOccupancies.id, after),
      ),
    )
    .orderBy(asc(bedOccupancies.id))
    .limit(limit);
}
