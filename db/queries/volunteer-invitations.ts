import { and, asc, desc, eq, inArray, isNotNull, lt, sql } from 'drizzle-orm';
import { noticeDeliveries, notices } from '../schema/notices';
import { volunteerInvitations as invitations } from '../schema/volunteers';
import { blindIndex, open, seal } from '../sealed';
import type { Tx } from '../transaction';

const PHONE = 'volunteer_invitations.phone_sealed';
const MAIL = 'volunteer_invitations.mail_sealed';

export type InvitationStatus = (typeof invitations.$inferSelect)['status'];

type Row = typeof invitations.$inferSelect;

function opened({ phoneSealed, mailSealed, phoneIndex: _, tenantId: __, ...row }: Row) {
  return {
    ...row,
    phone: phoneSealed ? open(PHONE, phoneSealed) : undefined,
    mail: mailSealed ? open(MAIL, mailSealed) : undefined,
  };
}

export type Invitation = ReturnType<typeof opened>;

export interface NewInvitation {
  readonly id: string;
  readonly teamId: string;
  readonly name: string;
  readonly phone: string;
  readonly mail: string | undefined;
  readonly leads: boolean;
  readonly secretDigest: string;
  readonly askedAt: Date;
  readonly askedByName: string;
  readonly expiresAt: Date;
}

/** Writes invitations; whoever is asked by this team under the same name and number already is left out. Answers ids that are new. */
export async function insertInvitations(tx: Tx, rows: readonly NewInvitation[]): Promise<string[]> {
  if (rows.length === 0) return [];
  const written = await tx
    .insert(invitations)
    .values(
      rows.map(({ phone, mail, ...row }) => ({
        ...row,
        status: 'asked' as const,
        round: 1,
        phoneSealed: seal(PHONE, phone),
        phoneIndex: blindIndex('phone', phone),
        mailSealed: mail ? seal(MAIL, mail) : null,
      })),
    )
    .onConflictDoNothing()
    .returning({ id: invitations.id });
  return written.map(({ id }) => id);
}

/** An invitation with the contact in the clear, as long as it is kept. */
export async function selectInvitation(tx: Tx, id: string): Promise<Invitation | undefined> {
  const [row] = await tx.select().from(invitations).where(eq(invitations.id, id));
  return row && opened(row);
}

/** The same, locked, so that of two answers one is first. */
export async function lockInvitation(tx: Tx, id: string): Promise<Invitation | undefined> {
  const [row] = await tx.select().from(invitations).where(eq(invitations.id, id)).for('update');
  return row && opened(row);
}

/** Which invitation a digest leads to, in whichever tenant. */
export async function findInvitationByDigest(tx: Tx, digest: string) {
  const [row] = await tx.execute<{ tenantId: string; id: string }>(
    sql`select tenant_id as "tenantId", id from find_volunteer_invitation(${digest})`,
  );
  return row;
}

/** Gives an invitation a new link, which makes the one before worthless. */
export async function renewInvitation(
  tx: Tx,
  id: string,
  link: { round: number; secretDigest: string; askedAt: Date; askedByName: string; expiresAt: Date },
): Promise<void> {
  await tx.update(invitations).set(link).where(eq(invitations.id, id));
}

/** Ends invitations, by an answer or without one; where they went is forgotten with it. */
export async function settleInvitations(
  tx: Tx,
  of: { id: string } | { teamId: string },
  settled: { status: 'agreed' | 'refused' | 'withdrawn'; at: Date; volunteerId?: string },
): Promise<string[]> {
  const rows = await tx
    .update(invitations)
    .set({
      status: settled.status,
      settledAt: settled.at,
      volunteerId: settled.volunteerId ?? null,
      phoneSealed: null,
      phoneIndex: null,
      mailSealed: null,
    })
    .where(
      and(
        'id' in of ? eq(invitations.id, of.id) : eq(invitations.teamId, of.teamId),
        eq(invitations.status, 'asked'),
      ),
    )
    .returning({ id: invitations.id });
  return rows.map(({ id }) => id);
}

/** Invitations of a team, the responsible person first, with what became of the last message of each by each way. */
export async function selectInvitations(tx: Tx, teamId: string, limit: number) {
  const rows = await tx
    .select()
    .from(invitations)
    .where(eq(invitations.teamId, teamId))
    .orderBy(desc(invitations.leads), sql`${invitations.name} collate "zh-x-icu"`, asc(invitations.id))
    .limit(limit);
  const deliveries =
    rows.length === 0
      ? []
      : await selectLastDeliveries(
          tx,
          rows.map(({ id }) => id),
        );
  return rows.map((row) => ({
    ...opened(row),
    deliveries: deliveries
      .filter((one) => one.invitationId === row.id)
      .map(({ invitationId: _, ...one }) => one),
  }));
}

async function selectLastDeliveries(tx: Tx, ids: readonly string[]) {
  return tx
    .selectDistinctOn([notices.invitationId, noticeDeliveries.channel], {
      invitationId: notices.invitationId,
      channel: noticeDeliveries.channel,
      status: noticeDeliveries.status,
      attempts: noticeDeliveries.attempts,
      reason: noticeDeliveries.reason,
    })
    .from(noticeDeliveries)
    .innerJoin(
      notices,
      and(eq(notices.tenantId, noticeDeliveries.tenantId), eq(notices.id, noticeDeliveries.noticeId)),
    )
    .where(inArray(notices.invitationId, [...ids]))
    .orderBy(notices.invitationId, noticeDeliveries.channel, desc(notices.createdAt));
}

/** Forgets who was asked and did not come: withdraws what ran out before an instant, and takes the names off what was settled before it. */
export async function forgetInvitations(tx: Tx, { before, now }: { before: Date; now: Date }) {
  const lapsed = await tx
    .update(invitations)
    .set({
      status: 'withdrawn',
      settledAt: now,
      name: null,
      phoneSealed: null,
      phoneIndex: null,
      mailSealed: null,
    })
    .where(and(eq(invitations.status, 'asked'), lt(invitations.expiresAt, before)))
    .returning({ id: invitations.id, teamId: invitations.teamId });
  await tx
    .update(invitations)
    .set({ name: null })
    .where(
      and(
        isNotNull(invitations.name),
        inArray(invitations.status, ['refused', 'withdrawn']),
        lt(invitations.settledAt, before),
      ),
    );
  return lapsed;
}
