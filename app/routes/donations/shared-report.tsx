import { data, type MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { readSharedReport } from '~/domain/donations/share-report';
import { publicPage } from '~/routes/authorised.server';
import { GiftReportView } from '~/ui/donations/gift-report';
import { monthsText } from '~/ui/donations/gift-use';
import { named } from '~/ui/donations/labels';
import { formatInstant } from '~/ui/kit/format';
import { Notice } from '~/ui/kit/notice';
import { Page } from '~/ui/kit/page';
import { PrintButton } from '~/ui/kit/print-button';
import { m } from '~/words/generated/messages';

/** A report for whoever has its link: nothing can be changed here, and an expired or revoked link leads nowhere. */
export const loader = publicPage(async ({ param, context }) => {
  const report = await readSharedReport({ secret: param('secret'), requestId: context.requestId });
  return data({ report: report ?? null }, { status: report ? 200 : 404 });
});

export const meta: MetaFunction = () => [
  { title: m.kit_page_title({ page: m.donations_report() }) },
  { name: 'robots', content: 'noindex, nofollow' },
  { name: 'referrer', content: 'no-referrer' },
];

export default function SharedReport() {
  const { report } = useLoaderData<typeof loader>();
  if (!report)
    return (
      <Page title={m.donations_report()} narrow>
        <Notice tone="stopped" title={m.donations_report_link_dead()}>
          <p>{m.donations_report_link_dead_text()}</p>
        </Notice>
      </Page>
    );
  return (
    <Page
      title={m.donations_report()}
      lead={m.donations_report_shared_lead({
        district: named(report.district),
        months: monthsText(report),
        at: formatInstant(report.asOf),
      })}
      actions={<PrintButton />}
    >
      {report.district.demo ? <Notice tone="demo" title={m.kit_demo_data()} /> : null}
      <p className="quiet">{m.donations_report_shared_until({ until: formatInstant(report.expiresAt) })}</p>
      <GiftReportView report={report} />
    </Page>
  );
}
