import { sixItems } from '~/domain/people/applicant-row.rules';

/** Answers to the six items with the first `unmet` of them not met. */
export const sixAnswers = (unmet: number): Record<string, string> =>
  Object.fromEntries(sixItems.map((item, place) => [item, place < unmet ? 'unmet' : 'met']));
