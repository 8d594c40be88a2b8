import { m } from '~/words/generated/messages';
import { Dialog } from '../kit/dialog';
import { SubmitButton, TextField } from '../kit/fields';
import { EditForm, type Reply } from '../kit/form';

/** Enters or corrects the telephone number (intent `phone`). */
export function PhoneDialog({ reply }: { reply: Reply | undefined }) {
  return (
    <Dialog id="phone" title={m.volunteers_change_phone()} trigger={m.volunteers_change_phone()}>
      <EditForm intent="phone" reply={reply}>
        <TextField
          name="phone"
          label={m.volunteers_phone()}
          hint={m.volunteers_phone_hint()}
          type="tel"
          autoComplete="off"
          maxLength={30}
        />
        <SubmitButton>{m.volunteers_save()}</SubmitButton>
      </EditForm>
    </Dialog>
  );
}
