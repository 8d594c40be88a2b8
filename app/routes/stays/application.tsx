import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { listTimeline } from '~/domain/audit/list-timeline';
import { dateOf, parsePlainDate } from '~/domain/kernel/plain-date';
import { listTowns } from '~/domain/organisations/list-towns';
import { admitResident } from '~/domain/stays/admit-resident';
import { answerOffer } from '~/domain/stays/answer-offer';
import { seeAnswer, withdrawRequest } from '~/domain/stays/answer-request';
import { openStatuses } from '~/domain/stays/application.rules';
import { confirmEligibility } from '~/domain/stays/confirm-eligibility';
import { findApplication } from '~/domain/stays/find-application';
import { listBedMatches } from '~/domain/stays/list-bed-matches';
import { listWaiting } from '~/domain/stays/list-waiting';
import { offerBed } from '~/domain/stays/offer-bed';
import { placeOnWaitingList } from '~/domain/stays/place-on-waiting-list';
import { requestInformation } from '~/domain/stays/request-information';
import { revealGuardianPhone } from '~/domain/stays/reveal-guardian-phone';
import { getIntakeRules } from '~/domain/stays/settle-intake';
import { withdrawApplication } from '~/domain/stays/withdraw-application';
import { withdrawOffer } from '~/domain/stays/withdraw-offer';
import { intents, notFound, page, post } from '~/routes/authorised.server';
import { Dialog } from '~/ui/kit/dialog';
import { SubmitButton, TextField } from '~/ui/kit/fields';
import { EditForm, type Reply } from '~/ui/kit/form';
import { formatInstant, formatNumber } from '~/ui/kit/format';
import { Notice } from '~/ui/kit/notice';
import { ButtonLink, Page, Section } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Timeline } from '~/ui/kit/timeline';
import { townLabel } from '~/ui/people/labels';
import { ApplicationFacts, ApplicationSteps } from '~/ui/stays/application-facts';
import { Documents, DocumentsNeeded, FoldedUpload } from '~/ui/stays/documents';
import { DecideEligibility } from '~/ui/stays/eligibility';
import { historyLines } from '~/ui/stays/event-words';
import { outcomeLabel, stageLabel, stageTone } from '~/ui/stays/labels';
import { NextStep } from '~/ui/stays/next-step';
import { OfferTable } from '~/ui/stays/offers';
import { AskForMore, Requests } from '~/ui/stays/requests';
import { aheadTexts } from '~/ui/stays/waiting-reasons';
import { m } from '~/words/generated/messages';
import { paperDeeds } from './paper-deeds.server';

export const loader = page('stays.view', async ({ actor, id, url }) => {
  const application = await findApplication(actor, { id });
  if (!application) throw notFound();
  const may = {
    decide: actor.permissions.has('stays.confirm-eligibility'),
    offer: actor.permissions.has('stays.offer'),
    answer: actor.permissions.has('stays.answer-offer'),
    admit: actor.permissions.has('stays.admit'),
    admitDirectly: actor.permissions.has('beds.edit') && actor.permissions.has('stays.admit'),
    apply: actor.permissions.has('stays.apply'),
    reveal: actor.permissions.has('people.reveal'),
    assess: actor.permissions.has('assessments.score'),
    seePerson: actor.permissions.has('people.view'),
    openPapers: actor.permissions.has('stays.reveal-documents'),
  };
  const from = parsePlainDate(url.searchParams.get('from') ?? '');
  const [matches, list, towns, events, rules] = await Promise.all([
    application.status === 'waiting' && (may.offer || may.admitDirectly)
      ? listBedMatches(actor, { applicationId: id, from })
      : undefined,
    application.status === 'waiting' ? listWaiting(actor) : undefined,
    listTowns(actor),
    listTimeline(actor, { type: 'application', id }),
    getIntakeRules(actor),
  ]);
  const place = list?.places.find(({ waiting }) => waiting.applicationId === id);
  const town = towns.find(({ code }) => code === application.townCode);
  return {
    application,
    matches,
    place: place && { place: place.place, all: list?.all ?? 0, ahead: place.ahead },
    may,
    town: town && townLabel(town),
    history: historyLines(
      application.healthShown ? events : events.map((event) => ({ ...event, reason: null })),
    ),
    today: dateOf(actor.at ?? new Date()),
    answerDays: rules.answerDays,
    viewer: actor.name,
  };
});

const ofApplication = {
  with: ({ id }: { id: string }) => ({ applicationId: id }),
  then: (_: unknown, { id }: { id: string }) => `/applications/${id}`,
};
const back = { then: (_: unknown, { id }: { id: string }) => `/applications/${id}` };

export const action = intents({
  reveal: post(revealGuardianPhone, {
    with: ofApplication.with,
    then: ({ value }) => ({ revealed: value }),
  }),
  decide: post(confirmEligibility, ofApplication),
  place: post(placeOnWaitingList, ofApplication),
  offer: post(offerBed, ofApplication),
  answer: post(answerOffer, back),
  'withdraw-offer': post(withdrawOffer, back),
  withdraw: post(withdrawApplication, ofApplication),
  request: post(requestInformation, ofApplication),
  'withdraw-request': post(withdrawRequest, back),
  'see-answer': post(seeAnswer, back),
  ...paperDeeds(({ id }) => `/applications/${id}`),
  admit: post(admitResident, { with: ofApplication.with, then: ({ stayId }) => `/stays/${stayId}` }),
});

/** A refused form may have kept a part: what is there is shown anew all the same. */
export const shouldRevalidate = () => true;

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: m.kit_page_title({ page: data?.application.personName ?? m.stays_applications() }) },
];

export default function ApplicationPage() {
  const { application, matches, place, may, town, history, today, answerDays, viewer } =
    useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const revealed = answer && 'revealed' in answer ? answer.revealed : undefined;
  const reply = answer && !('revealed' in answer) ? answer : undefined;
  const { stage, status, decisions, offers, stayId, personName, examined, requests } = application;
  const waits = requests.some((request) => request.status === 'open');
  const open = (openStatuses as readonly string[]).includes(status);
  return (
    <Page
      title={m.stays_application_of({ name: personName })}
      above={[{ to: '/applications', label: m.stays_applications() }]}
      status={<Status tone={stageTone[stage]}>{stageLabel[stage]()}</Status>}
      watermark={viewer}
      actions={
        <>
          {stayId ? (
            <ButtonLink to={`/stays/${stayId}`} main>
              {m.stays_to_stay()}
            </ButtonLink>
          ) : null}
          {open && may.apply ? (
            <Dialog id="withdraw" title={m.stays_withdraw()} trigger={m.stays_withdraw()}>
              <p>{m.stays_withdraw_lead()}</p>
              <EditForm intent="withdraw" reply={reply}>
                <TextField name="reason" label={m.stays_reason()} maxLength={300} />
                <SubmitButton danger>{m.stays_withdraw_do()}</SubmitButton>
              </EditForm>
            </Dialog>
          ) : null}
        </>
      }
    >
      <Section>
        <ApplicationSteps stage={stage} />
        <ApplicationFacts
          application={application}
          town={town}
          linked={may.seePerson}
          reveal={{ may: may.reveal, value: revealed, reply }}
        />
      </Section>
      {application.papersShown ? <Papers {...{ application, may, today, reply }} /> : null}
      {may.decide && open && !waits ? (
        <AskForMore
          kinds={application.kinds}
          missing={application.missing}
          again={requests.some((request) => request.status !== 'withdrawn')}
          days={answerDays}
          reply={reply}
        />
      ) : null}
      {may.decide && (status === 'received' || status === 'ineligible') ? (
        <DecideEligibility examined={examined} reply={reply} />
      ) : null}
      {place ? (
        <Notice
          tone="info"
          title={m.stays_waiting_here({ place: formatNumber(place.place), all: formatNumber(place.all) })}
        >
          <p>{aheadTexts(place.ahead).join(m.reports_list_mark()) || m.stays_waiting_next()}</p>
        </Notice>
      ) : null}
      <NextStep application={application} matches={matches} may={may} today={today} reply={reply} />
      {offers.length > 0 ? (
        <Section title={m.stays_offers()}>
          <OfferTable offers={offers} />
        </Section>
      ) : null}
      <Section title={m.stays_decisions()}>
        {decisions.length === 0 ? <p className="quiet">{m.stays_decisions_none()}</p> : null}
        {decisions.map((one) => (
          <Notice
            key={one.id}
            tone={one.outcome === 'eligible' ? 'ok' : 'stopped'}
            title={m.stays_decided({
              outcome: outcomeLabel[one.outcome](),
              by: one.decidedBy,
              at: formatInstant(one.decidedAt),
            })}
          >
            <p>{application.healthShown ? one.reason : m.stays_health_hidden()}</p>
          </Notice>
        ))}
      </Section>
      <Section title={m.stays_history()}>
        <Timeline events={history} />
      </Section>
    </Page>
  );
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

/** What was handed in and asked for. */
function Papers({
  application,
  may,
  today,
  reply,
}: Pick<Loaded, 'application' | 'may' | 'today'> & { reply?: Reply }) {
  const { id, documents, kinds, missing, requests, status } = application;
  const taking = may.apply && !['admitted', 'declined', 'withdrawn'].includes(status);
  return (
    <>
      {requests.length > 0 ? (
        <div id="requests">
          <Section title={m.stays_requests()}>
            <Requests
              requests={requests}
              kinds={kinds}
              today={today}
              may={{ answer: may.apply, decide: may.decide }}
              reply={reply}
            />
          </Section>
        </div>
      ) : null}
      <Section title={m.stays_documents()}>
        <DocumentsNeeded kinds={kinds} missing={missing} documents={documents} />
        <Documents
          documents={documents}
          kinds={kinds}
          path={may.openPapers ? '/documents' : undefined}
          mayWithdraw={taking}
          reply={reply}
        />
        {may.openPapers ? <p className="quiet">{m.stays_document_viewed_note()}</p> : null}
        {taking ? (
          <FoldedUpload
            intent="upload"
            kinds={kinds}
            first={missing[0]}
            target={{ name: 'applicationId', value: id }}
            reply={reply}
          />
        ) : null}
      </Section>
    </>
  );
}
