import { z } from 'zod';
import { newId } from '#db/new-id';
import {
  type BillingSpan,
  type Chargeable,
  insertCharges,
  insertGaps,
  insertInvoices,
  lockBilling,
  lockRun,
  selectAbsences,
  selectArrangementsInForce,
  selectBedDays,
  selectBilledMonths,
  selectChargedShares,
  selectDifferenceSums,
  selectLeaveRulesInForce,
  selectLeftOver,
  selectPersonsToBill,
  takeSerials,
  updateRun,
} from '#db/queries/billing';
import { selectApprovedTariffs } from '#db/queries/tariffs';
import { listGradeRanges } from '../assessments/list-grade-ranges';
import { type Scope, useCase } from '../audit/use-case';
import { groupedBy } from '../kernel/grouped';
import type { Fen } from '../kernel/money';
import { monthRange } from '../kernel/plain-date';
import { accept, type Result, refusal, refuse } from '../kernel/refusals';
import { accountBalances } from '../ledger/account-balance';
import { chart } from '../ledger/chart';
import { postEntries } from '../ledger/post-entries';
import { type ChargeFacts, type ChargeGap, chargeStretches, monthsBefore } from './charge.rules';
import { feeEvent } from './fee.events';
import { invoiceHead } from './invoice.rules';
import { receivableOf } from './receivables';
import { type Arrangement, arrangementOf, monthShares, type Payer, type Share, shareOf } from './share.rules';

/** Residents per transaction: some seconds of work, whatever the size of the centre. */
const BATCH = 500;

/** Billed months that a run looks back on for changes that came late; what is older is put right by hand. */
const CORRECTED_MONTHS = 12;

/** How far a run has come. */
export interface RunProgress {
  readonly runId: string;
  readonly batches: number;
  readonly finished: boolean;
}

/**
 * Bills the next residents of a run: one charge per bed-day by the grade, the fee and the leave rule of that day, the differences
 * that late changes made to months billed before, divided among who pays; one bill and one ledger entry each. Whoever has a day in
 * the month without a grade, a fee or a leave rule gets no bill, and the days are listed. `batch` says which turn is meant; a turn that was taken
 * already changes nothing. Refuses FEES.RUN_UNKNOWN.
 */
export const billResidents = useCase({
  permission: 'fees.bill',
  input: z.object({ runId: z.uuid(), batch: z.int().min(0) }),
  async run(scope, { runId, batch }): Promise<Result<RunProgress>> {
    const { tx, now, audit, publish } = scope;
    await lockBilling(tx);
    const run = await lockRun(tx, runId);
    if (!run) return refuse(refusal('FEES.RUN_UNKNOWN', { field: 'runId' }));
    if (run.finishedAt || run.batches !== batch) {
      return accept({ runId, batches: run.batches, finished: run.finishedAt !== null });
    }
    const span = spanOf(run.month);
    const personIds = await selectPersonsToBill(tx, { span, after: run.afterPerson, limit: BATCH });
    const { chargeable, gaps, blocked, shared } = await readChargeable(scope, span, personIds);
    if (gaps.length > 0) await insertGaps(tx, gaps);
    const issued = await issueInvoices(scope, { runId, month: run.month, chargeable, shared });
    if (!issued.ok) return issued;

    const finished = personIds.length < BATCH;
    const totals = {
      billed: run.billed + issued.value.count,
      blocked: run.blocked + blocked,
      billedFen: run.billedFen + issued.value.amountFen,
    };
    await updateRun(tx, runId, {
      ...totals,
      batches: run.batches + 1,
      afterPerson: personIds.at(-1) ?? run.afterPerson,
      finishedAt: finished ? now : null,
    });
    if (finished) {
      const data = { month: run.month, ...totals, billedFen: String(totals.billedFen) };
      audit(feeEvent('fees.run-finished', { type: 'bill-run', id: runId }, data));
    } else {
      publish({
        job: 'fees.bill-residents',
        key: `${runId}/${batch + 1}`,
        payload: { runId, batch: batch + 1 },
      });
    }
    return accept({ runId, batches: run.batches + 1, finished });
  },
});

function spanOf(month: string): BillingSpan {
  const oldest = monthsBefore(month, CORRECTED_MONTHS).at(-1) as string;
  return { month, ...monthRange(month), correctedFrom: monthRange(oldest).from };
}

type Gap = ChargeGap & { personId: string };

/** What is charged to a payer for the days of a month, beyond what was before. */
interface ShareDifference {
  readonly personId: string;
  readonly month: string;
  readonly payer: Payer;
  readonly fen: Fen;
}

/** What the bed-days of these residents cost and who pays it, in the month and in the months before that were billed. */
async function readChargeable(scope: Scope, span: BillingSpan, personIds: readonly string[]) {
  const nothing = { chargeable: { stretches: [], months: [] }, gaps: [], blocked: 0, shared: [] };
  if (personIds.length === 0) return nothing;
  const period = { personIds, from: span.correctedFrom, until: span.until };
  const of = await readFacts(scope, period);
  const billed = byPerson(await selectBilledMonths(scope.tx, { personIds, span }));
  const charged = byPerson(
    await selectChargedShares(scope.tx, { personIds, fromMonth: span.correctedFrom.slice(0, 7) }),
  );

  const stretches: Chargeable['stretches'][number][] = [];
  const months: Chargeable['months'][number][] = [];
  const shared: ShareDifference[] = [];
  const gaps: Gap[] = [];
  for (const personId of personIds) {
    const { arrangements, ...facts } = of(personId);
    const current = chargeStretches(span.month, facts);
    gaps.push(...current.gaps.map((gap) => ({ ...gap, personId })));
    if (current.gaps.length > 0) continue;
    const earlier = (billed.get(personId) ?? []).map(({ month }) => ({
      month,
      ...chargeStretches(month, facts),
    }));
    // An earlier month in which a grade has gone missing since is left as it was billed until there is one again.
    const settled = [{ month: span.month, ...current }, ...earlier.filter((one) => one.gaps.length === 0)];
    for (const { month, stretches: found } of settled) {
      months.push({ personId, ...monthRange(month) });
      stretches.push(...found.map((one) => ({ ...one, personId })));
      const before = (charged.get(personId) ?? []).filter((one) => one.month === month);
      shared.push(...differencesOf({ personId, month }, monthShares(found, arrangements), before));
    }
  }
  const rows = gaps.map(({ from, until, scaleCode = null, grade = null, absence = null, ...gap }) => ({
    ...gap,
    month: span.month,
    fromOn: from,
    untilOn: until,
    scaleCode,
    grade,
    absence,
  }));
  return {
    chargeable: { stretches, months },
    gaps: rows,
    blocked: new Set(gaps.map(({ personId }) => personId)).size,
    shared,
  };
}

const byPerson = <Row extends { personId: string }>(rows: readonly Row[]): Map<string, Row[]> =>
  groupedBy(rows, ({ personId }) => personId);

/** Everything that decides what these residents are charged, by resident. */
async function readFacts(
  scope: Scope,
  period: { personIds: readonly string[]; from: BillingSpan['from']; until: BillingSpan['until'] },
): Promise<(personId: string) => ChargeFacts & { arrangements: Arrangement[] }> {
  const { tx } = scope;
  const beds = byPerson(await selectBedDays(tx, period));
  const absences = byPerson(await selectAbsences(tx, period));
  const grades = byPerson(await listGradeRanges.within(scope, period));
  const arrangements = byPerson(await selectArrangementsInForce(tx, period));
  const tariffs = await selectApprovedTariffs(tx);
  const leaveRules = await selectLeaveRulesInForce(tx);
  return (personId) => ({
    beds: (beds.get(personId) ?? []).map((bed) => ({ ...bed, until: bed.until ?? period.until })),
    absences: absences.get(personId) ?? [],
    grades: grades.get(personId) ?? [],
    tariffs,
    leaveRules,
    arrangements: (arrangements.get(personId) ?? []).map(arrangementOf),
  });
}

function differencesOf(
  of: { personId: string; month: string },
  expected: ReadonlyMap<Payer, Fen>,
  before: readonly { payer: string; fen: Fen }[],
): ShareDifference[] {
  const charged = new Map(before.map(({ payer, fen }) => [payer as Payer, fen]));
  return [...new Set([...expected.keys(), ...charged.keys()])]
    .map((payer) => ({ ...of, payer, fen: (expected.get(payer) ?? 0n) - (charged.get(payer) ?? 0n) }))
    .filter(({ fen }) => fen !== 0n);
}

/** The shares of each resident's bill: the resident's always, of others those that something changes for. */
async function readShares(scope: Scope, differences: ReadonlyMap<string, ShareDifference[]>, ids: string[]) {
  const leftOver = byPerson(await selectLeftOver(scope.tx, ids));
  const balances = new Map<string, ReadonlyMap<string, Fen>>();
  for (const payer of new Set([...leftOver.values()].flat().map((one) => one.payer as Payer))) {
    const code = receivableOf(payer, '').code;
    balances.set(
      payer,
      await accountBalances.within(scope, { code, type: 'person', ids: [...leftOver.keys()] }),
    );
  }
  return (personId: string): Share[] => {
    const byPayer = groupedBy(differences.get(personId) ?? [], ({ payer }) => payer);
    return [...new Set<Payer>(['resident', ...byPayer.keys()])].map((payer) =>
      shareOf(payer, {
        chargedFen: (byPayer.get(payer) ?? []).reduce((sum, { fen }) => sum + fen, 0n),
        leftFen: leftOver.get(personId)?.find((one) => one.payer === payer)?.fen ?? 0n,
        balanceFen: balances.get(payer)?.get(personId) ?? 0n,
      }),
    );
  };
}

/** One bill per resident with something to charge: number, ledger entry, charges and shares in the same transaction. */
async function issueInvoices(
  scope: Scope,
  {
    runId,
    month,
    chargeable,
    shared,
  }: { runId: string; month: string; chargeable: Chargeable; shared: readonly ShareDifference[] },
): Promise<Result<{ count: number; amountFen: bigint }>> {
  const { tx, today, audit } = scope;
  const sums = new Map(
    (chargeable.months.length > 0 ? await selectDifferenceSums(tx, chargeable) : []).map((sum) => [
      sum.personId,
      sum,
    ]),
  );
  const differences = byPerson(shared);
  const ids = [...new Set([...sums.keys(), ...differences.keys()])].sort();
  if (ids.length === 0) return accept({ count: 0, amountFen: 0n });

  const sharesOf = await readShares(scope, differences, ids);
  const year = Number(today.slice(0, 4));
  const first = await takeSerials(tx, { year, count: ids.length });
  const bills = ids.map((personId, index) => {
    const shares = sharesOf(personId);
    return {
      id: newId(),
      year,
      serial: first + index,
      ...invoiceHead(year, first + index, today),
      personId,
      month,
      shares,
      chargedFen: sums.get(personId)?.amountFen ?? 0n,
      amountFen: shares.find(({ payer }) => payer === 'resident')?.amountFen ?? 0n,
      lines: sums.get(personId)?.lines ?? 0,
      issuedOn: today,
      runId,
    };
  });
  const owed = bills.filter(({ shares }) => shares.some(({ chargedFen }) => chargedFen !== 0n));
  const posted =
    owed.length === 0
      ? accept({ entryIds: [] })
      : await postEntries.within(scope, {
          entries: owed.map((bill) => ({
            kind: 'fees.invoice',
            subject: { type: 'invoice', id: bill.id },
            on: today,
            memo: bill.number,
            postings: [
              ...bill.shares.map(({ payer, chargedFen }) => ({
                account: receivableOf(payer, bill.personId),
                amountFen: chargedFen,
              })),
              { account: chart.careFees, amountFen: -bill.chargedFen },
            ].filter(({ amountFen }) => amountFen !== 0n),
          })),
        });
  if (!posted.ok) return posted;
  const entries = new Map(owed.map((bill, index) => [bill.id, posted.value.entryIds[index]]));
  await insertInvoices(tx, {
    invoices: bills.map(({ shares: _, ...bill }) => ({ ...bill, entryId: entries.get(bill.id) })),
    shares: bills.flatMap(({ id, shares }) => shares.map((share) => ({ invoiceId: id, ...share }))),
    shareMonths: bills.flatMap(({ id, personId }) =>
      (differences.get(personId) ?? []).map(({ payer, month: of, fen }) => ({
        invoiceId: id,
        payer,
        month: of,
        chargedFen: fen,
      })),
    ),
  });
  const charged = bills.filter(({ lines }) => lines > 0);
  if (charged.length > 0) await insertCharges(tx, chargeable, charged);
  for (const { id, number, amountFen, chargedFen } of bills) {
    const data = { number, month, amountFen: String(amountFen), chargedFen: String(chargedFen) };
    audit(feeEvent('invoice.issued', { type: 'invoice', id }, data));
  }
  return accept({ count: bills.length, amountFen: bills.reduce((sum, bill) => sum + bill.amountFen, 0n) });
}
