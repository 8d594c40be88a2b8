import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { planActivity } from '~/domain/care/plan-activity';
import { page, post } from '~/routes/authorised.server';
import { activityKindLabel } from '~/ui/care/activity-labels';
import { optionsOf } from '~/ui/care/labels';
import { HiddenField, NumberField, SelectField, SubmitButton, TextArea, TextField } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { Page, Section } from '~/ui/kit/page';
import { m } from '~/words/generated/messages';

export const loader = page('care.record', async ({ actor }) => ({
  formId: crypto.randomUUID(),
  viewer: actor.name,
}));

export const action = post(planActivity, { then: ({ activityId }) => `/activities/${activityId}` });

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.care_activity_new() }) }];

export default function NewActivity() {
  const { formId, viewer } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.care_activity_new()}
      lead={m.care_activity_new_lead()}
      above={[{ to: '/activities', label: m.care_activities() }]}
      narrow
    >
      <Section>
        <EditForm reply={reply} values={{ leader: viewer, capacity: 20 }}>
          <HiddenField name="activityId" value={formId} />
          <TextField name="name" label={m.care_activity_name()} maxLength={60} />
          <SelectField name="kind" label={m.care_kind()} options={optionsOf(activityKindLabel)} />
          <TextField name="place" label={m.care_place()} maxLength={100} />
          <TextField name="startsAt" type="datetime-local" label={m.care_starts_at()} />
          <TextField name="endsAt" type="datetime-local" label={m.care_ends_at()} />
          <NumberField name="capacity" label={m.care_capacity()} />
          <TextField name="leader" label={m.care_leader()} hint={m.care_leader_hint()} maxLength={60} />
          <TextArea name="note" label={m.care_activity_note()} rows={3} maxLength={500} optional />
          <SubmitButton>{m.care_activity_do()}</SubmitButton>
        </EditForm>
      </Section>
    </Page>
  );
}
