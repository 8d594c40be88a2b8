import type { MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { listTimeline } from '~/domain/audit/list-timeline';
import { listActivitiesOf } from '~/domain/care/list-activities';
import { listCareNotes } from '~/domain/care/list-care-notes';
import { findHealthSummary } from '~/domain/care/list-health-file';
import { listIncidents } from '~/domain/care/list-incidents';
import { listRisks } from '~/domain/care/list-risks';
import { listGoodsOfResident } from '~/domain/donations/list-stock';
import { listInvoices } from '~/domain/fees/list-invoices';
import { dateOf } from '~/domain/kernel/plain-date';
import { dischargeResident } from '~/domain/stays/discharge-resident';
import { findStay } from '~/domain/stays/find-stay';
import { listBedMatches } from '~/domain/stays/list-bed-matches';
import { transferResident } from '~/domain/stays/transfer-resident';
import { listVisitsOf } from '~/domain/visits/list-visits';
import { intents, notFound, page, post } from '~/routes/authorised.server';
import { historyLines } from '~/ui/audit/history-lines';
import { placeText } from '~/ui/beds/labels';
import { ActivitiesTable, NotesTable } from '~/ui/care/care-tables';
import { HealthSummary, ResidentIncidents, RiskMarks } from '~/ui/care/resident-care';
import { activityRow, healthLines, incidentRow, noteRow, riskMarks } from '~/ui/care/rows';
import { GoodsFor } from '~/ui/donations/goods-for';
import { goodsRow } from '~/ui/donations/goods-row';
import { InvoicesTable } from '~/ui/fees/invoices-table';
import { DescriptionList } from '~/ui/kit/description-list';
import { Dialog } from '~/ui/kit/dialog';
import { Choice, DateField, SelectField, SubmitButton, TextField } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { formatDate } from '~/ui/kit/format';
import { ButtonLink, Page, Section } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { Timeline } from '~/ui/kit/timeline';
import { sexLabel } from '~/ui/people/labels';
import { stayEventWords } from '~/ui/stays/event-words';
import { causeLabel, gradeText, optionsOf } from '~/ui/stays/labels';
import { bedOptions } from '~/ui/stays/offers';
import { visitsShown } from '~/ui/visits/visit-row';
import { VisitsOfPerson } from '~/ui/visits/visits-of-person';
import { m } from '~/words/generated/messages';

/** Newest bills that the page of a stay shows. */
const BILLS_SHOWN = 12;
/** Newest incidents, notes and activities that it shows. */
const CARE_SHOWN = 5;

export const loader = page('stays.view', async ({ actor, id }) => {
  const stay = await findStay(actor, { id });
  if (!stay) throw notFound();
  const { dischargeReason, grade, ...plain } = stay;
  const seesHealth = actor.permissions.has('assessments.view');
  const mayDischarge = actor.permissions.has('stays.discharge') && stay.dischargedOn === null;
  const seesCare = actor.permissions.has('care.view');
  const [matches, events, bills, health, risks, incidents, notes, activities, visits, goods] =
    await Promise.all([
      mayDischarge ? listBedMatches(actor, { applicationId: stay.applicationId }) : undefined,
      listTimeline(actor, { type: 'stay', id }),
      actor.permissions.has('fees.view')
        ? listInvoices(actor, { personId: stay.personId, limit: BILLS_SHOWN })
        : undefined,
      seesCare ? findHealthSummary(actor, { personId: stay.personId }) : undefined,
      seesCare ? listRisks(actor, { personId: stay.personId }) : undefined,
      seesCare ? listIncidents(actor, { personId: stay.personId, limit: CARE_SHOWN }) : undefined,
      seesCare ? listCareNotes(actor, { personId: stay.personId, limit: CARE_SHOWN }) : undefined,
      seesCare ? listActivitiesOf(actor, { personId: stay.personId, limit: CARE_SHOWN }) : undefined,
      actor.permissions.has('visits.view') ? listVisitsOf(actor, { personId: stay.personId }) : undefined,
      actor.permissions.has('donations.view') ? listGoodsOfResident(actor, stay) : undefined,
    ]);
  return {
    away: stay.away && m.stays_away_since({ date: formatDate(stay.away.fromOn) }),
    stay: {
      ...plain,
      dischargeReason: seesHealth ? dischargeReason : null,
      grade: seesHealth ? grade : undefined,
    },
    fitting: matches?.fitting,
    history: historyLines(events, stayEventWords),
    bills: bills?.rows,
    health: health && { count: health.count, lines: health.entries && healthLines(health.entries) },
    risks: risks && riskMarks(risks),
    incidents: incidents?.rows.map(incidentRow),
    notes: notes?.rows.map(noteRow),
    activities: activities?.map(activityRow),
    visits: visits && visitsShown(visits),
    goods: goods?.map(goodsRow),
    mayRecordCare: actor.permissions.has('care.record'),
    mayDischarge,
    mayAskForVisit: actor.permissions.has('visits.request') && stay.dischargedOn === null,
    mayViewBeds: actor.permissions.has('beds.view'),
    maySeePerson: actor.permissions.has('people.view'),
    today: dateOf(actor.at ?? new Date()),
    viewer: actor.name,
  };
});

const ofStay = {
  with: ({ id }: { id: string }) => ({ stayId: id }),
  then: (_: unknown, { id }: { id: string }) => `/stays/${id}`,
};

export const action = intents({
  transfer: post(transferResident, ofStay),
  discharge: post(dischargeResident, ofStay),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: m.kit_page_title({ page: data?.stay.personName ?? m.stays_residents() }) },
];

export default function StayPage() {
  const loaded = useLoaderData<typeof loader>();
  const {
    stay,
    away,
    fitting,
    history,
    bills,
    health,
    risks,
    incidents,
    notes,
    activities,
    visits,
    goods,
    mayRecordCare,
  } = loaded;
  const { mayDischarge, mayAskForVisit, mayViewBeds, maySeePerson, today, viewer } = loaded;
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.stays_stay_of({ name: stay.personName })}
      above={[{ to: '/stays', label: m.stays_residents() }]}
      status={
        stay.dischargedOn ? (
          <Status tone="stopped">{m.stays_ended()}</Status>
        ) : (
          <Status tone={away ? 'due' : 'ok'}>{away ?? m.stays_current()}</Status>
        )
      }
      watermark={viewer}
      actions={
        <>
          <ButtonLink to={`/stays/${stay.id}/days`}>{m.stays_days()}</ButtonLink>
          {bills ? (
            <a className="button" href={`/stays/${stay.id}/contract`}>
              {m.stays_contract_print()}
            </a>
          ) : null}
          {mayDischarge ? (
            <>
              <Dialog id="transfer" title={m.stays_transfer()} trigger={m.stays_transfer()}>
                <p>{m.stays_transfer_lead()}</p>
                <EditForm intent="transfer" reply={reply} values={{ on: today }}>
                  <SelectField name="bedId" label={m.stays_bed()} options={bedOptions(fitting ?? [])} />
                  <DateField name="on" label={m.stays_transfer_on()} max={today} />
                  <TextField name="reason" label={m.stays_reason()} maxLength={300} />
                  <SubmitButton>{m.stays_transfer_do()}</SubmitButton>
                </EditForm>
              </Dialog>
              <Dialog id="discharge" title={m.stays_discharge()} trigger={m.stays_discharge()} danger>
                <p>{m.stays_discharge_lead()}</p>
                <EditForm intent="discharge" reply={reply} values={{ on: today }}>
                  <DateField name="on" label={m.stays_discharge_on()} max={today} />
                  <Choice
                    name="cause"
                    label={m.stays_discharge_cause()}
                    options={optionsOf(causeLabel)}
                    inline
                  />
                  <TextField name="reason" label={m.stays_discharge_reason()} maxLength={500} optional />
                  <SubmitButton danger>{m.stays_discharge_do()}</SubmitButton>
                </EditForm>
              </Dialog>
            </>
          ) : null}
        </>
      }
    >
      <Section>
        <DescriptionList
          items={[
            {
              term: m.stays_person(),
              value: maySeePerson ? (
                <Link to={`/people/${stay.personId}`}>{stay.personName}</Link>
              ) : (
                stay.personName
              ),
            },
            { term: m.people_sex(), value: sexLabel[stay.sex]() },
            { term: m.people_birth_date(), value: formatDate(stay.birthDate) },
            {
              term: m.stays_grade(),
              value: stay.grade === undefined ? m.stays_health_hidden() : gradeText(stay.grade),
            },
            { term: m.stays_contract(), value: stay.contractNumber },
            { term: m.stays_admitted_on(), value: formatDate(stay.admittedOn) },
            ...(stay.dischargedOn && stay.dischargeCause
              ? [
                  { term: m.stays_discharged_on(), value: formatDate(stay.dischargedOn) },
                  { term: m.stays_discharge_cause(), value: causeLabel[stay.dischargeCause]() },
                  { term: m.stays_discharge_reason(), value: stay.dischargeReason },
                ]
              : []),
            {
              term: m.stays_application(),
              value: (
                <Link to={`/applications/${stay.applicationId}`}>
                  {m.stays_application_of({ name: stay.personName })}
                </Link>
              ),
            },
          ]}
        />
      </Section>
      <Section title={m.stays_beds()}>
        <Table
          caption={m.stays_beds()}
          rows={stay.beds}
          rowKey={(row) => `${row.id}${row.fromOn}`}
          empty={null}
          columns={[
            {
              key: 'bed',
              title: m.stays_bed(),
              heading: true,
              cell: (row) =>
                mayViewBeds ? <Link to={`/beds/${row.id}`}>{placeText(row)}</Link> : placeText(row),
            },
            { key: 'from', title: m.stays_from(), cell: (row) => formatDate(row.fromOn) },
            {
              key: 'until',
              title: m.stays_until(),
              cell: (row) => (row.untilOn ? formatDate(row.untilOn) : m.stays_now()),
            },
          ]}
        />
      </Section>
      {risks ? <RiskMarks personId={stay.personId} {...risks} /> : null}
      {health ? <HealthSummary personId={stay.personId} {...health} /> : null}
      {incidents ? (
        <ResidentIncidents personId={stay.personId} rows={incidents} mayRecord={mayRecordCare} />
      ) : null}
      {notes ? (
        <Section
          title={m.care_notes()}
          actions={<ButtonLink to={`/people/${stay.personId}/notes`}>{m.care_notes()}</ButtonLink>}
        >
          <NotesTable rows={notes} />
        </Section>
      ) : null}
      {activities ? (
        <Section
          title={m.care_activities()}
          actions={<ButtonLink to="/activities">{m.care_activities()}</ButtonLink>}
        >
          <ActivitiesTable rows={activities} ofOne />
        </Section>
      ) : null}
      {visits ? <VisitsOfPerson visits={visits} askFor={mayAskForVisit ? stay.personId : undefined} /> : null}
      {goods ? <GoodsFor title={m.donations_of_resident()} rows={goods} /> : null}
      {bills ? (
        <Section title={m.stays_bills()}>
          <InvoicesTable caption={m.stays_bills()} rows={bills} empty={m.stays_bills_none()} />
          <p className="actions">
            <ButtonLink to={`/accounts/${stay.personId}`}>{m.fees_account()}</ButtonLink>
            <ButtonLink to={`/payers/${stay.personId}`}>{m.fees_payers()}</ButtonLink>
          </p>
        </Section>
      ) : null}
      <Section title={m.stays_history()}>
        <Timeline events={history} />
      </Section>
    </Page>
  );
}
