import { forgetExpiredJob } from './access/forget-expired';
import { askEndingGradesJob } from './assessments/ask-ending-grades';
import { pruneOutboxJob } from './audit/prune-outbox';
import { releaseLostMessagesJob } from './audit/release-lost-messages';
import { finishCleaningsJob } from './beds/finish-cleanings';
import { warnOfIncidentsJob } from './care/warn-of-incidents';
import type { Job } from './define-job';
import { endUnbroughtJob } from './donations/end-unbrought';
import { forgetAttemptsJob } from './donations/forget-attempts';
import { matchGiftLinesJob } from './donations/match-bank-lines';
import { remindMonthlyJob } from './donations/remind-monthly';
import { remindMonthlyGiftJob } from './donations/remind-monthly-gift';
import { takeOnlineGiftJob } from './donations/take-online-gift';
import { tendAppealsJob } from './donations/tend-appeals';
import { undoReturnJob } from './donations/undo-return';
import { billResidentsJob } from './fees/bill-residents';
import { matchBillLinesJob } from './fees/match-bank-lines';
import { remindArrearsJob } from './fees/remind-arrears';
import { runMonthJob } from './fees/run-month';
import { takeOnlinePaymentJob } from './fees/take-online-payment';
import { undoPayoutJob } from './fees/undo-payout';
import { deliverNoticeJob } from './notices/deliver-notice';
import { compareBillJob } from './payments/compare-bill';
import { expireOrdersJob } from './payments/expire-orders';
import { followRefundsJob } from './payments/follow-refunds';
import { reconcileDaysJob } from './payments/reconcile-days';
import { settleOrderJob } from './payments/settle-order';
import { settleRefundJob } from './payments/settle-refund';
import { askFiscalJob } from './receipts/ask-fiscal';
import { followFiscalJob } from './receipts/follow-fiscal';
import { issueReceiptJob } from './receipts/issue-receipt';
import { runReceiptBatchJob } from './receipts/run-batch';
import { sendReceiptJob } from './receipts/send-receipt';
import { eraseFilesJob } from './stays/erase-files';
import { expireDraftsJob } from './stays/expire-drafts';
import { lapseOffersJob } from './stays/lapse-offers';
import { offerNextJob } from './stays/offer-next';
import { remindRequestsJob } from './stays/remind-requests';
import { continueSeriesJob } from './visits/continue-series';
import { extendSeriesJob } from './visits/extend-series';
import { freeVolunteerJob } from './visits/free-volunteer';
import { makePlanJob } from './visits/make-plan';
import { remindVisitsJob } from './visits/remind-visits';
import { watchArrivalsJob } from './visits/watch-arrivals';
import { forgetUnansweredJob } from './volunteers/forget-unanswered';
import { warnOfEndsJob } from './volunteers/warn-of-ends';

/** Every job of the product. A file under `jobs/<noun>/` that is not named here is never run. */
export const catalogue: readonly Job[] = [
  // access, audit
  forgetExpiredJob,
  pruneOutboxJob,
  releaseLostMessagesJob,

  // notices
  deliverNoticeJob,

  // assessments, beds, stays, care
  askEndingGradesJob,
  finishCleaningsJob,
  lapseOffersJob,
  offerNextJob,
  remindRequestsJob,
  expireDraftsJob,
  eraseFilesJob,
  warnOfIncidentsJob,

  // payments
  expireOrdersJob,
  settleOrderJob,
  settleRefundJob,
  followRefundsJob,
  reconcileDaysJob,
  compareBillJob,

  // fees
  runMonthJob,
  billResidentsJob,
  matchBillLinesJob,
  remindArrearsJob,
  takeOnlinePaymentJob,
  undoPayoutJob,

  // volunteers, visits
  warnOfEndsJob,
  forgetUnansweredJob,
  freeVolunteerJob,
  makePlanJob,
  continueSeriesJob,
  remindVisitsJob,
  watchArrivalsJob,
  extendSeriesJob,

  // donations, receipts
  matchGiftLinesJob,
  takeOnlineGiftJob,
  undoReturnJob,
  tendAppealsJob,
  remindMonthlyJob,
  remindMonthlyGiftJob,
  forgetAttemptsJob,
  endUnbroughtJob,
  issueReceiptJob,
  askFiscalJob,
  followFiscalJob,
  runReceiptBatchJob,
  sendReceiptJob,
];
