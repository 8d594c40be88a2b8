import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { listTowns } from '~/domain/organisations/list-towns';
import { registerVolunteer } from '~/domain/volunteers/register-volunteer';
import { page, post } from '~/routes/authorised.server';
import {
  Checkbox,
  Choices,
  DateField,
  Fieldset,
  NumberField,
  SelectField,
  SubmitButton,
  TextField,
} from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { Page, Section } from '~/ui/kit/page';
import { townOptions } from '~/ui/people/labels';
import { optionsOf, relationLabel, serviceLabel } from '~/ui/volunteers/labels';
import { LimitFields } from '~/ui/volunteers/limits-dialog';
import { SkillRows } from '~/ui/volunteers/skill-rows';
import { SlotRows } from '~/ui/volunteers/slot-rows';
import { m } from '~/words/generated/messages';

export const loader = page('volunteers.register', async ({ actor }) => ({
  towns: townOptions(await listTowns(actor)),
}));

export const action = post(registerVolunteer, {
  then: ({ volunteerId, created }) => `/volunteers/${volunteerId}${created ? '' : '?known=1'}`,
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.volunteers_new() }) }];

export default function NewVolunteer() {
  const { towns } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.volunteers_new()}
      lead={m.volunteers_new_lead()}
      above={[{ to: '/volunteers', label: m.volunteers_title() }]}
      narrow
    >
      <Section>
        <EditForm reply={reply} values={{ dailyLimitMinutes: 480, weeklyLimitMinutes: 1200 }}>
          <TextField name="name" label={m.volunteers_name()} autoComplete="off" />
          <TextField
            name="identityNumber"
            label={m.volunteers_identity_number()}
            hint={m.volunteers_identity_hint()}
            size={20}
            autoComplete="off"
          />
          <TextField name="phone" type="tel" label={m.volunteers_phone()} size={16} optional />
          <SelectField name="townCode" label={m.volunteers_town()} options={towns} />
          <TextField name="village" label={m.volunteers_village()} optional />
          <Fieldset legend={m.volunteers_point()} hint={m.volunteers_point_hint()}>
            <NumberField name="homeLatitude" label={m.volunteers_latitude()} size={10} optional />
            <NumberField name="homeLongitude" label={m.volunteers_longitude()} size={10} optional />
          </Fieldset>
          <Fieldset legend={m.volunteers_guardian()} hint={m.volunteers_guardian_hint()}>
            <TextField name="guardianName" label={m.volunteers_guardian_name()} optional />
            <SelectField
              name="guardianRelation"
              label={m.volunteers_guardian_relation()}
              options={optionsOf(relationLabel)}
              optional
            />
            <TextField
              name="guardianPhone"
              type="tel"
              label={m.volunteers_guardian_phone()}
              size={16}
              optional
            />
            <DateField name="guardianConsentOn" label={m.volunteers_guardian_consent()} optional />
          </Fieldset>
          <Choices
            name="serviceKinds"
            label={m.volunteers_services()}
            hint={m.volunteers_services_hint()}
            options={optionsOf(serviceLabel)}
            inline
          />
          <SkillRows />
          <SlotRows />
          <LimitFields />
          <Checkbox name="ownWill" label={m.volunteers_own_will()} />
          <SubmitButton>{m.volunteers_register()}</SubmitButton>
        </EditForm>
      </Section>
    </Page>
  );
}
