import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { dateOf } from '~/domain/kernel/plain-date';
import { openStatuses } from '~/domain/stays/application.rules';
import { findOwnApplication } from '~/domain/stays/find-application';
import { intents, page } from '~/routes/authorised.server';
import { Page, Section } from '~/ui/kit/page';
import { Documents, DocumentsNeeded, FoldedUpload } from '~/ui/stays/documents';
import { Requests } from '~/ui/stays/requests';
import { m } from '~/words/generated/messages';
import { paperDeeds } from './paper-deeds.server';

export const loader = page('stays.view-own', async ({ actor }) => {
  const application = await findOwnApplication(actor);
  if (!application) throw redirect('/my/place');
  const { id, status, documents, kinds, missing, requests } = application;
  const open = (openStatuses as readonly string[]).includes(status);
  return {
    id,
    documents,
    kinds,
    missing: open ? missing : [],
    requests,
    taking: open && actor.permissions.has('stays.apply'),
    today: dateOf(actor.at ?? new Date()),
  };
});

export const action = intents(paperDeeds(() => '/my/papers'));

/** A refused form may have kept a part: what is there is shown anew all the same. */
export const shouldRevalidate = () => true;

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.stays_papers() }) }];

export default function OwnPapers() {
  const { id, documents, kinds, missing, requests, taking, today } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const asked = requests.some(({ status }) => status === 'open');
  return (
    <Page title={m.stays_papers()} above={[{ to: '/my/place', label: m.stays_own() }]} narrow>
      {requests.length > 0 ? (
        <Section title={asked ? m.stays_request_own() : m.stays_requests()}>
          <Requests
            requests={requests}
            kinds={kinds}
            today={today}
            handedIn={documents.length}
            may={{ answer: taking, decide: false }}
            reply={reply}
          />
        </Section>
      ) : null}
      <Section title={m.stays_documents_needed()}>
        <DocumentsNeeded kinds={kinds} missing={missing} documents={documents} />
      </Section>
      <Section title={m.stays_documents()}>
        <Documents
          documents={documents}
          kinds={kinds}
          path="/my/documents"
          pictures
          mayWithdraw={taking}
          reply={reply}
        />
        {taking && !asked ? (
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
    </Page>
  );
}
