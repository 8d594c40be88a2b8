import { Link } from '@remix-run/react';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { m } from '~/words/generated/messages';
import { DecideRow } from '../fees/decide-row';
import { Dialog } from '../kit/dialog';
import { HiddenField, SubmitButton, TextArea } from '../kit/fields';
import { EditForm, type Reply } from '../kit/form';
import { formatDate, formatMoney } from '../kit/format';
import { Status, type Tone } from '../kit/status';
import { Table } from '../kit/table';

/** Money in or out of a fund, as one line of its page. */
export interface MovementRow {
  readonly id: string;
  readonly kind: string;
  readonly what: string;
  readonly about: string;
  readonly document: string;
  /** Address of the ledger entry, for whoever may open it. */
  readonly entry: string | undefined;
  readonly onDate: PlainDate;
  /** Out of the fund below zero. */
  readonly amountFen: bigint;
  readonly state: { readonly tone: Tone; readonly words: string };
  readonly reason: string | null;
  readonly by: string;
  readonly own: boolean;
  /** Whether it waits for a decision at this fund. */
  readonly open: boolean;
  /** Whether it is booked at this fund, and nobody has proposed to undo it. */
  readonly reversible: boolean;
}

/** Proposes that a movement is undone, with a reason. */
function Reverse({ id, reply }: { id: string; reply: Reply | null | undefined }) {
  return (
    <Dialog id={`reverse-${id}`} title={m.funds_reverse()} trigger={m.funds_reverse()} danger>
      <EditForm intent="reverse" id={`reverse-form-${id}`} reply={reply}>
        <HiddenField name="movementId" value={id} />
        <TextArea name="reason" label={m.funds_reason()} hint={m.funds_reverse_hint()} maxLength={300} />
        <SubmitButton danger>{m.funds_reverse()}</SubmitButton>
      </EditForm>
    </Dialog>
  );
}

/** Movements of a fund; where they wait the lead decides in the row, where they are booked finance proposes to undo them. */
export function MovementsTable({
  caption,
  rows,
  next,
  reply,
  mayApprove = false,
  mayReverse = false,
  of,
}: {
  caption: string;
  rows: readonly MovementRow[];
  next?: string;
  reply?: Reply | null | undefined;
  mayApprove?: boolean;
  mayReverse?: boolean;
  /** End of the intents by which these rows are decided. */
  of?: string;
}) {
  return (
    <Table
      caption={caption}
      rows={rows}
      next={next}
      rowKey={(row) => row.id}
      empty={m.funds_movements_none()}
      columns={[
        { key: 'what', title: m.funds_what(), heading: true, cell: (row) => row.what },
        { key: 'kind', title: m.funds_kind(), cell: (row) => row.kind },
        { key: 'about', title: m.funds_about(), cell: (row) => row.about },
        {
          key: 'document',
          title: m.funds_voucher(),
          cell: (row) => (row.entry ? <Link to={row.entry}>{row.document}</Link> : row.document),
        },
        { key: 'on', title: m.funds_on(), cell: (row) => formatDate(row.onDate) },
        {
          key: 'amount',
          title: m.funds_amount(),
          numeric: true,
          cell: (row) => formatMoney(row.amountFen),
        },
        { key: 'by', title: m.funds_by(), cell: (row) => row.by },
        {
          key: 'state',
          title: m.funds_state(),
          cell: (row) => (
            <Status tone={row.state.tone}>
              {row.state.words}
              {row.reason ? `${m.kit_colon()}${row.reason}` : null}
            </Status>
          ),
        },
        ...(mayApprove
          ? [
              {
                key: 'decide',
                title: m.funds_decide(),
                cell: (row: MovementRow) =>
                  row.open ? (
                    <DecideRow reply={reply} field="proposalId" id={row.id} own={row.own} of={of} />
                  ) : null,
              },
            ]
          : []),
        ...(mayReverse
          ? [
              {
                key: 'reverse',
                title: m.funds_reverse(),
                cell: (row: MovementRow) => (row.reversible ? <Reverse id={row.id} reply={reply} /> : null),
              },
            ]
          : []),
      ]}
    />
  );
}
