import { m } from '~/words/generated/messages';
import { historyLines } from '../audit/history-lines';
import { donationEventWords } from './event-words';

/** Lines of the history of a gift or a receipt, for a loader to hand to `History`. Who gives has no account. */
export const inWords = (events: Parameters<typeof historyLines>[0]) =>
  historyLines(events, donationEventWords).map((line) => ({
    ...line,
    by: line.by || m.donations_source_public(),
  }));
