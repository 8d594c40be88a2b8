import { countShare } from '#db/queries/beds';
import { selectBedSettings } from '#db/queries/cleanings';
import { type ReadScope, read } from '../audit/use-case';
import type { PlainDate } from '../kernel/plain-date';
import { type Refusal, refusal } from '../kernel/refusals';
import { lowersBelowGoal, NURSING_SHARE_GOAL, type ShareCounts, shareOf } from './bed.rules';

/** What a change adds to the beds that are counted; below zero for what it takes away. */
export type ShareChange = ShareCounts;

/** A change on a day. `bedId`: it is a change of this bed, which takes nothing away when the bed is not counted that day, and adds nothing when it is. */
export interface ShareAsked {
  readonly on: PlainDate;
  readonly change: ShareChange;
  readonly bedId?: string;
}

/** The share of nursing beds on a day before and after a change, among the beds that the tenant counts. */
export async function shareAround(scope: Pick<ReadScope, 'tx'>, { on, change, bedId }: ShareAsked) {
  const { shareDenominator } = await selectBedSettings(scope.tx);
  const before = await countShare(scope.tx, { on, denominator: shareDenominator, bedId });
  const counts = bedId === undefined || before.counted === change.all <= 0;
  const after = counts ? { nursing: before.nursing + change.nursing, all: before.all + change.all } : before;
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
  async (scope, { on = scope.today, ...asked }: Omit<ShareAsked, 'on'> & { on?: PlainDate }) =>
    shareAround(scope, { on, ...asked }),
);

export type SharePreview = Awaited<ReturnType<typeof shareAround>>;

/**
 * Refuses BED.SHARE_BELOW_GOAL with the share before and after, unless whoever makes the change has said that they know:
 * 护理型床位占比不低于 65%, 博政字〔2021〕12号 二（一）1.
 */
export async function refuseUnknowing(
  scope: Pick<ReadScope, 'tx'>,
  { acknowledged, ...asked }: ShareAsked & { acknowledged: boolean },
): Promise<Refusal[]> {
  if (acknowledged) return [];
  const { before, after, lowers } = await shareAround(scope, asked);
  if (!lowers) return [];
  const params = { before: before.percent ?? 0, after: after.percent ?? 0, goal: NURSING_SHARE_GOAL };
  return [refusal('BED.SHARE_BELOW_GOAL', { field: 'acknowledged', params })];
}
