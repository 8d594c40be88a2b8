import { sql } from 'drizzle-orm';
import { verificationCodes } from '../schema/floor';
import type { Tx } from '../transaction';

/** Makes a code known that leads to a record. */
export async function insertVerificationCode(
  tx: Tx,
  row: { code: string; subjectType: string; subjectId: string },
): Promise<void> {
  await tx.insert(verificationCodes).values(row);
}

/** Whose record a code leads to, in whichever tenant; undefined for an unknown code. */
export async function findVerification(
  tx: Tx,
  code: string,
): Promise<{ tenantId: string; subjectType: string; subjectId: string } | undefined> {
  const [found] = await tx.execute<{ tenantId: string; subjectType: string; subjectId: string }>(
    sql`select tenant_id as "tenantId", subject_type as "subjectType", subject_id as "subjectId" from find_verification(${code})`,
  );
  return found;
}
