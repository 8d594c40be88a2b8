import type { MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { findOwnDonor, listOwnGifts } from '~/domain/donations/list-own-gifts';
import { setDonorMail } from '~/domain/donations/set-donor-mail';
import { listOwnHoldingReceipts } from '~/domain/receipts/list-receipts';
import { receiptNumber } from '~/domain/receipts/receipt.rules';
import { listOwnWithoutReceipt } from '~/domain/receipts/without-receipt';
import { listOwnYears } from '~/domain/receipts/year-statement';
import { page, post } from '~/routes/authorised.server';
import { giftColumns } from '~/ui/donations/gift-columns';
import { HiddenField, SubmitButton, TextField } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { Icon } from '~/ui/kit/icon';
import { Notice } from '~/ui/kit/notice';
import { ButtonLink, Page, Section } from '~/ui/kit/page';
import { Table } from '~/ui/kit/table';
import { noReceiptInShort } from '~/ui/receipts/without';
import { m } from '~/words/generated/messages';

export const loader = page('donations.view-own', async ({ actor, url }) => {
  const gifts = await listOwnGifts(actor, { after: url.searchParams.get('after') ?? undefined });
  const giftIds = gifts.rows.map(({ id }) => id);
  const [donor, years, receipts, reasons] = await Promise.all([
    findOwnDonor(actor, {}),
    listOwnYears(actor, {}),
    listOwnHoldingReceipts(actor, { giftIds }),
    listOwnWithoutReceipt(actor, { giftIds }),
  ]);
  return {
    donor,
    years,
    saved: url.searchParams.has('saved'),
    gifts: {
      ...gifts,
      rows: gifts.rows.map((gift) => {
        const receipt = receipts.get(gift.id);
        return {
          ...gift,
          receipt: receipt && { id: receipt.id, number: receiptNumber(receipt) },
          noReceipt: receipt ? undefined : noReceiptInShort(gift, reasons.get(gift.id)),
        };
      }),
    },
  };
});

export const action = post(setDonorMail, { then: () => '/my/gifts?saved=mail' });

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.donations_own_title() }) }];

export default function OwnGifts() {
  const { donor, gifts, years, saved } = useLoaderData<typeof loader>();
  return (
    <Page
      title={m.donations_own_title()}
      lead={donor ? m.donations_own_lead({ name: donor.name }) : undefined}
      actions={
        donor ? (
          <>
            <ButtonLink to="/my/gifts/new" main>
              {m.donations_give_tab_money()}
            </ButtonLink>
            <ButtonLink to="/my/gifts/new-goods">{m.donations_give_tab_goods()}</ButtonLink>
            <ButtonLink to="/my/gifts/monthly">{m.donations_monthly()}</ButtonLink>
          </>
        ) : null
      }
    >
      {saved && donor ? (
        <Notice
          tone="ok"
          title={donor.mail ? m.donations_mail_saved({ mail: donor.mail }) : m.donations_mail_removed()}
          live
        />
      ) : null}
      {donor ? null : <Notice tone="due" title={m.donations_not_linked()} />}
      <Table
        caption={m.donations_own_title()}
        rows={gifts.rows}
        rowKey={(gift) => gift.id}
        next={gifts.next}
        empty={m.donations_own_empty()}
        columns={[
          {
            key: 'reference',
            title: m.donations_reference(),
            heading: true,
            cell: (gift) => <Link to={`/my/gifts/${gift.id}`}>{gift.reference}</Link>,
          },
          ...giftColumns(),
          {
            key: 'receipt',
            title: m.receipts_paper(),
            cell: (gift) =>
              gift.receipt ? (
                <a href={`/my/receipts/${gift.receipt.id}/pdf`}>{gift.receipt.number}</a>
              ) : (
                gift.noReceipt
              ),
          },
        ]}
      />
      {donor ? <OwnMail donor={donor} /> : null}
      {years.length > 0 ? (
        <Section title={m.receipts_year_title()}>
          <p>{m.receipts_year_own_lead()}</p>
          <div className="actions">
            {years.map((year) => (
              <a key={year} className="button" href={`/my/statements/${year}`}>
                <Icon name="download" />
                {m.receipts_year_of({ year })}
              </a>
            ))}
          </div>
        </Section>
      ) : null}
    </Page>
  );
}

type Donor = NonNullable<ReturnType<typeof useLoaderData<typeof loader>>['donor']>;

/** Where one's receipts are sent. */
function OwnMail({ donor }: { donor: Donor }) {
  const reply = useActionData<typeof action>();
  return (
    <Section title={m.donations_mail_own()}>
      <EditForm reply={reply} values={{ mail: donor.mail ?? undefined }}>
        <HiddenField name="donorId" value={donor.id} />
        <TextField
          name="mail"
          type="email"
          label={m.donations_mail()}
          hint={m.donations_mail_hint()}
          autoComplete="email"
          optional
        />
        <SubmitButton>{m.donations_mail_save()}</SubmitButton>
      </EditForm>
    </Section>
  );
}
