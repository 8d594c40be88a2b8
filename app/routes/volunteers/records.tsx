import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { recordEvaluation, withdrawRecord } from '~/domain/volunteers/keep-records';
import { findRecords } from '~/domain/volunteers/list-records';
import { intents, notFound, page, post } from '~/routes/authorised.server';
import { Dialog } from '~/ui/kit/dialog';
import { Choice, HiddenField, SubmitButton, TextArea } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { ButtonLink, Page } from '~/ui/kit/page';
import { evaluatorLabel, recordGroups } from '~/ui/volunteers/record-groups';
import { Records } from '~/ui/volunteers/records';
import { VolunteerTabs } from '~/ui/volunteers/volunteer-tabs';
import { m } from '~/words/generated/messages';

export const loader = page('volunteers.view', async ({ actor, id }) => {
  const records = await findRecords(actor, { volunteerId: id });
  if (!records) throw notFound();
  return {
    id,
    name: records.name,
    number: records.number,
    groups: recordGroups(records),
    evaluators: Object.entries(evaluatorLabel).map(([value, label]) => ({ value, label: label() })),
    mayRecord: actor.permissions.has('volunteers.record'),
    viewer: actor.name,
  };
});

export const action = intents({
  evaluate: post(recordEvaluation, { then: (_, { id }) => `/volunteers/${id}/records` }),
  withdraw: post(withdrawRecord, { then: (_, { id }) => `/volunteers/${id}/records` }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: m.kit_page_title({ page: m.volunteers_records_of({ name: data?.name ?? '' }) }) },
];

const RATINGS = [5, 4, 3, 2, 1];

export default function VolunteerRecords() {
  const { id, name, number, groups, evaluators, mayRecord, viewer } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.volunteers_records_of({ name })}
      above={[
        { to: '/volunteers', label: m.volunteers_title() },
        { to: `/volunteers/${id}`, label: name },
      ]}
      actions={
        mayRecord ? (
          <>
            <ButtonLink to={`/volunteers/records/training?number=${number}`}>
              {m.volunteers_record_new()}
            </ButtonLink>
            <Dialog id="evaluate" title={m.volunteers_evaluate()} trigger={m.volunteers_evaluate()}>
              <EditForm intent="evaluate" reply={reply} values={{ saidBy: 'coordinator' }}>
                <HiddenField name="volunteers" value={number} />
                <Choice
                  name="rating"
                  label={m.volunteers_evaluation_rating()}
                  hint={m.volunteers_evaluation_rating_hint()}
                  options={RATINGS.map((rating) => ({ value: String(rating), label: String(rating) }))}
                  inline
                />
                <Choice name="saidBy" label={m.volunteers_evaluation_by()} options={evaluators} />
                <TextArea name="comment" label={m.volunteers_evaluation_comment()} optional />
                <SubmitButton>{m.volunteers_evaluate()}</SubmitButton>
              </EditForm>
            </Dialog>
          </>
        ) : null
      }
      watermark={viewer}
    >
      <VolunteerTabs id={id} />
      <Records groups={groups} reply={reply} mayWithdraw={mayRecord} />
    </Page>
  );
}
