import { m } from '~/words/generated/messages';
import { Choice, Choices, Fieldset, NumberField, TextArea } from '../kit/fields';
import type { surveyChoices } from './survey-choices';

/** The form of 家境调查, filled in on the telephone before leaving. */
export function SurveyFields({ choices }: { choices: ReturnType<typeof surveyChoices> }) {
  return (
    <Fieldset legend={m.visits_survey()} hint={m.visits_survey_hint()}>
      <NumberField name="survey.people" label={m.visits_survey_people()} size={4} />
      <Choice name="survey.income" label={m.visits_survey_income()} options={choices.income} inline />
      <NumberField
        name="survey.monthlyYuan"
        label={m.visits_survey_yuan()}
        unit={m.visits_survey_yuan_unit()}
        size={8}
        optional
      />
      <Choice name="survey.housing" label={m.visits_survey_housing()} options={choices.housing} inline />
      <Choices
        name="survey.difficulties"
        label={m.visits_survey_difficulties()}
        options={choices.difficulties}
        inline
        optional
      />
      <TextArea name="survey.health" label={m.visits_survey_health()} rows={2} maxLength={500} optional />
      <TextArea name="survey.wishes" label={m.visits_survey_wishes()} rows={2} maxLength={500} optional />
      <Choice name="survey.urgency" label={m.visits_survey_urgency()} options={choices.urgency} inline />
    </Fieldset>
  );
}
