import { and, asc, desc, eq, gt, inArray, isNotNull, lt, ne, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { newId } from '../new-id';
import { people } from '../schema/people';
import {
  volunteerApplications as applications,
  volunteerApplicationAttempts as attempts,
  volunteers,
} from '../schema/volunteers';
import { blindIndex, open, seal } from '../sealed';
import type { Tx } from '../transaction';

const PHONE = 'volunteer_applications.phone_sealed';
const MAIL = 'volunteer_applications.mail_sealed';
const SAID = 'volunteer_applications.said_sealed';

type Row = typeof applications.$inferSelect;
export type ApplicationStatus = Row['status'];

function opened({
  phoneSealed,
  mailSealed,
  saidSealed,
  identityIndex: _identity,
  phoneIndex: _phone,
  tenantId: _tenant,
  ...row
}: Row) {
  return {
    ...row,
    phone: phoneSealed ? open(PHONE, phoneSealed) : undefined,
    mail: mailSealed ? open(MAIL, mailSealed) : undefined,
    /** JSON of what was said; undefined once it is decided. */
    said: saidSealed ? open(SAID, saidSealed) : undefined,
  };
}

export type ApplicationRecord = ReturnType<typeof opened>;

/** Where somebody comes from, as it is kept: nobody reads an address out of it. */
export const applicantAddressIndex = (address: string): string => blindIndex('applicant-address', address);

/** A person at an address, as it is kept: it leads to neither, and tells one person's forms from there apart. */
export const applicantIndex = (address: string, identityNumber: string): string =>
  blindIndex('applicant-at-address', `${address}\n${identityNumber}`);

/** Writes down who asks; undefined when this identity number with this telephone number is waiting for an answer already. */
export async function insertApplication(
  tx: Tx,
  {
    identityNumber,
    ...row
  }: {
    name: string;
    phone: string;
    mail: string | undefined;
    said: string;
    identityNumber: string;
    appliedAt: Date;
  },
): Promise<string | undefined> {
  const [written] = await tx
    .insert(applications)
    .values({
      id: newId(),
      status: 'received',
      name: row.name,
      phoneSealed: seal(PHONE, row.phone),
      mailSealed: row.mail ? seal(MAIL, row.mail) : null,
      saidSealed: seal(SAID, row.said),
      // As people have it, so that somebody who is known is found.
      identityIndex: blindIndex('identity', identityNumber),
      phoneIndex: blindIndex('applicant-phone', row.phone),
      appliedAt: row.appliedAt,
    })
    .onConflictDoNothing()
    .returning({ id: applications.id });
  return written?.id;
}

/** An application in the clear; `lock` makes two who decide take turns. */
export async function selectApplication(
  tx: Tx,
  id: string,
  { lock = false }: { lock?: boolean } = {},
): Promise<ApplicationRecord | undefined> {
  const query = tx.select().from(applications).where(eq(applications.id, id));
  const [row] = lock ? await query.for('update') : await query;
  return row && opened(row);
}

const samePerson = alias(applications, 'same_person');

/** Others that wait for an answer in the same person's name as one of an id, the oldest first. */
export async function selectSamePerson(tx: Tx, id: string, limit: number) {
  const rows = await tx
    .select({ application: samePerson })
    .from(applications)
    .innerJoin(samePerson, waitsForSamePerson())
    .where(eq(applications.id, id))
    .orderBy(asc(samePerson.appliedAt), asc(samePerson.id))
    .limit(limit);
  return rows.map(({ application }) => opened(application));
}

const waitsForSamePerson = () =>
  and(
    eq(samePerson.tenantId, applications.tenantId),
    eq(samePerson.identityIndex, applications.identityIndex),
    eq(samePerson.status, 'received'),
    ne(samePerson.id, applications.id),
  );

/** Locks an application and those that wait in the same person's name, in one order, so that those who decide about them take turns. Answers the ids of the others. */
export async function lockSamePerson(tx: Tx, id: string): Promise<string[]> {
  const named = tx
    .select({ identityIndex: samePerson.identityIndex })
    .from(samePerson)
    .where(eq(samePerson.id, id));
  const rows = await tx
    .select({ id: applications.id })
    .from(applications)
    .where(and(eq(applications.status, 'received'), inArray(applications.identityIndex, named)))
    .orderBy(asc(applications.id))
    .for('update');
  return rows.map((row) => row.id).filter((other) => other !== id);
}

/** Applications of a status, with the volunteer each became: those that wait the oldest first, others the latest first. */
export async function selectApplications(
  tx: Tx,
  {
    status,
    after,
    limit,
  }: { status: ApplicationStatus; after: { at: Date; id: string } | undefined; limit: number },
) {
  const first = status === 'received' ? asc : desc;
  const beyond = status === 'received' ? gt : lt;
  const rows = await tx
    .select({
      application: applications,
      volunteerNumber: volunteers.number,
      volunteerName: people.name,
      samePerson: sql<number>`(select count(*)::int from ${applications} as ${samePerson} where ${waitsForSamePerson()})`,
    })
    .from(applications)
    .leftJoin(
      volunteers,
      and(eq(volunteers.tenantId, applications.tenantId), eq(volunteers.id, applications.volunteerId)),
    )
    .leftJoin(people, and(eq(people.tenantId, volunteers.tenantId), eq(people.id, volunteers.personId)))
    .where(
      and(
        eq(applications.status, status),
        after &&
          or(
            beyond(applications.appliedAt, after.at),
            and(eq(applications.appliedAt, after.at), beyond(applications.id, after.id)),
          ),
      ),
    )
    .orderBy(first(applications.appliedAt), first(applications.id))
    .limit(limit);
  return rows.map(({ application, ...more }) => ({ ...opened(application), ...more }));
}

/** Whether the person of an application that waits is known by the identity number, and under which name and as which volunteer. */
export async function selectKnownPerson(tx: Tx, applicationId: string) {
  const [row] = await tx
    .select({
      name: people.name,
      phoneSealed: people.phoneSealed,
      volunteerId: volunteers.id,
      volunteerNumber: volunteers.number,
      volunteerStatus: volunteers.status,
    })
    .from(applications)
    .innerJoin(
      people,
      and(eq(people.tenantId, applications.tenantId), eq(people.identityIndex, applications.identityIndex)),
    )
    .leftJoin(volunteers, and(eq(volunteers.tenantId, people.tenantId), eq(volunteers.personId, people.id)))
    .where(eq(applications.id, applicationId));
  if (!row) return undefined;
  const { phoneSealed, ...known } = row;
  return { ...known, phone: phoneSealed ? open('people.phone_sealed', phoneSealed) : undefined };
}

/** Accepts one or declines some; what was said is forgotten with it, and of who was accepted all that the register has now. */
export async function decideApplications(
  tx: Tx,
  ids: readonly string[],
  decision: { at: Date; byName: string } & ({ volunteerId: string } | { reason: string }),
): Promise<void> {
  await tx
    .update(applications)
    .set({
      decidedAt: decision.at,
      decidedByName: decision.byName,
      saidSealed: null,
      identityIndex: null,
      phoneIndex: null,
      ...('volunteerId' in decision
        ? {
            status: 'accepted' as const,
            volunteerId: decision.volunteerId,
            name: null,
            phoneSealed: null,
            mailSealed: null,
          }
        : { status: 'declined' as const, declineReason: decision.reason }),
    })
    .where(inArray(applications.id, [...ids]));
}

/** Forgets name and contact of who was declined before an instant, and from where forms were sent before another one. */
export async function forgetApplicants(tx: Tx, before: { declined: Date; sent: Date }): Promise<void> {
  await tx
    .update(applications)
    .set({ name: null, phoneSealed: null, mailSealed: null })
    .where(
      and(
        isNotNull(applications.name),
        eq(applications.status, 'declined'),
        lt(applications.decidedAt, before.declined),
      ),
    );
  await tx.delete(attempts).where(lt(attempts.at, before.sent));
}

/** Of those who come from one address, or without having solved their task, one after the other is counted. */
export async function lockApplying(tx: Tx, what: string): Promise<void> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended('volunteering:' || current_tenant() || ':' || ${what}, 0))`,
  );
}

/** Forms sent since an instant: from one address, of one person from there, or without a solved task, or all. */
export const countApplicationAttempts = (
  tx: Tx,
  {
    since,
    addressIndex,
    personIndex,
    unproven,
  }: { since: Date; addressIndex?: string; personIndex?: string; unproven?: boolean },
): Promise<number> =>
  tx.$count(
    attempts,
    and(
      gt(attempts.at, since),
      addressIndex ? eq(attempts.addressIndex, addressIndex) : undefined,
      personIndex ? eq(attempts.personIndex, personIndex) : undefined,
      unproven ? eq(attempts.proven, false) : undefined,
    ),
  );

export async function insertApplicationAttempt(
  tx: Tx,
  row: Omit<typeof attempts.$inferInsert, 'tenantId'>,
): Promise<void> {
  await tx.insert(attempts).values(row);
}
