import type { PlainDate } from '~/domain/kernel/plain-date';
import { m } from '~/words/generated/messages';
import { Dialog } from '../kit/dialog';
import { HiddenField, SubmitButton, TextArea } from '../kit/fields';
import { EditForm, type Reply } from '../kit/form';
import { formatDate, formatMinutes } from '../kit/format';
import { Table } from '../kit/table';
import { serviceText } from './labels';
import type { VolunteerView } from './volunteer-facts';

type Row = VolunteerView['hours'][number];

/** The hours ledger of a volunteer, newest first; whoever `mayReverse` takes a row back (intent `reverse`). */
export function HoursTable({
  rows,
  reply,
  mayReverse,
}: {
  rows: readonly Row[];
  reply: Reply | undefined;
  mayReverse: boolean;
}) {
  const reversed = new Set(rows.map((row) => row.reversesId));
  return (
    <Table
      caption={m.volunteers_hours_title()}
      rows={rows}
      rowKey={(row) => row.id}
      empty={m.volunteers_hours_empty()}
      columns={[
        {
          key: 'on',
          title: m.volunteers_served_on(),
          heading: true,
          cell: (row) => formatDate(row.servedOn as PlainDate),
        },
        {
          key: 'activity',
          title: m.volunteers_activity(),
          cell: (row) => [row.title, serviceText(row.activity)].filter(Boolean).join(m.reports_list_mark()),
        },
        { key: 'place', title: m.volunteers_place(), cell: (row) => row.place },
        {
          key: 'minutes',
          title: m.volunteers_minutes(),
          numeric: true,
          cell: (row) => formatMinutes(row.minutes),
        },
        { key: 'note', title: m.volunteers_hours_note(), cell: (row) => noteOf(row) },
        ...(mayReverse
          ? [
              {
                key: 'reverse',
                title: m.volunteers_reverse(),
                cell: (row: Row) =>
                  row.reversesId || reversed.has(row.id) ? null : <Reverse row={row} reply={reply} />,
              },
            ]
          : []),
      ]}
    />
  );
}

function noteOf({ reason, proof, lateReason }: Row): string | null {
  if (reason) return m.volunteers_reversal({ reason });
  if (proof) return m.volunteers_hours_external({ proof });
  return lateReason ? m.volunteers_hours_late({ reason: lateReason }) : null;
}

function Reverse({ row, reply }: { row: Row; reply: Reply | undefined }) {
  return (
    <Dialog
      id={`reverse-${row.id}`}
      title={m.volunteers_reverse_title()}
      trigger={m.volunteers_reverse()}
      danger
    >
      <EditForm intent="reverse" id={row.id} reply={reply}>
        <HiddenField name="hoursId" value={row.id} />
        <TextArea name="reason" label={m.volunteers_reason()} hint={m.volunteers_reverse_hint()} />
        <SubmitButton danger>{m.volunteers_reverse()}</SubmitButton>
      </EditForm>
    </Dialog>
  );
}
