import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { findSurvey, revealSurvey } from '~/domain/visits/surveys';
import { notFound, page, post } from '~/routes/authorised.server';
import { DescriptionList } from '~/ui/kit/description-list';
import { SubmitButton, TextField } from '~/ui/kit/fields';
import { EditForm, type Reply } from '~/ui/kit/form';
import { formatInstant } from '~/ui/kit/format';
import { Page, Section } from '~/ui/kit/page';
import { surveyFacts } from '~/ui/visits/survey-choices';
import { m } from '~/words/generated/messages';

export const loader = page('visits.reveal-surveys', async ({ actor, id }) => {
  const survey = await findSurvey(actor, { surveyId: id });
  if (!survey) throw notFound();
  return {
    viewer: actor.name,
    above:
      survey.personId && actor.permissions.has('people.view')
        ? [{ to: `/people/${survey.personId}`, label: m.visits_surveys() }]
        : [],
    facts: [
      { term: m.visits_survey_on(), value: formatInstant(survey.recordedAt) },
      { term: m.visits_volunteer(), value: survey.volunteerName },
      { term: m.visits_survey_version(), value: String(survey.version) },
    ],
  };
});

export const action = post(revealSurvey, {
  with: ({ id }) => ({ surveyId: id }),
  then: ({ answers }) => ({ answers: surveyFacts(answers) }),
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.visits_survey() }) }];

export default function SurveyPage() {
  const { viewer, above, facts } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const shown = answer && 'answers' in answer ? answer.answers : undefined;
  return (
    <Page title={m.visits_survey()} above={above} watermark={viewer} narrow>
      <Section>
        <DescriptionList items={[...facts, ...(shown ?? [])]} />
        {shown ? null : (
          <EditForm reply={answer as Reply | undefined}>
            <p className="quiet">{m.visits_survey_reveal_hint()}</p>
            <TextField name="reason" label={m.visits_survey_reason()} maxLength={200} />
            <SubmitButton>{m.visits_survey_reveal()}</SubmitButton>
          </EditForm>
        )}
      </Section>
    </Page>
  );
}
