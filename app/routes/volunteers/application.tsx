import type { MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { listTimeline } from '~/domain/audit/list-timeline';
import { listTowns } from '~/domain/organisations/list-towns';
import {
  acceptApplication,
  declineApplication,
  findApplication,
  revealApplicantPhone,
} from '~/domain/volunteers/decide-application';
import { type FormVisit, intents, notFound, page, post } from '~/routes/authorised.server';
import { historyLines } from '~/ui/audit/history-lines';
import { DescriptionList } from '~/ui/kit/description-list';
import { Dialog } from '~/ui/kit/dialog';
import { Fieldset, NumberField, SubmitButton, TextField } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { formatDate, formatInstant } from '~/ui/kit/format';
import { Notice } from '~/ui/kit/notice';
import { Page, Section } from '~/ui/kit/page';
import { Reveal } from '~/ui/kit/reveal';
import { Status } from '~/ui/kit/status';
import { Timeline } from '~/ui/kit/timeline';
import { townLabel } from '~/ui/people/labels';
import { applicationLabel, applicationTone } from '~/ui/volunteers/application-status';
import { volunteerEventWords } from '~/ui/volunteers/event-words';
import { relationLabel, serviceText, skillText } from '~/ui/volunteers/labels';
import { slotText } from '~/ui/volunteers/week';
import { m } from '~/words/generated/messages';

type Found = NonNullable<Awaited<ReturnType<typeof findApplication>>>;

/** What was said, in words. */
function factsOf(said: NonNullable<Found['said']>, town: string | undefined) {
  const list = (texts: readonly string[]) => texts.join(m.reports_list_mark()) || m.kit_empty_value();
  return [
    { term: m.volunteers_identity_number(), value: said.identityNumber },
    { term: m.volunteers_export_birth_date(), value: said.birthDate ? formatDate(said.birthDate) : '' },
    { term: m.volunteers_town(), value: [town ?? said.townCode, said.village].filter(Boolean).join(' ') },
    { term: m.volunteers_services(), value: list(said.serviceKinds.map(serviceText)) },
    {
      term: m.volunteers_skills(),
      value: list(
        said.skills.map(({ skill, licenceNumber, validUntil }) =>
          licenceNumber && validUntil
            ? m.volunteers_licence_value({
                skill: skillText(skill),
                number: licenceNumber,
                date: formatDate(validUntil),
              })
            : skillText(skill),
        ),
      ),
    },
    { term: m.volunteers_availability(), value: list(said.availability.map(slotText)) },
    ...(said.guardian
      ? [
          {
            term: m.volunteers_guardian(),
            value: [
              said.guardian.relation && relationLabel[said.guardian.relation](),
              said.guardian.name,
              said.guardian.phone,
            ]
              .filter(Boolean)
              .join(' '),
          },
        ]
      : []),
  ];
}

export const loader = page('volunteers.view', async ({ actor, id }) => {
  const application = await findApplication(actor, { applicationId: id });
  if (!application) throw notFound();
  const [towns, events] = await Promise.all([
    listTowns(actor),
    listTimeline(actor, { type: 'volunteer-application', id }),
  ]);
  const { said, known, samePerson, ...rest } = application;
  const town = said && towns.find(({ code }) => code === said.townCode);
  return {
    application: rest,
    facts: said ? factsOf(said, town ? townLabel(town) : undefined) : [],
    known,
    samePerson: samePerson.map(({ id: other, name, phone, appliedAt }) => ({
      id: other,
      text: [name, phone, formatInstant(appliedAt)].filter(Boolean).join(m.reports_list_mark()),
    })),
    needsPoint: town ? town.latitude == null || town.longitude == null : false,
    status: { tone: applicationTone[rest.status], label: applicationLabel[rest.status]() },
    name: rest.name ?? m.volunteers_application(),
    when: formatInstant(rest.appliedAt),
    mayDecide: rest.status === 'received' && actor.permissions.has('volunteers.register'),
    viewer: actor.name,
    events: historyLines(events, volunteerEventWords).map((line) => ({
      ...line,
      by: line.by || m.volunteers_applicant(),
    })),
  };
});

const ofThis = ({ id }: FormVisit) => ({ applicationId: id });

export const action = intents({
  reveal: post(revealApplicantPhone, {
    with: ofThis,
    then: ({ phone, guardianPhone }) => ({
      revealed: [phone, guardianPhone && m.volunteers_phone_of_guardian({ phone: guardianPhone })]
        .filter(Boolean)
        .join(m.reports_list_mark()),
    }),
  }),
  accept: post(acceptApplication, {
    with: ofThis,
    then: ({ volunteerId, created }) => `/volunteers/${volunteerId}${created ? '' : '?known=1'}`,
  }),
  decline: post(declineApplication, { with: ofThis, then: () => '/volunteers/applications' }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: m.kit_page_title({ page: data?.name ?? m.volunteers_applications_title() }) },
];

export default function Application() {
  const { application, facts, known, samePerson, needsPoint, status, name, when, mayDecide, viewer, events } =
    useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const revealed = answer && 'revealed' in answer ? answer.revealed : undefined;
  const reply = answer && !('revealed' in answer) ? answer : undefined;
  return (
    <Page
      title={name}
      above={[
        { to: '/volunteers', label: m.volunteers_title() },
        { to: '/volunteers/applications', label: m.volunteers_applications_title() },
      ]}
      status={<Status tone={status.tone}>{status.label}</Status>}
      watermark={viewer}
      narrow
    >
      {known ? (
        <Notice tone={known.same ? 'info' : 'late'} title={m.volunteers_application_known()}>
          <p>{known.same ? m.volunteers_application_known_same() : m.volunteers_application_known_other()}</p>
          {known.volunteerId ? (
            <p>
              <Link to={`/volunteers/${known.volunteerId}`}>
                {m.volunteers_application_known_volunteer({ number: known.volunteerNumber ?? '' })}
              </Link>
            </p>
          ) : null}
        </Notice>
      ) : null}
      {samePerson.length > 0 ? (
        <Notice tone="late" title={m.volunteers_application_same({ count: samePerson.length })}>
          <p>{m.volunteers_application_same_lead()}</p>
          <ul>
            {samePerson.map(({ id: other, text }) => (
              <li key={other}>
                <Link to={`/volunteers/applications/${other}`}>{text}</Link>
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
      <Section>
        <DescriptionList
          items={[
            { term: m.volunteers_application_when(), value: when },
            ...(application.phone
              ? [
                  {
                    term: m.volunteers_phone(),
                    value: (
                      <Reveal
                        id="reveal-phone"
                        label={m.volunteers_phone()}
                        masked={application.phone}
                        revealed={revealed}
                        reply={reply}
                        may={mayDecide}
                      />
                    ),
                  },
                ]
              : []),
            ...(application.mail ? [{ term: m.volunteers_invited_mail(), value: application.mail }] : []),
            ...facts,
            ...(application.declineReason
              ? [{ term: m.volunteers_reason(), value: application.declineReason }]
              : []),
            ...(application.volunteerId
              ? [
                  {
                    term: m.volunteers_application_accepted(),
                    value: (
                      <Link to={`/volunteers/${application.volunteerId}`}>
                        {m.volunteers_application_to_volunteer()}
                      </Link>
                    ),
                  },
                ]
              : []),
          ]}
        />
      </Section>
      {mayDecide ? (
        <Section title={m.volunteers_application_decide()}>
          <p className="quiet">{m.volunteers_application_decide_hint()}</p>
          <EditForm intent="accept" id="accept" reply={reply}>
            {needsPoint ? (
              <Fieldset legend={m.volunteers_point()} hint={m.volunteers_point_hint()}>
                <NumberField name="homeLatitude" label={m.volunteers_latitude()} size={10} optional />
                <NumberField name="homeLongitude" label={m.volunteers_longitude()} size={10} optional />
              </Fieldset>
            ) : null}
            <SubmitButton>{m.volunteers_application_accept()}</SubmitButton>
          </EditForm>
          <Dialog
            id="decline"
            title={m.volunteers_application_decline()}
            trigger={m.volunteers_application_decline()}
            danger
          >
            <p>{m.volunteers_application_decline_hint()}</p>
            <EditForm intent="decline" id="decline-form" reply={reply}>
              <TextField name="reason" label={m.volunteers_reason()} maxLength={100} />
              <SubmitButton danger>{m.volunteers_application_decline()}</SubmitButton>
            </EditForm>
          </Dialog>
        </Section>
      ) : null}
      <Section title={m.volunteers_history()}>
        <Timeline events={events} />
      </Section>
    </Page>
  );
}
