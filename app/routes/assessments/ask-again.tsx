import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { askReassessment } from '~/domain/assessments/ask-reassessment';
import { dateOf } from '~/domain/kernel/plain-date';
import { findPersonName } from '~/domain/people/find-person';
import { notFound, page, post } from '~/routes/authorised.server';
import { DateField, HiddenField, SubmitButton, TextArea, TextField } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { Page } from '~/ui/kit/page';
import { m } from '~/words/generated/messages';

export const loader = page('assessments.ask-again', async ({ actor, id }) => {
  const name = await findPersonName(actor, { id });
  if (name === undefined) throw notFound();
  return { id, name, today: dateOf(actor.at ?? new Date()) };
});

export const action = post(askReassessment, {
  with: ({ id }) => ({ personId: id }),
  then: () => '/reassessments',
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.assessments_change_title() }) }];

export default function AskAgain() {
  const { id, name, today } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.assessments_change_title()}
      lead={m.assessments_change_lead()}
      above={[
        { to: '/people', label: m.people_title() },
        { to: `/people/${id}`, label: name },
      ]}
      narrow
    >
      <EditForm reply={reply} values={{ askedOn: today }}>
        <HiddenField name="cause" value="change" />
        <TextField name="askedBy" label={m.assessments_reported_by()} maxLength={60} />
        <DateField name="askedOn" label={m.assessments_again_on()} max={today} />
        <TextArea
          name="statement"
          label={m.assessments_change_statement()}
          hint={m.assessments_change_hint()}
        />
        <SubmitButton>{m.assessments_change_submit()}</SubmitButton>
      </EditForm>
    </Page>
  );
}
