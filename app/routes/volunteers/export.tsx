import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { formRefusals } from '~/domain/audit/use-case';
import { beginExport, exportGroups } from '~/domain/volunteers/export-records';
import { act, page } from '~/routes/authorised.server';
import { replyWithRefusals, submission } from '~/routes/form.server';
import { Choice, SubmitButton, TextField } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { Page, Section } from '~/ui/kit/page';
import { m } from '~/words/generated/messages';
import { groupLabel } from './export-file.server';

export const loader = page('volunteers.export', async () => ({
  groups: exportGroups.map((group) => ({ value: group, label: groupLabel[group]() })),
}));

/** Looks whether everything is said; the file itself writes down who took it. */
export const action = act('volunteers.export', async ({ form }) => {
  const sent = submission(form, beginExport.input);
  const asked = beginExport.input.safeParse(sent.input, { reportInput: true });
  if (!asked.success) return replyWithRefusals(sent, formRefusals(asked.error));
  const { group, format, reason } = asked.data;
  throw redirect(`/volunteers/export/${group}.${format}?${new URLSearchParams({ reason })}`, 303);
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.volunteers_export_title() }) }];

export default function Export() {
  const { groups } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.volunteers_export_title()}
      lead={m.volunteers_export_lead()}
      above={[{ to: '/volunteers', label: m.volunteers_title() }]}
      narrow
    >
      <Section>
        <EditForm reply={reply} values={{ group: 'basic', format: 'csv' }} wholePage>
          <Choice name="group" label={m.volunteers_export_group()} options={groups} />
          <Choice
            name="format"
            label={m.volunteers_export_format()}
            options={[
              { value: 'csv', label: 'CSV' },
              { value: 'xlsx', label: 'XLSX' },
            ]}
            inline
          />
          <TextField
            name="reason"
            label={m.volunteers_export_reason()}
            hint={m.volunteers_export_reason_hint()}
          />
          <SubmitButton>{m.volunteers_export_take()}</SubmitButton>
        </EditForm>
      </Section>
    </Page>
  );
}
