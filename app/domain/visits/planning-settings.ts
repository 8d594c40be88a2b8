import { z } from 'zod';
import { savePlanningSettings, selectPlanningSettings } from '#db/queries/visit-planning-settings';
import type { Tx } from '#db/transaction';
import { read, useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { defaultPlanSettings, type PlanSettings } from './planning/week.rules';
import { planningChanged } from './visit.events';

/** Lowest and highest value of each setting, as the database has them; minutes, but for `fairnessPercent`. */
export const planningLimits = {
  radiusMinutes: [5, 180],
  restAfterMinutes: [60, 720],
  restMinutes: [5, 180],
  strangerCost: [0, 1_000],
  fairnessPercent: [0, 1_000],
  urgentCost: [1, 1_000_000],
  usualCost: [1, 1_000_000],
  spareCost: [1, 1_000_000],
  changedVolunteerCost: [0, 100_000],
  changedTimeCost: [0, 100_000],
} as const;

type Setting = keyof typeof planningLimits;

/** What a district sets of planning: whole numbers. Costs are minutes on the way. */
export type PlanningSettings = Readonly<Record<Setting, number>>;

const [urgentCost, usualCost, spareCost] = defaultPlanSettings.leftOutCosts;

/** As the product has them. */
export const defaultPlanning: PlanningSettings = {
  radiusMinutes: defaultPlanSettings.radiusMinutes,
  restAfterMinutes: defaultPlanSettings.restAfterMinutes,
  restMinutes: defaultPlanSettings.restMinutes,
  strangerCost: defaultPlanSettings.strangerCost,
  fairnessPercent: Math.round(defaultPlanSettings.fairnessCost * 100),
  urgentCost,
  usualCost,
  spareCost,
  changedVolunteerCost: defaultPlanSettings.changedVolunteerCost,
  changedTimeCost: defaultPlanSettings.changedTimeCost,
};

/** The settings with which the week is planned, weighed by hand and substitutes are ranked. */
export async function readPlanSettings(tx: Tx): Promise<PlanSettings> {
  const set = (await selectPlanningSettings(tx)) ?? defaultPlanning;
  const { fairnessPercent, urgentCost: urgent, usualCost: usual, spareCost: spare, ...same } = set;
  return {
    ...defaultPlanSettings,
    ...same,
    fairnessCost: fairnessPercent / 100,
    leftOutCosts: [urgent, usual, spare],
  };
}

/** The settings of planning. */
export const findPlanningSettings = read(
  'visits.view',
  async ({ tx }, _: Record<string, never> = {}): Promise<PlanningSettings> =>
    (await selectPlanningSettings(tx)) ?? defaultPlanning,
);

const within = (setting: Setting) => {
  const [lowest, highest] = planningLimits[setting];
  return z
    .number('PLANNING.OUT_OF_RANGE')
    .int('PLANNING.OUT_OF_RANGE')
    .min(lowest, 'PLANNING.OUT_OF_RANGE')
    .max(highest, 'PLANNING.OUT_OF_RANGE');
};

/** Leaving out what is urgent never costs less than leaving out what is not. */
function orderProblems({
  urgentCost: urgent,
  usualCost: usual,
  spareCost: spare,
}: Partial<PlanningSettings>) {
  return [
    ...(urgent !== undefined && usual !== undefined && urgent < usual
      ? [refusal('PLANNING.URGENT_FIRST', { field: 'urgentCost' })]
      : []),
    ...(usual !== undefined && spare !== undefined && usual < spare
      ? [refusal('PLANNING.URGENT_FIRST', { field: 'usualCost' })]
      : []),
  ];
}

/** Changes the settings for plans made from now on. Refuses PLANNING.OUT_OF_RANGE, .URGENT_FIRST. */
export const changePlanningSettings = useCase({
  permission: 'visits.publish',
  input: z.object({
    radiusMinutes: within('radiusMinutes'),
    restAfterMinutes: within('restAfterMinutes'),
    restMinutes: within('restMinutes'),
    strangerCost: within('strangerCost'),
    fairnessPercent: within('fairnessPercent'),
    urgentCost: within('urgentCost'),
    usualCost: within('usualCost'),
    spareCost: within('spareCost'),
    changedVolunteerCost: within('changedVolunteerCost'),
    changedTimeCost: within('changedTimeCost'),
  }),
  known: (_, settings) => orderProblems(settings),
  async run(scope, settings) {
    const problems = orderProblems(settings);
    if (problems.length > 0) return refuse(...problems);
    const before = (await selectPlanningSettings(scope.tx)) ?? defaultPlanning;
    await savePlanningSettings(scope.tx, {
      ...settings,
      changedAt: scope.now,
      changedBy: scope.actor.name,
    });
    scope.audit(planningChanged(scope.actor.tenantId, { before, after: settings }));
    return accept(settings);
  },
});
