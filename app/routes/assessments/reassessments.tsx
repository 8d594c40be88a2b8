import type { MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { dismissReassessment } from '~/domain/assessments/dismiss-reassessment';
import { listReassessments } from '~/domain/assessments/list-reassessments';
import { page, post } from '~/routes/authorised.server';
import { causeLabel } from '~/ui/assessments/labels';
import { Dialog } from '~/ui/kit/dialog';
import { HiddenField, SubmitButton, TextArea } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { formatDate } from '~/ui/kit/format';
import { Page } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';

export const loader = page('assessments.view-again', async ({ actor, url }) => ({
  ...(await listReassessments(actor, { after: url.searchParams.get('after') ?? undefined })),
  mayAssess: actor.permissions.has('assessments.score'),
  mayDismiss: actor.permissions.has('assessments.confirm'),
}));

export const action = post(dismissReassessment, { then: () => '/reassessments' });

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.assessments_again_title() }) }];

export default function Reassessments() {
  const { rows, next, mayAssess, mayDismiss } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page title={m.assessments_again_title()} lead={m.assessments_again_lead()}>
      <Table
        caption={m.assessments_again_title()}
        rows={rows}
        rowKey={(row) => row.id}
        next={next}
        empty={m.assessments_again_empty()}
        columns={[
          {
            key: 'who',
            title: m.assessments_person(),
            heading: true,
            cell: (row) => <Link to={`/people/${row.personId}`}>{row.personName}</Link>,
          },
          { key: 'cause', title: m.assessments_again_cause(), cell: (row) => causeLabel[row.cause]() },
          { key: 'by', title: m.assessments_again_by(), cell: (row) => row.askedBy },
          { key: 'on', title: m.assessments_again_on(), cell: (row) => formatDate(row.askedOn) },
          {
            key: 'due',
            title: m.assessments_again_due(),
            cell: (row) => (
              <Status tone={row.late ? 'late' : 'due'}>
                {row.late ? m.assessments_again_late({ date: formatDate(row.dueOn) }) : formatDate(row.dueOn)}
              </Status>
            ),
          },
          {
            key: 'do',
            title: m.assessments_again_do(),
            cell: (row) => (
              <span className="actions">
                {mayAssess ? <Link to={`/people/${row.personId}/assess`}>{m.assessments_new()}</Link> : null}
                {mayDismiss ? (
                  <Dialog
                    id={`dismiss-${row.id}`}
                    title={m.assessments_again_dismiss_title({ name: row.personName })}
                    trigger={m.assessments_again_dismiss()}
                  >
                    <EditForm reply={reply}>
                      <HiddenField name="reassessmentId" value={row.id} />
                      <TextArea
                        name="reason"
                        label={m.assessments_decision_reason()}
                        hint={m.assessments_again_dismiss_hint()}
                      />
                      <SubmitButton>{m.assessments_again_dismiss()}</SubmitButton>
                    </EditForm>
                  </Dialog>
                ) : null}
              </span>
            ),
          },
        ]}
      />
    </Page>
  );
}
