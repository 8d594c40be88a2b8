import type { MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { listNotices } from '~/domain/notices/list-notices';
import { noticePage, resendable } from '~/domain/notices/notice.rules';
import { noticeText } from '~/domain/notices/notice-text';
import { resendNotice } from '~/domain/notices/resend-notice';
import { page, post } from '~/routes/authorised.server';
import { HiddenField, SelectField, SubmitButton } from '~/ui/kit/fields';
import { EditForm, FilterForm } from '~/ui/kit/form';
import { formatInstant } from '~/ui/kit/format';
import { Page } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { deliveryWords } from '~/ui/notices/labels';
import { m } from '~/words/generated/messages';

export const loader = page('notices.view', async ({ actor, url }) => {
  const show = url.searchParams.get('show') === 'all' ? 'all' : 'trouble';
  const maySend = actor.permissions.has('notices.send');
  const notices = await listNotices(actor, { trouble: show === 'trouble' });
  return {
    show,
    choices: [
      { value: 'trouble', label: m.notices_show_trouble() },
      { value: 'all', label: m.notices_show_all() },
    ],
    // As words: the page does not bring those of every kind.
    rows: notices.map((notice) => ({
      id: notice.id,
      at: formatInstant(notice.createdAt),
      receiver: notice.receiverName,
      receiverPage:
        notice.volunteerId && actor.permissions.has('volunteers.view')
          ? `/volunteers/${notice.volunteerId}`
          : undefined,
      page: notice.subjectType === 'visit' ? noticePage(notice) : undefined,
      ...noticeText(notice),
      read: notice.readAt ? m.notices_reached() : m.notices_unread(),
      deliveries: notice.deliveries.map((one) => ({
        id: one.id,
        ...deliveryWords(one),
        mayResend: maySend && resendable.has(one.status),
      })),
    })),
  };
});

export const action = post(resendNotice, {
  then: (_sent, { url }) => `/notices${url.search}`,
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.notices_title() }) }];

export default function Notices() {
  const { show, choices, rows } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page title={m.notices_title()} lead={m.notices_lead()}>
      <FilterForm values={{ show }}>
        <SelectField name="show" label={m.notices_show()} options={choices} />
      </FilterForm>
      <Table
        caption={m.notices_title()}
        rows={rows}
        rowKey={(row) => row.id}
        empty={m.notices_empty()}
        columns={[
          {
            key: 'what',
            title: m.notices_what(),
            heading: true,
            cell: (row) => (
              <>
                {row.page ? <Link to={row.page}>{row.title}</Link> : row.title}
                <p className="quiet">{row.body}</p>
              </>
            ),
          },
          {
            key: 'receiver',
            title: m.notices_receiver(),
            cell: (row) => (
              <>
                {row.receiverPage ? <Link to={row.receiverPage}>{row.receiver}</Link> : row.receiver}{' '}
                <span className="quiet">{row.read}</span>
              </>
            ),
          },
          { key: 'at', title: m.notices_when(), cell: (row) => row.at },
          {
            key: 'deliveries',
            title: m.notices_deliveries(),
            cell: (row) => (
              <ul className="grid gap-2">
                {row.deliveries.map((one) => (
                  <li key={one.id} className="flex flex-wrap items-center gap-2">
                    <Status tone={one.tone}>{one.text}</Status>
                    {one.detail ? <span className="quiet break-words">{one.detail}</span> : null}
                    {one.mayResend ? (
                      <EditForm id={`resend-${one.id}`} reply={reply}>
                        <HiddenField name="deliveryId" value={one.id} />
                        <SubmitButton>{m.notices_resend()}</SubmitButton>
                      </EditForm>
                    ) : null}
                  </li>
                ))}
              </ul>
            ),
          },
        ]}
      />
    </Page>
  );
}
