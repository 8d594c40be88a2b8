import type { PlainDate } from '~/domain/kernel/plain-date';
import { type ExceptionKind, isWholeDay } from '~/domain/volunteers/availability.rules';
import { m } from '~/words/generated/messages';
import { Dialog } from '../kit/dialog';
import { Choice, DateField, Fieldset, HiddenField, SubmitButton, TextField } from '../kit/fields';
import { EditForm, type Reply } from '../kit/form';
import { formatPeriod } from '../kit/format';
import { Section } from '../kit/page';
import { Table } from '../kit/table';
import { optionsOf } from './labels';
import { timeText } from './time-text';
import type { VolunteerView } from './volunteer-facts';

const kindLabel: Record<ExceptionKind, () => string> = {
  away: m.volunteers_exception_away,
  extra: m.volunteers_exception_extra,
};

/** Days on which the week does not hold; whoever `mayEdit` adds and removes (intents `exception` and `no-exception`). */
export function Exceptions({
  rows,
  reply,
  mayEdit,
}: {
  rows: VolunteerView['exceptions'];
  reply: Reply | undefined;
  mayEdit: boolean;
}) {
  return (
    <Section title={m.volunteers_exceptions()} actions={mayEdit ? <AddException reply={reply} /> : null}>
      <Table
        caption={m.volunteers_exceptions()}
        rows={rows}
        rowKey={(row) => row.id}
        empty={m.volunteers_exceptions_empty()}
        columns={[
          {
            key: 'days',
            title: m.volunteers_exception_days(),
            heading: true,
            cell: (row) => formatPeriod(row.from as PlainDate, row.until as PlainDate),
          },
          { key: 'kind', title: m.volunteers_exception_kind(), cell: (row) => kindLabel[row.kind]() },
          {
            key: 'times',
            title: m.volunteers_exception_times(),
            cell: (row) =>
              isWholeDay(row)
                ? m.volunteers_exception_whole_day()
                : `${timeText(row.fromMinute)}—${timeText(row.untilMinute)}`,
          },
          { key: 'note', title: m.volunteers_exception_note(), cell: (row) => row.note },
          ...(mayEdit
            ? [
                {
                  key: 'remove',
                  title: m.volunteers_exception_remove(),
                  cell: (row: VolunteerView['exceptions'][number]) => (
                    <EditForm intent="no-exception" id={row.id} reply={reply}>
                      <HiddenField name="exceptionId" value={row.id} />
                      <SubmitButton danger>{m.volunteers_exception_remove()}</SubmitButton>
                    </EditForm>
                  ),
                },
              ]
            : []),
        ]}
      />
    </Section>
  );
}

function AddException({ reply }: { reply: Reply | undefined }) {
  return (
    <Dialog id="exception" title={m.volunteers_exception_add()} trigger={m.volunteers_exception_add()}>
      <EditForm intent="exception" reply={reply} values={{ kind: 'away' }}>
        <Choice
          name="kind"
          label={m.volunteers_exception_kind()}
          hint={m.volunteers_exception_hint()}
          options={optionsOf(kindLabel)}
          inline
        />
        <DateField name="from" label={m.volunteers_exception_from()} />
        <DateField
          name="last"
          label={m.volunteers_exception_last()}
          hint={m.volunteers_exception_last_hint()}
          optional
        />
        <Fieldset legend={m.volunteers_exception_times()} hint={m.volunteers_exception_times_hint()}>
          <TextField name="fromTime" type="time" label={m.volunteers_from()} optional />
          <TextField name="untilTime" type="time" label={m.volunteers_until()} optional />
        </Fieldset>
        <TextField name="note" label={m.volunteers_exception_note()} optional />
        <SubmitButton>{m.volunteers_exception_add()}</SubmitButton>
      </EditForm>
    </Dialog>
  );
}
