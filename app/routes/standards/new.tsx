import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { dateOf } from '~/domain/kernel/plain-date';
import { listStandards } from '~/domain/standards/list-standards';
import { proposeStandard } from '~/domain/standards/propose-standard';
import { standardKeys, standardKeyText } from '~/domain/standards/standard.rules';
import { page, post } from '~/routes/authorised.server';
import { DescriptionList } from '~/ui/kit/description-list';
import { DateField, HiddenField, MoneyField, SelectField, SubmitButton, TextField } from '~/ui/kit/fields';
import { EditForm, FilterForm } from '~/ui/kit/form';
import { formatMoney, formatPeriod } from '~/ui/kit/format';
import { Page, Section } from '~/ui/kit/page';
import { inForceOn, standardLabel } from '~/ui/standards/labels';
import { m } from '~/words/generated/messages';

export const loader = page('standards.propose', async ({ actor, url }) => {
  const of = url.searchParams.get('of') ?? '';
  const key = standardKeys.find((one) => standardKeyText(one) === of);
  const today = dateOf(actor.at ?? new Date());
  const ofKey = key ? (await listStandards(actor, { kind: key.kind })).filter((one) => one.key === of) : [];
  return { of, key, current: ofKey.find((one) => inForceOn(today, one) === 'current') };
});

export const action = post(proposeStandard, { then: ({ id }) => `/standards/${id}` });

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.standards_propose() }) }];

export default function NewStandard() {
  const { of, key, current } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const options = standardKeys.map(standardKeyText).map((value) => ({ value, label: standardLabel(value) }));
  return (
    <Page
      title={m.standards_propose()}
      lead={m.standards_propose_lead()}
      above={[{ to: '/standards', label: m.standards_title() }]}
      narrow
    >
      <FilterForm values={{ of }}>
        <SelectField name="of" label={m.standards_what()} options={options} />
      </FilterForm>
      {key ? (
        <Section title={standardLabel(of)}>
          <DescriptionList
            items={[
              { term: m.standards_current(), value: current && formatMoney(current.amountFen) },
              {
                term: m.standards_period(),
                value: current && formatPeriod(current.effectiveFrom, current.effectiveUntil),
              },
              { term: m.standards_source(), value: current?.source },
            ]}
          />
          <EditForm reply={reply}>
            {Object.entries(key)
              .filter(([name]) => name !== 'scaleCode')
              .map(([name, value]) => (
                <HiddenField key={name} name={name} value={value} />
              ))}
            <MoneyField name="amountFen" label={m.standards_amount()} hint={m.standards_amount_hint()} />
            <DateField name="effectiveFrom" label={m.standards_from()} hint={m.standards_from_hint()} />
            <DateField
              name="effectiveUntil"
              label={m.standards_until()}
              hint={m.standards_until_hint()}
              optional
            />
            <TextField
              name="source"
              label={m.standards_source()}
              hint={m.standards_source_hint()}
              maxLength={300}
            />
            <SubmitButton>{m.standards_send_proposal()}</SubmitButton>
          </EditForm>
        </Section>
      ) : null}
    </Page>
  );
}
