import type { GuardianRelation } from '~/domain/volunteers/volunteer.rules';
import { m } from '~/words/generated/messages';
import { Dialog } from '../kit/dialog';
import {
  DateField,
  Fieldset,
  NumberField,
  type Option,
  SelectField,
  SubmitButton,
  TextField,
} from '../kit/fields';
import { EditForm, type Reply } from '../kit/form';
import { optionsOf, relationLabel } from './labels';
import type { VolunteerView } from './volunteer-facts';

/** Changes where a volunteer lives (intent `home`). */
export function HomeDialog({
  volunteer: { townCode, home },
  towns,
  reply,
}: {
  volunteer: Pick<VolunteerView, 'townCode' | 'home'>;
  towns: readonly Option[];
  reply: Reply | undefined;
}) {
  // The point is not filled in: it would stay behind where the town changes.
  const values = { townCode, village: home?.village ?? undefined };
  return (
    <Dialog id="home" title={m.volunteers_change_home()} trigger={m.volunteers_change_home()}>
      <EditForm intent="home" reply={reply} values={values}>
        <SelectField name="townCode" label={m.volunteers_town()} options={towns} />
        <TextField name="village" label={m.volunteers_village()} optional />
        <Fieldset legend={m.volunteers_point()} hint={m.volunteers_home_point_hint()}>
          <NumberField name="homeLatitude" label={m.volunteers_latitude()} size={10} optional />
          <NumberField name="homeLongitude" label={m.volunteers_longitude()} size={10} optional />
        </Fieldset>
        <SubmitButton>{m.volunteers_save()}</SubmitButton>
      </EditForm>
    </Dialog>
  );
}

/** Changes the guardian of somebody under age (intent `guardian`). */
export function GuardianDialog({
  volunteer: { guardianName, guardianRelation, guardianConsentOn },
  reply,
}: {
  volunteer: Pick<VolunteerView, 'guardianName' | 'guardianRelation' | 'guardianConsentOn'>;
  reply: Reply | undefined;
}) {
  const values = {
    guardianName,
    guardianRelation: guardianRelation as GuardianRelation | null,
    guardianConsentOn,
  };
  return (
    <Dialog id="guardian" title={m.volunteers_change_guardian()} trigger={m.volunteers_change_guardian()}>
      <EditForm intent="guardian" reply={reply} values={values}>
        <TextField name="guardianName" label={m.volunteers_guardian_name()} />
        <SelectField
          name="guardianRelation"
          label={m.volunteers_guardian_relation()}
          options={optionsOf(relationLabel)}
        />
        <TextField
          name="guardianPhone"
          type="tel"
          label={m.volunteers_guardian_phone()}
          hint={m.volunteers_guardian_phone_kept()}
          size={16}
          optional
        />
        <DateField name="guardianConsentOn" label={m.volunteers_guardian_consent()} />
        <SubmitButton>{m.volunteers_save()}</SubmitButton>
      </EditForm>
    </Dialog>
  );
}
