import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { listTimeline } from '~/domain/audit/list-timeline';
import { dateOf, parsePlainDate } from '~/domain/kernel/plain-date';
import { listTowns } from '~/domain/organisations/list-towns';
import { admitResident } from '~/domain/stays/admit-resident';
import { answerOffer } from '~/domain/stays/answer-offer';
import { openStatuses } from '~/domain/stays/application.rules';
import { confirmEligibility } from '~/domain/stays/confirm-eligibility';
import { findApplication } from '~/domain/stays/find-application';
import { listBedMatches } from '~/domain/stays/list-bed-matches';
import { listWaiting } from '~/domain/stays/list-waiting';
import { offerBed } from '~/domain/stays/offer-bed';
import { placeOnWaitingList } from '~/domain/stays/place-on-waiting-list';
import { revealGuardianPhone } from '~/domain/stays/reveal-guardian-phone';
import { withdrawApplication } from '~/domain/stays/withdraw-application';
import { withdrawOffer } from '~/domain/stays/withdraw-offer';
import { intents, notFound, page, post } from '~/routes/authorised.server';
import { historyLines } from '~/ui/audit/history-lines';
import { Dialog } from '~/ui/kit/dialog';
import { SubmitButton, TextField } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { formatInstant, formatNumber, formatPhone } from '~/ui/kit/format';
import { Notice } from '~/ui/kit/notice';
import { ButtonLink, Page, Section } from '~/ui/kit/page';
import { Reveal } from '~/ui/kit/reveal';
import { Status } from '~/ui/kit/status';
import { Timeline } from '~/ui/kit/timeline';
import { townLabel } from '~/ui/people/labels';
import { ApplicationFacts, ApplicationSteps } from '~/ui/stays/application-facts';
import { DecideEligibility } from '~/ui/stays/eligibility';
import { stayEventWords } from '~/ui/stays/event-words';
import { outcomeLabel, stageLabel, stageTone } from '~/ui/stays/labels';
import { moreFacts } from '~/ui/stays/more-facts';
import { NextStep } from '~/ui/stays/next-step';
import { OfferTable } from '~/ui/stays/offers';
import { aheadTexts } from '~/ui/stays/waiting-reasons';
import { m } from '~/words/generated/messages';

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
  };
  const from = parsePlainDate(url.searchParams.get('from') ?? '');
  const [matches, list, towns, events] = await Promise.all([
    application.status === 'waiting' && (may.offer || may.admitDirectly)
      ? listBedMatches(actor, { applicationId: id, from })
      : undefined,
    application.status === 'waiting' ? listWaiting(actor) : undefined,
    listTowns(actor),
    listTimeline(actor, { type: 'application', id }),
  ]);
  const place = list?.places.find(({ waiting }) => waiting.applicationId === id);
  const town = towns.find(({ code }) => code === application.townCode);
  return {
    application,
    matches,
    place: place && {
      place: place.place,
      all: list?.all ?? 0,
      ahead: aheadTexts(place.ahead).join(m.reports_list_mark()) || m.stays_waiting_next(),
    },
    may,
    town: town && townLabel(town),
    history: historyLines(
      application.healthShown ? events : events.map((event) => ({ ...event, reason: null })),
      stayEventWords,
    ),
    today: dateOf(actor.at ?? new Date()),
    more: moreFacts(application),
    papers: application.papersShown
      ? m.stays_papers_state({
          count: formatNumber(application.documents.filter(({ withdrawnAt }) => !withdrawnAt).length),
          missing: formatNumber(application.missing.length),
        })
      : null,
    waits: application.requests.some((request) => request.status === 'open'),
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
  admit: post(admitResident, { with: ofApplication.with, then: ({ stayId }) => `/stays/${stayId}` }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: m.kit_page_title({ page: data?.application.personName ?? m.stays_applications() }) },
];

export default function ApplicationPage() {
  const { application, matches, place, may, town, history, today, more, papers, waits, viewer } =
    useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const revealed = answer && 'revealed' in answer ? answer.revealed : undefined;
  const reply = answer && !('revealed' in answer) ? answer : undefined;
  const { stage, status, decisions, offers, stayId, personName, examined } = application;
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
          more={more}
          phone={
            application.guardianPhone ? (
              <Reveal
                id="reveal-phone"
                label={m.stays_guardian_phone()}
                masked={formatPhone(application.guardianPhone)}
                revealed={revealed ? formatPhone(revealed) : null}
                reply={reply}
                may={may.reveal}
              />
            ) : null
          }
        />
      </Section>
      {papers ? (
        <Section
          title={m.stays_papers()}
          actions={<ButtonLink to={`/applications/${application.id}/papers`}>{m.stays_papers()}</ButtonLink>}
        >
          <p>{papers}</p>
          {waits ? <Status tone="due">{m.stays_request_open()}</Status> : null}
        </Section>
      ) : null}
      {may.decide && (status === 'received' || status === 'ineligible') ? (
        <DecideEligibility examined={examined} reply={reply} />
      ) : null}
      {place ? (
        <Notice
          tone="info"
          title={m.stays_waiting_here({ place: formatNumber(place.place), all: formatNumber(place.all) })}
        >
          <p>{place.ahead}</p>
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
