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
  selectBedDays,
  selectBilledMonths,
  selectDifferenceSums,
  selectPersonsToBill,
  takeSerials,
  updateRun,
} from '#db/queries/billing';
import { selectApprovedTariffs } from '#db/queries/tariffs';
import { listGradeRanges } from '../assessments/list-grade-ranges';
import { type Scope, useCase } from '../audit/use-case';
import { groupedBy } from '../kernel/grouped';
import { monthRange } from '../kernel/plain-date';
import { accept, type Result, refusal, refuse } from '../kernel/refusals';
import { chart, residentReceivable } from '../ledger/chart';
import { postEntries } from '../ledger/post-entries';
import { type ChargeGap, chargeStretches, monthsBefore } from './charge.rules';
import { feeEvent } from './fee.events';
import { invoiceHead } from './invoice.rules';

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
 * Bills the next residents of a run: one charge per bed-day by the grade and the fee of that day, the differences that
 * late changes made to months billed before, one bill and one ledger entry each. Whoever has a day in the month without a
 * grade or a fee gets no bill, and the days are listed. `batch` says which turn is meant; a turn that was taken
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
    const { chargeable, gaps, blocked } = await readChargeable(scope, span, personIds);
    if (gaps.length > 0) await insertGaps(tx, gaps);
    const issued = await issueInvoices(scope, { runId, month: run.month, chargeable });
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

/** What the bed-days of these residents cost, in the month and in the months before that were billed. */
async function readChargeable(scope: Scope, span: BillingSpan, personIds: readonly string[]) {
  if (personIds.length === 0) return { chargeable: { stretches: [], months: [] }, gaps: [], blocked: 0 };
  const period = { personIds, from: span.correctedFrom, until: span.until };
  const billed = groupedBy(
    await selectBilledMonths(scope.tx, { personIds, span }),
    ({ personId }) => personId,
  );
  const beds = groupedBy(await selectBedDays(scope.tx, period), ({ personId }) => personId);
  const grades = groupedBy(await listGradeRanges.within(scope, period), ({ personId }) => personId);
  const tariffs = await selectApprovedTariffs(scope.tx);

  const stretches: Chargeable['stretches'][number][] = [];
  const months: Chargeable['months'][number][] = [];
  const gaps: Gap[] = [];
  for (const personId of personIds) {
    const days = (beds.get(personId) ?? []).map((bed) => ({ ...bed, until: bed.until ?? span.until }));
    const facts = { beds: days, grades: grades.get(personId) ?? [], tariffs };
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
    }
  }
  const rows = gaps.map(({ from, until, scaleCode = null, grade = null, ...gap }) => ({
    ...gap,
    month: span.month,
    fromOn: from,
    untilOn: until,
    scaleCode,
    grade,
  }));
  return {
    chargeable: { stretches, months },
    gaps: rows,
    blocked: new Set(gaps.map(({ personId }) => personId)).size,
  };
}

/** One bill per resident with something to charge: number, ledger entry, charges and shares in the same transaction. */
async function issueInvoices(
  scope: Scope,
  { runId, month, chargeable }: { runId: string; month: string; chargeable: Chargeable },
): Promise<Result<{ count: number; amountFen: bigint }>> {
  const { tx, today, audit } = scope;
  const sums = chargeable.months.length > 0 ? await selectDifferenceSums(tx, chargeable) : [];
  if (sums.length === 0) return accept({ count: 0, amountFen: 0n });

  const year = Number(today.slice(0, 4));
  const first = await takeSerials(tx, { year, count: sums.length });
  const bills = sums.map((sum, index) => ({
    id: newId(),
    year,
    serial: first + index,
    ...invoiceHead(year, first + index, today),
    personId: sum.personId,
    month,
    amountFen: sum.amountFen,
    lines: sum.lines,
    issuedOn: today,
    runId,
  }));
  const owed = bills.filter((bill) => bill.amountFen !== 0n);
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
              { account: residentReceivable(bill.personId), amountFen: bill.amountFen },
              { account: chart.careFees, amountFen: -bill.amountFen },
            ],
          })),
        });
  if (!posted.ok) return posted;
  const entries = new Map(owed.map((bill, index) => [bill.id, posted.value.entryIds[index]]));
  await insertInvoices(
    tx,
    bills.map((bill) => ({ ...bill, entryId: entries.get(bill.id) })),
  );
  await insertCharges(tx, chargeable, bills);
  for (const { id, number, amountFen } of bills) {
    audit(
      feeEvent('invoice.issued', { type: 'invoice', id }, { number, month, amountFen: String(amountFen) }),
    );
  }
  return accept({ count: bills.length, amountFen: bills.reduce((sum, bill) => sum + bill.amountFen, 0n) });
}
