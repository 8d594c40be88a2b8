import { selectAway, selectCorrections, selectLeaves, selectLeavesIn } from '#db/queries/leaves';
import { read } from '../audit/use-case';
import { PAGE_LIMIT } from '../kernel/paging';
import type { PlainDate } from '../kernel/plain-date';

/** Who is away on a day (today unless given), those who should be back first. */
export const listAway = read('stays.view', async ({ tx, today, actor }, { on }: { on?: PlainDate }) => {
  const rows = await selectAway(tx, { on: on ?? today, limit: PAGE_LIMIT });
  return rows.filter(({ townCode }) => actor.townCode === undefined || actor.townCode === townCode);
});

/** Absences on days of `[from, until)` of stays that somebody has found, by first day. */
export const listLeavesIn = read(
  'stays.view',
  async ({ tx }, asked: { stayIds: readonly string[]; from: PlainDate; until: PlainDate }) =>
    selectLeavesIn(tx, asked),
);

/** Absences of a stay and what of it was put right, the newest first; for whoever has found the stay. */
export const listStayChanges = read('stays.view', async ({ tx }, { stayId }: { stayId: string }) => ({
  leaves: await selectLeaves(tx, stayId, PAGE_LIMIT),
  corrections: await selectCorrections(tx, stayId, PAGE_LIMIT),
}));

export type LeaveRow = Awaited<ReturnType<typeof listStayChanges>>['leaves'][number];
