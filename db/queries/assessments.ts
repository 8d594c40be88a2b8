import { and, asc, desc, eq, inArray, lte, type SQL, sql } from 'drizzle-orm';
import { newId } from '../new-id';
import { assessments, scales } from '../schema/assessments';
import { people } from '../schema/people';
import { open, seal } from '../sealed';
import type { Tx } from '../transaction';

type Row = typeof assessments.$inferSelect;
type PlainDate = Row['assessedOn'];
export type ScaleRow = Omit<typeof scales.$inferSelect, 'tenantId' | 'createdAt'>;
export type AssessmentStatus = Row['status'];

const SEALED = {
  answers: 'assessments.answers_sealed',
  note: 'assessments.note_sealed',
  totals: 'assessments.totals_sealed',
};

const scaleShown = {
  code: scales.code,
  version: scales.version,
  name: scales.name,
  nameEn: scales.nameEn,
  definition: scales.definition,
  source: scales.source,
  sourceEn: scales.sourceEn,
  confidence: scales.confidence,
  fromOn: scales.fromOn,
};

/** Publishes a version of a scale; false when this version is there already. */
export async function insertScale(tx: Tx, scale: ScaleRow): Promise<boolean> {
  const added = await tx.insert(scales).values(scale).onConflictDoNothing().returning({ code: scales.code });
  return added.length === 1;
}

export async function selectScale(
  tx: Tx,
  { code, version }: { code: string; version: number },
): Promise<ScaleRow | undefined> {
  const [scale] = await tx
    .select(scaleShown)
    .from(scales)
    .where(and(eq(scales.code, code), eq(scales.version, version)));
  return scale;
}

/** The version of a scale in force on a date. */
export async function selectScaleOn(
  tx: Tx,
  { code, on }: { code: string; on: PlainDate },
): Promise<ScaleRow | undefined> {
  const [scale] = await tx
    .select(scaleShown)
    .from(scales)
    .where(and(eq(scales.code, code), lte(scales.fromOn, on)))
    .orderBy(desc(scales.fromOn))
    .limit(1);
  return scale;
}

/** Every version of every scale, the newest of each first. */
export async function selectScales(tx: Tx): Promise<ScaleRow[]> {
  return tx.select(scaleShown).from(scales).orderBy(asc(scales.code), desc(scales.fromOn)).limit(200);
}

/** An assessment as written and read in the clear. */
export interface AssessmentRecord
  extends Omit<Row, 'tenantId' | 'answersSealed' | 'noteSealed' | 'totalsSealed'> {
  readonly answers: Readonly<Record<string, string>>;
  readonly note: string | null;
  /** Values that the paper of somebody else states, by the code of the measure. */
  readonly totals: Readonly<Record<string, number>> | null;
}

type NewAssessment = Pick<
  AssessmentRecord,
  | 'personId'
  | 'scaleCode'
  | 'scaleVersion'
  | 'reason'
  | 'assessedOn'
  | 'firstAssessor'
  | 'firstAssessorId'
  | 'secondAssessor'
  | 'secondAssessorId'
  | 'recordedBy'
  | 'recordedByName'
  | 'answers'
  | 'note'
  | 'grade'
> & { readonly draftId?: string | null };

/** Columns of a result that somebody else found. */
export type NewExternalResult = Omit<NewAssessment, 'draftId'> &
  Pick<
    AssessmentRecord,
    'issuerKind' | 'issuer' | 'issuerNumber' | 'resultKey' | 'proofReference' | 'statedUntil' | 'totals'
  >;

function opened({ tenantId: _, answersSealed, noteSealed, totalsSealed, ...row }: Row): AssessmentRecord {
  return {
    ...row,
    totals: totalsSealed && (JSON.parse(open(SEALED.totals, totalsSealed)) as Record<string, number>),
    answers: JSON.parse(open(SEALED.answers, answersSealed)) as Record<string, string>,
    note: noteSealed && open(SEALED.note, noteSealed),
  };
}

/** Adds a proposed assessment. The database allows one per person and scale (`assessments_one_proposed`). */
export async function insertAssessment(tx: Tx, { answers, note, ...row }: NewAssessment): Promise<string> {
  const id = newId();
  await tx.insert(assessments).values({
    ...row,
    id,
    status: 'proposed',
    answersSealed: seal(SEALED.answers, JSON.stringify(answers)),
    noteSealed: note === null ? null : seal(SEALED.note, note),
  });
  return id;
}

/** Adds results of others as proposals, in one statement; their ids in the same order. */
export async function insertExternalResults(
  tx: Tx,
  results: readonly NewExternalResult[],
): Promise<string[]> {
  if (results.length === 0) return [];
  const rows = results.map(({ answers, note, totals, ...row }) => ({
    ...row,
    id: newId(),
    origin: 'external' as const,
    status: 'proposed' as const,
    answersSealed: seal(SEALED.answers, JSON.stringify(answers)),
    noteSealed: note === null ? null : seal(SEALED.note, note),
    totalsSealed: totals && seal(SEALED.totals, JSON.stringify(totals)),
  }));
  await tx.insert(assessments).values(rows);
  return rows.map(({ id }) => id);
}

/** What was taken over under these keys before, whatever became of it. */
export async function selectByResultKeys(tx: Tx, keys: readonly string[]): Promise<AssessmentRecord[]> {
  if (keys.length === 0) return [];
  const rows = await tx
    .select()
    .from(assessments)
    .where(inArray(assessments.resultKey, [...keys]));
  return rows.map(opened);
}

/** Which persons wait for a decision, by scale. */
export async function selectProposed(tx: Tx, personIds: readonly string[]) {
  if (personIds.length === 0) return [];
  return tx
    .select({ personId: assessments.personId, scaleCode: assessments.scaleCode })
    .from(assessments)
    .where(and(inArray(assessments.personId, [...personIds]), eq(assessments.status, 'proposed')));
}

/** What was sent under an id made on a device. */
export async function selectByDraft(tx: Tx, draftId: string): Promise<AssessmentRecord | undefined> {
  const [row] = await tx.select().from(assessments).where(eq(assessments.draftId, draftId));
  return row && opened(row);
}

export async function selectAssessment(tx: Tx, id: string): Promise<AssessmentRecord | undefined> {
  const [row] = await tx.select().from(assessments).where(eq(assessments.id, id));
  return row && opened(row);
}

/** The latest confirmed assessment of a person by one of these scales. */
export async function selectLatestConfirmed(
  tx: Tx,
  { personId, scaleCodes }: { personId: string; scaleCodes: readonly string[] },
): Promise<AssessmentRecord | undefined> {
  const [row] = await tx
    .select()
    .from(assessments)
    .where(
      and(
        eq(assessments.personId, personId),
        inArray(assessments.scaleCode, [...scaleCodes]),
        eq(assessments.status, 'confirmed'),
      ),
    )
    .orderBy(desc(assessments.assessedOn), desc(assessments.id))
    .limit(1);
  return row && opened(row);
}

/** Confirmed assessments of a person, the newest first. */
export async function selectOwnConfirmed(
  tx: Tx,
  { personId, limit }: { personId: string; limit: number },
): Promise<AssessmentRecord[]> {
  const rows = await tx
    .select()
    .from(assessments)
    .where(and(eq(assessments.personId, personId), eq(assessments.status, 'confirmed')))
    .orderBy(desc(assessments.validFrom), desc(assessments.id))
    .limit(limit);
  return rows.map(opened);
}

/** The assessment and a lock on it until the transaction ends. */
export async function lockAssessment(tx: Tx, id: string): Promise<AssessmentRecord | undefined> {
  const [row] = await tx.select().from(assessments).where(eq(assessments.id, id)).for('update');
  return row && opened(row);
}

/** What a person decided on an assessment. */
export interface Decision extends Pick<Row, 'decidedBy' | 'decidedByName' | 'decisionReason'> {
  readonly status: Exclude<AssessmentStatus, 'proposed'>;
  readonly decidedAt: Date;
  readonly validFrom?: PlainDate;
  readonly validUntil?: PlainDate | null;
  /** Where a person found it. */
  readonly grade?: string;
}

export async function decideAssessment(tx: Tx, id: string, decision: Decision): Promise<void> {
  await tx.update(assessments).set(decision).where(eq(assessments.id, id));
}

/** What a list of assessments may be narrowed by. `after` is the date and id of the last row of the page before. */
export interface AssessmentsWanted {
  readonly personId?: string;
  readonly status?: AssessmentStatus;
  readonly after?: { readonly assessedOn: string; readonly id: string };
  readonly limit: number;
}

/** Assessments with the person's name, newest first. */
export async function selectAssessments(tx: Tx, { personId, status, after, limit }: AssessmentsWanted) {
  const conditions: (SQL | undefined)[] = [
    personId === undefined ? undefined : eq(assessments.personId, personId),
    status === undefined ? undefined : eq(assessments.status, status),
    after &&
      sql`(${assessments.assessedOn}, ${assessments.id}) < (${after.assessedOn}::date, ${after.id}::uuid)`,
  ];
  return tx
    .select({
      id: assessments.id,
      personId: assessments.personId,
      personName: people.name,
      scaleCode: assessments.scaleCode,
      scaleVersion: assessments.scaleVersion,
      scaleName: scales.name,
      scaleNameEn: scales.nameEn,
      scaleConfidence: scales.confidence,
      reason: assessments.reason,
      assessedOn: assessments.assessedOn,
      firstAssessor: assessments.firstAssessor,
      secondAssessor: assessments.secondAssessor,
      grade: assessments.grade,
      grades: sql<ScaleRow['definition']['grades']>`${scales.definition} -> 'grades'`,
      status: assessments.status,
      origin: assessments.origin,
      issuer: assessments.issuer,
      validFrom: assessments.validFrom,
      validUntil: assessments.validUntil,
    })
    .from(assessments)
    .innerJoin(people, eq(people.id, assessments.personId))
    .innerJoin(
      scales,
      and(eq(scales.code, assessments.scaleCode), eq(scales.version, assessments.scaleVersion)),
    )
    .where(and(...conditions))
    .orderBy(desc(assessments.assessedOn), desc(assessments.id))
    .limit(limit);
}

/** Confirmed grades of persons by one scale, each person's in the order of `validFrom`. */
export async function selectConfirmedGrades(
  tx: Tx,
  { personIds, scaleCode, before }: { personIds: readonly string[]; scaleCode: string; before?: PlainDate },
) {
  if (personIds.length === 0) return [];
  return tx
    .select({
      assessmentId: assessments.id,
      personId: assessments.personId,
      scaleCode: assessments.scaleCode,
      scaleVersion: assessments.scaleVersion,
      grade: sql<string>`${assessments.grade}`,
      validFrom: sql<PlainDate>`${assessments.validFrom}`,
      validUntil: assessments.validUntil,
    })
    .from(assessments)
    .where(
      and(
        inArray(assessments.personId, [...personIds]),
        eq(assessments.scaleCode, scaleCode),
        eq(assessments.status, 'confirmed'),
        before === undefined ? undefined : sql`${assessments.validFrom} < ${before}::date`,
      ),
    )
    .orderBy(asc(assessments.personId), asc(assessments.validFrom));
}
