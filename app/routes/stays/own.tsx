import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { findOwnGrades } from '~/domain/assessments/find-own-grade';
import { findOwnCare } from '~/domain/care/find-own-care';
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
import { ownCareRows } from '~/ui/care/own-care-rows';
import { DescriptionList } from '~/ui/kit/description-list';
import { formatDate, formatInstant, formatNumber } from '~/ui/kit/format';
import { Notice } from '~/ui/kit/notice';
import { ButtonLink, Page, Section } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { townLabel } from '~/ui/people/labels';
import { AnswerOffer, offeredPlace } from '~/ui/stays/answer-offer';
import { ApplicationFacts, ApplicationSteps } from '~/ui/stays/application-facts';
import { leaveLabel, stageLabel, stageTone } from '~/ui/stays/labels';
import { moreFacts } from '~/ui/stays/more-facts';
import { aheadTexts, WaitingRule } from '~/ui/stays/waiting-reasons';
import { m } from '~/words/generated/messages';

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
  const asked = application?.requests.find(({ status }) => status === 'open');
  return {
    application,
    place,
    stay,
    care: care ? ownCareRows(care) : null,
    away:
      stay?.away &&
      m.stays_own_away({ date: formatDate(stay.away.fromOn), what: leaveLabel[stay.away.kind]() }),
    town: town && townLabel(town),
    graded: grades.length > 0,
    mayApply: actor.permissions.has('stays.apply'),
    draftSaved: draft && m.stays_draft_saved({ at: formatInstant(draft.savedAt), by: draft.savedByName }),
    linked: actor.personId !== undefined,
    more: application ? moreFacts(application) : [],
    papers:
      application &&
      m.stays_papers_state({
        count: formatNumber(application.documents.filter(({ withdrawnAt }) => !withdrawnAt).length),
        missing: formatNumber(application.missing.length),
      }),
    askedUntil:
      asked &&
      m.stays_request_asked({
        by: asked.askedByName,
        date: formatDate(asked.askedOn),
        due: formatDate(asked.dueOn),
      }),
  };
});

export const action = intents({
  answer: post(answerOffer, { then: () => '/my/place' }),
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.stays_own() }) }];

export default function OwnPlace() {
  const {
    application,
    place,
    stay,
    care,
    away,
    town,
    graded,
    mayApply,
    draftSaved,
    linked,
    more,
    papers,
    askedUntil,
  } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const open = application && (openStatuses as readonly string[]).includes(application.status);
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
          {mayApply && linked && !open && !stay ? (
            <ButtonLink to={draftSaved ? '/my/application/who' : '/my/application'} main>
              {draftSaved ? m.stays_draft_resume() : m.stays_own_apply()}
            </ButtonLink>
          ) : null}
        </>
      }
    >
      {application ? null : (
        <Notice tone="info">
          <p>{linked ? (draftSaved ?? m.stays_own_none()) : m.refusal_STAY_FAMILY_NOT_LINKED()}</p>
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
      {askedUntil ? (
        <Notice tone="due" title={m.stays_request_own()}>
          <p>{askedUntil}</p>
          <ButtonLink to="/my/papers" main>
            {m.stays_papers()}
          </ButtonLink>
        </Notice>
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
          <ApplicationFacts application={application} town={town} more={more} />
        </Section>
      ) : null}
      {application ? (
        <Section
          title={m.stays_papers()}
          actions={<ButtonLink to="/my/papers">{m.stays_papers()}</ButtonLink>}
        >
          <p>{papers}</p>
        </Section>
      ) : null}
    </Page>
  );
}
