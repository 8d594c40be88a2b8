import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { listBands } from '~/domain/fees/list-tariffs';
import { proposeTariff } from '~/domain/fees/propose-tariff';
import { getPriceRules } from '~/domain/fees/settle-price-rules';
import { addDays, dateOf, parsePlainDate } from '~/domain/kernel/plain-date';
import { careTiers } from '~/domain/standards/standard.rules';
import { page, post } from '~/routes/authorised.server';
import { BandStretches } from '~/ui/fees/band-stretches';
import { Choice, DateField, HiddenField, MoneyField, SubmitButton, TextArea } from '~/ui/kit/fields';
import { EditForm, FilterForm } from '~/ui/kit/form';
import { Page, Section } from '~/ui/kit/page';
import { gradeLabel } from '~/ui/standards/labels';
import { m } from '~/words/generated/messages';
import { inWords } from './bands.server';

export const loader = page('fees.propose-tariff', async ({ actor, url }) => {
  const asked = (name: string) => url.searchParams.get(name) ?? '';
  const grade = careTiers.find((tier) => tier === asked('grade'));
  const from = parsePlainDate(asked('from')) ?? addDays(dateOf(actor.at ?? new Date()), 1);
  const given = parsePlainDate(asked('until'));
  const until = given && given > from ? given : null;
  const bands = grade ? await listBands(actor, { from, until }) : [];
  const band = bands.find((one) => one.grade === grade);
  return { grade, from, until, stretches: band && inWords(band.stretches, await getPriceRules(actor)) };
});

export const action = post(proposeTariff, { then: ({ id }) => `/tariffs/${id}` });

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.fees_tariff_propose() }) }];

export default function NewTariff() {
  const { grade, from, until, stretches } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.fees_tariff_propose()}
      lead={m.fees_tariff_propose_lead()}
      above={[{ to: '/tariffs', label: m.fees_tariffs_title() }]}
      narrow
    >
      <FilterForm values={{ grade, from, until: until ?? undefined }}>
        <Choice
          name="grade"
          label={m.fees_grade()}
          options={careTiers.map((tier) => ({ value: tier, label: gradeLabel(tier) }))}
          inline
        />
        <DateField name="from" label={m.standards_from()} />
        <DateField name="until" label={m.standards_until()} optional />
      </FilterForm>
      {grade && stretches ? (
        <>
          <Section title={m.fees_band_title({ grade: gradeLabel(grade) })}>
            <BandStretches stretches={stretches} />
          </Section>
          <Section>
            <EditForm reply={reply}>
              <HiddenField name="grade" value={grade} />
              <HiddenField name="effectiveFrom" value={from} />
              {until ? <HiddenField name="effectiveUntil" value={until} /> : null}
              <MoneyField name="monthlyFeeFen" label={m.fees_monthly()} hint={m.fees_monthly_hint()} />
              <TextArea name="note" label={m.fees_note()} rows={2} maxLength={500} optional />
              <SubmitButton>{m.standards_send_proposal()}</SubmitButton>
            </EditForm>
          </Section>
        </>
      ) : null}
    </Page>
  );
}
