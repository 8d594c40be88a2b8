import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { listTowns } from '~/domain/organisations/list-towns';
import { changeOwnAvailability } from '~/domain/volunteers/change-availability';
import { addOwnException, removeOwnException } from '~/domain/volunteers/change-exceptions';
import { changeOwnLimits } from '~/domain/volunteers/change-limits';
import {
  changeOwnServices,
  endOwnService,
  pauseOwnService,
  resumeOwnService,
} from '~/domain/volunteers/change-service';
import { findOwnVolunteer } from '~/domain/volunteers/get-volunteer';
import { issueOwnCertificate } from '~/domain/volunteers/issue-certificate';
import { agreeToBeShown } from '~/domain/volunteers/show-in-public';
import { intents, notFound, page, post } from '~/routes/authorised.server';
import { Dialog } from '~/ui/kit/dialog';
import { DateField, HiddenField, SubmitButton } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { formatDate } from '~/ui/kit/format';
import { Page, Section } from '~/ui/kit/page';
import { townOf } from '~/ui/people/labels';
import { Certificates } from '~/ui/volunteers/certificates';
import { endsInWords } from '~/ui/volunteers/ends';
import { EndsNotice } from '~/ui/volunteers/ends-notice';
import { Exceptions } from '~/ui/volunteers/exceptions';
import { HoursTable } from '~/ui/volunteers/hours-table';
import { LimitsDialog } from '~/ui/volunteers/limits-dialog';
import { ServicesDialog } from '~/ui/volunteers/services-dialog';
import { WeekDialog } from '~/ui/volunteers/slot-rows';
import { StandingDialogs } from '~/ui/volunteers/standing-dialogs';
import { VolunteerFacts } from '~/ui/volunteers/volunteer-facts';
import { VolunteerTabs } from '~/ui/volunteers/volunteer-tabs';
import { m } from '~/words/generated/messages';

export const loader = page('volunteers.view-own', async ({ actor }) => {
  const volunteer = await findOwnVolunteer(actor);
  if (!volunteer) throw notFound();
  const towns = await listTowns(actor);
  return {
    volunteer,
    ends: endsInWords(volunteer.ends),
    town: townOf(towns, volunteer.townCode),
  };
});

export const action = intents({
  availability: post(changeOwnAvailability, { then: () => '/my/service' }),
  exception: post(addOwnException, { then: () => '/my/service' }),
  'no-exception': post(removeOwnException, { then: () => '/my/service' }),
  services: post(changeOwnServices, { then: () => '/my/service' }),
  pause: post(pauseOwnService, { then: () => '/my/service' }),
  end: post(endOwnService, { then: () => '/my/service' }),
  resume: post(resumeOwnService, { then: () => '/my/service' }),
  shown: post(agreeToBeShown, { then: () => '/my/service' }),
  limits: post(changeOwnLimits, { then: () => '/my/service' }),
  issue: post(issueOwnCertificate, { then: () => '/my/service' }),
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.volunteers_own_title() }) }];

export default function OwnService() {
  const { volunteer, ends, town } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.volunteers_own_title()}
      lead={volunteer.name}
      actions={<StandingDialogs status={volunteer.status} reply={reply} own />}
      narrow
    >
      <VolunteerTabs />
      <EndsNotice ends={ends}>
        <p>{m.volunteers_ends_tell()}</p>
      </EndsNotice>
      <Section
        actions={
          <>
            <WeekDialog volunteer={volunteer} reply={reply} />
            <ServicesDialog serviceKinds={volunteer.serviceKinds} reply={reply} />
            <LimitsDialog volunteer={volunteer} reply={reply} />
          </>
        }
      >
        <VolunteerFacts volunteer={volunteer} town={town} />
      </Section>
      <Exceptions rows={volunteer.exceptions} reply={reply} mayEdit />
      <Section title={m.volunteers_hours_title()}>
        <HoursTable rows={volunteer.hours} reply={reply} mayReverse={false} />
      </Section>
      <Section
        title={m.volunteers_certificates_title()}
        actions={
          <Dialog
            id="issue"
            title={m.volunteers_certificate_issue()}
            trigger={m.volunteers_certificate_issue()}
          >
            <EditForm intent="issue" reply={reply} values={{ fromDate: volunteer.registeredOn }}>
              <DateField name="fromDate" label={m.volunteers_certificate_from()} />
              <DateField name="lastDate" label={m.volunteers_certificate_last()} />
              <SubmitButton>{m.volunteers_certificate_issue()}</SubmitButton>
            </EditForm>
          </Dialog>
        }
      >
        <Certificates rows={volunteer.certificates} paper={(id) => `/my/certificates/${id}/pdf`} />
      </Section>
      {volunteer.underAge ? null : (
        <Section title={m.volunteers_shown_title()}>
          <p>{m.volunteers_shown_text()}</p>
          {volunteer.shownSince ? (
            <p>{m.volunteers_shown_since({ date: formatDate(volunteer.shownSince) })}</p>
          ) : null}
          <EditForm intent="shown" reply={reply}>
            <HiddenField name="shown" value={volunteer.shownSince ? 'false' : 'true'} />
            <SubmitButton>
              {volunteer.shownSince ? m.volunteers_shown_take_back() : m.volunteers_shown_agree()}
            </SubmitButton>
          </EditForm>
        </Section>
      )}
    </Page>
  );
}
