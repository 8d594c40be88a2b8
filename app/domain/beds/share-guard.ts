import { countShare } from '#db/queries/beds';
import { selectBedSettings } from '#db/queries/cleanings';
import { type ReadScope, read } from '../audit/use-case';
import type { PlainDate } from '../kernel/plain-date';
import { type Refusal, refusal } from '../kernel/refusals';
import { lowersBelowGoal, NURSING_SHARE_GOAL, type ShareCounts, shareOf } from './bed.rules';

/** What a change adds to the beds that are counted; below zero for what it takes away. */
export type ShareChange = ShareCounts;

/** The share of nursing beds on a day before and after a change, among the beds that the tenant counts. */
export async function shareAround(
  scope: Pick<ReadScope, 'tx'>,
  { on, change }: { on: PlainDate; change: ShareChange },
) {
  const { shareDenominator } = await selectBedSettings(scope.tx);
  const before = await countShare(scope.tx, { on, denominator: shareDenominator });
  const after = { nursing: before.nursing + change.nursing, all: before.all + change.all };
  return {
    denominator: shareDenominator,
    before: shareOf(before),
    after: shareOf(after),
    lowers: lowersBelowGoal(before, after),
  };
}

/** What a page shows before somebody makes such a change. */
export const previewShare = read(
  'beds.view',
  async (scope, { on = scope.today, change }: { on?: PlainDate; change: ShareChange }) =>
    shareAround(scope, { on, change }),
);

export type SharePreview = Awaited<ReturnType<typeof shareAround>>;

/**
 * Refuses BED.SHARE_BELOW_GOAL with the share before and after, unless whoever makes the change has said that they know:
 * 护理型床位占比不低于 65%, 博政字〔2021〕12号 二（一）1.
 */
export async function refuseUnknowing(
  scope: Pick<ReadScope, 'tx'>,
  { on, change, acknowledged }: { on: PlainDate; change: ShareChange; acknowledged: boolean },
): Promise<Refusal[]> {
  if (acknowledged) return [];
  const { before, after, lowers } = await shareAround(scope, { on, change });
  if (!lowers) return [];
  const params = { before: before.percent ?? 0, after: after.percent ?? 0, goal: NURSING_SHARE_GOAL };
  return [refusal('BED.SHARE_BELOW_GOAL', { field: 'acknowledged', params })];
}
