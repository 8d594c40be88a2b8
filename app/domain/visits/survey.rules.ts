import { z } from 'zod';

/** The form as it is now; answers keep the version they were given in. */
export const SURVEY_VERSION = 1;

export const incomes = ['farming', 'wages', 'pension', 'benefit', 'relatives', 'none'] as const;
export const housings = ['own', 'rented', 'collective', 'unsafe'] as const;
export const difficulties = ['food', 'medicine', 'care', 'money', 'housing', 'loneliness', 'school'] as const;
export const urgencies = ['none', 'soon', 'now'] as const;

const text = (most: number) => z.string().trim().max(most).optional();

/**
 * What a volunteer notes of a household (家境调查). A help for the officials of the town, who make the formal survey by two
 * and sign it; nothing here decides about anybody.
 */
export const surveyForm = z.object({
  /** People who live there. */
  people: z
    .number('SURVEY.PEOPLE_RANGE')
    .int('SURVEY.PEOPLE_RANGE')
    .min(1, 'SURVEY.PEOPLE_RANGE')
    .max(30, 'SURVEY.PEOPLE_RANGE'),
  income: z.enum(incomes, 'SURVEY.INCOME_MISSING'),
  /** Yuan a month of all together, as they say. */
  monthlyYuan: z
    .number('SURVEY.YUAN_RANGE')
    .int('SURVEY.YUAN_RANGE')
    .min(0, 'SURVEY.YUAN_RANGE')
    .max(1_000_000, 'SURVEY.YUAN_RANGE')
    .optional(),
  housing: z.enum(housings, 'SURVEY.HOUSING_MISSING'),
  difficulties: z.array(z.enum(difficulties, 'INPUT.INVALID')).max(difficulties.length).default([]),
  health: text(500),
  wishes: text(500),
  urgency: z.enum(urgencies, 'SURVEY.URGENCY_MISSING'),
});

export type Survey = z.output<typeof surveyForm>;
