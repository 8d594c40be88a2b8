import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { GiftPostings } from '~/ui/reports/gift-postings';
import { m } from '~/words/generated/messages';
import { giftPostings } from './gift-postings.server';

export const loader = giftPostings('gifts-received');

export const meta: MetaFunction = () => [
  { title: m.kit_page_title({ page: m.reports_postings_title_received() }) },
];

export default function GiftsReceived() {
  return <GiftPostings title={m.reports_postings_title_received()} {...useLoaderData<typeof loader>()} />;
}
