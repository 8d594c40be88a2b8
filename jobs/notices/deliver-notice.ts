import { z } from 'zod';
import { deliverNotice } from '~/domain/notices/deliver-notice';
import { MOST_ATTEMPTS } from '~/domain/notices/notice.rules';
import { defineJob } from '../define-job';

export const deliverNoticeJob = defineJob({
  name: 'notices.deliver-notice',
  payload: z.strictObject({ deliveryId: z.uuid() }),
  // Others than the sender write nothing down when it is given up, so the last attempt is the one that says so.
  attempts: MOST_ATTEMPTS,
  // Half a minute, then twice as long each time: a quarter of an hour in all.
  backoffMs: 30_000,
  // A mail server may take its time; nothing else waits for it.
  concurrency: 4,
  run: ({ actor, payload }) => deliverNotice(actor, payload),
});
