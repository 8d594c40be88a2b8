import {
  type Channel,
  insertDeliveries,
  insertNotices,
  type Receiver,
  selectDonorAccounts,
  selectHolders,
} from '#db/queries/notices';
import { senders } from '~/platform/messages/senders';
import { type Permission, rolesWith } from '../access/permissions';
import type { Scope } from '../audit/use-case';
import { type NoticeKind, withoutSms } from './notice.rules';
import type { NoticeParams } from './notice-text';

/** Coordinators who are told of one thing. */
const MOST_HOLDERS = 50;

export interface Notice {
  readonly kind: NoticeKind;
  /** The same key is the same notice: given again, nothing happens. */
  readonly key: string;
  readonly subject: { readonly type: string; readonly id: string };
  readonly params: NoticeParams;
}

/**
 * Tells people something as a part of the change that it is about: each notice stands in the receiver's list at once, and
 * goes out once the change is kept. Volunteers, donors and whoever is asked to become a volunteer by mail and telephone, accounts
 * of the office, and what can wait, by mail.
 */
export async function notify(
  scope: Scope,
  notices: readonly (Notice & { readonly to: Receiver })[],
): Promise<void> {
  if (notices.length === 0) return;
  const written = await insertNotices(
    scope.tx,
    notices.map(({ to, kind, key, subject, params }) => ({
      ...to,
      kind,
      key,
      params,
      subjectType: subject.type,
      subjectId: subject.id,
    })),
    scope.now,
  );
  const ways = senders();
  const deliveries = await insertDeliveries(
    scope.tx,
    written.flatMap(({ id, userId, kind }) =>
      ((userId && kind !== 'monthly-gift') || withoutSms.has(kind as NoticeKind)
        ? ['mail' as const]
        : ['mail' as const, 'sms' as const]
      ).map((channel) => ({
        noticeId: id,
        channel,
        status: ways[channel] ? ('queued' as const) : ('not_configured' as const),
        queuedAt: scope.now,
      })),
    ),
  );
  for (const { id, status } of deliveries) if (status === 'queued') publishDelivery(scope, { id, round: 1 });
}

/** Tells everybody who may do something. */
export async function notifyHolders(
  scope: Scope,
  permission: Permission,
  notices: readonly Notice[],
): Promise<void> {
  if (notices.length === 0) return;
  const userIds = await selectHolders(scope.tx, rolesWith(permission), MOST_HOLDERS);
  await notify(
    scope,
    notices.flatMap((notice) =>
      userIds.map((userId) => ({ ...notice, key: `${notice.key}/${userId}`, to: { userId } })),
    ),
  );
}

/** Has a delivery tried; each round once. */
export function publishDelivery(scope: Scope, { id, round }: { id: string; round: number }): void {
  scope.publish({ job: 'notices.deliver-notice', key: `${id}/${round}`, payload: { deliveryId: id } });
}

export type { Channel };

/** Accounts of donors that may sign in: whom a notice about a gift goes to. Part of larger use cases. */
export const donorsToTell = ({ tx }: Scope, donorIds: readonly string[]) => selectDonorAccounts(tx, donorIds);
