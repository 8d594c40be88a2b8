import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { publicPage } from '~/routes/authorised.server';
import { named } from '~/ui/donations/labels';
import { Notice } from '~/ui/kit/notice';
import { ButtonLink, Page } from '~/ui/kit/page';
import { m } from '~/words/generated/messages';
import { publicDistrict } from '../public-district.server';

/** What whoever has applied reads: the same for everybody, and nothing is looked up. */
export const loader = publicPage(async (visit) => ({ district: (await publicDistrict(visit)).district }));

export const meta: MetaFunction = () => [
  { title: m.kit_page_title({ page: m.volunteers_applied_title() }) },
  { name: 'robots', content: 'noindex' },
];

export default function ApplyDone() {
  const { district } = useLoaderData<typeof loader>();
  return (
    <Page title={m.volunteers_applied_title()} lead={named(district)} narrow>
      <Notice tone="ok" title={m.volunteers_applied_next()}>
        <p>{m.volunteers_applied_text()}</p>
        <p>{m.volunteers_applied_data()}</p>
      </Notice>
      <div className="actions">
        <ButtonLink to={`/stars?district=${district.slug}`}>{m.volunteers_wall_title()}</ButtonLink>
      </div>
    </Page>
  );
}
