import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { getBedRules, settleBedRules } from '~/domain/beds/settle-bed-rules';
import { page, post } from '~/routes/authorised.server';
import { Checkbox, Choice, NumberField, SubmitButton } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { Page, Section } from '~/ui/kit/page';
import { m } from '~/words/generated/messages';

export const loader = page('beds.edit', async ({ actor }) => ({ rules: await getBedRules(actor) }));

export const action = post(settleBedRules, { then: () => '/beds/cleaning' });

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.beds_rules() }) }];

export default function BedRules() {
  const { rules } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.beds_rules()}
      above={[
        { to: '/beds', label: m.beds_title() },
        { to: '/beds/cleaning', label: m.beds_cleaning() },
      ]}
      narrow
    >
      <Section>
        <EditForm reply={reply} values={rules}>
          <Checkbox
            name="cleaningRequired"
            label={m.beds_rules_cleaning()}
            hint={m.beds_rules_cleaning_hint()}
          />
          <NumberField
            name="cleaningHours"
            label={m.beds_rules_hours()}
            hint={m.beds_rules_hours_hint()}
            optional
          />
          <Choice
            name="shareDenominator"
            label={m.beds_rules_share()}
            hint={m.beds_rules_share_hint()}
            options={[
              { value: 'all', label: m.beds_denominator_all() },
              { value: 'in_service', label: m.beds_denominator_in_service() },
            ]}
          />
          <SubmitButton>{m.beds_change_do()}</SubmitButton>
        </EditForm>
      </Section>
    </Page>
  );
}
