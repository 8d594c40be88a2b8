import { z } from 'zod';
import { insertReassessment, selectRunningOut } from '#db/queries/reassessments';
import { useCase } from '../audit/use-case';
import { addDays } from '../kernel/plain-date';
import { accept } from '../kernel/refusals';
import { reassessmentEvent } from './assessment.events';
import { EXPIRY_WARNING_DAYS } from './reassessment.rules';

/** Grades that one run takes; the next day takes the others. */
const BATCH = 1_000;

/**
 * Asks for the next assessment of everybody whose grade ends within thirty days; due on the last day on which it still counts.
 * Run every night; a grade is asked about once.
 */
export const askEndingGrades = useCase({
  permission: 'jobs.run',
  input: z.object({}),
  async run(scope) {
    const { today, now, actor } = scope;
    const ending = await selectRunningOut(scope.tx, {
      today,
      until: addDays(today, EXPIRY_WARNING_DAYS),
      limit: BATCH,
    });
    for (const { assessmentId, personId, validUntil } of ending) {
      const dueOn = addDays(validUntil, -1);
      const id = await insertReassessment(scope.tx, {
        personId,
        cause: 'expiry',
        assessmentId,
        askedOn: today,
        dueOn,
        askedBy: actor.name,
        recordedAt: now,
        recordedByName: actor.name,
      });
      scope.audit(reassessmentEvent('reassessment.asked', id, { personId, cause: 'expiry', dueOn }));
    }
    return accept({ asked: ending.length });
  },
});
