import type { HealthContent, HealthKind } from '~/domain/care/health.rules';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { DateField, HiddenField, SubmitButton, TextArea, TextField } from '~/ui/kit/fields';
import { EditForm, type Reply } from '~/ui/kit/form';
import { m } from '~/words/generated/messages';

const textLabel: Record<HealthKind, () => string> = {
  allergy: m.care_text_allergy,
  medicine: m.care_text_medicine,
  diagnosis: m.care_text_diagnosis,
  diet: m.care_text_diet,
  doctor: m.care_text_doctor,
  note: m.care_text_note,
};

/** What an entry of a kind says, and from when until when. */
function EntryFields({ kind, today }: { kind: HealthKind; today: PlainDate }) {
  return (
    <>
      {kind === 'note' || kind === 'diet' ? (
        <TextArea name="text" label={textLabel[kind]()} maxLength={500} rows={3} />
      ) : (
        <TextField name="text" label={textLabel[kind]()} maxLength={500} />
      )}
      {kind === 'medicine' ? (
        <>
          <TextField name="dose" label={m.care_dose()} hint={m.care_dose_hint()} maxLength={100} />
          <TextField
            name="times"
            label={m.care_times()}
            hint={m.care_times_hint()}
            maxLength={200}
            optional
          />
        </>
      ) : null}
      {kind === 'doctor' ? (
        <>
          <TextField name="place" label={m.care_doctor_place()} maxLength={100} optional />
          <TextField name="phone" type="tel" label={m.care_doctor_phone()} maxLength={40} optional />
        </>
      ) : null}
      <DateField name="from" label={m.care_from()} max={kind === 'medicine' ? undefined : today} />
      <DateField name="until" label={m.care_until()} hint={m.care_until_hint()} optional />
    </>
  );
}

interface FormProps {
  readonly reply: Reply | undefined;
  readonly today: PlainDate;
}

export const AddEntryForm = ({ kind, reply, today }: FormProps & { kind: HealthKind }) => (
  <EditForm intent="add" id={`add-${kind}`} reply={reply} values={{ from: today }}>
    <HiddenField name="kind" value={kind} />
    <EntryFields kind={kind} today={today} />
    <SubmitButton>{m.care_add()}</SubmitButton>
  </EditForm>
);

/** An entry as its forms need it. */
export interface EntryToChange {
  readonly id: string;
  readonly kind: HealthKind;
  readonly content: HealthContent;
  readonly fromOn: PlainDate;
  readonly untilOn: PlainDate | null;
}

export const CorrectEntryForm = ({ entry, reply, today }: FormProps & { entry: EntryToChange }) => (
  <EditForm
    intent="correct"
    id={`correct-${entry.id}`}
    reply={reply}
    values={{
      ...entry.content,
      times: entry.content.times?.join(' '),
      reason: undefined,
      from: entry.fromOn,
      until: entry.untilOn,
    }}
  >
    <HiddenField name="entryId" value={entry.id} />
    <EntryFields kind={entry.kind} today={today} />
    <TextField name="reason" label={m.care_correct_reason()} maxLength={300} />
    <SubmitButton>{m.care_correct()}</SubmitButton>
  </EditForm>
);

export const EndEntryForm = ({ entryId, reply, today }: FormProps & { entryId: string }) => (
  <EditForm intent="end" id={`end-${entryId}`} reply={reply} values={{ on: today }}>
    <p>{m.care_end_lead()}</p>
    <HiddenField name="entryId" value={entryId} />
    <DateField name="on" label={m.care_until()} hint={m.care_until_hint()} />
    <TextField name="reason" label={m.care_end_reason()} maxLength={300} />
    <SubmitButton>{m.care_end()}</SubmitButton>
  </EditForm>
);
