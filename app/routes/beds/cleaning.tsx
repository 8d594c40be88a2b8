import type { MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { findLatestChange } from '~/domain/audit/find-changes';
import { finishCleaning } from '~/domain/beds/finish-cleaning';
import { listCleanings } from '~/domain/beds/list-cleanings';
import { getBedRules } from '~/domain/beds/settle-bed-rules';
import { intents, page, post } from '~/routes/authorised.server';
import { BedTabs } from '~/ui/beds/bed-tabs';
import { placeText } from '~/ui/beds/labels';
import { HiddenField, SubmitButton } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { formatDate, formatInstant } from '~/ui/kit/format';
import { useLive } from '~/ui/kit/live';
import { Notice } from '~/ui/kit/notice';
import { ButtonLink, Page, Section } from '~/ui/kit/page';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';

export const loader = page('beds.view', async ({ actor }) => {
  const after = await findLatestChange(actor);
  return {
    waiting: await listCleanings(actor),
    rules: await getBedRules(actor),
    mayEdit: actor.permissions.has('beds.edit'),
    live: { path: '/live/beds', after },
  };
});

export const action = intents({ clean: post(finishCleaning, { then: () => '/beds/cleaning' }) });

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.beds_cleaning() }) }];

export default function Cleaning() {
  const { waiting, rules, mayEdit, live } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  useLive(live);
  const off = rules.cleaningRequired ? null : <Notice tone="info">{m.beds_cleaning_off()}</Notice>;
  return (
    <Page
      title={m.beds_cleaning()}
      lead={m.beds_cleaning_lead()}
      actions={mayEdit ? <ButtonLink to="/beds/rules">{m.beds_rules()}</ButtonLink> : null}
    >
      <BedTabs />
      {off}
      {rules.cleaningHours ? <p>{m.beds_cleaning_by_itself({ hours: rules.cleaningHours })}</p> : null}
      <Section>
        <Table
          caption={m.beds_cleaning()}
          rows={waiting}
          rowKey={(row) => row.bedId}
          empty={m.beds_cleaning_none()}
          columns={[
            {
              key: 'bed',
              title: m.beds_bed(),
              heading: true,
              cell: (row) => <Link to={`/beds/${row.bedId}`}>{placeText(row)}</Link>,
            },
            { key: 'floor', title: m.beds_floor(), cell: (row) => row.floor },
            { key: 'vacated', title: m.beds_vacated_on(), cell: (row) => formatDate(row.vacatedOn) },
            { key: 'since', title: m.beds_waits_since(), cell: (row) => formatInstant(row.since) },
            ...(mayEdit
              ? [
                  {
                    key: 'done',
                    title: m.beds_deeds(),
                    cell: (row: (typeof waiting)[number]) => (
                      <EditForm intent="clean" id={`clean-${row.bedId}`} reply={reply}>
                        <HiddenField name="bedId" value={row.bedId} />
                        <SubmitButton>{m.beds_clean()}</SubmitButton>
                      </EditForm>
                    ),
                  },
                ]
              : []),
          ]}
        />
      </Section>
    </Page>
  );
}
