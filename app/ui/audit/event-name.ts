import { accessEventWords } from '~/ui/access/event-words';
import { assessmentEventWords } from '~/ui/assessments/event-words';
import { bedEventWords } from '~/ui/beds/event-words';
import { careEventWords } from '~/ui/care/event-words';
import { donationEventWords } from '~/ui/donations/event-words';
import { feeEventWords } from '~/ui/fees/event-words';
import { fundEventWords } from '~/ui/funds/event-words';
import { jobEventWords } from '~/ui/jobs/event-words';
import { ledgerEventWords } from '~/ui/ledger/event-words';
import { noticeEventWords } from '~/ui/notices/event-words';
import { organisationEventWords } from '~/ui/organisations/event-words';
import { paymentEventWords } from '~/ui/payments/event-words';
import { personEventWords } from '~/ui/people/event-words';
import { standardEventWords } from '~/ui/standards/event-words';
import { stayEventWords } from '~/ui/stays/event-words';
import { visitEventWords } from '~/ui/visits/event-words';
import { volunteerEventWords } from '~/ui/volunteers/event-words';

const words: Readonly<Record<string, (() => string) | undefined>> = {
  ...organisationEventWords,
  ...standardEventWords,
  ...accessEventWords,
  ...bedEventWords,
  ...stayEventWords,
  ...careEventWords,
  ...personEventWords,
  ...noticeEventWords,
  ...assessmentEventWords,
  ...ledgerEventWords,
  ...paymentEventWords,
  ...feeEventWords,
  ...jobEventWords,
  ...volunteerEventWords,
  ...visitEventWords,
  ...donationEventWords,
  ...fundEventWords,
};

/** What happened, in words, by the kind of the event. Call it in a loader: it knows the words of every noun. */
export const eventName = (kind: string): string => words[kind]?.() ?? kind;
