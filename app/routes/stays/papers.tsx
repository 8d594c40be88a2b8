import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { dateOf } from '~/domain/kernel/plain-date';
import { seeAnswer, withdrawRequest } from '~/domain/stays/answer-request';
import { openStatuses } from '~/domain/stays/application.rules';
import { findApplication } from '~/domain/stays/find-application';
import { requestInformation } from '~/domain/stays/request-information';
import { getIntakeRules } from '~/domain/stays/settle-intake';
import { intents, notFound, page, post } from '~/routes/authorised.server';
import { Page, Section } from '~/ui/kit/page';
import { AskForMore } from '~/ui/stays/ask-for-more';
import { Documents, DocumentsNeeded, FoldedUpload } from '~/ui/stays/documents';
import { Requests } from '~/ui/stays/requests';
import { m } from '~/words/generated/messages';
import { paperDeeds } from './paper-deeds.server';

export const loader = page('stays.view', async ({ actor, id }) => {
  const application = await findApplication(actor, { id });
  if (!application?.papersShown) throw notFound();
  const { answerDays } = await getIntakeRules(actor);
  const { personName, status, documents, kinds, missing, requests } = application;
  const may = {
    answer: actor.permissions.has('stays.apply'),
    decide: actor.permissions.has('stays.confirm-eligibility'),
  };
  return {
    id,
    personName,
    documents,
    kinds,
    missing,
    requests,
    answerDays,
    may,
    taking: may.answer && !['admitted', 'declined', 'withdrawn'].includes(status),
    asking:
      may.decide &&
      (openStatuses as readonly string[]).includes(status) &&
      !requests.some((request) => request.status === 'open'),
    path: actor.permissions.has('stays.reveal-documents') ? '/documents' : undefined,
    today: dateOf(actor.at ?? new Date()),
    viewer: actor.name,
  };
});

const here = ({ id }: { id: string }) => `/applications/${id}/papers`;
const back = { then: (_: unknown, visit: { id: string }) => here(visit) };

export const action = intents({
  request: post(requestInformation, { with: ({ id }) => ({ applicationId: id }), ...back }),
  'withdraw-request': post(withdrawRequest, back),
  'see-answer': post(seeAnswer, back),
  ...paperDeeds(here),
});

/** A refused form may have kept a part: what is there is shown anew all the same. */
export const shouldRevalidate = () => true;

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.stays_papers() }) }];

export default function Papers() {
  const {
    id,
    personName,
    documents,
    kinds,
    missing,
    requests,
    answerDays,
    may,
    taking,
    asking,
    path,
    ...rest
  } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.stays_papers()}
      above={[
        { to: '/applications', label: m.stays_applications() },
        { to: `/applications/${id}`, label: m.stays_application_of({ name: personName }) },
      ]}
      watermark={rest.viewer}
    >
      {requests.length > 0 ? (
        <Section title={m.stays_requests()}>
          <Requests
            requests={requests}
            kinds={kinds}
            today={rest.today}
            handedIn={documents.length}
            may={may}
            reply={reply}
          />
        </Section>
      ) : null}
      <Section title={m.stays_documents_needed()}>
        <DocumentsNeeded kinds={kinds} missing={missing} documents={documents} />
      </Section>
      <Section title={m.stays_documents()}>
        <Documents documents={documents} kinds={kinds} path={path} mayWithdraw={taking} reply={reply} />
        {path ? <p className="quiet">{m.stays_document_viewed_note()}</p> : null}
        {taking ? (
          <FoldedUpload
            key={documents.length}
            intent="upload"
            kinds={kinds}
            first={missing[0]}
            target={{ name: 'applicationId', value: id }}
            reply={reply}
          />
        ) : null}
      </Section>
      {asking ? (
        <AskForMore
          kinds={kinds}
          missing={missing}
          again={requests.some((request) => request.status !== 'withdrawn')}
          days={answerDays}
          reply={reply}
        />
      ) : null}
    </Page>
  );
}
