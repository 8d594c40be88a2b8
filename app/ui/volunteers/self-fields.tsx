import type { ReactNode } from 'react';
import { m } from '~/words/generated/messages';
import { Checkbox, Choices, Fieldset, type Option, SelectField, TextField } from '../kit/fields';
import { optionsOf, relationLabel, serviceLabel } from './labels';
import { SkillRows } from './skill-rows';
import { SlotRows } from './slot-rows';

/** What somebody says of themself who registers at a public page; field names are those of `selfForm`. `children`: how they can be reached. */
export function SelfFields({ towns, children }: { towns: readonly Option[]; children?: ReactNode }) {
  return (
    <>
      <TextField name="name" label={m.volunteers_name()} autoComplete="name" />
      <TextField
        name="identityNumber"
        label={m.volunteers_identity_number()}
        hint={m.volunteers_join_identity_hint()}
        size={20}
        autoComplete="off"
      />
      {children}
      <SelectField name="townCode" label={m.volunteers_town()} options={towns} />
      <TextField name="village" label={m.volunteers_village()} optional />
      <Choices
        name="serviceKinds"
        label={m.volunteers_services()}
        hint={m.volunteers_join_services_hint()}
        options={optionsOf(serviceLabel)}
      />
      <SlotRows />
      <SkillRows />
      <Fieldset legend={m.volunteers_guardian()} hint={m.volunteers_join_guardian_hint()}>
        <TextField name="guardianName" label={m.volunteers_guardian_name()} optional />
        <SelectField
          name="guardianRelation"
          label={m.volunteers_guardian_relation()}
          options={optionsOf(relationLabel)}
          optional
        />
        <TextField name="guardianPhone" type="tel" label={m.volunteers_guardian_phone()} size={16} optional />
        <Checkbox name="guardianConsent" label={m.volunteers_join_guardian_consent()} />
      </Fieldset>
    </>
  );
}

/** The consent to the use of identity data, which is asked for by itself. */
export function DataConsent() {
  return (
    <Checkbox name="dataConsent" label={m.volunteers_join_data()} hint={m.volunteers_join_data_hint()} />
  );
}
