import type { Bed } from '~/domain/beds/find-bed';
import { addDays, type PlainDate } from '~/domain/kernel/plain-date';
import { Dialog } from '~/ui/kit/dialog';
import { DateField, HiddenField, SubmitButton, TextField } from '~/ui/kit/fields';
import { EditForm, type Reply } from '~/ui/kit/form';
import { formatDate } from '~/ui/kit/format';
import { Section } from '~/ui/kit/page';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';
import { ClosureHistory } from './closure-history';
import { causeLabel } from './labels';

type Closure = Bed['closures'][number];

interface ClosuresProps {
  closures: readonly Closure[];
  today: PlainDate;
  mayEdit: boolean;
  reply?: Reply;
}

/** Every closure of a bed with what was done, by whom; those that are not over can be extended or taken back. */
export function ClosuresOfBed({ closures, today, mayEdit, reply }: ClosuresProps) {
  return (
    <Section title={m.beds_closures_history()}>
      <Table
        caption={m.beds_closures_history()}
        rows={closures}
        rowKey={(row) => row.id}
        empty={m.beds_closures_empty()}
        columns={[
          {
            key: 'cause',
            title: m.beds_close_cause(),
            heading: true,
            cell: (row) => causeLabel[row.cause](),
          },
          { key: 'reason', title: m.beds_close_reason(), cell: (row) => row.reason },
          { key: 'from', title: m.beds_from(), cell: (row) => formatDate(row.fromOn) },
          {
            key: 'until',
            title: m.beds_until(),
            cell: (row) => (row.untilOn ? formatDate(row.untilOn) : m.beds_until_open()),
          },
          { key: 'done', title: m.beds_history(), cell: (row) => <ClosureHistory changes={row.changes} /> },
          ...(mayEdit
            ? [
                {
                  key: 'deeds',
                  title: m.beds_deeds(),
                  cell: (row: Closure) => <ClosureDeeds closure={row} today={today} reply={reply} />,
                },
              ]
            : []),
        ]}
      />
    </Section>
  );
}

function ClosureDeeds({ closure, today, reply }: { closure: Closure; today: PlainDate; reply?: Reply }) {
  const { id, fromOn, untilOn } = closure;
  if (untilOn !== null && (untilOn <= today || untilOn === fromOn)) return null;
  const next = fromOn > today ? fromOn : today;
  return (
    <div className="actions">
      <Dialog id={`extend-${id}`} title={m.beds_closure_change()} trigger={m.beds_closure_change()}>
        <EditForm
          intent="extend"
          id={`extend-${id}`}
          reply={reply}
          values={{ until: untilOn ?? addDays(next, 7) }}
        >
          <HiddenField name="closureId" value={id} />
          <DateField name="until" label={m.beds_close_until()} hint={m.beds_close_until_hint()} optional />
          <TextField name="reason" label={m.beds_close_reason()} maxLength={200} />
          <SubmitButton>{m.beds_closure_change()}</SubmitButton>
        </EditForm>
      </Dialog>
      {fromOn > today ? (
        <Dialog id={`withdraw-${id}`} title={m.beds_closure_withdraw()} trigger={m.beds_closure_withdraw()}>
          <EditForm intent="withdraw" id={`withdraw-${id}`} reply={reply}>
            <HiddenField name="closureId" value={id} />
            <TextField name="reason" label={m.beds_close_reason()} maxLength={200} />
            <SubmitButton>{m.beds_closure_withdraw()}</SubmitButton>
          </EditForm>
        </Dialog>
      ) : null}
    </div>
  );
}
