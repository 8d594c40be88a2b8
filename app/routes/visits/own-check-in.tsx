import type { MetaFunction } from '@remix-run/node';
import { redirect } from '@remix-run/node';
import { findAssignmentOfCode } from '~/domain/visits/codes';
import { page } from '~/routes/authorised.server';
import { Notice } from '~/ui/kit/notice';
import { ButtonLink, Page, Section } from '~/ui/kit/page';
import { m } from '~/words/generated/messages';

/** Where a code that was read by a telephone leads: to the visit that it is for. */
export const loader = page('visits.view-own', async ({ actor, url }) => {
  const code = url.searchParams.get('code') ?? '';
  const assignmentId = await findAssignmentOfCode(actor, { code });
  if (assignmentId) throw redirect(`/my/visits/${assignmentId}?${new URLSearchParams({ code })}`);
  return null;
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.visits_own_check_in() }) }];

export default function OwnCheckIn() {
  return (
    <Page title={m.visits_own_check_in()} narrow>
      <Section>
        <Notice tone="due">{m.visits_code_no_visit()}</Notice>
        <ButtonLink to="/my/visits">{m.visits_own_title()}</ButtonLink>
      </Section>
    </Page>
  );
}
