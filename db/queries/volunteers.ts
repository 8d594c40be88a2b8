import { and, asc, desc, eq, gt, gte, inArray, isNotNull, isNull, lt, lte, or, sql } from 'drizzle-orm';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { newId } from '../new-id';
import { people } from '../schema/people';
import {
  volunteerAvailability,
  volunteerCalendars,
  volunteerCertificates,
  volunteerExceptions,
  volunteerHours,
  volunteerInsurances,
  volunteerRegisters,
  volunteerSkills,
  volunteerStarRules,
  volunteers,
} from '../schema/volunteers';
import { open, seal } from '../sealed';
import type { Tx } from '../transaction';

type NewVolunteer = Omit<typeof volunteers.$inferInsert, 'tenantId' | 'id' | 'guardianPhoneSealed'> & {
  /** In the clear; sealed on the way in. */
  readonly guardianPhone?: string | null;
};

const GUARDIAN_PHONE = 'volunteers.guardian_phone_sealed';

/** Next number of a register of the year; the row stays locked until the transaction ends, so no number is skipped or given twice. */
export async function takeNumber(tx: Tx, kind: 'volunteer' | 'certificate', year: number): Promise<number> {
  const [row] = await tx
    .insert(volunteerRegisters)
    .values({ kind, year, lastNumber: 1 })
    .onConflictDoUpdate({
      target: [volunteerRegisters.tenantId, volunteerRegisters.kind, volunteerRegisters.year],
      set: { lastNumber: sql`${volunteerRegisters.lastNumber} + 1` },
    })
    .returning({ number: volunteerRegisters.lastNumber });
  return row?.number as number;
}

export async function insertVolunteer(tx: Tx, { guardianPhone, ...row }: NewVolunteer): Promise<string> {
  const id = newId();
  const guardianPhoneSealed = guardianPhone ? seal(GUARDIAN_PHONE, guardianPhone) : null;
  await tx.insert(volunteers).values({ id, ...row, guardianPhoneSealed });
  return id;
}

/** Writes the skills and the week of a volunteer in place of what stood there. */
export async function replaceSkills(
  tx: Tx,
  volunteerId: string,
  skills: readonly { skill: string; licenceNumber?: string; validUntil?: string }[],
): Promise<void> {
  await tx.delete(volunteerSkills).where(eq(volunteerSkills.volunteerId, volunteerId));
  if (skills.length > 0)
    await tx.insert(volunteerSkills).values(skills.map((skill) => ({ volunteerId, ...skill })));
}

export async function replaceAvailability(
  tx: Tx,
  volunteerId: string,
  slots: readonly { weekday: number; fromMinute: number; untilMinute: number }[],
): Promise<void> {
  await tx.delete(volunteerAvailability).where(eq(volunteerAvailability.volunteerId, volunteerId));
  if (slots.length > 0)
    await tx.insert(volunteerAvailability).values(slots.map((slot) => ({ volunteerId, ...slot })));
}

/** The volunteer a person already is, if one. */
export async function selectVolunteerOfPerson(tx: Tx, personId: string) {
  const [row] = await tx
    .select({ id: volunteers.id, number: volunteers.number, status: volunteers.status })
    .from(volunteers)
    .where(eq(volunteers.personId, personId));
  return row;
}

const listed = {
  id: volunteers.id,
  number: volunteers.number,
  name: people.name,
  sex: people.sex,
  birthDate: sql<PlainDate>`${people.birthDate}`,
  townCode: volunteers.townCode,
  serviceKinds: volunteers.serviceKinds,
  status: volunteers.status,
  pausedUntil: volunteers.pausedUntil,
  registeredOn: volunteers.registeredOn,
  minutes: sql<number>`coalesce((select sum(h.minutes) from volunteer_hours h
    where h.tenant_id = ${volunteers.tenantId} and h.volunteer_id = ${volunteers.id}), 0)::int`,
};

const withPerson = and(eq(people.tenantId, volunteers.tenantId), eq(people.id, volunteers.personId));

interface VolunteersWanted {
  /** The number of the last one seen. */
  readonly after?: string | undefined;
  readonly townCode?: string | undefined;
  /** A whole number, or any part of a name. */
  readonly number?: string | undefined;
  readonly nameContains?: string | undefined;
  readonly limit: number;
}

/** Volunteers by number, after `after`. */
export async function selectVolunteers(
  tx: Tx,
  { after, townCode, number, nameContains, limit }: VolunteersWanted,
) {
  return tx
    .select(listed)
    .from(volunteers)
    .innerJoin(people, withPerson)
    .where(
      and(
        after ? gt(volunteers.number, after) : undefined,
        townCode ? eq(volunteers.townCode, townCode) : undefined,
        number === undefined ? undefined : eq(volunteers.number, number),
        nameContains === undefined ? undefined : sql`strpos(${people.name}, ${nameContains}) > 0`,
      ),
    )
    .orderBy(asc(volunteers.number))
    .limit(limit);
}

export async function selectVolunteer(tx: Tx, id: string) {
  const [row] = await tx
    .select({
      ...listed,
      personId: volunteers.personId,
      village: people.village,
      homeLatitude: volunteers.homeLatitude,
      homeLongitude: volunteers.homeLongitude,
      dailyLimitMinutes: volunteers.dailyLimitMinutes,
      weeklyLimitMinutes: volunteers.weeklyLimitMinutes,
      guardianName: volunteers.guardianName,
      guardianRelation: volunteers.guardianRelation,
      guardianConsentOn: volunteers.guardianConsentOn,
      statusFrom: volunteers.statusFrom,
      statusReason: volunteers.statusReason,
      shownSince: sql<PlainDate | null>`${volunteers.shownSince}`,
    })
    .from(volunteers)
    .innerJoin(people, withPerson)
    .where(eq(volunteers.id, id));
  return row;
}

/** The telephone number of the guardian who consented, in the clear; null where none was given. */
export async function selectGuardianPhone(tx: Tx, id: string): Promise<string | null> {
  const [row] = await tx
    .select({ phone: volunteers.guardianPhoneSealed })
    .from(volunteers)
    .where(eq(volunteers.id, id));
  return row?.phone ? open(GUARDIAN_PHONE, row.phone) : null;
}

/** Skills of several volunteers at once. */
export async function selectSkills(tx: Tx, volunteerIds: readonly string[]) {
  return tx
    .select({
      volunteerId: volunteerSkills.volunteerId,
      skill: volunteerSkills.skill,
      licenceNumber: volunteerSkills.licenceNumber,
      validUntil: volunteerSkills.validUntil,
    })
    .from(volunteerSkills)
    .where(inArray(volunteerSkills.volunteerId, [...volunteerIds]))
    .orderBy(asc(volunteerSkills.skill));
}

/** Weeks of several volunteers at once. */
export async function selectAvailability(tx: Tx, volunteerIds: readonly string[]) {
  return tx
    .select({
      volunteerId: volunteerAvailability.volunteerId,
      weekday: volunteerAvailability.weekday,
      fromMinute: volunteerAvailability.fromMinute,
      untilMinute: volunteerAvailability.untilMinute,
    })
    .from(volunteerAvailability)
    .where(inArray(volunteerAvailability.volunteerId, [...volunteerIds]))
    .orderBy(asc(volunteerAvailability.weekday), asc(volunteerAvailability.fromMinute));
}

/** Exceptions of several volunteers at once that reach into the days from `from` until `until`, in order of time. */
export async function selectExceptions(
  tx: Tx,
  volunteerIds: readonly string[],
  { from, until }: { from: string; until?: string },
) {
  return tx
    .select({
      id: volunteerExceptions.id,
      volunteerId: volunteerExceptions.volunteerId,
      kind: volunteerExceptions.kind,
      from: sql<PlainDate>`${volunteerExceptions.fromDate}`,
      until: sql<PlainDate>`${volunteerExceptions.untilDate}`,
      fromMinute: volunteerExceptions.fromMinute,
      untilMinute: volunteerExceptions.untilMinute,
      note: volunteerExceptions.note,
    })
    .from(volunteerExceptions)
    .where(
      and(
        inArray(volunteerExceptions.volunteerId, [...volunteerIds]),
        gt(volunteerExceptions.untilDate, from),
        until ? lt(volunteerExceptions.fromDate, until) : undefined,
      ),
    )
    .orderBy(asc(volunteerExceptions.fromDate), asc(volunteerExceptions.fromMinute));
}

export async function insertException(
  tx: Tx,
  row: Omit<typeof volunteerExceptions.$inferInsert, 'tenantId' | 'id'>,
): Promise<string> {
  const id = newId();
  await tx.insert(volunteerExceptions).values({ id, ...row });
  return id;
}

/** Takes an exception of a volunteer away; undefined when there is none. */
export async function deleteException(tx: Tx, { volunteerId, id }: { volunteerId: string; id: string }) {
  const [row] = await tx
    .delete(volunteerExceptions)
    .where(and(eq(volunteerExceptions.volunteerId, volunteerId), eq(volunteerExceptions.id, id)))
    .returning();
  return row;
}

/** Says whether and until when a volunteer serves. */
export async function updateStanding(
  tx: Tx,
  volunteerId: string,
  standing: Pick<typeof volunteers.$inferInsert, 'status' | 'statusFrom' | 'statusReason' | 'pausedUntil'>,
): Promise<void> {
  await tx.update(volunteers).set(standing).where(eq(volunteers.id, volunteerId));
}

export async function updateServiceKinds(
  tx: Tx,
  volunteerId: string,
  serviceKinds: readonly string[],
): Promise<void> {
  await tx
    .update(volunteers)
    .set({ serviceKinds: [...serviceKinds] })
    .where(eq(volunteers.id, volunteerId));
}

export async function updateLimits(
  tx: Tx,
  volunteerId: string,
  limits: { dailyLimitMinutes: number; weeklyLimitMinutes: number },
): Promise<void> {
  await tx.update(volunteers).set(limits).where(eq(volunteers.id, volunteerId));
}

/** Says where a volunteer lives, degrees. */
export async function updateHome(
  tx: Tx,
  volunteerId: string,
  home: Pick<typeof volunteers.$inferInsert, 'townCode' | 'homeLatitude' | 'homeLongitude'>,
): Promise<void> {
  await tx.update(volunteers).set(home).where(eq(volunteers.id, volunteerId));
}

/** Says who the guardian is; a telephone number that is undefined stays. */
export async function updateGuardian(
  tx: Tx,
  volunteerId: string,
  {
    guardianPhone,
    ...guardian
  }: Pick<NewVolunteer, 'guardianName' | 'guardianRelation' | 'guardianConsentOn' | 'guardianPhone'>,
): Promise<void> {
  const sealed = guardianPhone ? seal(GUARDIAN_PHONE, guardianPhone) : null;
  await tx
    .update(volunteers)
    .set({ ...guardian, ...(guardianPhone === undefined ? {} : { guardianPhoneSealed: sealed }) })
    .where(eq(volunteers.id, volunteerId));
}

/** Days covered by the insurances of several volunteers at once, half-open. */
export async function selectCovers(
  tx: Tx,
  volunteerIds: readonly string[],
  { from, until }: { from: string; until: string },
) {
  return tx
    .select({
      volunteerId: volunteerInsurances.volunteerId,
      from: sql<PlainDate>`${volunteerInsurances.fromDate}`,
      until: sql<PlainDate>`${volunteerInsurances.untilDate}`,
    })
    .from(volunteerInsurances)
    .where(
      and(
        inArray(volunteerInsurances.volunteerId, [...volunteerIds]),
        isNull(volunteerInsurances.withdrawnAt),
        gt(volunteerInsurances.untilDate, from),
        lt(volunteerInsurances.fromDate, until),
      ),
    );
}

/** What decides whether volunteers may be sent, beside skills and insurances. */
export async function selectDispatchFacts(tx: Tx, volunteerIds: readonly string[]) {
  return tx
    .select({
      id: volunteers.id,
      name: people.name,
      birthDate: volunteers.birthDate,
      status: volunteers.status,
      pausedUntil: volunteers.pausedUntil,
    })
    .from(volunteers)
    .innerJoin(people, withPerson)
    .where(inArray(volunteers.id, [...volunteerIds]));
}

/** Volunteers who may be sent on some of the days from `from` on, with what planning needs: active, or paused until a day before `until`. */
export async function selectActiveVolunteers(tx: Tx, { until, limit }: { until: string; limit: number }) {
  return tx
    .select({
      id: volunteers.id,
      townCode: volunteers.townCode,
      birthDate: volunteers.birthDate,
      pausedUntil: volunteers.pausedUntil,
      homeLatitude: volunteers.homeLatitude,
      homeLongitude: volunteers.homeLongitude,
      serviceKinds: volunteers.serviceKinds,
      dailyLimitMinutes: volunteers.dailyLimitMinutes,
      weeklyLimitMinutes: volunteers.weeklyLimitMinutes,
    })
    .from(volunteers)
    .where(
      or(
        eq(volunteers.status, 'active'),
        and(eq(volunteers.status, 'paused'), lt(volunteers.pausedUntil, until)),
      ),
    )
    .orderBy(asc(volunteers.id))
    .limit(limit);
}

/** Hours that each star asks on a day; undefined: no rule of the district is in force. */
export async function selectStarHours(tx: Tx, on: string): Promise<readonly number[] | undefined> {
  const [rule] = await tx
    .select({ hours: volunteerStarRules.hours })
    .from(volunteerStarRules)
    .where(lte(volunteerStarRules.fromDate, on))
    .orderBy(desc(volunteerStarRules.fromDate))
    .limit(1);
  return rule?.hours;
}

/** Rules of stars, the newest first. */
export async function selectStarRules(tx: Tx, limit: number) {
  return tx
    .select({
      from: sql<PlainDate>`${volunteerStarRules.fromDate}`,
      hours: volunteerStarRules.hours,
      source: volunteerStarRules.source,
      setByName: volunteerStarRules.setByName,
    })
    .from(volunteerStarRules)
    .orderBy(desc(volunteerStarRules.fromDate))
    .limit(limit);
}

export async function insertStarRule(
  tx: Tx,
  row: Omit<typeof volunteerStarRules.$inferInsert, 'tenantId'>,
): Promise<void> {
  await tx.insert(volunteerStarRules).values(row);
}

/**
 * Keeps the hours of these volunteers from being recorded, and themselves from being promised, by two people at once. Whatever
 * names a volunteer holds their key already: a lock of the key too would have two such wait for each other.
 */
export async function lockVolunteers(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx
    .select({ id: volunteers.id })
    .from(volunteers)
    .where(inArray(volunteers.id, [...ids]))
    .orderBy(asc(volunteers.id))
    .for('no key update');
}

/** What stands in the ledger of several volunteers for one day: minutes in all, and names of activities that were not reversed. */
export async function selectDayHours(tx: Tx, volunteerIds: readonly string[], day: string) {
  return tx
    .select({
      volunteerId: volunteerHours.volunteerId,
      minutes: sql<number>`sum(${volunteerHours.minutes})::int`,
      titles: sql<string[]>`coalesce(array_agg(title) filter (where title is not null and reverses_id is null
        and not exists (select from volunteer_hours r where r.tenant_id = volunteer_hours.tenant_id
          and r.reverses_id = volunteer_hours.id)), '{}')`,
    })
    .from(volunteerHours)
    .where(and(inArray(volunteerHours.volunteerId, [...volunteerIds]), eq(volunteerHours.servedOn, day)))
    .groupBy(volunteerHours.volunteerId);
}

/** Rows recorded after their last day, the latest first. */
export async function selectLateHours(tx: Tx, { since, limit }: { since: Date; limit: number }) {
  return tx
    .select({
      ...record,
      name: people.name,
      number: volunteers.number,
    })
    .from(volunteerHours)
    .innerJoin(
      volunteers,
      and(eq(volunteers.tenantId, volunteerHours.tenantId), eq(volunteers.id, volunteerHours.volunteerId)),
    )
    .innerJoin(people, withPerson)
    .where(and(gte(volunteerHours.recordedAt, since), sql`${volunteerHours.lateReason} is not null`))
    .orderBy(desc(volunteerHours.recordedAt), desc(volunteerHours.id))
    .limit(limit);
}

/** Records time given; nothing happens when the source was recorded before. Answers whether it is new. */
export async function insertHours(
  tx: Tx,
  row: Omit<typeof volunteerHours.$inferInsert, 'tenantId' | 'id'>,
): Promise<string | undefined> {
  const id = newId();
  const [written] = await tx
    .insert(volunteerHours)
    .values({ id, ...row })
    .onConflictDoNothing()
    .returning({ id: volunteerHours.id });
  return written?.id;
}

const record = {
  id: volunteerHours.id,
  volunteerId: volunteerHours.volunteerId,
  sourceType: volunteerHours.sourceType,
  sourceId: volunteerHours.sourceId,
  servedOn: volunteerHours.servedOn,
  minutes: volunteerHours.minutes,
  activity: volunteerHours.activity,
  place: volunteerHours.place,
  organiser: volunteerHours.organiser,
  inCharge: volunteerHours.inCharge,
  reversesId: volunteerHours.reversesId,
  reason: volunteerHours.reason,
  title: volunteerHours.title,
  content: volunteerHours.content,
  dueOn: sql<PlainDate | null>`${volunteerHours.dueOn}`,
  lateReason: volunteerHours.lateReason,
  proof: volunteerHours.proof,
};

export async function selectHoursRow(tx: Tx, id: string) {
  const [row] = await tx.select(record).from(volunteerHours).where(eq(volunteerHours.id, id));
  return row;
}

/** The hours ledger of a volunteer, newest first. */
export async function selectHours(tx: Tx, volunteerId: string, limit: number) {
  return tx
    .select(record)
    .from(volunteerHours)
    .where(eq(volunteerHours.volunteerId, volunteerId))
    .orderBy(desc(volunteerHours.servedOn), desc(volunteerHours.id))
    .limit(limit);
}

/** Minutes and services of a volunteer in a half-open range of days, reversals taken off, by activity. */
export async function sumHours(tx: Tx, volunteerId: string, from: string, until: string) {
  return tx
    .select({
      activity: volunteerHours.activity,
      organiser: volunteerHours.organiser,
      minutes: sql<number>`sum(${volunteerHours.minutes})::int`,
      times: sql<number>`sum(sign(${volunteerHours.minutes}))::int`,
    })
    .from(volunteerHours)
    .where(
      and(
        eq(volunteerHours.volunteerId, volunteerId),
        gte(volunteerHours.servedOn, from),
        lt(volunteerHours.servedOn, until),
        // What others recorded, they certify; a reversal of it takes nothing from what we recorded.
        isNull(volunteerHours.proof),
        sql`not exists (select from volunteer_hours reversed where reversed.tenant_id = ${volunteerHours.tenantId}
          and reversed.id = ${volunteerHours.reversesId} and reversed.proof is not null)`,
      ),
    )
    .groupBy(volunteerHours.activity, volunteerHours.organiser)
    .having(sql`sum(${volunteerHours.minutes}) > 0`)
    .orderBy(asc(volunteerHours.activity), asc(volunteerHours.organiser));
}

export async function insertCertificate(
  tx: Tx,
  row: Omit<typeof volunteerCertificates.$inferInsert, 'tenantId'>,
): Promise<void> {
  await tx.insert(volunteerCertificates).values(row);
}

const certificate = {
  id: volunteerCertificates.id,
  volunteerId: volunteerCertificates.volunteerId,
  number: volunteerCertificates.number,
  code: volunteerCertificates.code,
  fromDate: volunteerCertificates.fromDate,
  untilDate: volunteerCertificates.untilDate,
  minutes: volunteerCertificates.minutes,
  content: volunteerCertificates.content,
  issuedOn: volunteerCertificates.issuedOn,
  issuedBy: volunteerCertificates.issuedBy,
  revokedOn: volunteerCertificates.revokedOn,
  revokeReason: volunteerCertificates.revokeReason,
};

export async function selectCertificate(tx: Tx, id: string) {
  const [row] = await tx
    .select(certificate)
    .from(volunteerCertificates)
    .where(eq(volunteerCertificates.id, id));
  return row;
}

export async function selectCertificates(tx: Tx, volunteerId: string, limit: number) {
  return tx
    .select(certificate)
    .from(volunteerCertificates)
    .where(eq(volunteerCertificates.volunteerId, volunteerId))
    .orderBy(desc(volunteerCertificates.issuedOn), desc(volunteerCertificates.number))
    .limit(limit);
}

/** Revokes the certificates that counted a day whose hours were taken back. Answers their numbers. */
export async function revokeCertificatesOver(
  tx: Tx,
  { volunteerId, day, on, reason }: { volunteerId: string; day: string; on: string; reason: string },
) {
  return tx
    .update(volunteerCertificates)
    .set({ revokedOn: on, revokeReason: reason })
    .where(
      and(
        eq(volunteerCertificates.volunteerId, volunteerId),
        sql`${volunteerCertificates.fromDate} <= ${day} and ${day} < ${volunteerCertificates.untilDate}`,
        sql`${volunteerCertificates.revokedOn} is null`,
      ),
    )
    .returning({ id: volunteerCertificates.id, number: volunteerCertificates.number });
}

export async function selectVolunteerByNumber(tx: Tx, number: string): Promise<{ id: string } | undefined> {
  const [row] = await tx.select({ id: volunteers.id }).from(volunteers).where(eq(volunteers.number, number));
  return row;
}

/** Keeps the digest of the secret that opens a volunteer's calendar, in place of the one before. */
export async function saveCalendar(
  tx: Tx,
  row: { volunteerId: string; secretDigest: string; madeAt: Date },
): Promise<void> {
  const { secretDigest, madeAt } = row;
  await tx
    .insert(volunteerCalendars)
    .values(row)
    .onConflictDoUpdate({
      target: [volunteerCalendars.tenantId, volunteerCalendars.volunteerId],
      set: { secretDigest, madeAt },
    });
}

/** Ends a volunteer's calendar. Answers whether there was one. */
export async function deleteCalendar(tx: Tx, volunteerId: string): Promise<boolean> {
  const rows = await tx
    .delete(volunteerCalendars)
    .where(eq(volunteerCalendars.volunteerId, volunteerId))
    .returning({ volunteerId: volunteerCalendars.volunteerId });
  return rows.length > 0;
}

export async function selectCalendar(tx: Tx, volunteerId: string) {
  const [row] = await tx
    .select({ madeAt: volunteerCalendars.madeAt })
    .from(volunteerCalendars)
    .where(eq(volunteerCalendars.volunteerId, volunteerId));
  return row;
}

/** Whose calendar it is, in whichever tenant. */
export async function findCalendarByDigest(tx: Tx, digest: string) {
  const [row] = await tx.execute<{ tenantId: string; volunteerId: string }>(
    sql`select tenant_id as "tenantId", volunteer_id as "volunteerId" from find_calendar(${digest})`,
  );
  return row;
}

/** Says since when a volunteer agrees to be named in public; null: not. */
export async function updateShown(tx: Tx, volunteerId: string, since: string | null): Promise<void> {
  await tx.update(volunteers).set({ shownSince: since }).where(eq(volunteers.id, volunteerId));
}

/** Who agreed to be named in public and serves, those with most hours first. */
export async function selectShown(tx: Tx, limit: number) {
  return tx
    .select({ name: people.name, minutes: listed.minutes })
    .from(volunteers)
    .innerJoin(people, withPerson)
    .where(and(isNotNull(volunteers.shownSince), inArray(volunteers.status, ['active', 'paused'])))
    .orderBy(desc(listed.minutes), asc(volunteers.number))
    .limit(limit);
}
