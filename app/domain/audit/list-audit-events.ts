import { type AuditFilter, selectAuditEvents } from '#db/queries/audit';
import { type Page, pageOf } from '../kernel/paging';
import { read } from './use-case';

export type ListedEvent = Awaited<ReturnType<typeof selectAuditEvents>>[number];

const EVENTS_ON_A_PAGE = 50;

/** Events of the tenant that fit the filter, newest first, continued after the number `after`. */
export const listAuditEvents = read(
  'audit.view',
  async ({ tx }, { after, ...filter }: AuditFilter & { after?: string }): Promise<Page<ListedEvent>> => {
    const beforeSeq = after && /^\d{1,18}$/.test(after) ? BigInt(after) : undefined;
    const rows = await selectAuditEvents(tx, { ...filter, beforeSeq, limit: EVENTS_ON_A_PAGE + 1 });
    return pageOf(rows, EVENTS_ON_A_PAGE, (event) => String(event.seq));
  },
);
