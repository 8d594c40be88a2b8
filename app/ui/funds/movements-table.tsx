import { Link } from '@remix-run/react';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { m } from '~/words/generated/messages';
import { DecideRow } from '../fees/decide-row';
import { DescriptionList } from '../kit/description-list';
import { Dialog } from '../kit/dialog';
import { HiddenField, SubmitButton, TextArea } from '../kit/fields';
import { EditForm, type Reply } from '../kit/form';
import { formatDate, formatMoney } from '../kit/format';
import { Notice } from '../kit/notice';
import { Status, type Tone } from '../kit/status';
import { Table } from '../kit/table';

/** What the approver has to have read before money of one purpose goes to another. */
interface CarriedOver {
  readonly from: { readonly name: string; readonly restriction: string };
  readonly to: { readonly name: string; readonly restriction: string };
  readonly ground: string;
}

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
  /** In words, on which other day the ledger has it or will have it, where the month is closed. */
  readonly booked: string | undefined;
  /** Where it is decided, of money that waits to come from another fund. */
  readonly decidedAt: { readonly to: string; readonly words: string } | undefined;
  /** Out of the fund below zero. */
  readonly amountFen: bigint;
  readonly state: { readonly tone: Tone; readonly words: string };
  readonly reason: string | null;
  /** Who had it undone and when, and the address of the entry that mirrors its own. */
  readonly undone: { readonly words: string; readonly entry: string | undefined } | undefined;
  /** Of money of one purpose that would go to another: both, and what lets it. */
  readonly purposes: CarriedOver | undefined;
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

/** Says before it is approved that money leaves the purpose it was given for, and what is to let it. */
const PurposeWarning = ({ row, purposes }: { row: MovementRow; purposes: CarriedOver }) => (
  <Notice tone="late" title={m.funds_other_purpose()}>
    <DescriptionList
      items={[
        { term: m.funds_amount(), value: formatMoney(row.amountFen < 0n ? -row.amountFen : row.amountFen) },
        {
          term: m.funds_given_for(),
          value: `${purposes.from.name}${m.kit_colon()}${purposes.from.restriction}`,
        },
        { term: m.funds_goes_to(), value: `${purposes.to.name}${m.kit_colon()}${purposes.to.restriction}` },
        { term: m.funds_ground(), value: purposes.ground },
        { term: m.funds_ground_document(), value: row.document },
      ]}
    />
    <p>{m.funds_other_purpose_text()}</p>
  </Notice>
);

/** Withdraws one's own proposal. */
function Withdraw({ id, of, reply }: { id: string; of: string; reply: Reply | null | undefined }) {
  return (
    <EditForm intent={`withdraw${of}`} id={`withdraw-${id}`} reply={reply}>
      <HiddenField name="proposalId" value={id} />
      <SubmitButton>{m.funds_withdraw()}</SubmitButton>
    </EditForm>
  );
}

/** The column in which whoever proposed withdraws what waits, for whoever may propose. */
export const withdrawColumn = <Row extends { id: string; own: boolean; open: boolean }>(
  reply: Reply | null | undefined,
  of = '',
) => ({
  key: 'withdraw',
  title: m.funds_withdraw(),
  cell: (row: Row) => (row.open && row.own ? <Withdraw id={row.id} of={of} reply={reply} /> : null),
});

/** Movements of a fund; where they wait the lead decides in the row, whoever proposed withdraws, where they are booked finance proposes to undo them. */
export function MovementsTable({
  caption,
  rows,
  next,
  reply,
  mayApprove = false,
  mayReverse = false,
  mayWithdraw = false,
  of,
}: {
  caption: string;
  rows: readonly MovementRow[];
  next?: string;
  reply?: Reply | null | undefined;
  mayApprove?: boolean;
  mayReverse?: boolean;
  mayWithdraw?: boolean;
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
        {
          key: 'about',
          title: m.funds_about(),
          cell: (row) => (
            <>
              {row.about}
              {row.decidedAt ? (
                <>
                  {' '}
                  <Link to={row.decidedAt.to}>{row.decidedAt.words}</Link>
                </>
              ) : null}
            </>
          ),
        },
        {
          key: 'document',
          title: m.funds_voucher(),
          cell: (row) => (row.entry ? <Link to={row.entry}>{row.document}</Link> : row.document),
        },
        {
          key: 'on',
          title: m.funds_on(),
          cell: (row) => (
            <>
              {formatDate(row.onDate)}
              {row.booked ? (
                <>
                  <br />
                  <span className="quiet">{row.booked}</span>
                </>
              ) : null}
            </>
          ),
        },
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
            <>
              <Status tone={row.state.tone}>
                {row.state.words}
                {row.reason ? `${m.kit_colon()}${row.reason}` : null}
              </Status>
              {row.undone ? (
                <>
                  {' '}
                  <span className="quiet">{row.undone.words}</span>{' '}
                  {row.undone.entry ? <Link to={row.undone.entry}>{m.funds_reversal_entry()}</Link> : null}
                </>
              ) : null}
            </>
          ),
        },
        ...(mayApprove
          ? [
              {
                key: 'decide',
                title: m.funds_decide(),
                cell: (row: MovementRow) =>
                  row.open ? (
                    <DecideRow
                      reply={reply}
                      field="proposalId"
                      id={row.id}
                      own={row.own}
                      of={of}
                      warning={
                        row.purposes ? <PurposeWarning row={row} purposes={row.purposes} /> : undefined
                      }
                    />
                  ) : null,
              },
            ]
          : []),
        ...(mayWithdraw ? [withdrawColumn<MovementRow>(reply, of)] : []),
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
