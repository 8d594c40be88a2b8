import { and, desc, eq, inArray, or, sql } from 'drizzle-orm';
import { newId } from '../new-id';
import { people } from '../schema/people';
import { visitAssignments, visitSurveys } from '../schema/visits';
import { volunteers } from '../schema/volunteers';
import { open, seal } from '../sealed';
import type { Tx } from '../transaction';

const ANSWERS = 'visit_surveys.answers_sealed';

/** Writes what was found out; undefined when this assignment has its survey already. */
export async function insertSurvey(
  tx: Tx,
  {
    answers,
    ...row
  }: Omit<typeof visitSurveys.$inferInsert, 'tenantId' | 'id' | 'answersSealed'> & { answers: unknown },
): Promise<string | undefined> {
  const [written] = await tx
    .insert(visitSurveys)
    .values({ id: newId(), ...row, answersSealed: seal(ANSWERS, JSON.stringify(answers)) })
    .onConflictDoNothing()
    .returning({ id: visitSurveys.id });
  return written?.id;
}

const surveyShown = {
  id: visitSurveys.id,
  personId: visitSurveys.personId,
  householdId: visitSurveys.householdId,
  townCode: visitSurveys.townCode,
  version: visitSurveys.version,
  recordedAt: visitSurveys.recordedAt,
  visitId: visitAssignments.visitId,
  volunteerName: people.name,
};

const surveysWithVolunteer = (tx: Tx) =>
  tx
    .select(surveyShown)
    .from(visitSurveys)
    .innerJoin(
      visitAssignments,
      and(
        eq(visitAssignments.tenantId, visitSurveys.tenantId),
        eq(visitAssignments.id, visitSurveys.assignmentId),
      ),
    )
    .innerJoin(
      volunteers,
      and(
        eq(volunteers.tenantId, visitAssignments.tenantId),
        eq(volunteers.id, visitAssignments.volunteerId),
      ),
    )
    .innerJoin(people, and(eq(people.tenantId, volunteers.tenantId), eq(people.id, volunteers.personId)));

/** Surveys of a person, and of the household they belong to on a date; newest first, without the answers. */
export async function selectSurveysOf(
  tx: Tx,
  { personId, on, townCode, limit }: { personId: string; on: string; townCode?: string; limit: number },
) {
  return surveysWithVolunteer(tx)
    .where(
      and(
        townCode ? eq(visitSurveys.townCode, townCode) : undefined,
        or(
          eq(visitSurveys.personId, personId),
          sql`${visitSurveys.householdId} in (select household_id from household_members where person_id = ${personId}
            and daterange(from_on, until_on) @> ${on}::date)`,
        ),
      ),
    )
    .orderBy(desc(visitSurveys.recordedAt), desc(visitSurveys.id))
    .limit(limit);
}

export async function selectSurvey(tx: Tx, id: string) {
  const [row] = await surveysWithVolunteer(tx).where(eq(visitSurveys.id, id));
  return row;
}

/** The answers in the clear, as they were given. */
export async function openSurvey(tx: Tx, id: string): Promise<unknown> {
  const [row] = await tx
    .select({ sealed: visitSurveys.answersSealed })
    .from(visitSurveys)
    .where(eq(visitSurveys.id, id));
  return row && JSON.parse(open(ANSWERS, row.sealed));
}

/** Whether one of the volunteers at a visit has handed in the survey. */
export async function hasSurvey(tx: Tx, visitId: string): Promise<boolean> {
  const ids = tx
    .select({ id: visitAssignments.id })
    .from(visitAssignments)
    .where(eq(visitAssignments.visitId, visitId));
  const rows = await tx
    .select({ id: visitSurveys.id })
    .from(visitSurveys)
    .where(inArray(visitSurveys.assignmentId, ids))
    .limit(1);
  return rows.length > 0;
}
