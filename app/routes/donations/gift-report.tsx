import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import {
  findGiftReport,
  listReportLinks,
  monthsRefusals,
  renewReportLink,
  revokeReportLink,
  shareReport,
} from '~/domain/donations/share-report';
import { dateOf } from '~/domain/kernel/plain-date';
import { env } from '~/platform/env';
import { refusalText } from '~/platform/i18n/refusal-words.server';
import { addressOf } from '~/routes/address.server';
import { intents, page, post } from '~/routes/authorised.server';
import { GiftReportView } from '~/ui/donations/gift-report';
import { monthsText } from '~/ui/donations/gift-use';
import { Dialog } from '~/ui/kit/dialog';
import { HiddenField, NumberField, SubmitButton, TextField } from '~/ui/kit/fields';
import { EditForm, FilterForm, type Reply } from '~/ui/kit/form';
import { formatInstant } from '~/ui/kit/format';
import { Notice } from '~/ui/kit/notice';
import { Page, Section } from '~/ui/kit/page';
import { PrintButton } from '~/ui/kit/print-button';
import { SecretAddress } from '~/ui/kit/secret-address';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

export const loader = page('donations.view', async ({ actor, url }) => {
  const today = dateOf(actor.at ?? new Date());
  const { read, unread } = addressOf(url);
  const month = (text: string) => (MONTH.test(text) ? text : undefined);
  const sofar = { from: `${today.slice(0, 4)}-01`, until: today.slice(0, 7) };
  const asked = { from: read('from', month) ?? sofar.from, until: read('until', month) ?? sofar.until };
  const wrong = monthsRefusals(today, asked);
  const months = wrong.length > 0 ? sofar : asked;
  const mayShare = actor.permissions.has(shareReport.permission);
  return {
    asked,
    months,
    wrong: [...new Set(wrong.map(refusalText))],
    unread: unread(),
    report: await findGiftReport(actor, months),
    links: mayShare ? await listReportLinks(actor, {}) : undefined,
  };
});

// Shown by this very answer and never again: what is kept is a digest.
const shown = {
  then: ({ secret }: { secret: string }) => ({ address: `${env().appOrigin}/shared/${secret}` }),
};
export const action = intents({
  share: post(shareReport, shown),
  renew: post(renewReportLink, shown),
  revoke: post(revokeReportLink, { then: () => '/gifts/report' }),
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.donations_report() }) }];

const stateLabel = {
  open: m.donations_report_link_open,
  expired: m.donations_report_link_expired,
  revoked: m.donations_report_link_revoked,
};
const stateTone = { open: 'ok', expired: 'stopped', revoked: 'stopped' } as const;

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

export default function GiftReportPage() {
  const { asked, months, wrong, unread, report, links } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const address = answer && 'address' in answer ? answer.address : undefined;
  const reply = answer && 'address' in answer ? undefined : answer;
  return (
    <Page
      title={m.donations_report()}
      lead={m.donations_report_lead({
        months: monthsText(months),
        at: formatInstant(report.asOf),
      })}
      above={[{ to: '/gifts', label: m.donations_title() }]}
      actions={<PrintButton />}
    >
      <SecretAddress
        title={m.donations_report_secret_title()}
        label={m.donations_report_address()}
        address={address}
      >
        {m.donations_report_secret_text()}
      </SecretAddress>
      {unread ? <Notice tone="due" title={unread} /> : null}
      {wrong.map((text) => (
        <Notice key={text} tone="due" title={text} />
      ))}
      <FilterForm values={asked}>
        <TextField name="from" label={m.donations_report_from()} size={8} />
        <TextField name="until" label={m.donations_report_until()} size={8} />
      </FilterForm>
      <GiftReportView report={report} />
      {links ? <Links links={links} months={months} reply={reply} /> : null}
    </Page>
  );
}

function Links({
  links,
  months,
  reply,
}: {
  links: NonNullable<Loaded['links']>;
  months: Loaded['months'];
  reply: Reply | null | undefined;
}) {
  return (
    <Section title={m.donations_report_links()}>
      <Table
        caption={m.donations_report_links()}
        rows={links}
        rowKey={(link) => link.id}
        empty={m.donations_report_links_none()}
        columns={[
          { key: 'reader', title: m.donations_report_reader(), heading: true, cell: (link) => link.reader },
          {
            key: 'months',
            title: m.donations_report_months(),
            cell: (link) => monthsText({ from: link.fromMonth, until: link.untilMonth }),
          },
          {
            key: 'made',
            title: m.donations_report_made(),
            cell: (link) => `${link.madeByName} ${formatInstant(link.madeAt)}`,
          },
          {
            key: 'expires',
            title: m.donations_report_expires(),
            cell: (link) => formatInstant(link.expiresAt),
          },
          {
            key: 'state',
            title: m.donations_status(),
            cell: (link) => <Status tone={stateTone[link.state]}>{stateLabel[link.state]()}</Status>,
          },
          {
            key: 'do',
            title: m.donations_report_do(),
            cell: (link) =>
              link.state === 'revoked' ? null : (
                <span className="actions">
                  <Dialog
                    id={`renew-${link.id}`}
                    title={m.donations_report_renew_of({ reader: link.reader })}
                    trigger={m.donations_report_renew()}
                  >
                    <p>{m.donations_report_renew_hint({ days: link.days })}</p>
                    <EditForm intent="renew" id={`renew-form-${link.id}`} reply={reply}>
                      <HiddenField name="linkId" value={link.id} />
                      <HiddenField name="days" value={String(link.days)} />
                      <SubmitButton>{m.donations_report_renew()}</SubmitButton>
                    </EditForm>
                  </Dialog>
                  <Dialog
                    id={`revoke-${link.id}`}
                    title={m.donations_report_revoke_of({ reader: link.reader })}
                    trigger={m.donations_report_revoke()}
                    danger
                  >
                    <p>{m.donations_report_revoke_hint()}</p>
                    <EditForm intent="revoke" id={`revoke-form-${link.id}`} reply={reply}>
                      <HiddenField name="linkId" value={link.id} />
                      <SubmitButton danger>{m.donations_report_revoke()}</SubmitButton>
                    </EditForm>
                  </Dialog>
                </span>
              ),
          },
        ]}
      />
      <Dialog id="share" title={m.donations_report_share()} trigger={m.donations_report_share()}>
        <EditForm intent="share" reply={reply} values={{ ...months, days: 30 }}>
          <p className="quiet">{m.donations_report_share_hint()}</p>
          <TextField
            name="reader"
            label={m.donations_report_reader()}
            hint={m.donations_report_reader_hint()}
          />
          <TextField name="from" label={m.donations_report_from()} size={8} />
          <TextField name="until" label={m.donations_report_until()} size={8} />
          <NumberField name="days" label={m.donations_report_days()} size={4} />
          <SubmitButton>{m.donations_report_share()}</SubmitButton>
        </EditForm>
      </Dialog>
    </Section>
  );
}
