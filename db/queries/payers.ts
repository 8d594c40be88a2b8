import { and, asc, desc, eq } from 'drizzle-orm';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { leaveRules, payerArrangements } from '../schema/fees';
import { people } from '../schema/people';
import type { Tx } from '../transaction';

/** A decision about a proposal, by whom and when. */
export interface Decision {
  readonly id: string;
  readonly status: 'approved' | 'declined';
  readonly by: string;
  readonly byName: string;
  readonly at: Date;
  readonly reason?: string;
}

const decided = ({ status, by, byName, at, reason }: Decision) => ({
  status,
  decidedBy: by,
  decidedByName: byName,
  decidedAt: at,
  decisionReason: reason,
});

export type LeaveRuleRow = Omit<typeof leaveRules.$inferSelect, 'tenantId'>;

export async function insertLeaveRule(
  tx: Tx,
  row: Omit<typeof leaveRules.$inferInsert, 'tenantId'>,
): Promise<void> {
  await tx.insert(leaveRules).values(row);
}

/** Leave rules, those in force longest at the end of their kind. */
export async function selectLeaveRules(tx: Tx, limit: number): Promise<LeaveRuleRow[]> {
  return tx
    .select()
    .from(leaveRules)
    .orderBy(asc(leaveRules.kind), desc(leaveRules.effectiveFrom), desc(leaveRules.id))
    .limit(limit);
}

/** The rule with a lock until the transaction ends. */
export async function lockLeaveRule(tx: Tx, id: string): Promise<LeaveRuleRow | undefined> {
  const [row] = await tx.select().from(leaveRules).where(eq(leaveRules.id, id)).for('update');
  return row;
}

export async function decideLeaveRule(tx: Tx, decision: Decision): Promise<void> {
  await tx.update(leaveRules).set(decided(decision)).where(eq(leaveRules.id, decision.id));
}

const arrangementColumns = {
  id: payerArrangements.id,
  personId: payerArrangements.personId,
  personName: people.name,
  payer: payerArrangements.payer,
  monthlyFen: payerArrangements.monthlyFen,
  permille: payerArrangements.permille,
  fromOn: payerArrangements.fromOn,
  untilOn: payerArrangements.untilOn,
  source: payerArrangements.source,
  status: payerArrangements.status,
  proposedBy: payerArrangements.proposedBy,
  proposedByName: payerArrangements.proposedByName,
  proposedAt: payerArrangements.proposedAt,
  decidedByName: payerArrangements.decidedByName,
  decidedAt: payerArrangements.decidedAt,
  decisionReason: payerArrangements.decisionReason,
};

const withNames = (tx: Tx) =>
  tx
    .select(arrangementColumns)
    .from(payerArrangements)
    .innerJoin(
      people,
      and(eq(people.tenantId, payerArrangements.tenantId), eq(people.id, payerArrangements.personId)),
    );

export type ArrangementRow = Awaited<ReturnType<typeof selectArrangements>>[number];

export async function insertArrangement(
  tx: Tx,
  row: Omit<typeof payerArrangements.$inferInsert, 'tenantId'>,
): Promise<void> {
  await tx.insert(payerArrangements).values(row);
}

/** Arrangements of a resident, or those that wait for a decision; newest first. */
export async function selectArrangements(
  tx: Tx,
  { personId, status, limit }: { personId?: string; status?: Decision['status'] | 'proposed'; limit: number },
) {
  return withNames(tx)
    .where(
      and(
        personId ? eq(payerArrangements.personId, personId) : undefined,
        status ? eq(payerArrangements.status, status) : undefined,
      ),
    )
    .orderBy(desc(payerArrangements.fromOn), desc(payerArrangements.id))
    .limit(limit);
}

/** The arrangement with a lock until the transaction ends. */
export async function lockArrangement(tx: Tx, id: string): Promise<ArrangementRow | undefined> {
  const [row] = await withNames(tx)
    .where(eq(payerArrangements.id, id))
    .for('update', { of: payerArrangements });
  return row;
}

export async function decideArrangement(tx: Tx, decision: Decision): Promise<void> {
  await tx.update(payerArrangements).set(decided(decision)).where(eq(payerArrangements.id, decision.id));
}

export async function endArrangement(tx: Tx, id: string, until: PlainDate): Promise<void> {
  await tx.update(payerArrangements).set({ untilOn: until }).where(eq(payerArrangements.id, id));
}
