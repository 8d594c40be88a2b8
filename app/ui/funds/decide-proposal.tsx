import { m } from '~/words/generated/messages';
import { Dialog } from '../kit/dialog';
import { HiddenField, SubmitButton, TextArea } from '../kit/fields';
import { EditForm, type Reply } from '../kit/form';

interface DecideProposalProps {
  readonly reply: Reply | null | undefined;
  readonly id: string;
  /** Whether the viewer proposed it, who then cannot decide. */
  readonly own: boolean;
  /** End of the intents `approve…` and `decline…`. */
  readonly of: '' | '-budget';
}

/** Approve or decline what another person proposed for a fund. */
export function DecideProposal({ reply, id, own, of }: DecideProposalProps) {
  if (own) return <span className="quiet">{m.funds_own_proposal()}</span>;
  return (
    <span className="actions">
      <EditForm intent={`approve${of}`} id={`approve-${id}`} reply={reply}>
        <HiddenField name="proposalId" value={id} />
        <SubmitButton>{m.standards_approve()}</SubmitButton>
      </EditForm>
      <Dialog id={`decline-${id}`} title={m.standards_decline()} trigger={m.standards_decline()} danger>
        <EditForm intent={`decline${of}`} id={`decline-form-${id}`} reply={reply}>
          <HiddenField name="proposalId" value={id} />
          <TextArea name="reason" label={m.funds_reason()} maxLength={300} />
          <SubmitButton danger>{m.standards_decline()}</SubmitButton>
        </EditForm>
      </Dialog>
    </span>
  );
}
