import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { findOwnGrades } from '~/domain/assessments/find-own-grade';
import { findOwnCare } from '~/domain/care/find-own-care';
import { dateOf } from '~/domain/kernel/plain-date';
import { listTowns } from '~/domain/organisations/list-towns';
import { answerOffer } from '~/domain/stays/answer-offer';
import { openStatuses } from '~/domain/stays/application.rules';
import { findOwnApplication } from '~/domain/stays/find-application';
import { findOwnDraft } from '~/domain/stays/find-draft';
import { findOwnPlace } from '~/domain/stays/find-own-place';
import { findOwnStay } from '~/domain/stays/find-stay';
import { intents, page, post } from '~/routes/authorised.server';
import { placeText } from '~/ui/beds/labels';
import { OwnCare } from '~/ui/care/own-care';
import { DescriptionList } from '~/ui/kit/description-list';
import { formatDate, formatInstant, formatNumber } from '~/ui/kit/format';
import { Notice } from '~/ui/kit/notice';
import { ButtonLink, Page, Section } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { townLabel } from '~/ui/people/labels';
import { ApplicationFacts, ApplicationSteps } from '~/ui/stays/application-facts';
import { Documents, DocumentsNeeded, FoldedUpload } from '~/ui/stays/documents';
import { leaveLabel, stageLabel, stageTone } from '~/ui/stays/labels';
import { AnswerOffer, offeredPlace } from '~/ui/stays/offers';
import { Requests } from '~/ui/stays/requests';
import { aheadTexts, WaitingRule } from '~/ui/stays/waiting-reasons';
import { m } from '~/words/generated/messages';
import { paperDeeds } from './paper-deeds.server';

export const loader = page('stays.view-own', async ({ actor }) => {
  const [application, place, stay, towns, grades, care, draft] = await Promise.all([
    findOwnApplication(actor),
    findOwnPlace(actor),
    findOwnStay(actor),
    listTowns(actor),
    findOwnGrades(actor),
    findOwnCare(actor),
    findOwnDraft(actor),
  ]);
  const town = towns.find(({ code }) => code === application?.townCode);
  return {
    application,
    place,
    stay,
    care,
    away:
      stay?.away &&
      m.stays_own_away({ date: formatDate(stay.away.fromOn), what: leaveLabel[stay.away.kind]() }),
    town: town && townLabel(town),
    graded: grades.length > 0,
    mayApply: actor.permissions.has('stays.apply'),
    draftSaved: draft && m.stays_draft_saved({ at: formatInstant(draft.savedAt), by: draft.savedByName }),
    today: dateOf(actor.at ?? new Date()),
  };
});

export const action = intents({
  answer: post(answerOffer, { then: () => '/my/place' }),
  ...paperDeeds(() => '/my/place'),
});

/** A refused form may have kept a part: what is there is shown anew all the same. */
export const shouldRevalidate = () => true;

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.stays_own() }) }];

export default function OwnPlace() {
  const { application, place, stay, care, away, town, graded, mayApply, draftSaved, today } =
    useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const open = application && (openStatuses as readonly string[]).includes(application.status);
  const asked = application?.requests.filter(({ status }) => status === 'open') ?? [];
  const earlier = application?.requests.filter(({ status }) => status !== 'open') ?? [];
  const offer = application?.offers.find(({ status }) => status === 'open');
  return (
    <Page
      title={m.stays_own()}
      narrow
      status={
        application ? (
          <Status tone={stageTone[application.stage]}>{stageLabel[application.stage]()}</Status>
        ) : null
      }
      actions={
        <>
          {graded ? <ButtonLink to="/my/grade">{m.assessments_own()}</ButtonLink> : null}
          {mayApply && !open && !stay ? (
            <ButtonLink to={draftSaved ? '/my/application/who' : '/my/application'} main>
              {draftSaved ? m.stays_draft_resume() : m.stays_own_apply()}
            </ButtonLink>
          ) : null}
        </>
      }
    >
      {application ? null : (
        <Notice tone="info">
          <p>{draftSaved ?? m.stays_own_none()}</p>
        </Notice>
      )}
      {offer ? (
        <Section title={m.stays_answer_own()}>
          <AnswerOffer offer={offer} reply={reply}>
            <Notice tone="due" title={m.stays_own_offer()}>
              <p>
                {m.stays_own_offer_value({
                  place: offeredPlace(offer),
                  date: formatDate(offer.fromOn),
                  at: formatInstant(offer.expiresAt),
                })}
              </p>
            </Notice>
          </AnswerOffer>
        </Section>
      ) : null}
      {application && asked.length > 0 ? (
        <Section title={m.stays_request_own()}>
          <Requests
            requests={asked}
            kinds={application.kinds}
            today={today}
            may={{ answer: mayApply, decide: false }}
            reply={reply}
          />
        </Section>
      ) : null}
      {stay ? (
        <Section title={m.stays_own_stay()}>
          {away ? <Notice tone="info" title={away} /> : null}
          <DescriptionList
            items={[
              { term: m.stays_bed(), value: stay.beds[0] ? placeText(stay.beds[0]) : null },
              { term: m.stays_admitted_on(), value: formatDate(stay.admittedOn) },
              { term: m.stays_contract(), value: stay.contractNumber },
            ]}
          />
        </Section>
      ) : null}
      {care && (stay || care.activities.length > 0) ? <OwnCare {...care} /> : null}
      {place ? (
        <Section title={m.stays_own_place()}>
          <p className="figure-value">
            {m.stays_own_place_value({ place: formatNumber(place.place), all: formatNumber(place.all) })}
          </p>
          {place.place === 1 ? (
            <p>{m.stays_own_next()}</p>
          ) : (
            <>
              <h3>{m.stays_own_ahead()}</h3>
              <ul className="list-disc pl-6">
                {aheadTexts(place.ahead).map((reason) => (
                  <li key={reason}>{reason}</li>
                ))}
              </ul>
            </>
          )}
          <h3>{m.stays_rule()}</h3>
          <WaitingRule rule={place.rule} />
        </Section>
      ) : null}
      {application ? (
        <Section title={m.stays_application()}>
          <ApplicationSteps stage={application.stage} />
          <ApplicationFacts application={application} town={town} />
        </Section>
      ) : null}
      {application ? (
        <Section title={m.stays_documents()}>
          <DocumentsNeeded
            kinds={application.kinds}
            missing={open ? application.missing : []}
            documents={application.documents}
          />
          <Documents
            documents={application.documents}
            kinds={application.kinds}
            path="/my/documents"
            pictures
            mayWithdraw={mayApply && open}
            reply={reply}
          />
          {mayApply && open && asked.length === 0 ? (
            <FoldedUpload
              intent="upload"
              kinds={application.kinds}
              first={application.missing[0]}
              target={{ name: 'applicationId', value: application.id }}
              reply={reply}
            />
          ) : null}
        </Section>
      ) : null}
      {application && earlier.length > 0 ? (
        <Section title={m.stays_requests()}>
          <Requests
            requests={earlier}
            kinds={application.kinds}
            today={today}
            may={{ answer: false, decide: false }}
          />
        </Section>
      ) : null}
    </Page>
  );
}
