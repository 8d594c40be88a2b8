import { z } from 'zod';
import { newId } from '#db/new-id';
import {
  decideFundMovement,
  type FundRow,
  insertFundMovement,
  isFundDocumentKnown,
  lockFundMovement,
  lockFunds,
  selectBudgetLines,
  selectFund,
  selectOwedShare,
} from '#db/queries/funds';
import { decider, proposer } from '../audit/two-persons';
import { type ReadScope, type Scope, useCase } from '../audit/use-case';
import { holdPurpose, spendOfPurpose } from '../donations/spend-money';
import { arrangedPayers } from '../fees/movement.rules';
import { movementConstraints, settleByFund } from '../fees/record-movement';
import type { ArrangedPayer } from '../fees/share.rules';
import { civilDate, moneyAmount } from '../kernel/inputs';
import type { Fen } from '../kernel/money';
import type { PlainDate } from '../kernel/plain-date';
import { accept, inBoth, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { chart, payerReceivable } from '../ledger/chart';
import { postEntry } from '../ledger/post-entry';
import { findPersonName } from '../people/find-person';
import { balancesOf } from './balances';
import { decidable } from './decide';
import { fundEvent } from './fund.events';
import { declineReason, proposalId, textOf } from './fund.forms';
import {
  expenseOf,
  firstDayOf,
  incomeOf,
  leftOf,
  lineRefusals,
  type TransferGround,
  transferGrounds,
  transferRefusals,
  transfersOf,
} from './fund.rules';

/** Lines of one year of one fund. */
const LINES = 200;

const fundId = z.uuid('FUND.UNKNOWN');
const amountFen = moneyAmount('FUND.AMOUNT');
const onDate = civilDate();
/** Read by all of the staff who look at funds, so no person is named in it; the public is told sums only. */
const what = textOf('FUND.WHAT_MISSING', 200);
const document = textOf('FUND.DOCUMENT_MISSING', 100);
const budgetLine = {
  year: z.preprocess(
    (given) => (given === '' ? undefined : given),
    z.coerce
      .number({ error: 'FUND.YEAR' })
      .int('FUND.YEAR')
      .min(2000, 'FUND.YEAR')
      .max(2100, 'FUND.YEAR')
      .optional(),
  ),
  line: z.string().trim().max(60).optional(),
};

const constraints = {
  fund_movements_document: refusal('FUND.DOCUMENT_KNOWN', { field: 'document' }),
  fund_movements_covered: refusal('FUND.SHORT', { field: 'amountFen' }),
  fund_movements_two_persons: refusal('FUND.OWN_PROPOSAL'),
  fund_movements_grounded: refusal('FUND.GROUND_UNNAMED'),
  gift_spendings_voucher_unique: refusal('FUND.DOCUMENT_KNOWN', { field: 'document' }),
};

type FundMovementKind = Parameters<typeof insertFundMovement>[1]['kind'];

/** What was said of a movement, as far as it could be read. */
interface Said {
  readonly kind: FundMovementKind;
  readonly amountFen?: Fen | undefined;
  readonly onDate?: PlainDate | undefined;
  readonly document?: string | undefined;
  readonly year?: number | null | undefined;
  readonly line?: string | null | undefined;
  readonly toFundId?: string | undefined;
  readonly ground?: TransferGround | undefined;
  readonly personId?: string | undefined;
  readonly payer?: ArrangedPayer | undefined;
}

/** What is wrong with taking money out of a fund now: not enough left, or not on an approved line. */
async function outRefusals(
  scope: ReadScope,
  fund: FundRow,
  { kind, amountFen: fen, ...asked }: Pick<Said, 'kind' | 'amountFen' | 'year' | 'line'>,
): Promise<Refusal[]> {
  const leftFen = leftOf(await balancesOf(scope, fund));
  const params = { fundBoth: inBoth(fund), leftFen: String(leftFen) };
  const problems: Refusal[] =
    fen !== undefined && fen > leftFen ? [refusal('FUND.SHORT', { field: 'amountFen', params })] : [];
  if (kind === 'transfer') return problems;
  // A line is one of a year: of a year that could not be read nothing more is said.
  if (asked.line && !('year' in asked)) return problems;
  const lines = asked.line
    ? await selectBudgetLines(scope.tx, { fundId: fund.id, year: asked.year ?? undefined, limit: LINES })
    : [];
  const line = lines.find((one) => one.line === asked.line && one.year === asked.year);
  return [...problems, ...lineRefusals(fund.source, line, { amountFen: fen, line: asked.line ?? undefined })];
}

/** FUND.PAYER, .RESIDENT_UNKNOWN, and .MORE_THAN_OWED (names the payer and what it owes, which may be nothing). */
async function shareRefusals(
  scope: ReadScope,
  fund: FundRow,
  { payer, personId, amountFen: fen }: Said,
): Promise<Refusal[]> {
  const problems: Refusal[] = [];
  if (payer && !fund.payers.includes(payer)) problems.push(refusal('FUND.PAYER', { field: 'payer' }));
  if (personId && (await findPersonName.within(scope, { id: personId })) === undefined)
    problems.push(refusal('FUND.RESIDENT_UNKNOWN', { field: 'personId' }));
  if (problems.length > 0 || !payer || !personId || fen === undefined) return problems;
  const owedFen = await selectOwedShare(scope.tx, { personId, payer });
  const params = { payer: `@fees_payer_name_${payer.replace('-', '_')}`, owedFen: String(owedFen) };
  return fen > owedFen ? [refusal('FUND.MORE_THAN_OWED', { field: 'amountFen', params })] : [];
}

async function wrongOfTransfer(
  scope: ReadScope,
  fund: FundRow,
  { toFundId, ground }: Said,
): Promise<Refusal[]> {
  if (!toFundId) return [];
  const to = await selectFund(scope.tx, toFundId);
  return to ? transferRefusals(fund, to, ground) : [refusal('FUND.TRANSFER_UNKNOWN', { field: 'toFundId' })];
}

/** Everything that is wrong with a movement of a fund as far as it could be read. */
async function wrongOf(scope: ReadScope, fund: FundRow | undefined, said: Said): Promise<Refusal[]> {
  const problems: Refusal[] = [];
  if (said.onDate && said.onDate > scope.today)
    problems.push(refusal('FUND.DATE_AHEAD', { field: 'onDate', params: { today: scope.today } }));
  const first = firstDayOf(scope.today);
  if (said.onDate && said.onDate < first)
    problems.push(refusal('FUND.DATE_OLD', { field: 'onDate', params: { first } }));
  if (!fund) return [...problems, refusal('FUND.UNKNOWN', { field: 'fundId' })];
  const { kind, document: voucher } = said;
  const donated = fund.source === 'donated' && kind !== 'transfer';
  if (voucher && (await isFundDocumentKnown(scope.tx, { kind, document: voucher, donated })))
    problems.push(refusal('FUND.DOCUMENT_KNOWN', { field: 'document' }));
  if (kind === 'received')
    return fund.source === 'fiscal'
      ? problems
      : [...problems, refusal('FUND.NOT_FISCAL', { field: 'fundId' })];
  return [
    ...problems,
    ...(await outRefusals(scope, fund, said)),
    ...(kind === 'share' ? await shareRefusals(scope, fund, said) : []),
    ...(kind === 'transfer' ? await wrongOfTransfer(scope, fund, said) : []),
  ];
}

/** The same of a form that is not whole. */
const knownOf =
  (kind: FundMovementKind) =>
  async (scope: ReadScope, said: Omit<Said, 'kind'> & { readonly fundId?: string }): Promise<Refusal[]> =>
    said.fundId ? wrongOf(scope, await selectFund(scope.tx, said.fundId), { ...said, kind }) : [];

/**
 * Fiscal money has come in, by the document that allots it. Refuses at once FUND.UNKNOWN, .NOT_FISCAL (donated money comes by
 * gifts), .AMOUNT, .WHAT_MISSING, .DOCUMENT_MISSING, .DOCUMENT_KNOWN, .DATE_AHEAD, .DATE_OLD (more than a year back).
 */
export const receiveFiscal = useCase({
  permission: 'funds.propose',
  input: z.object({ fundId, amountFen, onDate, what, document }),
  constraints,
  known: knownOf('received'),
  async run(scope, { fundId: id, ...said }) {
    const fund = await selectFund(scope.tx, id);
    const problems = await wrongOf(scope, fund, { ...said, kind: 'received' });
    if (!fund || problems.length > 0) return refuse(...problems);
    const movementId = newId();
    const posted = await postEntry.within(scope, {
      kind: 'funds.received',
      subject: { type: 'fund-movement', id: movementId },
      on: said.onDate,
      memo: said.document,
      postings: [
        { account: chart.bank, amountFen: said.amountFen },
        { account: incomeOf(fund), amountFen: -said.amountFen },
      ],
    });
    if (!posted.ok) return posted;
    await insertFundMovement(scope.tx, {
      ...said,
      id: movementId,
      fundId: id,
      kind: 'received',
      status: 'done',
      entryId: posted.value.entryId,
      ...proposer(scope),
    });
    scope.audit(
      fundEvent('funds.received', id, {
        movementId,
        amountFen: String(said.amountFen),
        document: said.document,
      }),
    );
    return accept({ movementId });
  },
});

const common = { fundId, amountFen, onDate, what, document };
type Proposal = Said &
  Pick<Parameters<typeof insertFundMovement>[1], 'fundId' | 'amountFen' | 'onDate' | 'what' | 'document'>;

/** What the trail says of money that is carried over: to which fund, on which ground, by which document. */
const carriedOver = ({
  toFundId,
  ground,
  document: proof,
}: {
  readonly toFundId?: string | null | undefined;
  readonly ground?: TransferGround | null | undefined;
  readonly document: string;
}) => (toFundId ? { toFundId, ground: ground ?? null, document: proof } : {});

async function propose(scope: Scope, proposal: Proposal): Promise<Result<{ movementId: string }>> {
  const fund = await selectFund(scope.tx, proposal.fundId);
  const problems = await wrongOf(scope, fund, proposal);
  if (!fund || problems.length > 0) return refuse(...problems);
  const movementId = newId();
  const { year, line, ...rest } = proposal;
  await insertFundMovement(scope.tx, {
    ...rest,
    ...(line ? { year, line } : {}),
    id: movementId,
    status: 'proposed',
    ...proposer(scope),
  });
  scope.audit(
    fundEvent('funds.movement-proposed', fund.id, {
      movementId,
      movement: proposal.kind,
      amountFen: String(proposal.amountFen),
      ...carriedOver(proposal),
    }),
  );
  return accept({ movementId });
}

/**
 * Proposes to spend money of a fund; nothing moves before another person has approved it. Fiscal money names the line of
 * the budget. Refuses at once FUND.UNKNOWN, .AMOUNT, .WHAT_MISSING, .DOCUMENT_MISSING, .DOCUMENT_KNOWN, .DATE_AHEAD, .DATE_OLD,
 * .SHORT, .LINE_MISSING, .LINE_UNKNOWN, .LINE_SHORT.
 */
export const proposeSpending = useCase({
  permission: 'funds.propose',
  input: z.object({ ...common, ...budgetLine }),
  constraints,
  known: knownOf('spending'),
  run: (scope, said) => propose(scope, { ...said, kind: 'spending' }),
});

/**
 * Proposes that a fund settles what another payer owes for a resident: the source of each subsidy and each donated relief.
 * Refuses as `proposeSpending`, and FUND.RESIDENT_UNKNOWN, .PAYER (the fund does not pay in that name), .MORE_THAN_OWED.
 */
export const proposeShare = useCase({
  permission: 'funds.propose',
  input: z.object({
    ...common,
    ...budgetLine,
    personId: z.uuid('FUND.RESIDENT_UNKNOWN'),
    payer: z.enum(arrangedPayers, 'FUND.PAYER'),
  }),
  constraints,
  known: knownOf('share'),
  run: (scope, said) => propose(scope, { ...said, kind: 'share' }),
});

/**
 * Proposes to carry what is left over to another fund, by the document that lets it; from one purpose to another on a ground, which
 * that document proves. Refuses as `proposeSpending` but for lines, and FUND.TRANSFER_UNKNOWN, .TRANSFER_SAME, .TRANSFER_SOURCE
 * (fiscal and donated money stay apart), .GROUND_MISSING and .GROUND_NEEDLESS (the purpose is the same).
 */
export const proposeTransfer = useCase({
  permission: 'funds.propose',
  input: z.object({
    ...common,
    toFundId: z.uuid('FUND.TRANSFER_UNKNOWN'),
    ground: z.enum(transferGrounds, 'FUND.GROUND_MISSING').optional(),
  }),
  constraints,
  known: knownOf('transfer'),
  run: (scope, said) => propose(scope, { ...said, kind: 'transfer' }),
});

type Movement = NonNullable<Awaited<ReturnType<typeof lockFundMovement>>>;

/** Books what was approved and gives the id of its entry. */
async function book(
  scope: Scope,
  movement: Movement,
  fund: FundRow,
  to: FundRow | undefined,
): Promise<Result<{ entryId: string }>> {
  const { id, kind, amountFen: fen, onDate: on, what: words, document: memo, personId, payer } = movement;
  const against = personId && payer ? payerReceivable(payer, personId) : chart.bank;
  // Donated money leaves by the one way that the public figures are made of.
  if (fund.purposeId && kind !== 'transfer')
    return spendOfPurpose(scope, {
      purposeId: fund.purposeId,
      amountFen: fen,
      spentOn: on,
      what: words,
      voucherNumber: memo,
      against,
    });
  return postEntry.within(scope, {
    kind: `funds.${kind}`,
    subject: { type: 'fund-movement', id },
    on,
    memo,
    postings: to
      ? [
          { account: transfersOf(fund), amountFen: fen },
          { account: transfersOf(to), amountFen: -fen },
        ]
      : [
          { account: expenseOf(fund), amountFen: fen },
          { account: against, amountFen: -fen },
        ],
  });
}

/**
 * Approves a proposal: it is booked, and of a share the resident's account hears of it, all at once. Refuses
 * FUND.PROPOSAL_UNKNOWN, .DECIDED, .WITHDRAWN, .OWN_PROPOSAL, .GROUND_UNNAMED (carried over without a ground), .SHORT and .LINE_SHORT when less is left by now, and FEES.MORE_THAN_OWED
 * when the other payer owes less by now. Of many approved at once no more go through than there is money for.
 */
export const approveMovement = useCase({
  permission: 'funds.approve',
  input: z.object({ proposalId }),
  constraints: { ...constraints, ...movementConstraints },
  async run(scope, { proposalId: id }) {
    const found = decidable(scope, await lockFundMovement(scope.tx, id));
    if (!found.ok) return found;
    const movement = found.value;
    const locked = await lockFunds(scope.tx, [
      movement.fundId,
      ...(movement.toFundId ? [movement.toFundId] : []),
    ]);
    const fund = locked.find((one) => one.id === movement.fundId);
    if (!fund) return refuse(refusal('FUND.UNKNOWN'));
    // Gifts that go back hold the purpose, not the fund.
    if (fund.purposeId) await holdPurpose(scope, fund.purposeId);
    const to = locked.find((one) => one.id === movement.toFundId);
    // Proposed before a ground had to be named: what the approver would answer for does not stand in it.
    if (to && transferRefusals(fund, to, movement.ground).length > 0)
      return refuse(refusal('FUND.GROUND_UNNAMED'));
    const problems = await outRefusals(scope, fund, movement);
    if (problems.length > 0) return refuse(...problems.map(({ field: _, ...problem }) => problem));
    const booked = await book(scope, movement, fund, to);
    if (!booked.ok) return booked;
    const { entryId } = booked.value;
    if (movement.personId && movement.payer) {
      const { personId, payer, amountFen: fen, onDate: on } = movement;
      const shared = { personId, payer, amountFen: fen, on, entryId, fundName: fund.name };
      const settled = await settleByFund.within(scope, shared);
      if (!settled.ok) return settled;
    }
    await decideFundMovement(scope.tx, { id, ...decider(scope), status: 'done', entryId });
    scope.audit(
      fundEvent('funds.movement-approved', fund.id, {
        movementId: id,
        movement: movement.kind,
        amountFen: String(movement.amountFen),
        ...carriedOver(movement),
      }),
    );
    return accept({ fundId: fund.id, entryId });
  },
});

/** Turns a proposal down. Refuses FUND.PROPOSAL_UNKNOWN, .DECIDED, .OWN_PROPOSAL, .REASON_MISSING. */
export const declineMovement = useCase({
  permission: 'funds.approve',
  input: z.object({ proposalId, reason: declineReason }),
  known: async (scope, { proposalId: id }) => {
    const found = id && decidable(scope, await lockFundMovement(scope.tx, id));
    return found && !found.ok ? found.refusals : [];
  },
  async run(scope, { proposalId: id, reason }) {
    const found = decidable(scope, await lockFundMovement(scope.tx, id));
    if (!found.ok) return found;
    const { fundId: of, kind, amountFen: fen } = found.value;
    await decideFundMovement(scope.tx, { id, ...decider(scope), status: 'declined', decisionReason: reason });
    const data = { movementId: id, movement: kind, amountFen: String(fen) };
    scope.audit(fundEvent('funds.movement-declined', of, data, reason));
    return accept({ fundId: of });
  },
});
