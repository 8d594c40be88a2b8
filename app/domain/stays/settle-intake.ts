import { z } from 'zod';
import { saveIntakeSettings, selectIntakeSettings } from '#db/queries/drafts';
import { type ReadScope, read, useCase } from '../audit/use-case';
import { accept } from '../kernel/refusals';
import { defaultIntakeRules, type IntakeRules } from './intake-rules.rules';
import { intakeEvent } from './stay.events';

/** The rules in force: those of the tenant, else those that come with the product. */
export const intakeRulesOf = async ({ tx }: Pick<ReadScope, 'tx'>): Promise<IntakeRules> =>
  (await selectIntakeSettings(tx)) ?? defaultIntakeRules;

/** How applications are taken: how long drafts are kept, how long a family has to answer, how many documents. */
export const getIntakeRules = read('stays.view', async (scope, _: Record<string, never> = {}) => ({
  ...(await intakeRulesOf(scope)),
  settled: (await selectIntakeSettings(scope.tx)) !== undefined,
}));

const days = (least: number, most: number) =>
  z
    .number('STAY.INTAKE_RANGE')
    .int('STAY.INTAKE_RANGE')
    .min(least, 'STAY.INTAKE_RANGE')
    .max(most, 'STAY.INTAKE_RANGE');

/** Settles them. Refuses STAY.INTAKE_RANGE. */
export const settleIntake = useCase({
  permission: 'stays.settle-intake',
  input: z.object({
    draftKeepDays: days(7, 365),
    answerDays: days(1, 60),
    decideDays: days(1, 90),
    documentsLimit: days(5, 100),
  }),
  async run(scope, settings) {
    await saveIntakeSettings(scope.tx, settings);
    scope.audit(intakeEvent('intake.settled', 'rules', settings));
    return accept(settings);
  },
});
