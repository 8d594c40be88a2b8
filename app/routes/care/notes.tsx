import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { listCareNotes } from '~/domain/care/list-care-notes';
import { recordCareNote } from '~/domain/care/record-care-note';
import { dateOf } from '~/domain/kernel/plain-date';
import { findPersonName } from '~/domain/people/find-person';
import { notFound, page, post } from '~/routes/authorised.server';
import { noteKindLabel } from '~/ui/care/activity-labels';
import { NotesTable } from '~/ui/care/care-tables';
import { optionsOf } from '~/ui/care/labels';
import { CareTabs } from '~/ui/care/person-tabs';
import { noteRow } from '~/ui/care/rows';
import { Choice, DateField, SubmitButton, TextArea, TextField } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { Page, Section } from '~/ui/kit/page';
import { PrintButton } from '~/ui/kit/print-button';
import { m } from '~/words/generated/messages';

export const loader = page('care.view', async ({ actor, id, url }) => {
  const name = await findPersonName(actor, { id });
  if (name === undefined) throw notFound();
  const { rows, next } = await listCareNotes(actor, {
    personId: id,
    after: url.searchParams.get('after') ?? undefined,
  });
  return {
    id,
    name,
    rows: rows.map(noteRow),
    next,
    today: dateOf(actor.at ?? new Date()),
    mayRecord: actor.permissions.has('care.record'),
    seesHealth: actor.permissions.has('care.view-health'),
    viewer: actor.name,
  };
});

export const action = post(recordCareNote, {
  with: ({ id }) => ({ personId: id }),
  then: (_, { id }) => `/people/${id}/notes`,
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: m.kit_page_title({ page: m.care_notes_of({ name: data?.name ?? '' }) }) },
];

export default function CareNotes() {
  const { id, name, rows, next, today, mayRecord, seesHealth, viewer } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.care_notes_of({ name })}
      above={[{ to: `/people/${id}`, label: name }]}
      actions={<PrintButton />}
      watermark={viewer}
    >
      <CareTabs personId={id} seesHealth={seesHealth} />
      {mayRecord ? (
        <Section title={m.care_note_new()}>
          <EditForm reply={reply} values={{ on: today, by: viewer }}>
            <Choice name="kind" label={m.care_kind()} options={optionsOf(noteKindLabel)} inline />
            <TextArea name="text" label={m.care_what()} rows={3} maxLength={1000} />
            <DateField name="on" label={m.care_date()} max={today} />
            <TextField name="by" label={m.care_note_by()} hint={m.care_note_by_hint()} maxLength={60} />
            <SubmitButton>{m.care_note_do()}</SubmitButton>
          </EditForm>
        </Section>
      ) : null}
      <Section title={m.care_notes()}>
        <NotesTable rows={rows} next={next} />
      </Section>
    </Page>
  );
}
