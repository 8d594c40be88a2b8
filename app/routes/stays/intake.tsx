import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { getIntakeRules, settleIntake } from '~/domain/stays/settle-intake';
import { page, post } from '~/routes/authorised.server';
import { NumberField, SubmitButton } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { Page, Section } from '~/ui/kit/page';
import { m } from '~/words/generated/messages';

export const loader = page('stays.settle-intake', async ({ actor }) => ({
  rules: await getIntakeRules(actor),
}));

export const action = post(settleIntake, { then: () => '/applications' });

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.stays_intake() }) }];

export default function Intake() {
  const { rules } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.stays_intake()}
      lead={m.stays_intake_lead()}
      above={[{ to: '/applications', label: m.stays_applications() }]}
      narrow
    >
      <Section>
        <EditForm reply={reply} values={rules}>
          <NumberField name="draftKeepDays" label={m.stays_intake_keep()} hint={m.stays_intake_keep_hint()} />
          <NumberField name="answerDays" label={m.stays_intake_answer()} />
          <NumberField name="decideDays" label={m.stays_intake_decide()} />
          <NumberField name="documentsLimit" label={m.stays_intake_documents()} />
          <SubmitButton>{m.stays_intake_save()}</SubmitButton>
        </EditForm>
      </Section>
    </Page>
  );
}
