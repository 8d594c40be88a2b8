import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { findBankLineToTie } from '~/domain/donations/list-bank-lines-to-tie';
import { listGivingChoices } from '~/domain/donations/list-entities';
import { takeUnpledgedLine, tieBankLine } from '~/domain/donations/tie-bank-line';
import { intents, notFound, page, post } from '~/routes/authorised.server';
import { doubtLabel } from '~/ui/donations/checking-labels';
import { DestinationFields, DonorFields } from '~/ui/donations/pledge-fields';
import { DescriptionList } from '~/ui/kit/description-list';
import { HiddenField, SubmitButton, TextField } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { formatDate, formatMoney } from '~/ui/kit/format';
import { Notice } from '~/ui/kit/notice';
import { Page, Section } from '~/ui/kit/page';
import { m } from '~/words/generated/messages';

export const loader = page('donations.confirm-money', async ({ actor, id }) => {
  const line = await findBankLineToTie(actor, { lineId: id });
  if (!line) throw notFound();
  return { line, choices: await listGivingChoices(actor, {}) };
});

const toGift = {
  with: ({ id }: { id: string }) => ({ lineId: id }),
  then: ({ giftId }: { giftId: string }) => `/gifts/${giftId}`,
};

export const action = intents({
  tie: post(tieBankLine, toGift),
  unknown: post(takeUnpledgedLine, toGift),
  named: post(takeUnpledgedLine, toGift),
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.donations_bank_line() }) }];

export default function BankLinePage() {
  const { line, choices } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const first = { anonymous: 'true', purpose: choices.purposes[0]?.code };
  return (
    <Page
      title={m.donations_bank_line()}
      above={[
        { to: '/gifts', label: m.donations_title() },
        { to: '/gifts/bank-lines', label: m.donations_bank_lines() },
      ]}
      narrow
    >
      <Section>
        <DescriptionList
          items={[
            { term: m.donations_line_payer(), value: line.counterpartyName || m.donations_donor_unknown() },
            { term: m.donations_line_date(), value: formatDate(line.bookedOn) },
            { term: m.donations_amount(), value: formatMoney(line.amountFen) },
            { term: m.donations_line_remark(), value: line.remark },
            { term: m.donations_line_summary(), value: line.summary },
          ]}
        />
        {line.doubt ? <Notice tone="due" title={doubtLabel[line.doubt]()} /> : null}
      </Section>
      <Section title={m.donations_tie()}>
        {line.suggested.map((pledge) => (
          <EditForm key={pledge.reference} intent="tie" id={pledge.reference} reply={reply}>
            <HiddenField name="reference" value={pledge.reference} />
            <p>
              {m.donations_tie_suggestion({
                reference: pledge.reference,
                donor: pledge.donorName ?? m.donations_donor_unknown(),
                on: formatDate(pledge.pledgedOn),
              })}
            </p>
            <SubmitButton>{m.donations_tie_this()}</SubmitButton>
          </EditForm>
        ))}
        <EditForm intent="tie" reply={reply}>
          <TextField
            name="reference"
            label={m.donations_reference()}
            hint={m.donations_tie_hint()}
            size={14}
            autoComplete="off"
          />
          <SubmitButton>{m.donations_tie()}</SubmitButton>
        </EditForm>
      </Section>
      <Section title={m.donations_take_unknown()}>
        <p>{m.donations_take_unknown_text()}</p>
        <EditForm intent="unknown" reply={reply} values={first}>
          <DestinationFields choices={choices} nameless />
          <SubmitButton>{m.donations_take_unknown()}</SubmitButton>
        </EditForm>
      </Section>
      <Section title={m.donations_take_named()}>
        <EditForm
          intent="named"
          reply={reply}
          values={{ ...first, donor: { kind: 'person', name: line.counterpartyName } }}
        >
          <DestinationFields choices={choices} />
          <DonorFields />
          <SubmitButton>{m.donations_take_named()}</SubmitButton>
        </EditForm>
      </Section>
    </Page>
  );
}
