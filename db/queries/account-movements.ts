import { and, asc, desc, eq } from 'drizzle-orm';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { accountMovements } from '../schema/fees';
import { people } from '../schema/people';
import type { Tx } from '../transaction';

export type Movement = Omit<typeof accountMovements.$inferSelect, 'tenantId'>;
export type NewMovement = Omit<typeof accountMovements.$inferInsert, 'tenantId'>;

export async function insertMovement(tx: Tx, row: NewMovement): Promise<void> {
  await tx.insert(accountMovements).values(row);
}

/** One of them, locked. */
export async function lockMovement(tx: Tx, id: string): Promise<Movement | undefined> {
  const [row] = await tx.select().from(accountMovements).where(eq(accountMovements.id, id)).for('update');
  return row;
}

export async function decideMovement(
  tx: Tx,
  {
    id,
    ...decision
  }: {
    id: string;
    status: 'done' | 'declined';
    decidedBy: string;
    decidedByName: string;
    decidedAt: Date;
    decisionReason?: string;
    entryId?: string;
    onDate?: PlainDate;
  },
): Promise<void> {
  await tx.update(accountMovements).set(decision).where(eq(accountMovements.id, id));
}

/** A refund that the provider could not make is undone by the entry that reverses it. */
export async function failMovement(
  tx: Tx,
  { id, reversalEntryId, reason }: { id: string; reversalEntryId: string; reason: string },
): Promise<void> {
  await tx
    .update(accountMovements)
    .set({ status: 'failed', reversalEntryId, decisionReason: reason })
    .where(eq(accountMovements.id, id));
}

/** What a fund paid for a resident is undone with the movement of the fund; gives whose account it is. */
export async function failFundMovement(
  tx: Tx,
  { entryId, reversalEntryId, reason }: { entryId: string; reversalEntryId: string; reason: string },
): Promise<{ id: string; personId: string } | undefined> {
  const [row] = await tx
    .update(accountMovements)
    .set({ status: 'failed', reversalEntryId, decisionReason: reason })
    .where(and(eq(accountMovements.entryId, entryId), eq(accountMovements.method, 'fund')))
    .returning({ id: accountMovements.id, personId: accountMovements.personId });
  return row;
}

/** Movements of a person, the newest first. */
export async function selectMovementsOf(tx: Tx, personId: string, limit: number) {
  return tx
    .select()
    .from(accountMovements)
    .where(eq(accountMovements.personId, personId))
    .orderBy(desc(accountMovements.recordedAt), desc(accountMovements.id))
    .limit(limit);
}

/** What waits for a second person, the oldest first. */
export async function selectProposedMovements(tx: Tx, limit: number) {
  return tx
    .select({
      id: accountMovements.id,
      personId: accountMovements.personId,
      personName: people.name,
      kind: accountMovements.kind,
      method: accountMovements.method,
      amountFen: accountMovements.amountFen,
      otherName: accountMovements.otherName,
      reason: accountMovements.reason,
      orderId: accountMovements.orderId,
      recordedBy: accountMovements.recordedBy,
      recordedByName: accountMovements.recordedByName,
      recordedAt: accountMovements.recordedAt,
    })
    .from(accountMovements)
    .innerJoin(
      people,
      and(eq(people.tenantId, accountMovements.tenantId), eq(people.id, accountMovements.personId)),
    )
    .where(eq(accountMovements.status, 'proposed'))
    .orderBy(asc(accountMovements.recordedAt), asc(accountMovements.id))
    .limit(limit);
}
