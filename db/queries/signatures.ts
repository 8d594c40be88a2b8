import { asc, eq } from 'drizzle-orm';
import { newId } from '../new-id';
import { assessmentSignatures } from '../schema/assessments';
import { open, seal } from '../sealed';
import type { Tx } from '../transaction';

const STROKES = 'assessment_signatures.strokes_sealed';
const REASON = 'assessment_signatures.reason_sealed';

type Row = typeof assessmentSignatures.$inferSelect;

/** A signature in the clear. */
export interface SignatureRecord extends Omit<Row, 'tenantId' | 'strokesSealed' | 'reasonSealed'> {
  /** Path of a drawn one in a box of 600 by 200. */
  readonly strokes: string | null;
  readonly reason: string | null;
}

export async function insertSignatures(
  tx: Tx,
  signatures: readonly Omit<SignatureRecord, 'id'>[],
): Promise<void> {
  if (signatures.length === 0) return;
  await tx.insert(assessmentSignatures).values(
    signatures.map(({ strokes, reason, ...row }) => ({
      ...row,
      id: newId(),
      strokesSealed: strokes === null ? null : seal(STROKES, strokes),
      reasonSealed: reason === null ? null : seal(REASON, reason),
    })),
  );
}

/** Everything that was signed under an assessment, in the order in which it was recorded. At most four parties by few means. */
export async function selectSignatures(tx: Tx, assessmentId: string): Promise<SignatureRecord[]> {
  const rows = await tx
    .select()
    .from(assessmentSignatures)
    .where(eq(assessmentSignatures.assessmentId, assessmentId))
    .orderBy(asc(assessmentSignatures.recordedAt), asc(assessmentSignatures.id));
  return rows.map(({ tenantId: _, strokesSealed, reasonSealed, ...row }) => ({
    ...row,
    strokes: strokesSealed && open(STROKES, strokesSealed),
    reason: reasonSealed && open(REASON, reasonSealed),
  }));
}
