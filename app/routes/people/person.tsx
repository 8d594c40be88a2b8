import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { listAssessments } from '~/domain/assessments/list-assessments';
import { listReassessmentsOf } from '~/domain/assessments/list-reassessments';
import { listTimeline } from '~/domain/audit/list-timeline';
import { listGoodsOfPerson } from '~/domain/donations/list-stock';
import { dateOf } from '~/domain/kernel/plain-date';
import { listTowns } from '~/domain/organisations/list-towns';
import { findHousehold } from '~/domain/people/find-household';
import { findPerson } from '~/domain/people/find-person';
import type { SealedField } from '~/domain/people/person.events';
import { revealPersonField } from '~/domain/people/reveal-person-field';
import { listVisitsOf } from '~/domain/visits/list-visits';
import { listSurveysOf } from '~/domain/visits/surveys';
import { intents, notFound, page, post } from '~/routes/authorised.server';
import { AskedAgain } from '~/ui/assessments/asked-again';
import { AssessmentTable } from '~/ui/assessments/assessment-table';
import { causeLabel } from '~/ui/assessments/labels';
import { historyLines } from '~/ui/audit/history-lines';
import { GoodsFor } from '~/ui/donations/goods-for';
import { goodsRow } from '~/ui/donations/goods-row';
import { DescriptionList } from '~/ui/kit/description-list';
import { ButtonLink, Page, Section } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Timeline } from '~/ui/kit/timeline';
import { HouseholdMembers } from '~/ui/people/household';
import { townLabel } from '~/ui/people/labels';
import { personEventText } from '~/ui/people/person-event';
import { PersonFacts } from '~/ui/people/person-facts';
import { SurveysOfPerson } from '~/ui/visits/surveys-of-person';
import { visitsShown } from '~/ui/visits/visit-row';
import { AskForVisit, VisitsOfPerson } from '~/ui/visits/visits-of-person';
import { m } from '~/words/generated/messages';

export const loader = page('people.view', async ({ actor, id }) => {
  const person = await findPerson(actor, { id });
  if (!person) throw notFound();
  const seesAssessments = actor.permissions.has('assessments.view');
  const [towns, household, events, assessments, again, surveys, visits, goods] = await Promise.all([
    listTowns(actor),
    findHousehold(actor, { personId: id }),
    listTimeline(actor, { type: 'person', id }),
    seesAssessments ? listAssessments(actor, { personId: id, limit: 20 }) : undefined,
    seesAssessments ? listReassessmentsOf(actor, { personId: id }) : undefined,
    actor.permissions.has('visits.reveal-surveys') ? listSurveysOf(actor, { personId: id }) : undefined,
    actor.permissions.has('visits.view') ? listVisitsOf(actor, { personId: id }) : undefined,
    actor.permissions.has('donations.view') ? listGoodsOfPerson(actor, { personId: id }) : undefined,
  ]);
  const townOf = (code: string | null) => towns.find((town) => town.code === code);
  return {
    person,
    town: townOf(person.townCode),
    household,
    householdTown: household && townOf(household.townCode),
    assessments,
    surveys: surveys?.map(({ id: surveyId, recordedAt, volunteerName }) => ({
      id: surveyId,
      recordedAt,
      volunteerName,
    })),
    visits: visits && visitsShown(visits),
    goods: goods?.map(goodsRow),
    again: again?.map((row) => ({ ...row, causeText: causeLabel[row.cause]() })),
    events: historyLines(events, personEventText),
    today: dateOf(actor.at ?? new Date()),
    viewer: actor.name,
    mayReveal: actor.permissions.has('people.reveal'),
    mayCorrect: actor.permissions.has('people.register'),
    mayAssess: actor.permissions.has('assessments.score'),
    careAt: actor.permissions.has('care.view-health')
      ? 'health'
      : actor.permissions.has('care.view')
        ? 'risks'
        : undefined,
    mayTakeOver: actor.permissions.has('assessments.take-over'),
    mayAskAgain: actor.permissions.has('assessments.ask-again'),
    mayAskForVisit: actor.permissions.has('visits.request') && person.deceasedOn === null,
  };
});

export const action = intents({
  reveal: post(revealPersonField, {
    with: ({ id }) => ({ personId: id }),
    then: ({ value }, { form }) => ({ revealed: { field: String(form.get('field')) as SealedField, value } }),
  }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: m.kit_page_title({ page: data?.person.name ?? m.people_title() }) },
];

export default function Person() {
  const {
    person,
    town,
    household,
    householdTown,
    assessments,
    events,
    today,
    viewer,
    mayReveal,
    mayCorrect,
    mayAssess,
    mayAskAgain,
    mayAskForVisit,
    careAt,
    mayTakeOver,
    again,
    goods,
    surveys,
    visits,
  } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const revealed = answer && 'revealed' in answer ? answer.revealed : undefined;
  const reply = answer && !('revealed' in answer) ? answer : undefined;
  return (
    <Page
      title={person.name}
      above={[{ to: '/people', label: m.people_title() }]}
      status={person.deceasedOn ? <Status tone="stopped">{m.people_deceased()}</Status> : null}
      watermark={viewer}
      actions={
        <>
          {mayAssess ? (
            <ButtonLink to={`/people/${person.id}/assess`} main>
              {m.assessments_new()}
            </ButtonLink>
          ) : null}
          {mayTakeOver ? (
            <ButtonLink to={`/people/${person.id}/external-result`}>{m.assessments_take_over()}</ButtonLink>
          ) : null}
          {mayAskAgain ? (
            <ButtonLink to={`/people/${person.id}/ask-again`}>{m.assessments_change_title()}</ButtonLink>
          ) : null}
          {careAt ? <ButtonLink to={`/people/${person.id}/${careAt}`}>{m.care_tabs()}</ButtonLink> : null}
          {mayAskForVisit ? <AskForVisit personId={person.id} /> : null}
          {mayCorrect ? (
            <ButtonLink to={`/people/${person.id}/correct`}>{m.people_correct()}</ButtonLink>
          ) : null}
        </>
      }
    >
      <Section>
        <PersonFacts
          person={person}
          town={town}
          today={today}
          mayReveal={mayReveal}
          revealed={revealed}
          reply={reply}
        />
      </Section>
      {assessments ? (
        <Section title={m.assessments_title()}>
          <AssessmentTable rows={assessments.rows} ofOnePerson empty={m.assessments_none_of_person()} />
          {again && again.length > 0 ? <AskedAgain rows={again} /> : null}
        </Section>
      ) : null}
      <Section title={m.people_household()}>
        {household ? (
          <>
            <DescriptionList
              items={[
                { term: m.people_household_size(), value: household.declaredSize },
                { term: m.people_town(), value: householdTown && townLabel(householdTown) },
                { term: m.people_village(), value: household.village },
              ]}
            />
            <HouseholdMembers members={household.members} today={today} />
          </>
        ) : (
          <p className="quiet">{m.people_household_none()}</p>
        )}
      </Section>
      {visits ? <VisitsOfPerson visits={visits} /> : null}
      {surveys ? <SurveysOfPerson surveys={surveys} /> : null}
      {goods ? <GoodsFor title={m.donations_of_person()} rows={goods} /> : null}
      <Section title={m.people_history()}>
        <Timeline events={events} />
      </Section>
    </Page>
  );
}
