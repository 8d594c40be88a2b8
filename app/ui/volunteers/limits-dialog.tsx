import { m } from '~/words/generated/messages';
import { Dialog } from '../kit/dialog';
import { NumberField, SubmitButton } from '../kit/fields';
import { EditForm, type Reply } from '../kit/form';
import type { VolunteerView } from './volunteer-facts';

/** Minutes a volunteer serves at most; field names are those of `limitFields`. */
export function LimitFields() {
  return (
    <>
      <NumberField
        name="dailyLimitMinutes"
        label={m.volunteers_daily_limit()}
        unit={m.volunteers_minutes_unit()}
        size={6}
      />
      <NumberField
        name="weeklyLimitMinutes"
        label={m.volunteers_weekly_limit()}
        unit={m.volunteers_minutes_unit()}
        size={6}
      />
    </>
  );
}

/** Changes the limits (intent `limits`). */
export function LimitsDialog({
  volunteer: { dailyLimitMinutes, weeklyLimitMinutes },
  reply,
}: {
  volunteer: VolunteerView;
  reply: Reply | undefined;
}) {
  return (
    <Dialog id="limits" title={m.volunteers_change_limits()} trigger={m.volunteers_change_limits()}>
      <EditForm intent="limits" reply={reply} values={{ dailyLimitMinutes, weeklyLimitMinutes }}>
        <LimitFields />
        <SubmitButton>{m.volunteers_save()}</SubmitButton>
      </EditForm>
    </Dialog>
  );
}
