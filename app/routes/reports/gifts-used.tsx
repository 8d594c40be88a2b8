import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { GiftPostings } from '~/ui/reports/gift-postings';
import { m } from '~/words/generated/messages';
import { giftPostings } from './gift-postings.server';

export const loader = giftPostings('gifts-used');

export const meta: MetaFunction = () => [
  { title: m.kit_page_title({ page: m.reports_postings_title_used() }) },
];

export default function GiftsUsed() {
  return <GiftPostings title={m.reports_postings_title_used()} {...useLoaderData<typeof loader>()} />;
}
