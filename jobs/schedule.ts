import { forgetExpiredJob } from './access/forget-expired';
import { askEndingGradesJob } from './assessments/ask-ending-grades';
import { pruneOutboxJob } from './audit/prune-outbox';
import { releaseLostMessagesJob } from './audit/release-lost-messages';
import { finishCleaningsJob } from './beds/finish-cleanings';
import { warnOfIncidentsJob } from './care/warn-of-incidents';
import { endUnbroughtJob } from './donations/end-unbrought';
import { forgetAttemptsJob } from './donations/forget-attempts';
import { remindMonthlyJob } from './donations/remind-monthly';
import { tendAppealsJob } from './donations/tend-appeals';
import { remindArrearsJob } from './fees/remind-arrears';
import { runMonthJob } from './fees/run-month';
import { expireOrdersJob } from './payments/expire-orders';
import { followRefundsJob } from './payments/follow-refunds';
import { reconcileDaysJob } from './payments/reconcile-days';
import { followFiscalJob } from './receipts/follow-fiscal';
import { daily, everyMinutes, monthly, type Recurring } from './recurring';
import { expireDraftsJob } from './stays/expire-drafts';
import { lapseOffersJob } from './stays/lapse-offers';
import { remindRequestsJob } from './stays/remind-requests';
import { continueSeriesJob } from './visits/continue-series';
import { remindVisitsJob } from './visits/remind-visits';
import { watchArrivalsJob } from './visits/watch-arrivals';
import { forgetUnansweredJob } from './volunteers/forget-unanswered';
import { warnOfEndsJob } from './volunteers/warn-of-ends';

/** Every job that comes back by itself. Times are those of Asia/Shanghai, at night for what takes long. */
export const schedule: readonly Recurring[] = [
  { job: forgetExpiredJob, rhythm: daily('03:50') },
  { job: pruneOutboxJob, rhythm: daily('03:40') },
  { job: releaseLostMessagesJob, rhythm: everyMinutes(60) },
  { job: askEndingGradesJob, rhythm: daily('03:30') },
  { job: finishCleaningsJob, rhythm: everyMinutes(10) },
  { job: lapseOffersJob, rhythm: everyMinutes(1) },
  { job: remindRequestsJob, rhythm: daily('06:10') },
  { job: warnOfEndsJob, rhythm: daily('06:20') },
  { job: forgetUnansweredJob, rhythm: daily('03:45') },
  { job: expireDraftsJob, rhythm: daily('04:10') },
  { job: warnOfIncidentsJob, rhythm: everyMinutes(5) },
  { job: remindArrearsJob, rhythm: daily('05:30') },
  { job: expireOrdersJob, rhythm: everyMinutes(1) },
  { job: followRefundsJob, rhythm: everyMinutes(15) },
  { job: followFiscalJob, rhythm: everyMinutes(10) },
  // Not at night: the bill of a day is ready at ten the next morning.
  { job: reconcileDaysJob, rhythm: daily('10:40') },
  // In the afternoon, when people look at tomorrow.
  { job: remindVisitsJob, rhythm: daily('16:00') },
  { job: tendAppealsJob, rhythm: daily('00:20') },
  // In the morning, when people look at their mail.
  { job: remindMonthlyJob, rhythm: daily('09:10') },
  { job: forgetAttemptsJob, rhythm: daily('03:55') },
  { job: endUnbroughtJob, rhythm: daily('04:00') },
  { job: watchArrivalsJob, rhythm: everyMinutes(2) },
  { job: continueSeriesJob, rhythm: daily('02:40') },
  { job: runMonthJob, rhythm: monthly('02:10') },
];
