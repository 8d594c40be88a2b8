import { m } from '~/words/generated/messages';
import { Checkbox, Choice, DateField, SelectField, SubmitButton, TextField } from '../kit/fields';
import { EditForm, type Reply } from '../kit/form';
import { correctionLabel, leaveLabel, optionsOf } from './labels';

interface FormProps {
  readonly reply: Reply;
  readonly today: string;
}

interface Option {
  readonly value: string;
  readonly label: string;
}

/** A resident leaves for a while; the bed is kept. */
export function LeaveForm({ reply, today }: FormProps) {
  return (
    <EditForm intent="leave" reply={reply} values={{ from: today }}>
      <Choice name="kind" label={m.stays_leave_kind()} options={optionsOf(leaveLabel)} inline />
      <DateField name="from" label={m.stays_leave_from()} hint={m.stays_leave_from_hint()} max={today} />
      <DateField name="expectedOn" label={m.stays_leave_expected()} optional />
      <TextField
        name="note"
        label={m.stays_leave_note()}
        hint={m.stays_leave_note_hint()}
        maxLength={500}
        optional
      />
      <TextField
        name="notifiedName"
        label={m.stays_notified_name()}
        hint={m.stays_notified_hint()}
        maxLength={60}
        optional
      />
      <TextField name="notifiedAt" type="datetime-local" label={m.stays_notified_at()} optional />
      <SubmitButton>{m.stays_leave_do()}</SubmitButton>
    </EditForm>
  );
}

/** A resident is back. */
export function ReturnForm({ reply, today }: FormProps) {
  return (
    <EditForm intent="return" reply={reply} values={{ on: today }}>
      <DateField name="on" label={m.stays_return_on()} hint={m.stays_return_on_hint()} max={today} />
      <SubmitButton>{m.stays_return_do()}</SubmitButton>
    </EditForm>
  );
}

/** Another day for the admission, a change of beds or the discharge. */
export function CorrectStayForm({
  reply,
  today,
  moves,
  over,
}: FormProps & { moves: readonly Option[]; over: boolean }) {
  const what = optionsOf(correctionLabel).filter(
    ({ value }) => value === 'admission' || (value === 'transfer' ? moves.length > 0 : over),
  );
  return (
    <EditForm intent="correct" reply={reply}>
      <Choice name="what" label={m.stays_correct_what()} options={what} inline />
      {moves.length > 0 ? (
        <SelectField name="movedOn" label={m.stays_moved_on()} options={moves} optional />
      ) : null}
      <DateField
        name="on"
        label={m.stays_correct_on()}
        hint={over ? m.stays_correct_on_hint() : undefined}
        max={today}
        optional={over}
      />
      <TextField name="reason" label={m.stays_reason()} maxLength={300} />
      <SubmitButton>{m.stays_correct_do()}</SubmitButton>
    </EditForm>
  );
}

/** Other days for an absence, or that it never was. */
export function CorrectLeaveForm({ reply, today, leaves }: FormProps & { leaves: readonly Option[] }) {
  return (
    <EditForm intent="correct-leave" reply={reply}>
      <SelectField name="leaveId" label={m.stays_correct_leave()} options={leaves} />
      <DateField name="from" label={m.stays_leave_from()} max={today} optional />
      <DateField name="until" label={m.stays_return_on()} max={today} optional />
      <Checkbox name="never" label={m.stays_never_away()} />
      <TextField name="reason" label={m.stays_reason()} maxLength={300} />
      <SubmitButton>{m.stays_correct_leave_do()}</SubmitButton>
    </EditForm>
  );
}

/** Two residents change beds with each other. */
export function SwapForm({ reply, today, others }: FormProps & { others: readonly Option[] }) {
  return (
    <EditForm intent="swap" reply={reply} values={{ on: today }}>
      <SelectField name="otherStayId" label={m.stays_swap_with()} options={others} />
      <DateField name="on" label={m.stays_transfer_on()} max={today} />
      <TextField name="reason" label={m.stays_reason()} maxLength={300} />
      <SubmitButton>{m.stays_swap_do()}</SubmitButton>
    </EditForm>
  );
}
