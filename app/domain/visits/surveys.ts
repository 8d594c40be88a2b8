import { z } from 'zod';
import {
  hasSurvey,
  insertSurvey,
  openSurvey,
  selectSurvey,
  selectSurveysOf,
} from '#db/queries/visit-surveys';
import { type ReadScope, read, type Scope, useCase } from '../audit/use-case';
import { accept, type Result, refusal, refuse } from '../kernel/refusals';
import type { Assignment } from './own-assignment';
import { SURVEY_VERSION, type Survey } from './survey.rules';
import { surveyRecorded, surveyRevealed } from './visit.events';

const ROWS = 50;

/**
 * Keeps what was found out at a visit of 家境调查; of several volunteers one hands it in.
 * Refuses ASSIGNMENT.SURVEY_MISSING, of another service .NO_SURVEY.
 */
export async function keepSurvey(
  scope: Scope,
  assignment: Assignment,
  survey: Survey | undefined,
): Promise<Result<undefined>> {
  const asked = assignment.serviceKind === 'survey';
  if (!asked)
    return survey ? refuse(refusal('ASSIGNMENT.NO_SURVEY', { field: 'survey' })) : accept(undefined);
  if (!survey) {
    const there = await hasSurvey(scope.tx, assignment.visitId);
    return there
      ? accept(undefined)
      : refuse(refusal('ASSIGNMENT.SURVEY_MISSING', { field: 'survey.people' }));
  }
  const { assignmentId, needPersonId: personId, householdId, townCode } = assignment;
  const surveyId = await insertSurvey(scope.tx, {
    assignmentId,
    personId,
    householdId,
    townCode,
    version: SURVEY_VERSION,
    answers: survey,
    recordedAt: scope.now,
  });
  if (surveyId) scope.audit(surveyRecorded(assignmentId, { surveyId, version: SURVEY_VERSION }));
  return accept(undefined);
}

const maySee = ({ actor }: ReadScope, { townCode }: { townCode: string }): boolean =>
  !actor.townCode || actor.townCode === townCode;

/** Surveys of a person and of their household, newest first, without the answers; a town clerk sees those of the own town. */
export const listSurveysOf = read(
  'visits.reveal-surveys',
  ({ tx, actor, today }, { personId }: { personId: string }) =>
    selectSurveysOf(tx, { personId, on: today, townCode: actor.townCode, limit: ROWS }),
);

/** A survey without its answers; undefined when there is none, or it is another town's. */
export const findSurvey = read('visits.reveal-surveys', async (scope, { surveyId }: { surveyId: string }) => {
  const survey = await selectSurvey(scope.tx, surveyId);
  return survey && maySee(scope, survey) ? survey : undefined;
});

/** Shows the answers of a survey for a reason, and remembers that. Refuses SURVEY.UNKNOWN, .REASON_MISSING. */
export const revealSurvey = useCase({
  permission: 'visits.reveal-surveys',
  input: z.object({
    surveyId: z.uuid('SURVEY.UNKNOWN'),
    reason: z.string({ error: 'SURVEY.REASON_MISSING' }).trim().min(1, 'SURVEY.REASON_MISSING').max(200),
  }),
  async run(scope, { surveyId, reason }) {
    const survey = await selectSurvey(scope.tx, surveyId);
    if (!survey || !maySee(scope, survey)) return refuse(refusal('SURVEY.UNKNOWN', { field: 'surveyId' }));
    const answers = (await openSurvey(scope.tx, surveyId)) as Survey;
    scope.audit(
      surveyRevealed(
        survey.personId ? { type: 'person', id: survey.personId } : { type: 'visit', id: survey.visitId },
        { surveyId },
        reason,
      ),
    );
    return accept({ surveyId, version: survey.version, answers });
  },
});
