import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { listAppeals } from '~/domain/donations/appeals';
import { addressOf, oneOf } from '~/routes/address.server';
import { page } from '~/routes/authorised.server';
import { AppealDue, PlanDue } from '~/ui/donations/appeal-due';
import { appealKindText, appealStatusLabel, appealTone } from '~/ui/donations/appeal-labels';
import { named } from '~/ui/donations/labels';
import { formatMoney } from '~/ui/kit/format';
import { Notice } from '~/ui/kit/notice';
import { ButtonLink, Page } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';

export const loader = page('donations.view', async ({ actor, url }) => {
  const { read, unread } = addressOf(url);
  // Which part of the list a line of somebody's work leads to.
  const due = read('due', oneOf(['late', 'soon']));
  const ready = read('ready', oneOf(['1'])) === '1';
  return {
    unread: unread(),
    appeals: await listAppeals(actor, { ready, ...(due && { due }) }),
    part: due !== undefined || ready,
    mayDraft: actor.permissions.has('donations.confirm-money'),
    mayName: actor.permissions.has('donations.name-need'),
  };
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.donations_appeals_kept() }) }];

export default function AppealsKept() {
  const { unread, appeals, part, mayDraft, mayName } = useLoaderData<typeof loader>();
  return (
    <Page
      title={m.donations_appeals_kept()}
      lead={m.donations_appeals_kept_lead()}
      above={[{ to: '/gifts', label: m.donations_title() }]}
      actions={
        <>
          {mayDraft ? (
            <ButtonLink to="/gifts/appeals/new" main>
              {m.donations_appeal_new()}
            </ButtonLink>
          ) : null}
          {part ? <ButtonLink to="/gifts/appeals">{m.donations_appeals_all()}</ButtonLink> : null}
          {mayName ? <ButtonLink to="/gifts/needs">{m.donations_needs()}</ButtonLink> : null}
        </>
      }
    >
      {unread ? <Notice tone="due" title={unread} /> : null}
      <Table
        caption={m.donations_appeals_kept()}
        rows={appeals}
        rowKey={(appeal) => appeal.id}
        empty={m.donations_appeals_none()}
        columns={[
          {
            key: 'title',
            title: m.donations_appeal_title(),
            heading: true,
            cell: (appeal) => (
              <Link to={`/gifts/appeals/${appeal.id}`}>
                {named({ name: appeal.title, nameEn: appeal.titleEn })}
              </Link>
            ),
          },
          { key: 'kind', title: m.donations_appeal_kind(), cell: appealKindText },
          {
            key: 'received',
            title: m.donations_received(),
            numeric: true,
            cell: (appeal) => formatMoney(appeal.receivedFen),
          },
          {
            key: 'status',
            title: m.donations_status(),
            cell: (appeal) => (
              <Status tone={appealTone[appeal.status]}>{appealStatusLabel[appeal.status]()}</Status>
            ),
          },
          { key: 'due', title: m.donations_appeal_due(), cell: (appeal) => <AppealDue appeal={appeal} /> },
          {
            key: 'plan',
            title: m.donations_appeal_plan_due(),
            cell: (appeal) => <PlanDue appeal={appeal} />,
          },
        ]}
      />
    </Page>
  );
}
