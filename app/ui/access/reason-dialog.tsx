import type { ReactNode } from 'react';
import { Dialog } from '~/ui/kit/dialog';
import { SubmitButton, TextField } from '~/ui/kit/fields';
import { EditForm, type Reply } from '~/ui/kit/form';
import { m } from '~/words/generated/messages';

interface ReasonDialogProps {
  readonly intent: string;
  readonly title: string;
  readonly text?: string;
  readonly reply?: Reply | null;
  readonly values?: unknown;
  readonly danger?: boolean;
  /** Further fields, above the reason. */
  readonly children?: ReactNode;
}

/** Something done to a user for a reason that goes into the audit trail. */
export function ReasonDialog({ intent, title, text, reply, values, danger, children }: ReasonDialogProps) {
  return (
    <Dialog id={intent} title={title} trigger={title} danger={danger}>
      {text ? <p>{text}</p> : null}
      <EditForm intent={intent} reply={reply} values={values}>
        {children}
        <TextField
          name="reason"
          label={m.access_reason()}
          hint={m.access_reason_hint()}
          maxLength={500}
          autoComplete="off"
        />
        <SubmitButton danger={danger}>{title}</SubmitButton>
      </EditForm>
    </Dialog>
  );
}
