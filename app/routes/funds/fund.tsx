import type { MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import type { ArrangedPayer } from '~/domain/fees/share.rules';
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
import { dateOf } from '~/domain/kernel/plain-date';
import { intents, notFound, page, post } from '~/routes/authorised.server';
import { named } from '~/ui/donations/labels';
import { DecideRow } from '~/ui/fees/decide-row';
import { payerName } from '~/ui/fees/labels';
import { movementLabel, proposalLabel, proposalTone, sourceLabel } from '~/ui/funds/labels';
import { MoneyForms } from '~/ui/funds/money-forms';
import { type MovementRow, MovementsTable } from '~/ui/funds/movements-table';
import { DescriptionList } from '~/ui/kit/description-list';
import { formatMoney } from '~/ui/kit/format';
import { Page, Section } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';

export const loader = page('funds.view', async ({ actor, id, url }) => {
  const fund = await findFund(actor, { id, after: url.searchParams.get('after') ?? undefined });
  if (!fund) throw notFound();
  const mayPropose = actor.permissions.has('funds.propose');
  const mayApprove = actor.permissions.has('funds.approve');
  const others = await listFunds(actor);
  const nameOf = new Map(others.map((other) => [other.id, named(other)]));
  const today = dateOf(actor.at ?? new Date());
  const state = (status: keyof typeof proposalLabel) => ({
    tone: proposalTone[status],
    words: proposalLabel[status](),
  });
  const rowOf = (row: (typeof fund.movements)[number]): MovementRow => {
    const into = row.toFundId === id;
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
        row.line && `${row.year} ${row.line}`,
        row.reversal?.status === 'proposed' && m.funds_reversal_waits(),
        row.keptReason && !row.reversal && m.funds_reversal_declined({ reason: row.keptReason }),
      ]
        .filter(Boolean)
        .join(m.reports_list_mark()),
      document: row.document,
      entry:
        row.entryId && actor.permissions.has('ledger.view') ? `/ledger/entries/${row.entryId}` : undefined,
      onDate: row.onDate,
      amountFen: row.kind === 'received' || into ? row.amountFen : -row.amountFen,
      state: state(row.status),
      reason: row.status === 'reversed' ? (row.reversal?.reason ?? null) : row.decisionReason,
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
      reason: row.decisionReason ?? row.reason,
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
      entry:
        row.entryId && actor.permissions.has('ledger.view') ? `/ledger/entries/${row.entryId}` : undefined,
      onDate: row.onDate,
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
  'approve-budget': post(approveBudget, decided),
  'decline-budget': post(declineBudget, decided),
});

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
                cell: (row) => <Status tone={row.state.tone}>{row.state.words}</Status>,
              },
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
