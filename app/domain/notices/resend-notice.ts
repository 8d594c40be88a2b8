import { z } from 'zod';
import { lockDelivery, updateDelivery } from '#db/queries/notices';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { noticeSentAgain } from './notice.events';
import { resendable } from './notice.rules';
import { publishDelivery } from './notify';

/** Has a delivery that did not arrive sent again. Refuses NOTICE.UNKNOWN, .NOT_FAILED. */
export const resendNotice = useCase({
  permission: 'notices.send',
  input: z.object({ deliveryId: z.uuid('NOTICE.UNKNOWN') }),
  async run(scope, { deliveryId }) {
    const delivery = await lockDelivery(scope.tx, deliveryId);
    if (!delivery) return refuse(refusal('NOTICE.UNKNOWN', { field: 'deliveryId' }));
    if (!resendable.has(delivery.status))
      return refuse(refusal('NOTICE.NOT_FAILED', { params: { status: delivery.status } }));
    const round = delivery.round + 1;
    await updateDelivery(scope.tx, deliveryId, {
      status: 'queued',
      attempts: 0,
      round,
      reason: null,
      queuedAt: scope.now,
    });
    publishDelivery(scope, { id: deliveryId, round });
    scope.audit(noticeSentAgain(deliveryId, { before: delivery.status }));
    return accept({ deliveryId });
  },
});
