import { visitPlanningSettings } from '../schema/visits';
import type { Tx } from '../transaction';

/** What the district has set of planning; undefined: as the product has it. */
export async function selectPlanningSettings(tx: Tx) {
  const [row] = await tx
    .select({
      radiusMinutes: visitPlanningSettings.radiusMinutes,
      restAfterMinutes: visitPlanningSettings.restAfterMinutes,
      restMinutes: visitPlanningSettings.restMinutes,
      strangerCost: visitPlanningSettings.strangerCost,
      fairnessPercent: visitPlanningSettings.fairnessPercent,
      urgentCost: visitPlanningSettings.urgentCost,
      usualCost: visitPlanningSettings.usualCost,
      spareCost: visitPlanningSettings.spareCost,
      changedVolunteerCost: visitPlanningSettings.changedVolunteerCost,
      changedTimeCost: visitPlanningSettings.changedTimeCost,
    })
    .from(visitPlanningSettings);
  return row;
}

export async function savePlanningSettings(
  tx: Tx,
  row: Omit<typeof visitPlanningSettings.$inferInsert, 'tenantId'>,
): Promise<void> {
  await tx
    .insert(visitPlanningSettings)
    .values(row)
    .onConflictDoUpdate({ target: visitPlanningSettings.tenantId, set: row });
}
