import { pruneOutboxJob } from './audit/prune-outbox';
import { releaseLostMessagesJob } from './audit/release-lost-messages';
import type { Job } from './define-job';
import { matchGiftLinesJob } from './donations/match-bank-lines';
import { issueReceiptJob } from './receipts/issue-receipt';
import { makePlanJob } from './visits/make-plan';

/** Every job of the product. A file under `jobs/<noun>/` that is not named here is never run. */
export const catalogue: readonly Job[] = [
  // audit
  pruneOutboxJob,
  releaseLostMessagesJob,

  // visits
  makePlanJob,

  // donations, receipts
  matchGiftLinesJob,
  issueReceiptJob,
];
