import { useActionData } from '@remix-run/react';
import { m } from '~/words/generated/messages';
import { Dialog } from '../kit/dialog';
import { SubmitButton, TextArea } from '../kit/fields';
import { EditForm, type Reply } from '../kit/form';

/** Takes a pledge back with a reason; sends `withdraw` to the page it stands on. */
export function WithdrawPledge() {
  const reply = useActionData<Reply>();
  return (
    <Dialog id="withdraw" title={m.donations_withdraw()} trigger={m.donations_withdraw()} danger>
      <EditForm intent="withdraw" reply={reply}>
        <TextArea name="reason" label={m.donations_withdrawn_reason()} rows={2} />
        <SubmitButton danger>{m.donations_withdraw()}</SubmitButton>
      </EditForm>
    </Dialog>
  );
}
