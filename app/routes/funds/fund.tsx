import type { MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import type { ArrangedPayer } from '~/domain/fees/share.rules';
import { firstDayOf } from '~/domain/funds/fund.rules';
import { findFund, listFunds } from '~/domain/funds/list-funds';
import {
  approveMovement,
  declineMovement,
  proposeShare,
  proposeSpending,
  proposeTransfer,
  receiveFiscal,
} from '~/domain/funds/move-money';
import { approveReversal, declineReversal, proposeReversal } from '~/domain/funds/reverse-movement';
import { approveBudget, declineBudget, proposeBudget } from '~/domain/funds/set-budget';
import { withdrawBudget, withdrawMovement, withdrawReversal } from '~/domain/funds/withdraw-proposal';
import { dateOf } from '~/domain/kernel/plain-date';
import type { Refusal } from '~/domain/kernel/refusals';
import { intents, notFound, page, post } from '~/routes/authorised.server';
import { named } from '~/ui/donations/labels';
import { DecideRow } from '~/ui/fees/decide-row';
import { payerName } from '~/ui/fees/labels';
import { groundLabel, movementLabel, proposalLabel, proposalTone, sourceLabel } from '~/ui/funds/labels';
import { MoneyForms } from '~/ui/funds/money-forms';
import { type MovementRow, MovementsTable, withdrawColumn } from '~/ui/funds/movements-table';
import { DescriptionList } from '~/ui/kit/description-list';
import { formatDate, formatInstant, formatMoney } from '~/ui/kit/format';
import { Page, Section } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';

type Row = NonNullable<Awaited<ReturnType<typeof findFund>>>['movements'][number];

export const loader = page('funds.view', async ({ actor, id, url }) => {
  const fund = await findFund(actor, { id, after: url.searchParams.get('after') ?? undefined });
  if (!fund) throw notFound();
  const mayPropose = actor.permissions.has('funds.propose');
  const mayApprove = actor.permissions.has('funds.approve');
  const others = await listFunds(actor);
  const nameOf = new Map(others.map((other) => [other.id, named(other)]));
  const byId = new Map(others.map((other) => [other.id, other]));
  const seesLedger = actor.permissions.has('ledger.view');
  const entryOf = (entryId: string | null | undefined) =>
    entryId && seesLedger ? `/ledger/entries/${entryId}` : undefined;
  const bookedOf = ({ onDate, bookedOn, status }: Pick<Row, 'onDate' | 'bookedOn' | 'status'>) => {
    if (bookedOn) return bookedOn === onDate ? undefined : m.funds_booked_on({ day: formatDate(bookedOn) });
    const late = status === 'proposed' && fund.openFrom !== null && onDate < fund.openFrom;
    return late && fund.openFrom ? m.funds_books_on({ day: formatDate(fund.openFrom) }) : undefined;
  };
  const today = dateOf(actor.at ?? new Date());
  const state = (status: keyof typeof proposalLabel) => ({
    tone: proposalTone[status],
    words: proposalLabel[status](),
  });
  const rowOf = (row: Row): MovementRow => {
    const into = row.toFundId === id;
    const [from, to] = [byId.get(row.fundId), byId.get(row.toFundId ?? '')];
    return {
      id: row.id,
      kind: movementLabel[row.kind](),
      what: row.what,
      about: [
        row.personName && row.payer && `${row.personName} · ${payerName[row.payer]()}`,
        row.kind === 'transfer' &&
          (into
            ? m.funds_from({ fund: nameOf.get(row.fundId) ?? '' })
            : m.funds_to({ fund: nameOf.get(row.toFundId ?? '') ?? '' })),
        row.ground && groundLabel[row.ground](),
        row.line && `${row.year} ${row.line}`,
        row.reversal?.status === 'proposed' && m.funds_reversal_waits(),
        row.keptReason && !row.reversal && m.funds_reversal_declined({ reason: row.keptReason }),
      ]
        .filter(Boolean)
        .join(m.reports_list_mark()),
      document: row.document,
      entry: entryOf(row.entryId),
      onDate: row.onDate,
      booked: bookedOf(row),
      decidedAt:
        into && row.status === 'proposed'
          ? {
              to: `/funds/${row.fundId}`,
              words: m.funds_decided_at({ fund: nameOf.get(row.fundId) ?? '' }),
            }
          : undefined,
      purposes:
        row.ground && from && to
          ? {
              from: { name: named(from), restriction: from.restriction },
              to: { name: named(to), restriction: to.restriction },
              ground: groundLabel[row.ground](),
            }
          : undefined,
      amountFen: row.kind === 'received' || into ? row.amountFen : -row.amountFen,
      state: state(row.status),
      reason: row.status === 'reversed' ? (row.reversal?.reason ?? null) : row.decisionReason,
      undone:
        row.status === 'reversed' && row.reversal?.decidedByName && row.reversal.decidedAt
          ? {
              words: m.funds_reversed_by({
                one: row.reversal.proposedByName,
                other: row.reversal.decidedByName,
                at: formatInstant(row.reversal.decidedAt),
              }),
              entry: entryOf(row.reversal.entryId),
            }
          : undefined,
      by: row.decidedByName
        ? m.funds_by_two({ one: row.proposedByName, other: row.decidedByName })
        : row.proposedByName,
      own: row.own,
      open: row.status === 'proposed' && !into,
      reversible: row.status === 'done' && !row.reversal && !into,
    };
  };
  return {
    name: named(fund),
    source: sourceLabel[fund.source](),
    restriction: fund.restriction,
    document: fund.document,
    receivedFen: fund.receivedFen,
    // What came in for the purpose of donated money are its gifts.
    gifts:
      fund.purposeId && actor.permissions.has('donations.view')
        ? `/gifts?kind=money&status=received&purposeId=${fund.purposeId}`
        : undefined,
    sold:
      fund.soldFen > 0n
        ? { fen: fund.soldFen, path: actor.permissions.has('donations.view') ? '/goods/changes' : undefined }
        : undefined,
    carriedFen: fund.carriedFen,
    usedFen: fund.usedFen,
    leftFen: fund.leftFen,
    waitingFen: fund.waitingFen,
    lines: fund.lines,
    budgets: fund.budgets.map((row) => ({
      id: row.id,
      year: row.year,
      line: row.line,
      amountFen: row.amountFen,
      reason: row.reason,
      declined: row.decisionReason,
      state: state(row.status),
      by: row.decidedByName
        ? m.funds_by_two({ one: row.proposedByName, other: row.decidedByName })
        : row.proposedByName,
      own: row.own,
      open: row.status === 'proposed',
    })),
    waiting: fund.waiting.map(rowOf),
    reversals: fund.reversals.map((row) => ({
      id: row.id,
      kind: movementLabel[row.kind](),
      what: row.what,
      about: row.reason,
      document: row.document,
      entry: entryOf(row.entryId),
      onDate: row.onDate,
      booked: undefined,
      decidedAt: undefined,
      undone: undefined,
      purposes: undefined,
      // What is undone goes the other way.
      amountFen: row.kind === 'received' ? -row.amountFen : row.amountFen,
      state: state('proposed'),
      reason: null,
      by: row.proposedByName,
      own: row.own,
      open: true,
      reversible: false,
    })),
    movements: fund.movements.map(rowOf),
    next: fund.next,
    mayApprove,
    mayPropose,
    forms: mayPropose && {
      fiscal: fund.source === 'fiscal',
      today,
      first: firstDayOf(today),
      openFrom: fund.openFrom,
      year: Number(today.slice(0, 4)),
      lines: [...new Set(fund.lines.map(({ line }) => line))].map((line) => ({ value: line, label: line })),
      owed: fund.owed.map(({ personId, personName, payer, owedFen }) => ({
        value: shareOf(personId, payer),
        label: `${personName} · ${payerName[payer as ArrangedPayer]()} · ${formatMoney(owedFen)}`,
      })),
      others: others
        .filter((other) => other.id !== id && other.source === fund.source)
        .map((other) => ({ value: other.id, label: named(other) })),
    },
  };
});

const of = {
  with: ({ id }: { id: string }) => ({ fundId: id }),
  then: (_: unknown, { id }: { id: string }) => `/funds/${id}`,
};
/** Whose share it is: a resident and the payer that owes it are chosen together, so that neither is of the other's. */
const shareOf = (personId: string, payer: string) => `${personId} ${payer}`;
const ofShare = {
  ...of,
  with: ({ id, form }: { id: string; form: FormData }) => {
    const [personId = '', payer = ''] = String(form.get('personId') ?? '').split(' ');
    return { fundId: id, personId, payer: payer as ArrangedPayer };
  },
  // Where nobody was chosen there is one choice missing on the page, not two.
  told: (refusals: readonly Refusal[]) =>
    refusals.some(({ field }) => field === 'personId')
      ? refusals.filter(({ field }) => field !== 'payer')
      : refusals,
};
const decided = { then: (_: unknown, { id }: { id: string }) => `/funds/${id}` };

export const action = intents({
  receive: post(receiveFiscal, of),
  budget: post(proposeBudget, of),
  spend: post(proposeSpending, of),
  share: post(proposeShare, ofShare),
  transfer: post(proposeTransfer, of),
  approve: post(approveMovement, decided),
  decline: post(declineMovement, decided),
  reverse: post(proposeReversal, decided),
  'approve-reversal': post(approveReversal, decided),
  'decline-reversal': post(declineReversal, decided),
  withdraw: post(withdrawMovement, decided),
  'withdraw-reversal': post(withdrawReversal, decided),
  'withdraw-budget': post(withdrawBudget, decided),
  'approve-budget': post(approveBudget, decided),
  'decline-budget': post(declineBudget, decided),
});

/** After a refusal too: what stands beside it has changed meanwhile, or there would have been none. */
export const shouldRevalidate = () => true;

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: m.kit_page_title({ page: data?.name ?? m.funds_title() }) },
];

export default function Fund() {
  const {
    name,
    source,
    waiting,
    reversals,
    mayPropose,
    movements,
    next,
    budgets,
    lines,
    mayApprove,
    forms,
    ...fund
  } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={name}
      lead={fund.restriction}
      above={[{ to: '/funds', label: m.funds_title() }]}
      actions={forms ? <MoneyForms reply={reply} {...forms} /> : null}
    >
      <Section>
        <DescriptionList
          items={[
            { term: m.funds_source(), value: source },
            { term: m.funds_document(), value: fund.document },
            {
              term: m.funds_received(),
              value: fund.gifts ? (
                <Link to={fund.gifts}>{formatMoney(fund.receivedFen)}</Link>
              ) : (
                formatMoney(fund.receivedFen)
              ),
            },
            ...(fund.sold
              ? [
                  {
                    term: m.funds_sold(),
                    value: fund.sold.path ? (
                      <Link to={fund.sold.path}>{formatMoney(fund.sold.fen)}</Link>
                    ) : (
                      formatMoney(fund.sold.fen)
                    ),
                  },
                ]
              : []),
            { term: m.funds_carried(), value: formatMoney(fund.carriedFen) },
            { term: m.funds_used(), value: formatMoney(fund.usedFen) },
            { term: m.funds_left(), value: <strong>{formatMoney(fund.leftFen)}</strong> },
            { term: m.funds_waiting(), value: formatMoney(fund.waitingFen) },
          ]}
        />
      </Section>
      <Section title={m.funds_lines()}>
        <Table
          caption={m.funds_lines()}
          rows={lines}
          rowKey={(row) => `${row.year} ${row.line}`}
          empty={m.funds_lines_none()}
          columns={[
            { key: 'line', title: m.funds_line(), heading: true, cell: (row) => row.line },
            { key: 'year', title: m.funds_year(), cell: (row) => row.year },
            {
              key: 'budget',
              title: m.funds_budget(),
              numeric: true,
              cell: (row) => formatMoney(row.budgetFen),
            },
            { key: 'used', title: m.funds_used(), numeric: true, cell: (row) => formatMoney(row.usedFen) },
            {
              key: 'left',
              title: m.funds_left(),
              numeric: true,
              cell: (row) => formatMoney(row.budgetFen - row.usedFen),
            },
          ]}
        />
      </Section>
      {budgets.length > 0 ? (
        <Section title={m.funds_budgets()}>
          <Table
            caption={m.funds_budgets()}
            rows={budgets}
            rowKey={(row) => row.id}
            empty={null}
            columns={[
              { key: 'line', title: m.funds_line(), heading: true, cell: (row) => `${row.year} ${row.line}` },
              {
                key: 'amount',
                title: m.funds_amount(),
                numeric: true,
                cell: (row) => formatMoney(row.amountFen),
              },
              { key: 'reason', title: m.funds_reason(), cell: (row) => row.reason },
              { key: 'by', title: m.funds_by(), cell: (row) => row.by },
              {
                key: 'state',
                title: m.funds_state(),
                cell: (row) => (
                  <Status tone={row.state.tone}>
                    {row.state.words}
                    {row.declined ? `${m.kit_colon()}${row.declined}` : null}
                  </Status>
                ),
              },
              ...(mayPropose ? [withdrawColumn<(typeof budgets)[number]>(reply, '-budget')] : []),
              {
                key: 'decide',
                title: m.funds_decide(),
                cell: (row) =>
                  row.open && mayApprove ? (
                    <DecideRow reply={reply} field="proposalId" id={row.id} own={row.own} of="-budget" />
                  ) : null,
              },
            ]}
          />
        </Section>
      ) : null}
      {waiting.length > 0 ? (
        <Section title={m.funds_movements_waiting()}>
          <MovementsTable
            caption={m.funds_movements_waiting()}
            rows={waiting}
            reply={reply}
            mayApprove={mayApprove}
            mayWithdraw={mayPropose}
          />
        </Section>
      ) : null}
      {reversals.length > 0 ? (
        <Section title={m.funds_reversals_waiting()}>
          <MovementsTable
            caption={m.funds_reversals_waiting()}
            rows={reversals}
            reply={reply}
            mayApprove={mayApprove}
            mayWithdraw={mayPropose}
            of="-reversal"
          />
        </Section>
      ) : null}
      <Section title={m.funds_movements()}>
        <MovementsTable
          caption={m.funds_movements()}
          rows={movements}
          next={next}
          reply={reply}
          mayReverse={mayPropose}
        />
      </Section>
    </Page>
  );
}
