import { and, asc, desc, eq, gt, isNull, or, sql } from 'drizzle-orm';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { newId } from '../new-id';
import { assessments, reassessments } from '../schema/assessments';
import { people } from '../schema/people';
import { open, seal } from '../sealed';
import type { Tx } from '../transaction';

const STATEMENT = 'reassessments.statement_sealed';

type Row = typeof reassessments.$inferSelect;

/** What was asked for, its statement in the clear. */
export interface ReassessmentRecord extends Omit<Row, 'tenantId' | 'statementSealed'> {
  readonly statement: string | null;
}

const inClear = ({ tenantId: _, statementSealed, ...row }: Row): ReassessmentRecord => ({
  ...row,
  statement: statementSealed && open(STATEMENT, statementSealed),
});

export async function insertReassessment(
  tx: Tx,
  {
    statement,
    ...row
  }: Omit<typeof reassessments.$inferInsert, 'id' | 'tenantId' | 'statementSealed'> & {
    statement?: string | null;
  },
): Promise<string> {
  const id = newId();
  await tx
    .insert(reassessments)
    .values({ ...row, id, statementSealed: statement ? seal(STATEMENT, statement) : null });
  return id;
}

/** What still waits, the first due first. */
export async function selectOpenReassessments(
  tx: Tx,
  { townCode, after, limit }: { townCode?: string; after?: { dueOn: PlainDate; id: string }; limit: number },
) {
  return tx
    .select({
      id: reassessments.id,
      personId: reassessments.personId,
      personName: people.name,
      townCode: people.townCode,
      cause: reassessments.cause,
      askedOn: reassessments.askedOn,
      dueOn: reassessments.dueOn,
      askedBy: reassessments.askedBy,
    })
    .from(reassessments)
    .innerJoin(
      people,
      and(eq(people.tenantId, reassessments.tenantId), eq(people.id, reassessments.personId)),
    )
    .where(
      and(
        isNull(reassessments.closedAt),
        townCode === undefined ? undefined : eq(people.townCode, townCode),
        after &&
          or(
            gt(reassessments.dueOn, after.dueOn),
            and(eq(reassessments.dueOn, after.dueOn), gt(reassessments.id, after.id)),
          ),
      ),
    )
    .orderBy(asc(reassessments.dueOn), asc(reassessments.id))
    .limit(limit);
}

/** What was asked for about a person, the newest first. */
export async function selectReassessmentsOf(
  tx: Tx,
  personId: string,
  limit: number,
): Promise<ReassessmentRecord[]> {
  const rows = await tx
    .select()
    .from(reassessments)
    .where(eq(reassessments.personId, personId))
    .orderBy(desc(reassessments.askedOn), desc(reassessments.id))
    .limit(limit);
  return rows.map(inClear);
}

/** One of them, locked, when it is still open. */
export async function lockOpenReassessment(tx: Tx, id: string): Promise<ReassessmentRecord | undefined> {
  const [row] = await tx
    .select()
    .from(reassessments)
    .where(and(eq(reassessments.id, id), isNull(reassessments.closedAt)))
    .for('update');
  return row && inClear(row);
}

/** Who scored what is objected to, while the objection is open. */
export async function selectObjectedScorers(tx: Tx, personId: string, scaleCode: string) {
  return tx
    .select({
      firstAssessor: assessments.firstAssessor,
      firstAssessorId: assessments.firstAssessorId,
      secondAssessor: assessments.secondAssessor,
      secondAssessorId: assessments.secondAssessorId,
    })
    .from(reassessments)
    .innerJoin(
      assessments,
      and(
        eq(assessments.tenantId, reassessments.tenantId),
        eq(assessments.id, reassessments.assessmentId),
        eq(assessments.scaleCode, scaleCode),
      ),
    )
    .where(
      and(
        eq(reassessments.personId, personId),
        eq(reassessments.cause, 'objection'),
        isNull(reassessments.closedAt),
      ),
    );
}

export interface Closing {
  readonly at: Date;
  readonly byName: string;
  readonly reason: string;
}

export async function dismissReassessment(
  tx: Tx,
  id: string,
  { at, byName, reason }: Closing,
): Promise<void> {
  await tx
    .update(reassessments)
    .set({ closedAt: at, closedByName: byName, closingReason: reason })
    .where(eq(reassessments.id, id));
}

/**
 * Closes what a confirmed assessment answers: what was asked about this person by the day of the assessment, of the same scale;
 * a reported change asks for the scale `changeScale`. The ids of those closed.
 */
export async function closeAnswered(
  tx: Tx,
  answer: {
    personId: string;
    assessmentId: string;
    scaleCode: string;
    changeScale: string;
    assessedOn: PlainDate;
    at: Date;
    byName: string;
  },
): Promise<string[]> {
  const { personId, assessmentId, scaleCode, changeScale, assessedOn, at, byName } = answer;
  const rows = await tx.execute<{ id: string }>(sql`
    update reassessments r
    set closed_at = ${at.toISOString()}::timestamptz, closed_by_name = ${byName}, closing_assessment_id = ${assessmentId}::uuid
    where r.person_id = ${personId}::uuid and r.closed_at is null and r.asked_on <= ${assessedOn}::date
      and case when r.assessment_id is null then ${scaleCode} = ${changeScale}
        else exists (select from assessments a where a.tenant_id = r.tenant_id and a.id = r.assessment_id
          and a.id <> ${assessmentId}::uuid and a.scale_code = ${scaleCode}) end
    returning r.id`);
  return rows.map(({ id }) => id);
}

/**
 * Grades that run out before `until`, of people who are alive, that nothing confirmed follows and about which nothing is
 * asked yet; the first to end first.
 */
export async function selectRunningOut(
  tx: Tx,
  { today, until, limit }: { today: PlainDate; until: PlainDate; limit: number },
) {
  return tx.execute<{ assessmentId: string; personId: string; validUntil: PlainDate }>(sql`
    select a.id as "assessmentId", a.person_id as "personId", a.valid_until as "validUntil"
    from assessments a
    join people p on p.tenant_id = a.tenant_id and p.id = a.person_id and p.deceased_on is null
    where a.status = 'confirmed' and a.valid_until > ${today}::date and a.valid_until <= ${until}::date
      and not exists (select from assessments n where n.tenant_id = a.tenant_id and n.person_id = a.person_id
        and n.scale_code = a.scale_code and n.status = 'confirmed' and n.valid_from > a.valid_from)
      and not exists (select from reassessments r where r.tenant_id = a.tenant_id and r.person_id = a.person_id
        and r.cause = 'expiry' and (r.closed_at is null or r.assessment_id = a.id))
    order by a.valid_until, a.id limit ${limit}`);
}
