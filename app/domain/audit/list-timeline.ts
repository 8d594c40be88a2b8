import { selectTimeline } from '#db/queries/audit';
import { read } from './use-case';

/** The most events a record's page shows. */
const TIMELINE_LIMIT = 100;

interface Subject {
  readonly type: string;
  readonly id: string;
  /** Records that are shown with it and have no page of their own. */
  readonly parts?: readonly { readonly type: string; readonly id: string }[];
}

/** What happened to one record, newest first. Open to whoever may see the record's page, which checks that. */
export const listTimeline = read('account', async ({ tx }, { parts = [], ...subject }: Subject) =>
  selectTimeline(tx, [subject, ...parts], TIMELINE_LIMIT),
);
