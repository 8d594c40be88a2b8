import { m } from '~/words/generated/messages';
import { Dialog } from '../kit/dialog';
import { SubmitButton, TextArea } from '../kit/fields';
import { EditForm, type Reply } from '../kit/form';
import { Notice } from '../kit/notice';
import { Section } from '../kit/page';

/** Approve or decline what another person proposed; posts the intents `approve` and `decline`. */
export function Decision({ reply, own }: { reply: Reply | null | undefined; own: boolean }) {
  return (
    <Section title={m.standards_decision()}>
      {own ? (
        <Notice tone="info">
          <p>{m.standards_decision_own()}</p>
        </Notice>
      ) : (
        <div className="actions">
          <EditForm intent="approve" reply={reply}>
            <SubmitButton>{m.standards_approve()}</SubmitButton>
          </EditForm>
          <Dialog id="decline" title={m.standards_decline()} trigger={m.standards_decline()} danger>
            <EditForm intent="decline" reply={reply}>
              <TextArea
                name="reason"
                label={m.standards_reason()}
                hint={m.standards_reason_hint()}
                maxLength={500}
              />
              <SubmitButton danger>{m.standards_decline()}</SubmitButton>
            </EditForm>
          </Dialog>
        </div>
      )}
    </Section>
  );
}
