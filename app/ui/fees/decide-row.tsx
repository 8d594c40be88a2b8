import type { ReactNode } from 'react';
import { m } from '~/words/generated/messages';
import { Dialog } from '../kit/dialog';
import { HiddenField, SubmitButton, TextArea } from '../kit/fields';
import { EditForm, type Reply } from '../kit/form';

interface DecideRowProps {
  readonly reply: Reply | null | undefined;
  /** Field of the use case that names the proposal, and which one it is. */
  readonly field: string;
  readonly id: string;
  /** Whether the viewer proposed it, who then cannot decide. */
  readonly own: boolean;
  /** End of the intents, on a page where more than one kind of proposal is decided. */
  readonly of?: string;
  /** What the approver has to have read: approving is asked for once more below it. */
  readonly warning?: ReactNode;
}

/** Approve or decline one of several proposals; posts the intents `approve…` and `decline…`. */
export function DecideRow({ reply, field, id, own, of = '', warning }: DecideRowProps) {
  if (own) return <span className="quiet">{m.fees_own_proposal()}</span>;
  const approve = (
    <EditForm intent={`approve${of}`} id={`approve-${id}`} reply={reply}>
      <HiddenField name={field} value={id} />
      {warning}
      <SubmitButton>{m.standards_approve()}</SubmitButton>
    </EditForm>
  );
  return (
    <span className="actions">
      {warning ? (
        <Dialog id={`approving-${id}`} title={m.standards_approve()} trigger={m.standards_approve()}>
          {approve}
        </Dialog>
      ) : (
        approve
      )}
      <Dialog id={`decline-${id}`} title={m.standards_decline()} trigger={m.standards_decline()} danger>
        <EditForm intent={`decline${of}`} id={`decline-form-${id}`} reply={reply}>
          <HiddenField name={field} value={id} />
          <TextArea
            name="reason"
            label={m.standards_reason()}
            hint={m.standards_reason_hint()}
            maxLength={500}
          />
          <SubmitButton danger>{m.standards_decline()}</SubmitButton>
        </EditForm>
      </Dialog>
    </span>
  );
}
