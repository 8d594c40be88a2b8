import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { listGiftPostings } from '~/domain/reports/indicators';
import { page } from '~/routes/authorised.server';
import { GiftPostings } from '~/ui/reports/gift-postings';
import { m } from '~/words/generated/messages';
import { asOf } from './as-of.server';

export const loader = page('reports.view', async ({ actor, url }) => {
  const on = asOf(url);
  return {
    on,
    postings: await listGiftPostings(actor, {
      on,
      indicator: 'gifts-used',
      after: url.searchParams.get('after') ?? undefined,
    }),
    toLedger: actor.permissions.has('ledger.view'),
  };
});

export const meta: MetaFunction = () => [
  { title: m.kit_page_title({ page: m.reports_postings_title_used() }) },
];

export default function GiftsUsed() {
  const { on, postings, toLedger } = useLoaderData<typeof loader>();
  return (
    <GiftPostings title={m.reports_postings_title_used()} on={on} postings={postings} toLedger={toLedger} />
  );
}
