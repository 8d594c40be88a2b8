import type { MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { findGift } from '~/domain/donations/get-gift';
import { nameDonor, waitsForBill } from '~/domain/receipts/name-donor';
import { intents, notFound, page, post } from '~/routes/authorised.server';
import { AnonymousField, DonorFields } from '~/ui/donations/pledge-fields';
import { SubmitButton, TextArea } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { Notice } from '~/ui/kit/notice';
import { Page, Section } from '~/ui/kit/page';
import { m } from '~/words/generated/messages';

export const loader = page('donations.confirm-money', async ({ actor, id }) => {
  const gift = await findGift(actor, { giftId: id });
  if (!gift) throw notFound();
  return {
    id,
    reference: gift.reference,
    payerName: gift.payerName ?? '',
    waits: await waitsForBill(actor, { giftId: id }),
  };
});

export const action = intents({
  donor: post(nameDonor, {
    with: ({ id }) => ({ giftId: id }),
    then: ({ giftId }) => `/gifts/${giftId}`,
  }),
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.donations_name_donor() }) }];

export default function GiftDonor() {
  const { id, reference, payerName, waits } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.donations_name_donor()}
      lead={m.donations_name_donor_hint()}
      above={[
        { to: '/gifts', label: m.donations_title() },
        { to: `/gifts/${id}`, label: reference },
      ]}
      narrow
    >
      {waits ? (
        <Notice tone="due" title={m.donations_name_donor_waits()}>
          <Link to="/receipts/fiscal">{m.receipts_fiscal_title()}</Link>
        </Notice>
      ) : null}
      <Section>
        <EditForm
          intent="donor"
          reply={reply}
          values={{ anonymous: 'true', donor: { kind: 'person', name: payerName } }}
        >
          <DonorFields />
          <AnonymousField />
          <TextArea
            name="reason"
            label={m.donations_name_donor_reason()}
            hint={m.donations_name_donor_reason_hint()}
            rows={2}
          />
          <SubmitButton>{m.donations_name_donor()}</SubmitButton>
        </EditForm>
      </Section>
    </Page>
  );
}
