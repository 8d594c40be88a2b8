import { z } from 'zod';
import { lockDelivery, selectDelivery, updateDelivery } from '#db/queries/notices';
import { env } from '~/platform/env';
import { inLocale } from '~/platform/i18n/locale.server';
import type { OutgoingMessage, SendOutcome } from '~/platform/messages/port';
import { senders } from '~/platform/messages/senders';
import { read, useCase } from '../audit/use-case';
import type { Actor } from '../kernel/actor';
import { accept, type Result, refusal, refuse } from '../kernel/refusals';
import { MOST_ATTEMPTS, noticePage } from './notice.rules';
import { noticeText } from './notice-text';

/** The other side could not take it at the moment: thrown so that the job is tried again. */
export class DeliveryDelayed extends Error {
  constructor(reason: string) {
    super(`Not delivered yet: ${reason}`);
    this.name = 'DeliveryDelayed';
  }
}

const findDelivery = read('jobs.run', ({ tx }, { id }: { id: string }) => selectDelivery(tx, id));

type Delivery = NonNullable<Awaited<ReturnType<typeof findDelivery>>>;

/** States in which a delivery is still to go out. */
const waiting: ReadonlySet<string> = new Set(['queued', 'failed']);

const recordAttempt = useCase({
  permission: 'jobs.run',
  input: z.object({
    deliveryId: z.uuid(),
    status: z.enum(['sent', 'failed', 'given_up', 'no_address', 'unwanted', 'not_configured']),
    tried: z.boolean(),
    reason: z.string().max(300).optional(),
    reference: z.string().max(300).optional(),
  }),
  async run(scope, { deliveryId, status, tried, reason, reference }) {
    const delivery = await lockDelivery(scope.tx, deliveryId);
    if (!delivery) return refuse(refusal('NOTICE.UNKNOWN'));
    if (waiting.has(delivery.status)) {
      await updateDelivery(scope.tx, deliveryId, {
        status,
        attempts: delivery.attempts + (tried ? 1 : 0),
        reason: reason ?? null,
        ...(tried ? { attemptedAt: scope.now } : {}),
        ...(status === 'sent' ? { sentAt: scope.now, reference: reference ?? null } : {}),
      });
    }
    return accept({ deliveryId });
  },
});

/**
 * Sends one delivery and writes what became of it. Not part of a transaction: a worker that is killed in between sends it
 * again, under the same id. Throws DeliveryDelayed when the other side could not take it, until it is given up.
 */
export async function deliverNotice(
  actor: Actor,
  { deliveryId }: { deliveryId: string },
): Promise<Result<unknown>> {
  const { effect: _, ...asking } = actor;
  const delivery = await findDelivery(asking, { id: deliveryId });
  if (!delivery) return refuse(refusal('NOTICE.UNKNOWN'));
  if (!waiting.has(delivery.status)) return accept({ deliveryId });
  const { channel } = delivery;
  const sender = senders()[channel];
  const to = addressOf(delivery);
  const withoutTrying = (status: 'not_configured' | 'unwanted' | 'no_address') =>
    recordAttempt(actor, { deliveryId, status, tried: false });
  if (!sender) return withoutTrying('not_configured');
  if (!delivery.wants[channel]) return withoutTrying('unwanted');
  if (!to) return withoutTrying('no_address');
  const outcome = await sender.send(messageOf(delivery, to));
  if (outcome.state === 'busy' && delivery.attempts + 1 < MOST_ATTEMPTS) {
    // Without the claim of the job, which is still to be done.
    await recordAttempt(asking, { deliveryId, status: 'failed', tried: true, reason: outcome.reason });
    throw new DeliveryDelayed(outcome.reason);
  }
  return recordAttempt(actor, { deliveryId, tried: true, ...finalOf(outcome) });
}

const finalOf = (outcome: SendOutcome) =>
  outcome.state === 'sent'
    ? { status: 'sent' as const, reference: outcome.reference }
    : { status: 'given_up' as const, reason: outcome.reason };

/** A mobile number for text messages: fixed lines take none. */
function addressOf({ channel, mail, phone }: Delivery): string | undefined {
  if (channel === 'mail') return mail;
  return phone && /^1\d{10}$/.test(phone) ? phone : undefined;
}

function messageOf(delivery: Delivery, to: string): OutgoingMessage {
  const { id, kind, round } = delivery;
  // The last part of the address: the part before it stands in the template.
  const link = delivery.link?.secret ?? (kind === 'monthly-gift' ? delivery.subjectId : undefined);
  return inLocale(delivery.locale ?? 'zh-CN', () => {
    const { title, body, templateParams } = noticeText(delivery);
    return {
      id: `${id}.${round}`,
      to,
      kind,
      subject: title,
      text: `${body}\n\n${env().appOrigin}${noticePage(delivery)}\n`,
      params: { ...templateParams, ...(link && { link }) },
    };
  });
}
