import { and, asc, desc, eq, gt, inArray, isNull, lt, lte, sql } from 'drizzle-orm';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { newId } from '../new-id';
import { people } from '../schema/people';
import {
  volunteerAgreements,
  volunteerAwards,
  volunteerEvaluations,
  volunteerInsurances,
  volunteerSkills,
  volunteers,
  volunteerTrainings,
} from '../schema/volunteers';
import type { Tx } from '../transaction';

/** Tables of what is recorded of volunteers beside their hours, by kind. */
const tables = {
  training: volunteerTrainings,
  insurance: volunteerInsurances,
  agreement: volunteerAgreements,
  award: volunteerAwards,
  evaluation: volunteerEvaluations,
} as const;

export type RecordKind = keyof typeof tables;

/** What a record of a kind says, without what the database adds. */
type Said<Kind extends RecordKind> = Omit<
  (typeof tables)[Kind]['$inferInsert'],
  'tenantId' | 'id' | 'volunteerId' | 'warnedOn' | 'withdrawnAt' | 'withdrawReason'
>;

/** Records the same of several volunteers; whoever has this record already is left out. Answers ids by volunteer. */
export async function insertRecords<Kind extends RecordKind>(
  tx: Tx,
  kind: Kind,
  volunteerIds: readonly string[],
  said: Said<Kind>,
): Promise<{ id: string; volunteerId: string }[]> {
  const table = tables[kind];
  return tx
    .insert(table)
    .values(volunteerIds.map((volunteerId) => ({ id: newId(), volunteerId, ...said })) as never)
    .onConflictDoNothing()
    .returning({ id: table.id, volunteerId: table.volunteerId });
}

/** Withdraws a record that stands; undefined when there is none. */
export async function withdrawRecord(
  tx: Tx,
  kind: RecordKind,
  { id, at, reason }: { id: string; at: Date; reason: string },
): Promise<{ volunteerId: string } | undefined> {
  const table = tables[kind];
  const [row] = await tx
    .update(table)
    .set({ withdrawnAt: at, withdrawReason: reason })
    .where(and(eq(table.id, id), isNull(table.withdrawnAt)))
    .returning({ volunteerId: table.volunteerId });
  return row;
}

/** Volunteers by their numbers, for a list that names them so. */
export async function selectByNumbers(tx: Tx, numbers: readonly string[]) {
  return tx
    .select({ id: volunteers.id, number: volunteers.number, status: volunteers.status })
    .from(volunteers)
    .where(inArray(volunteers.number, [...numbers]));
}

/** Everything recorded of one volunteer that stands, the newest first; at most `limit` of each kind. */
export async function selectRecords(tx: Tx, volunteerId: string, limit: number) {
  const of = <Table extends (typeof tables)[RecordKind]>(table: Table) =>
    and(eq(table.volunteerId, volunteerId), isNull(table.withdrawnAt));
  return {
    trainings: await tx
      .select()
      .from(volunteerTrainings)
      .where(of(volunteerTrainings))
      .orderBy(desc(volunteerTrainings.heldOn), desc(volunteerTrainings.id))
      .limit(limit),
    insurances: await tx
      .select()
      .from(volunteerInsurances)
      .where(of(volunteerInsurances))
      .orderBy(desc(volunteerInsurances.untilDate), desc(volunteerInsurances.id))
      .limit(limit),
    agreements: await tx
      .select()
      .from(volunteerAgreements)
      .where(of(volunteerAgreements))
      .orderBy(desc(volunteerAgreements.untilDate), desc(volunteerAgreements.id))
      .limit(limit),
    awards: await tx
      .select()
      .from(volunteerAwards)
      .where(of(volunteerAwards))
      .orderBy(desc(volunteerAwards.grantedOn), desc(volunteerAwards.id))
      .limit(limit),
    evaluations: await tx
      .select()
      .from(volunteerEvaluations)
      .where(of(volunteerEvaluations))
      .orderBy(desc(volunteerEvaluations.evaluatedOn), desc(volunteerEvaluations.id))
      .limit(limit),
  };
}

const serving = inArray(volunteers.status, ['active', 'paused']);
const named = { volunteerId: volunteers.id, number: volunteers.number, name: people.name };
const withPerson = and(eq(people.tenantId, volunteers.tenantId), eq(people.id, volunteers.personId));

/** Licences whose last day lies before `before`, soonest first. */
export async function selectEndingLicences(tx: Tx, { before, limit }: { before: string; limit: number }) {
  return tx
    .select({
      ...named,
      skill: volunteerSkills.skill,
      validUntil: sql<PlainDate>`${volunteerSkills.validUntil}`,
      warnedOn: volunteerSkills.warnedOn,
    })
    .from(volunteerSkills)
    .innerJoin(
      volunteers,
      and(eq(volunteers.tenantId, volunteerSkills.tenantId), eq(volunteers.id, volunteerSkills.volunteerId)),
    )
    .innerJoin(people, withPerson)
    .where(and(lt(volunteerSkills.validUntil, before), serving))
    .orderBy(asc(volunteerSkills.validUntil), asc(volunteers.number))
    .limit(limit);
}

/** Insurances whose cover ends on or before `by` and is not carried on by another one, soonest first; those that ended before `since` are forgotten. */
export async function selectEndingInsurances(
  tx: Tx,
  { since, by, limit }: { since: string; by: string; limit: number },
) {
  return tx
    .select({
      ...named,
      insuranceId: volunteerInsurances.id,
      insurer: volunteerInsurances.insurer,
      until: sql<PlainDate>`${volunteerInsurances.untilDate}`,
      warnedOn: volunteerInsurances.warnedOn,
    })
    .from(volunteerInsurances)
    .innerJoin(
      volunteers,
      and(
        eq(volunteers.tenantId, volunteerInsurances.tenantId),
        eq(volunteers.id, volunteerInsurances.volunteerId),
      ),
    )
    .innerJoin(people, withPerson)
    .where(
      and(
        isNull(volunteerInsurances.withdrawnAt),
        gt(volunteerInsurances.untilDate, since),
        lte(volunteerInsurances.untilDate, by),
        serving,
        sql`not exists (select from volunteer_insurances later where later.tenant_id = ${volunteerInsurances.tenantId}
          and later.volunteer_id = ${volunteerInsurances.volunteerId} and later.withdrawn_at is null
          and later.until_date > ${volunteerInsurances.untilDate})`,
      ),
    )
    .orderBy(asc(volunteerInsurances.untilDate), asc(volunteers.number))
    .limit(limit);
}

/** Notes that the end of a licence was told. */
export async function markLicenceWarned(
  tx: Tx,
  { volunteerId, skill, on }: { volunteerId: string; skill: string; on: string },
): Promise<void> {
  await tx
    .update(volunteerSkills)
    .set({ warnedOn: on })
    .where(and(eq(volunteerSkills.volunteerId, volunteerId), eq(volunteerSkills.skill, skill)));
}

/** Notes that the end of an insurance was told. */
export async function markInsuranceWarned(tx: Tx, { id, on }: { id: string; on: string }): Promise<void> {
  await tx.update(volunteerInsurances).set({ warnedOn: on }).where(eq(volunteerInsurances.id, id));
}

/**
 * Volunteers who serve in a way for which the law advises a written agreement and who have none for the day: who holds one of
 * `riskySkills`, and who has given time both more than a month ago and since.
 */
export async function selectWithoutAgreement(
  tx: Tx,
  {
    today,
    monthAgo,
    riskySkills,
    limit,
  }: { today: string; monthAgo: string; riskySkills: readonly string[]; limit: number },
) {
  const rows = await tx.execute<{
    volunteerId: string;
    number: string;
    name: string;
    cause: 'risk' | 'month';
  }>(sql`
    select v.id as "volunteerId", v.number, p.name, c.cause
    from volunteers v join people p on p.tenant_id = v.tenant_id and p.id = v.person_id
    cross join lateral (
      select 'risk' as cause where exists (select from volunteer_skills s where s.tenant_id = v.tenant_id
        and s.volunteer_id = v.id and s.skill in ${[...riskySkills]})
      union all
      select 'month' where exists (select from volunteer_hours h where h.tenant_id = v.tenant_id and h.volunteer_id = v.id
          and h.source_type <> 'external' and h.served_on < ${monthAgo}::date)
        and exists (select from volunteer_hours h where h.tenant_id = v.tenant_id and h.volunteer_id = v.id
          and h.source_type <> 'external' and h.served_on >= ${monthAgo}::date)
    ) c
    where v.status in ('active', 'paused') and not exists (select from volunteer_agreements a
      where a.tenant_id = v.tenant_id and a.volunteer_id = v.id and a.withdrawn_at is null and a.cause = c.cause
        and daterange(a.from_date, a.until_date) @> ${today}::date)
    order by v.number, c.cause limit ${limit}`);
  return [...rows];
}
