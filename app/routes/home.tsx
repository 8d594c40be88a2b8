import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { listOwnRecentReceipts } from '~/domain/receipts/list-receipts';
import { receiptNumber } from '~/domain/receipts/receipt.rules';
import { listWork } from '~/domain/reports/list-work';
import { formatDate, formatMoney } from '~/ui/kit/format';
import { Icon } from '~/ui/kit/icon';
import { Notice } from '~/ui/kit/notice';
import { ButtonLink, Page, Section } from '~/ui/kit/page';
import { Table } from '~/ui/kit/table';
import { WorkList } from '~/ui/kit/work-list';
import { workLabel } from '~/ui/reports/work-label';
import { m } from '~/words/generated/messages';
import { publicPage } from './authorised.server';
import { navigation } from './navigation';

export const loader = publicPage(async ({ viewer }) => {
  const work = viewer ? await listWork(viewer) : [];
  const gives = viewer?.permissions.has('receipts.view-own') ? viewer : undefined;
  const receipts = gives ? await listOwnRecentReceipts(gives, {}) : [];
  return {
    /** A donor's: whether the account is tied to them, and their receipts that came of late. */
    giving: gives && {
      linked: gives.donorId !== undefined,
      receipts: receipts.map((receipt) => ({
        id: receipt.id,
        giftId: receipt.giftId,
        number: receiptNumber(receipt),
        issuedOn: receipt.issuedOn,
        amountFen: receipt.amountFen,
      })),
    },
    name: viewer?.name ?? null,
    work,
    /** For whoever has pages and no list of work: families, donors, auditors. */
    doors:
      viewer && work.length === 0
        ? navigation
            .filter(({ permission }) => viewer.permissions.has(permission))
            .map(({ to, label, icon }) => ({ to, label: label(), icon }))
        : [],
  };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data?.name ? m.kit_page_title({ page: m.reports_nav_work() }) : m.kit_product() },
];

export default function Home() {
  const { name, work, doors, giving } = useLoaderData<typeof loader>();
  if (name === null) return <Welcome />;
  return (
    <Page
      title={m.reports_nav_work()}
      lead={doors.length > 0 ? m.reports_greeting_doors({ name }) : m.reports_greeting({ name })}
    >
      {doors.length > 0 ? (
        <ul className="work-list">
          {doors.map(({ to, label, icon }) => (
            <li key={to}>
              <Link to={to} className="work-item">
                <Icon name={icon} className="icon work-icon" />
                <span className="work-label">{label}</span>
              </Link>
            </li>
          ))}
        </ul>
      ) : (
        <WorkList items={work.map(({ key, ...item }) => ({ key, label: workLabel[key](), ...item }))} />
      )}
      {giving ? <Giving {...giving} /> : null}
    </Page>
  );
}

/** What concerns a donor: the receipts that came, and the ways to give. */
function Giving({
  linked,
  receipts,
}: NonNullable<ReturnType<typeof useLoaderData<typeof loader>>['giving']>) {
  return (
    <Section
      title={m.donations_own_title()}
      actions={
        linked ? (
          <>
            <ButtonLink to="/my/gifts">{m.donations_own_title()}</ButtonLink>
            <ButtonLink to="/my/gifts/new" main>
              {m.donations_give_tab_money()}
            </ButtonLink>
          </>
        ) : null
      }
    >
      {linked ? (
        <Table
          caption={m.receipts_recent()}
          rows={receipts}
          rowKey={(receipt) => receipt.id}
          empty={m.receipts_recent_none()}
          columns={[
            {
              key: 'number',
              title: m.receipts_number(),
              heading: true,
              cell: (receipt) => <Link to={`/my/gifts/${receipt.giftId}`}>{receipt.number}</Link>,
            },
            { key: 'issued', title: m.receipts_issued_on(), cell: (receipt) => formatDate(receipt.issuedOn) },
            {
              key: 'amount',
              title: m.receipts_amount(),
              numeric: true,
              cell: (receipt) => formatMoney(receipt.amountFen),
            },
            {
              key: 'pdf',
              title: m.receipts_paper(),
              cell: (receipt) => <a href={`/my/receipts/${receipt.id}/pdf`}>{m.receipts_download()}</a>,
            },
          ]}
        />
      ) : (
        <Notice tone="due" title={m.donations_not_linked()} />
      )}
    </Section>
  );
}

/** What somebody finds who has no account here: the doors that are open to everybody. */
function Welcome() {
  return (
    <Page title={m.reports_welcome_title()} lead={m.reports_welcome_lead()} narrow>
      <Section title={m.reports_welcome_public()}>
        <p>{m.reports_welcome_public_text()}</p>
        <div className="actions">
          <ButtonLink to="/give" main>
            {m.reports_welcome_give()}
          </ButtonLink>
          <ButtonLink to="/appeals">{m.donations_appeals()}</ButtonLink>
          <ButtonLink to="/join">{m.reports_welcome_volunteer()}</ButtonLink>
          <ButtonLink to="/prices">{m.fees_prices_title()}</ButtonLink>
          <ButtonLink to="/disclosure">{m.reports_welcome_disclosure()}</ButtonLink>
          <ButtonLink to="/verify">{m.reports_welcome_verify()}</ButtonLink>
        </div>
      </Section>
      <Section title={m.reports_welcome_account()}>
        <p>{m.reports_welcome_account_text()}</p>
        <div className="actions">
          <ButtonLink to="/sign-in">{m.reports_welcome_sign_in()}</ButtonLink>
        </div>
      </Section>
    </Page>
  );
}
