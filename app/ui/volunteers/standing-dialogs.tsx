import { m } from '~/words/generated/messages';
import { Dialog } from '../kit/dialog';
import { Checkbox, DateField, SubmitButton, TextField } from '../kit/fields';
import { EditForm, type Reply } from '../kit/form';

/** Pauses, ends or takes up service again (intents `pause`, `end`, `resume`); of oneself no reason is asked. */
export function StandingDialogs({
  status,
  reply,
  own,
}: {
  status: string;
  reply: Reply | undefined;
  own?: boolean;
}) {
  if (status !== 'active') {
    return (
      <Dialog id="resume" title={m.volunteers_resume()} trigger={m.volunteers_resume()}>
        <EditForm intent="resume" reply={reply}>
          {own ? null : <Checkbox name="ownWill" label={m.volunteers_resume_own_will()} />}
          <SubmitButton>{m.volunteers_resume()}</SubmitButton>
        </EditForm>
      </Dialog>
    );
  }
  return (
    <>
      <Dialog id="pause" title={m.volunteers_pause()} trigger={m.volunteers_pause()}>
        <p>{m.volunteers_pause_hint()}</p>
        <EditForm intent="pause" reply={reply}>
          <DateField
            name="until"
            label={m.volunteers_pause_until()}
            hint={m.volunteers_pause_until_hint()}
            optional
          />
          <TextField name="reason" label={m.volunteers_reason()} optional={own} />
          <SubmitButton>{m.volunteers_pause()}</SubmitButton>
        </EditForm>
      </Dialog>
      <Dialog id="end" title={m.volunteers_end()} trigger={m.volunteers_end()} danger>
        <p>{m.volunteers_end_hint()}</p>
        <EditForm intent="end" reply={reply}>
          <TextField name="reason" label={m.volunteers_reason()} optional={own} />
          <SubmitButton danger>{m.volunteers_end()}</SubmitButton>
        </EditForm>
      </Dialog>
    </>
  );
}
