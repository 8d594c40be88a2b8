import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { listAssessments } from '~/domain/assessments/list-assessments';
import { page } from '~/routes/authorised.server';
import { AssessmentTable } from '~/ui/assessments/assessment-table';
import { DraftsHere } from '~/ui/assessments/drafts-here';
import { statusLabel } from '~/ui/assessments/labels';
import { SelectField } from '~/ui/kit/fields';
import { FilterForm } from '~/ui/kit/form';
import { ButtonLink, Page, Section } from '~/ui/kit/page';
import { optionsOf } from '~/ui/people/labels';
import { m } from '~/words/generated/messages';

const statuses = ['proposed', 'confirmed', 'rejected', 'annulled'] as const;

export const loader = page('assessments.view', async ({ actor, url }) => {
  const status = statuses.find((one) => one === url.searchParams.get('status'));
  const after = url.searchParams.get('after') ?? undefined;
  return {
    assessments: await listAssessments(actor, { status, after }),
    status,
    viewer: actor.name,
    owner: actor.userId,
  };
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.assessments_title() }) }];

export default function Assessments() {
  const { assessments, status, viewer, owner } = useLoaderData<typeof loader>();
  return (
    <Page
      title={m.assessments_title()}
      lead={m.assessments_lead()}
      watermark={viewer}
      actions={<ButtonLink to="/people">{m.assessments_find_person()}</ButtonLink>}
    >
      {owner ? <DraftsHere owner={owner} /> : null}
      <Section>
        <FilterForm values={{ status }}>
          <SelectField
            name="status"
            label={m.assessments_status()}
            options={optionsOf(statusLabel)}
            optional
          />
        </FilterForm>
        <AssessmentTable rows={assessments.rows} next={assessments.next} empty={m.assessments_none()} />
      </Section>
    </Page>
  );
}
