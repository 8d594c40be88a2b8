import type { MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { findGift } from '~/domain/donations/get-gift';
import { correctDonor, findDonorToCorrect, nameDonor, waitsForBill } from '~/domain/receipts/name-donor';
import { intents, notFound, page, post } from '~/routes/authorised.server';
import { AnonymousField, DonorFields, DonorIdentityFields } from '~/ui/donations/pledge-fields';
import { Checkbox, SubmitButton, TextArea } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { Notice } from '~/ui/kit/notice';
import { Page, Section } from '~/ui/kit/page';
import { m } from '~/words/generated/messages';

export const loader = page('donations.confirm-money', async ({ actor, id }) => {
  const gift = await findGift(actor, { giftId: id });
  if (!gift) throw notFound();
  const known = await findDonorToCorrect(actor, { giftId: id });
  return {
    id,
    reference: gift.reference,
    payerName: gift.payerName ?? '',
    known,
    waits: known ? known.waits : await waitsForBill(actor, { giftId: id }),
  };
});

const ofGift = {
  with: ({ id }: { id: string }) => ({ giftId: id }),
  then: ({ giftId }: { giftId: string }) => `/gifts/${giftId}`,
};

export const action = intents({ donor: post(nameDonor, ofGift), correct: post(correctDonor, ofGift) });

const titleOf = (known: unknown) => (known ? m.donations_correct_donor() : m.donations_name_donor());

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: m.kit_page_title({ page: titleOf(data?.known) }) },
];

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

/** Who gave: named afterwards where nobody was known, else corrected. */
export default function GiftDonor() {
  const { id, reference, payerName, known, waits } = useLoaderData<typeof loader>();
  return (
    <Page
      title={titleOf(known)}
      lead={known ? m.donations_correct_donor_hint({ count: known.gifts }) : m.donations_name_donor_hint()}
      above={[
        { to: '/gifts', label: m.donations_title() },
        { to: `/gifts/${id}`, label: reference },
      ]}
      narrow
    >
      {waits ? (
        <Notice tone="due" title={known ? m.donations_correct_donor_waits() : m.donations_name_donor_waits()}>
          <Link to="/receipts/fiscal">{m.receipts_fiscal_title()}</Link>
        </Notice>
      ) : null}
      <Section>{known ? <Correct {...known} /> : <Name payerName={payerName} />}</Section>
    </Page>
  );
}

function Name({ payerName }: Pick<Loaded, 'payerName'>) {
  const reply = useActionData<typeof action>();
  return (
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
  );
}

function Correct({ kind, name, creditCode }: NonNullable<Loaded['known']>) {
  const reply = useActionData<typeof action>();
  return (
    <EditForm intent="correct" reply={reply} values={{ donor: { kind, name, creditCode: creditCode ?? '' } }}>
      <DonorIdentityFields />
      <Checkbox
        name="toKnown"
        label={m.donations_correct_donor_known()}
        hint={m.donations_correct_donor_known_hint()}
      />
      <TextArea
        name="reason"
        label={m.donations_correct_donor_reason()}
        hint={m.donations_correct_donor_reason_hint()}
        rows={2}
      />
      <SubmitButton>{m.donations_correct_donor()}</SubmitButton>
    </EditForm>
  );
}
