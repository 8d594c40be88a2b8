import type { MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { listTimeline } from '~/domain/audit/list-timeline';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { listTowns } from '~/domain/organisations/list-towns';
import { makeAccountLink } from '~/domain/volunteers/account-link';
import { changeAvailability } from '~/domain/volunteers/change-availability';
import { addException, removeException } from '~/domain/volunteers/change-exceptions';
import { changeGuardian, changeHome } from '~/domain/volunteers/change-home';
import { changeLimits } from '~/domain/volunteers/change-limits';
import {
  changeServices,
  changeSkills,
  endService,
  pauseService,
  resumeService,
} from '~/domain/volunteers/change-service';
import { findVolunteer } from '~/domain/volunteers/get-volunteer';
import { issueCertificate } from '~/domain/volunteers/issue-certificate';
import { reverseHours } from '~/domain/volunteers/reverse-hours';
import { correctVolunteerPhone, revealVolunteerPhone } from '~/domain/volunteers/volunteer-phone';
import { env } from '~/platform/env';
import { intents, notFound, page, post } from '~/routes/authorised.server';
import { historyLines } from '~/ui/audit/history-lines';
import { Dialog } from '~/ui/kit/dialog';
import { DateField, SubmitButton } from '~/ui/kit/fields';
import { EditForm, type Reply } from '~/ui/kit/form';
import { Notice } from '~/ui/kit/notice';
import { ButtonLink, Page, Section } from '~/ui/kit/page';
import { Reveal } from '~/ui/kit/reveal';
import { SecretAddress } from '~/ui/kit/secret-address';
import { Status } from '~/ui/kit/status';
import { Timeline } from '~/ui/kit/timeline';
import { townOf, townOptions } from '~/ui/people/labels';
import { Certificates } from '~/ui/volunteers/certificates';
import { endsInWords } from '~/ui/volunteers/ends';
import { EndsNotice } from '~/ui/volunteers/ends-notice';
import { volunteerEventWords } from '~/ui/volunteers/event-words';
import { Exceptions } from '~/ui/volunteers/exceptions';
import { GuardianDialog, HomeDialog } from '~/ui/volunteers/home-dialogs';
import { HoursTable } from '~/ui/volunteers/hours-table';
import { LimitsDialog } from '~/ui/volunteers/limits-dialog';
import { PhoneDialog } from '~/ui/volunteers/phone-dialog';
import { ServicesDialog } from '~/ui/volunteers/services-dialog';
import { SkillsDialog } from '~/ui/volunteers/skill-rows';
import { WeekDialog } from '~/ui/volunteers/slot-rows';
import { StandingDialogs } from '~/ui/volunteers/standing-dialogs';
import { volunteerStatusLabel, volunteerStatusTone } from '~/ui/volunteers/status';
import { VolunteerFacts } from '~/ui/volunteers/volunteer-facts';
import { VolunteerTabs } from '~/ui/volunteers/volunteer-tabs';
import { m } from '~/words/generated/messages';

export const loader = page('volunteers.view', async ({ actor, id, url }) => {
  const volunteer = await findVolunteer(actor, { volunteerId: id });
  if (!volunteer) throw notFound();
  const [towns, events] = await Promise.all([
    listTowns(actor),
    listTimeline(actor, { type: 'volunteer', id }),
  ]);
  return {
    volunteer,
    town: townOf(towns, volunteer.townCode),
    towns: townOptions(towns),
    ends: endsInWords(volunteer.ends),
    // Who had no account yet, as with a link to make one, acted for themselves.
    events: historyLines(events, volunteerEventWords).map((line) => ({
      ...line,
      by: line.by || volunteer.name,
    })),
    viewer: actor.name,
    knownAlready: url.searchParams.has('known'),
    mayLink: actor.permissions.has('volunteers.register') && volunteer.status !== 'ended',
    mayReveal: actor.permissions.has('volunteers.register'),
    mayEdit: actor.permissions.has('volunteers.edit'),
    mayReverse: actor.permissions.has('visits.confirm-hours'),
    mayIssue: actor.permissions.has('volunteers.issue-certificate'),
  };
});

export const action = intents({
  availability: post(changeAvailability, {
    with: ({ id }) => ({ volunteerId: id }),
    then: (_, { id }) => `/volunteers/${id}`,
  }),
  exception: post(addException, {
    with: ({ id }) => ({ volunteerId: id }),
    then: (_, { id }) => `/volunteers/${id}`,
  }),
  'no-exception': post(removeException, {
    with: ({ id }) => ({ volunteerId: id }),
    then: (_, { id }) => `/volunteers/${id}`,
  }),
  services: post(changeServices, {
    with: ({ id }) => ({ volunteerId: id }),
    then: (_, { id }) => `/volunteers/${id}`,
  }),
  skills: post(changeSkills, {
    with: ({ id }) => ({ volunteerId: id }),
    then: (_, { id }) => `/volunteers/${id}`,
  }),
  pause: post(pauseService, {
    with: ({ id }) => ({ volunteerId: id }),
    then: (_, { id }) => `/volunteers/${id}`,
  }),
  end: post(endService, {
    with: ({ id }) => ({ volunteerId: id }),
    then: (_, { id }) => `/volunteers/${id}`,
  }),
  resume: post(resumeService, {
    with: ({ id }) => ({ volunteerId: id }),
    then: (_, { id }) => `/volunteers/${id}`,
  }),
  limits: post(changeLimits, {
    with: ({ id }) => ({ volunteerId: id }),
    then: (_, { id }) => `/volunteers/${id}`,
  }),
  reveal: post(revealVolunteerPhone, {
    with: ({ id }) => ({ volunteerId: id }),
    then: ({ phone, guardianPhone }) => ({
      revealed: [phone, guardianPhone && m.volunteers_phone_of_guardian({ phone: guardianPhone })]
        .filter(Boolean)
        .join(m.reports_list_mark()),
    }),
  }),
  phone: post(correctVolunteerPhone, {
    with: ({ id }) => ({ volunteerId: id }),
    then: (_, { id }) => `/volunteers/${id}`,
  }),
  home: post(changeHome, {
    with: ({ id }) => ({ volunteerId: id }),
    then: (_, { id }) => `/volunteers/${id}`,
  }),
  guardian: post(changeGuardian, {
    with: ({ id }) => ({ volunteerId: id }),
    then: (_, { id }) => `/volunteers/${id}`,
  }),
  reverse: post(reverseHours, { then: (_, { id }) => `/volunteers/${id}` }),
  // Shown by this very answer and never again: what is kept is a digest.
  account: post(makeAccountLink, {
    with: ({ id }) => ({ volunteerId: id }),
    then: ({ secret }) => ({ address: `${env().appOrigin}/join/account/${secret}` }),
  }),
  issue: post(issueCertificate, {
    with: ({ id }) => ({ volunteerId: id }),
    then: (_, { id }) => `/volunteers/${id}`,
  }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: m.kit_page_title({ page: data?.volunteer.name ?? m.volunteers_title() }) },
];

export default function Volunteer() {
  const {
    volunteer,
    town,
    towns,
    ends,
    events,
    viewer,
    knownAlready,
    mayLink,
    mayReveal,
    mayEdit,
    mayReverse,
    mayIssue,
  } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const address = answer && 'address' in answer ? answer.address : undefined;
  const revealed = answer && 'revealed' in answer ? answer.revealed : undefined;
  const reply = answer && ('address' in answer || 'revealed' in answer) ? undefined : answer;
  return (
    <Page
      title={volunteer.name}
      above={[{ to: '/volunteers', label: m.volunteers_title() }]}
      status={
        <Status tone={volunteerStatusTone[volunteer.status] ?? 'info'}>
          {volunteerStatusLabel[volunteer.status]?.()}
        </Status>
      }
      actions={mayEdit ? <StandingDialogs status={volunteer.status} reply={reply} /> : null}
      watermark={viewer}
    >
      {knownAlready ? (
        <Notice tone="info" title={m.volunteers_known_already()} live>
          <p>{m.volunteers_known_already_text()}</p>
        </Notice>
      ) : null}
      <VolunteerTabs id={volunteer.id} />
      <EndsNotice ends={ends} />
      <Section
        actions={
          mayEdit ? (
            <>
              <WeekDialog volunteer={volunteer} reply={reply} />
              <ServicesDialog serviceKinds={volunteer.serviceKinds} reply={reply} />
              <SkillsDialog skills={volunteer.skills} reply={reply} />
              <LimitsDialog volunteer={volunteer} reply={reply} />
              <HomeDialog volunteer={volunteer} towns={towns} reply={reply} />
              {volunteer.underAge ? <GuardianDialog volunteer={volunteer} reply={reply} /> : null}
              <PhoneDialog reply={reply} />
            </>
          ) : null
        }
      >
        <VolunteerFacts
          volunteer={volunteer}
          town={town}
          phone={
            volunteer.phone || volunteer.guardianName ? (
              <Reveal
                id="reveal-phone"
                label={m.volunteers_phone()}
                masked={volunteer.phone ?? m.volunteers_phone_none()}
                revealed={revealed}
                reply={reply}
                may={mayReveal}
              />
            ) : undefined
          }
        />
        {volunteer.personId ? (
          <p>
            <Link to={`/people/${volunteer.personId}`}>{m.volunteers_to_person()}</Link>
          </p>
        ) : null}
      </Section>
      <Exceptions rows={volunteer.exceptions} reply={reply} mayEdit={mayEdit} />
      <Section
        title={m.volunteers_hours_title()}
        actions={
          mayReverse ? (
            <ButtonLink to={`/volunteers/records/service?number=${volunteer.number}`}>
              {m.volunteers_record_new()}
            </ButtonLink>
          ) : null
        }
      >
        <HoursTable rows={volunteer.hours} reply={reply} mayReverse={mayReverse} />
      </Section>
      <Section
        title={m.volunteers_certificates_title()}
        actions={mayIssue ? <IssueDialog reply={reply} from={volunteer.registeredOn as PlainDate} /> : null}
      >
        <Certificates rows={volunteer.certificates} paper={(id) => `/volunteer-certificates/${id}/pdf`} />
      </Section>
      {mayLink ? (
        <Section title={m.volunteers_account_section()}>
          <p>{m.volunteers_account_section_text()}</p>
          <SecretAddress
            title={m.volunteers_invited_link_title()}
            label={m.volunteers_invited_link_address()}
            address={address}
          >
            {m.volunteers_account_link_text()}
          </SecretAddress>
          <EditForm intent="account" id="account" reply={reply}>
            <SubmitButton>{m.volunteers_account_make()}</SubmitButton>
          </EditForm>
        </Section>
      ) : null}
      <Section title={m.volunteers_history()}>
        <Timeline events={events} />
      </Section>
    </Page>
  );
}

function IssueDialog({ reply, from }: { reply: Reply | undefined; from: PlainDate }) {
  return (
    <Dialog id="issue" title={m.volunteers_certificate_issue()} trigger={m.volunteers_certificate_issue()}>
      <EditForm intent="issue" reply={reply} values={{ fromDate: from }}>
        <DateField name="fromDate" label={m.volunteers_certificate_from()} />
        <DateField name="lastDate" label={m.volunteers_certificate_last()} />
        <SubmitButton>{m.volunteers_certificate_issue()}</SubmitButton>
      </EditForm>
    </Dialog>
  );
}
