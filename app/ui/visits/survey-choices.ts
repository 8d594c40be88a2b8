import type { Survey } from '~/domain/visits/survey.rules';
import { m } from '~/words/generated/messages';

const income: Record<Survey['income'], () => string> = {
  farming: m.visits_survey_income_farming,
  wages: m.visits_survey_income_wages,
  pension: m.visits_survey_income_pension,
  benefit: m.visits_survey_income_benefit,
  relatives: m.visits_survey_income_relatives,
  none: m.visits_survey_income_none,
};

const housing: Record<Survey['housing'], () => string> = {
  own: m.visits_survey_housing_own,
  rented: m.visits_survey_housing_rented,
  collective: m.visits_survey_housing_collective,
  unsafe: m.visits_survey_housing_unsafe,
};

const difficulty: Record<Survey['difficulties'][number], () => string> = {
  food: m.visits_survey_difficulty_food,
  medicine: m.visits_survey_difficulty_medicine,
  care: m.visits_survey_difficulty_care,
  money: m.visits_survey_difficulty_money,
  housing: m.visits_survey_difficulty_housing,
  loneliness: m.visits_survey_difficulty_loneliness,
  school: m.visits_survey_difficulty_school,
};

const urgency: Record<Survey['urgency'], () => string> = {
  none: m.visits_survey_urgency_none,
  soon: m.visits_survey_urgency_soon,
  now: m.visits_survey_urgency_now,
};

const choices = (labels: Readonly<Record<string, () => string>>) =>
  Object.entries(labels).map(([value, label]) => ({ value, label: label() }));

/** Choices of the form as words; call in a loader, and only for a visit that asks them. */
export const surveyChoices = () => ({
  income: choices(income),
  housing: choices(housing),
  difficulties: choices(difficulty),
  urgency: choices(urgency),
});

/** Answers in words. Version 1 is the only form so far. */
export const surveyFacts = (answers: Survey) => [
  { term: m.visits_survey_urgency(), value: urgency[answers.urgency]() },
  { term: m.visits_survey_people(), value: String(answers.people) },
  { term: m.visits_survey_income(), value: income[answers.income]() },
  {
    term: m.visits_survey_yuan(),
    value: answers.monthlyYuan === undefined ? '' : `${answers.monthlyYuan} ${m.visits_survey_yuan_unit()}`,
  },
  { term: m.visits_survey_housing(), value: housing[answers.housing]() },
  {
    term: m.visits_survey_difficulties(),
    value: answers.difficulties.map((one) => difficulty[one]()).join(m.reports_list_mark()),
  },
  { term: m.visits_survey_health(), value: answers.health ?? '' },
  { term: m.visits_survey_wishes(), value: answers.wishes ?? '' },
];
