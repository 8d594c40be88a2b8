import { type LeaveRuleRow, selectLeaveRules } from '#db/queries/payers';
import { read } from '../audit/use-case';
import { PAGE_LIMIT } from '../kernel/paging';

/** A leave rule and whether it is the one that applies today. */
export interface LeaveRuleInList extends LeaveRuleRow {
  readonly inForce: boolean;
}

/** Leave rules by kind, the newest first. */
export const listLeaveRules = read(
  'fees.view',
  async ({ tx, today }, _: Record<string, never>): Promise<LeaveRuleInList[]> => {
    const rows = await selectLeaveRules(tx, PAGE_LIMIT);
    const begun = rows.filter((row) => row.status === 'approved' && row.effectiveFrom <= today);
    return rows.map((row) => ({
      ...row,
      inForce: begun.find(({ kind }) => kind === row.kind)?.id === row.id,
    }));
  },
);
