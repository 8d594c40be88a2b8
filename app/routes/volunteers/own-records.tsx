import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { findOwnRecords } from '~/domain/volunteers/list-records';
import { notFound, page } from '~/routes/authorised.server';
import { Page } from '~/ui/kit/page';
import { recordGroups } from '~/ui/volunteers/record-groups';
import { Records } from '~/ui/volunteers/records';
import { VolunteerTabs } from '~/ui/volunteers/volunteer-tabs';
import { m } from '~/words/generated/messages';

export const loader = page('volunteers.view-own', async ({ actor }) => {
  const records = await findOwnRecords(actor);
  if (!records) throw notFound();
  return { groups: recordGroups(records) };
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.volunteers_records_title() }) }];

export default function OwnRecords() {
  const { groups } = useLoaderData<typeof loader>();
  return (
    <Page
      title={m.volunteers_records_title()}
      above={[{ to: '/my/service', label: m.volunteers_own_title() }]}
      narrow
    >
      <VolunteerTabs />
      <Records groups={groups} mayWithdraw={false} />
    </Page>
  );
}
