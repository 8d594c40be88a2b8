import { must } from '#db/seed/demo/demo';
import { demoFees } from '#db/seed/demo/fees';
import { approveTariff } from '~/domain/fees/approve-tariff';
import { billResidents } from '~/domain/fees/bill-residents';
import { proposeTariff } from '~/domain/fees/propose-tariff';
import { runMonth } from '~/domain/fees/run-month';
import type { Actor } from '~/domain/kernel/actor';
import type { CareTier } from '~/domain/standards/standard.rules';

export { demoFees };

/** Proposes and approves the fees of all grades from a day on. */
export async function putTariffsInForce(
  { proposer, approver }: { proposer: Actor; approver: Actor },
  effectiveFrom: string,
  fees: Readonly<Partial<Record<CareTier, bigint>>> = demoFees,
): Promise<void> {
  for (const [grade, monthlyFeeFen] of Object.entries(fees)) {
    const { id } = must(
      await proposeTariff(proposer, { grade, monthlyFeeFen, effectiveFrom, note: '演示数据' }),
    );
    must(await approveTariff(approver, { tariffId: id }));
  }
}

/** Bills a month to its end, as the worker does batch by batch. */
export async function billMonth(actor: Actor, month: string): Promise<string> {
  const { runId } = must(await runMonth(actor, { month }));
  for (let batch = 0; ; batch++) {
    if (must(await billResidents(actor, { runId, batch })).finished) return runId;
  }
}
