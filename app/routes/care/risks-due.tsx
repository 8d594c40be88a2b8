import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { listDueRisks } from '~/domain/care/list-risks';
import { page } from '~/routes/authorised.server';
import { riskLabel, standingLabel, standingTone } from '~/ui/care/labels';
import { Page, Section } from '~/ui/kit/page';
import { PrintButton } from '~/ui/kit/print-button';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';

export const loader = page('care.view', async ({ actor, url }) => ({
  ...(await listDueRisks(actor, { after: url.searchParams.get('after') ?? undefined })),
  viewer: actor.name,
}));

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.care_risks_due() }) }];

/** Why risks are to be assessed, those of one reason together. */
const whys = ['missing', 'incident', 'due'] as const;

export default function DueRisks() {
  const { rows, next, viewer } = useLoaderData<typeof loader>();
  return (
    <Page
      title={m.care_risks_due()}
      lead={m.care_risks_due_lead()}
      actions={<PrintButton />}
      watermark={viewer}
    >
      <Section>
        <Table
          caption={m.care_risks_due()}
          rows={rows}
          rowKey={(row) => row.stayId}
          next={next}
          empty={m.care_risks_due_none()}
          columns={[
            {
              key: 'who',
              title: m.care_person(),
              heading: true,
              cell: (row) => <Link to={`/people/${row.personId}/risks`}>{row.personName}</Link>,
            },
            ...whys.map((why) => ({
              key: why,
              title: standingLabel[why](),
              cell: (row: (typeof rows)[number]) => {
                const of = row.risks.filter((one) => one.why === why);
                return of.length > 0 ? (
                  <>
                    <Status tone={standingTone[why]}>{m.care_items({ count: of.length })}</Status>{' '}
                    {of.map(({ risk }) => riskLabel[risk]()).join(m.care_and())}
                  </>
                ) : (
                  m.kit_empty_value()
                );
              },
            })),
          ]}
        />
      </Section>
    </Page>
  );
}
