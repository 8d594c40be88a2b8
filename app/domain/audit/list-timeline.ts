import { selectTimeline } from '#db/queries/audit';
import { read } from './use-case';

/** The most events a record's page shows. */
const TIMELINE_LIMIT = 100;

/** What happened to one record, newest first. Open to whoever may see the record's page, which checks that. */
export const listTimeline = read('account', async ({ tx }, subject: { type: string; id: string }) =>
  selectTimeline(tx, subject.type, subject.id, TIMELINE_LIMIT),
);
