import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { getPriceRules, settlePriceRules } from '~/domain/fees/settle-price-rules';
import { page, post } from '~/routes/authorised.server';
import { NumberField, SubmitButton } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { Page, Section } from '~/ui/kit/page';
import { m } from '~/words/generated/messages';

export const loader = page(settlePriceRules.permission, async ({ actor }) => ({
  rules: await getPriceRules(actor),
}));

export const action = post(settlePriceRules, { then: () => '/tariffs' });

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.fees_price_rules() }) }];

export default function PriceRules() {
  const { rules } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.fees_price_rules()}
      lead={m.fees_price_rules_lead()}
      above={[{ to: '/tariffs', label: m.fees_tariffs_title() }]}
      narrow
    >
      <Section>
        <EditForm reply={reply} values={rules}>
          <NumberField
            name="boundMonths"
            label={m.fees_price_rules_months()}
            hint={m.fees_price_rules_months_hint()}
          />
          <NumberField
            name="slightPercent"
            label={m.fees_price_rules_percent()}
            hint={m.fees_price_rules_percent_hint()}
          />
          <SubmitButton>{m.fees_price_rules_do()}</SubmitButton>
        </EditForm>
      </Section>
    </Page>
  );
}
