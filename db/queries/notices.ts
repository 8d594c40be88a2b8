import { and, asc, desc, eq, gte, inArray, isNull, or, sql } from 'drizzle-orm';
import { accountLinkSecret } from '../account-link-secret';
import { chunks } from '../chunks';
import { invitationSecret } from '../invitation-secret';
import { newId } from '../new-id';
import { userRoles, users } from '../schema/access';
import { donors } from '../schema/donations';
import { noticeContacts, noticeDeliveries, notices } from '../schema/notices';
import { people } from '../schema/people';
import {
  volunteerAccountLinks,
  volunteerApplications,
  volunteerInvitations,
  volunteers,
} from '../schema/volunteers';
import { open, type Sealed, seal } from '../sealed';
import type { Tx } from '../transaction';

const MAIL = 'notice_contacts.mail_sealed';

export type Channel = (typeof noticeDeliveries.$inferSelect)['channel'];
export type DeliveryStatus = (typeof noticeDeliveries.$inferSelect)['status'];

/** Whom a notice is for. */
export type Receiver =
  | { readonly volunteerId: string }
  | { readonly userId: string }
  /** Somebody who is asked to become a volunteer, and has no account. */
  | { readonly invitationId: string }
  /** Somebody who asked to become one and was declined; no account either. */
  | { readonly applicationId: string };

/** Receivers who can say how they want to be told. */
export type ContactOwner = Exclude<
  Receiver,
  { readonly invitationId: string } | { readonly applicationId: string }
>;

export type NewNotice = Receiver & {
  readonly kind: string;
  readonly key: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly params: Record<string, string>;
};

/** Writes notices; those whose key is known already are left as they are. Answers what is new. */
export async function insertNotices(
  tx: Tx,
  rows: readonly NewNotice[],
  createdAt: Date,
): Promise<{ id: string; userId: string | null; kind: string }[]> {
  const written: { id: string; userId: string | null; kind: string }[] = [];
  for (const part of chunks(rows)) {
    written.push(
      ...(await tx
        .insert(notices)
        .values(part.map((row) => ({ id: newId(), ...row, createdAt })))
        .onConflictDoNothing()
        .returning({ id: notices.id, userId: notices.userId, kind: notices.kind })),
    );
  }
  return written;
}

export async function insertDeliveries(
  tx: Tx,
  rows: readonly { noticeId: string; channel: Channel; status: DeliveryStatus; queuedAt: Date }[],
): Promise<{ id: string; status: DeliveryStatus }[]> {
  const written: { id: string; status: DeliveryStatus }[] = [];
  for (const part of chunks(rows)) {
    written.push(
      ...(await tx
        .insert(noticeDeliveries)
        .values(part.map((row) => ({ id: newId(), attempts: 0, round: 1, ...row })))
        .returning({ id: noticeDeliveries.id, status: noticeDeliveries.status })),
    );
  }
  return written;
}

/** A delivery with its notice and where the receiver can be reached now. */
export async function selectDelivery(tx: Tx, id: string) {
  const [row] = await tx
    .select({
      id: noticeDeliveries.id,
      noticeId: notices.id,
      channel: noticeDeliveries.channel,
      status: noticeDeliveries.status,
      attempts: noticeDeliveries.attempts,
      round: noticeDeliveries.round,
      kind: notices.kind,
      subjectType: notices.subjectType,
      subjectId: notices.subjectId,
      params: notices.params,
      mailSealed: noticeContacts.mailSealed,
      wantsMail: noticeContacts.wantsMail,
      wantsSms: noticeContacts.wantsSms,
      phoneSealed: people.phoneSealed,
      locale: users.locale,
      donorMailSealed: donors.mailSealed,
      donorPhoneSealed: donors.phoneSealed,
      invitation: {
        tenantId: volunteerInvitations.tenantId,
        id: volunteerInvitations.id,
        round: volunteerInvitations.round,
        phoneSealed: volunteerInvitations.phoneSealed,
        mailSealed: volunteerInvitations.mailSealed,
      },
      account: {
        tenantId: volunteerAccountLinks.tenantId,
        volunteerId: volunteerAccountLinks.volunteerId,
        round: volunteerAccountLinks.round,
      },
      application: {
        phoneSealed: volunteerApplications.phoneSealed,
        mailSealed: volunteerApplications.mailSealed,
      },
    })
    .from(noticeDeliveries)
    .innerJoin(
      notices,
      and(eq(notices.tenantId, noticeDeliveries.tenantId), eq(notices.id, noticeDeliveries.noticeId)),
    )
    .leftJoin(
      noticeContacts,
      and(
        eq(noticeContacts.tenantId, notices.tenantId),
        or(eq(noticeContacts.volunteerId, notices.volunteerId), eq(noticeContacts.userId, notices.userId)),
      ),
    )
    .leftJoin(
      volunteers,
      and(eq(volunteers.tenantId, notices.tenantId), eq(volunteers.id, notices.volunteerId)),
    )
    .leftJoin(people, and(eq(people.tenantId, notices.tenantId), eq(people.id, volunteers.personId)))
    .leftJoin(
      users,
      and(
        eq(users.tenantId, notices.tenantId),
        or(eq(users.id, notices.userId), eq(users.volunteerId, notices.volunteerId)),
      ),
    )
    .leftJoin(
      donors,
      and(
        eq(donors.tenantId, users.tenantId),
        eq(donors.id, users.donorId),
        // Where a donor's receipts go is asked for what they give, not for what they do besides.
        eq(notices.kind, 'monthly-gift'),
      ),
    )
    .leftJoin(
      volunteerInvitations,
      and(
        eq(volunteerInvitations.tenantId, notices.tenantId),
        eq(volunteerInvitations.id, notices.invitationId),
      ),
    )
    .leftJoin(
      volunteerAccountLinks,
      and(
        eq(volunteerAccountLinks.tenantId, notices.tenantId),
        eq(volunteerAccountLinks.volunteerId, notices.volunteerId),
        inArray(notices.kind, ['volunteer-accepted', 'volunteer-account']),
        isNull(volunteerAccountLinks.usedAt),
      ),
    )
    .leftJoin(
      volunteerApplications,
      and(
        eq(volunteerApplications.tenantId, notices.tenantId),
        eq(volunteerApplications.id, notices.applicationId),
      ),
    )
    .where(eq(noticeDeliveries.id, id))
    // A volunteer may have several accounts; the oldest speaks for them.
    .orderBy(asc(users.createdAt))
    .limit(1);
  if (!row) return undefined;
  const {
    mailSealed,
    phoneSealed,
    wantsMail,
    wantsSms,
    invitation,
    application,
    account,
    donorMailSealed,
    donorPhoneSealed,
    ...delivery
  } = row;
  return {
    ...delivery,
    /** The link that whoever is told opens, if there is one for them alone. */
    link: invitation
      ? { to: 'invitation' as const, secret: invitationSecret(invitation) }
      : account
        ? { to: 'account' as const, secret: accountLinkSecret(account) }
        : undefined,
    mail: firstOpened(
      ['volunteer_invitations.mail_sealed', invitation?.mailSealed],
      ['volunteer_applications.mail_sealed', application?.mailSealed],
      [MAIL, mailSealed],
      ['donors.mail_sealed', donorMailSealed],
    ),
    phone: firstOpened(
      ['volunteer_invitations.phone_sealed', invitation?.phoneSealed],
      ['volunteer_applications.phone_sealed', application?.phoneSealed],
      ['people.phone_sealed', phoneSealed],
      ['donors.phone_sealed', donorPhoneSealed],
    ),
    wants: { mail: wantsMail ?? true, sms: wantsSms ?? true },
  };
}

/** The first of several sealed columns that has a value, in the clear; a notice has one receiver, so the others are empty. */
function firstOpened(...columns: readonly [field: string, sealed: Sealed | null | undefined][]) {
  const [field = '', sealed] = columns.find(([, value]) => value) ?? [];
  return sealed ? open(field, sealed) : undefined;
}

export async function lockDelivery(tx: Tx, id: string) {
  const [row] = await tx
    .select({
      id: noticeDeliveries.id,
      status: noticeDeliveries.status,
      attempts: noticeDeliveries.attempts,
      round: noticeDeliveries.round,
    })
    .from(noticeDeliveries)
    .where(eq(noticeDeliveries.id, id))
    .for('update');
  return row;
}

export async function updateDelivery(
  tx: Tx,
  id: string,
  change: Partial<Omit<typeof noticeDeliveries.$inferInsert, 'tenantId' | 'id' | 'noticeId' | 'channel'>>,
): Promise<void> {
  await tx.update(noticeDeliveries).set(change).where(eq(noticeDeliveries.id, id));
}

const noticeShown = {
  id: notices.id,
  kind: notices.kind,
  subjectType: notices.subjectType,
  subjectId: notices.subjectId,
  params: notices.params,
  createdAt: notices.createdAt,
  readAt: notices.readAt,
};

const ofReceiver = (receiver: { volunteerId?: string; userId: string | null }) =>
  or(
    receiver.volunteerId ? eq(notices.volunteerId, receiver.volunteerId) : undefined,
    receiver.userId ? eq(notices.userId, receiver.userId) : undefined,
  );

/** What somebody was told since `from`, newest first. */
export async function selectNoticesOf(
  tx: Tx,
  receiver: { volunteerId?: string; userId: string | null },
  { from, limit }: { from: Date; limit: number },
) {
  return tx
    .select(noticeShown)
    .from(notices)
    .where(and(ofReceiver(receiver), gte(notices.createdAt, from)))
    .orderBy(desc(notices.createdAt), desc(notices.id))
    .limit(limit);
}

export async function markRead(
  tx: Tx,
  receiver: { volunteerId?: string; userId: string | null },
  readAt: Date,
): Promise<number> {
  const rows = await tx
    .update(notices)
    .set({ readAt })
    .where(and(ofReceiver(receiver), isNull(notices.readAt)))
    .returning({ id: notices.id });
  return rows.length;
}

/** What has gone out or has not: every notice with its deliveries, newest first. `trouble`: only what reached nobody yet. */
export async function selectNoticesWithDeliveries(
  tx: Tx,
  { trouble, from, limit }: { trouble: boolean; from: Date; limit: number },
) {
  const rows = await tx
    .select({
      ...noticeShown,
      volunteerId: notices.volunteerId,
      receiverName: sql<string>`coalesce(${people.name}, ${users.name}, ${volunteerInvitations.name}, ${volunteerApplications.name}, '')`,
    })
    .from(notices)
    .leftJoin(
      volunteers,
      and(eq(volunteers.tenantId, notices.tenantId), eq(volunteers.id, notices.volunteerId)),
    )
    .leftJoin(people, and(eq(people.tenantId, notices.tenantId), eq(people.id, volunteers.personId)))
    .leftJoin(users, and(eq(users.tenantId, notices.tenantId), eq(users.id, notices.userId)))
    .leftJoin(
      volunteerInvitations,
      and(
        eq(volunteerInvitations.tenantId, notices.tenantId),
        eq(volunteerInvitations.id, notices.invitationId),
      ),
    )
    .leftJoin(
      volunteerApplications,
      and(
        eq(volunteerApplications.tenantId, notices.tenantId),
        eq(volunteerApplications.id, notices.applicationId),
      ),
    )
    .where(and(gte(notices.createdAt, from), trouble ? reachedNobody : undefined))
    .orderBy(desc(notices.createdAt), desc(notices.id))
    .limit(limit);
  if (rows.length === 0) return [];
  const deliveries = await tx
    .select({
      id: noticeDeliveries.id,
      noticeId: noticeDeliveries.noticeId,
      channel: noticeDeliveries.channel,
      status: noticeDeliveries.status,
      attempts: noticeDeliveries.attempts,
      reason: noticeDeliveries.reason,
      attemptedAt: noticeDeliveries.attemptedAt,
      sentAt: noticeDeliveries.sentAt,
    })
    .from(noticeDeliveries)
    .where(
      inArray(
        noticeDeliveries.noticeId,
        rows.map((row) => row.id),
      ),
    )
    .orderBy(asc(noticeDeliveries.channel));
  return rows.map((row) => ({ ...row, deliveries: deliveries.filter((one) => one.noticeId === row.id) }));
}

const reachedNobody = and(
  isNull(notices.readAt),
  sql`exists (select 1 from notice_deliveries d where d.tenant_id = ${notices.tenantId} and d.notice_id = ${notices.id}
    and d.status in ('failed', 'given_up', 'no_address'))`,
  sql`not exists (select 1 from notice_deliveries d where d.tenant_id = ${notices.tenantId} and d.notice_id = ${notices.id}
    and d.status in ('sent', 'queued'))`,
);

/** Where and how somebody wants to be told; undefined when they never said. The address in the clear. */
export async function selectContact(tx: Tx, receiver: ContactOwner) {
  const [row] = await tx
    .select()
    .from(noticeContacts)
    .where(
      'volunteerId' in receiver
        ? eq(noticeContacts.volunteerId, receiver.volunteerId)
        : eq(noticeContacts.userId, receiver.userId),
    );
  return (
    row && {
      mail: row.mailSealed ? open(MAIL, row.mailSealed) : undefined,
      wantsMail: row.wantsMail,
      wantsSms: row.wantsSms,
    }
  );
}

export async function upsertContact(
  tx: Tx,
  receiver: ContactOwner,
  { mail, ...said }: { mail: string | undefined; wantsMail: boolean; wantsSms: boolean; changedAt: Date },
): Promise<void> {
  const row = { ...said, mailSealed: mail ? seal(MAIL, mail) : null };
  await tx
    .insert(noticeContacts)
    .values({ id: newId(), ...receiver, ...row })
    .onConflictDoUpdate({
      target: [
        noticeContacts.tenantId,
        'volunteerId' in receiver ? noticeContacts.volunteerId : noticeContacts.userId,
      ],
      set: row,
    });
}

/** Accounts of donors that may sign in. */
export async function selectDonorAccounts(
  tx: Tx,
  donorIds: readonly string[],
): Promise<{ donorId: string | null; userId: string }[]> {
  if (donorIds.length === 0) return [];
  return tx
    .select({ donorId: users.donorId, userId: users.id })
    .from(users)
    .where(and(inArray(users.donorId, [...donorIds]), isNull(users.disabledAt)));
}

/** Accounts of the tenant that hold one of the roles and may sign in. */
export async function selectHolders(tx: Tx, roles: readonly string[], limit: number): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ id: users.id })
    .from(users)
    .innerJoin(userRoles, and(eq(userRoles.tenantId, users.tenantId), eq(userRoles.userId, users.id)))
    .where(and(inArray(userRoles.role, [...roles]), isNull(users.disabledAt)))
    .limit(limit);
  return rows.map((row) => row.id);
}
