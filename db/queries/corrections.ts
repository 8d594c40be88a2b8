import { desc, eq, inArray } from 'drizzle-orm';
import { giftPurposes } from '../schema/donations';
import { disclosureCorrections } from '../schema/giving';
import type { Tx } from '../transaction';

export { correctedFigures } from '../schema/giving';

const LIST_LIMIT = 200;

export type CorrectionRow = typeof disclosureCorrections.$inferSelect;

export async function insertCorrection(
  tx: Tx,
  row: Omit<typeof disclosureCorrections.$inferInsert, 'tenantId' | 'status'>,
): Promise<void> {
  await tx.insert(disclosureCorrections).values({ ...row, status: 'proposed' });
}

/** A correction and a lock on it until the transaction ends. */
export async function lockCorrection(tx: Tx, id: string) {
  const [row] = await tx
    .select({ correction: disclosureCorrections, purposeCode: giftPurposes.code })
    .from(disclosureCorrections)
    .leftJoin(giftPurposes, eq(giftPurposes.id, disclosureCorrections.purposeId))
    .where(eq(disclosureCorrections.id, id))
    .for('update', { of: disclosureCorrections });
  return row && { ...row.correction, purposeCode: row.purposeCode };
}

export async function updateCorrection(
  tx: Tx,
  id: string,
  fields: Partial<Omit<CorrectionRow, 'tenantId' | 'id'>>,
): Promise<void> {
  await tx.update(disclosureCorrections).set(fields).where(eq(disclosureCorrections.id, id));
}

/** Corrections in these states, the latest first. */
export async function selectCorrections(tx: Tx, statuses: readonly CorrectionRow['status'][]) {
  return tx
    .select({
      id: disclosureCorrections.id,
      figure: disclosureCorrections.figure,
      month: disclosureCorrections.month,
      purposeCode: giftPurposes.code,
      purposeName: giftPurposes.name,
      purposeNameEn: giftPurposes.nameEn,
      oldFen: disclosureCorrections.oldFen,
      newFen: disclosureCorrections.newFen,
      reason: disclosureCorrections.reason,
      status: disclosureCorrections.status,
      proposedBy: disclosureCorrections.proposedBy,
      proposedByName: disclosureCorrections.proposedByName,
      proposedAt: disclosureCorrections.proposedAt,
      decidedByName: disclosureCorrections.decidedByName,
      decidedAt: disclosureCorrections.decidedAt,
      decisionReason: disclosureCorrections.decisionReason,
    })
    .from(disclosureCorrections)
    .leftJoin(giftPurposes, eq(giftPurposes.id, disclosureCorrections.purposeId))
    .where(inArray(disclosureCorrections.status, [...statuses]))
    .orderBy(desc(disclosureCorrections.proposedAt), desc(disclosureCorrections.id))
    .limit(LIST_LIMIT);
}
