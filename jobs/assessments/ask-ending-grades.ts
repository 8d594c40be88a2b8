import { askEndingGrades } from '~/domain/assessments/ask-ending-grades';
import { defineJob } from '../define-job';
import { recurringPayload } from '../recurring';

export const askEndingGradesJob = defineJob({
  name: 'assessments.ask-ending-grades',
  payload: recurringPayload,
  run: ({ actor }) => askEndingGrades(actor, {}),
});
