import type { FiscalSystem } from '~/platform/fiscal/port';
import { theFiscalSystem } from '~/platform/fiscal/system';
import { type ReadScope, read } from '../audit/use-case';
import { tenantIdOf } from '../payments/merchants';

/** The fiscal system, if it issues bills of this receiver: its settings name the receiver's credit code and the district. */
export async function fiscalSystemOf(
  { tx, actor }: Pick<ReadScope, 'tx' | 'actor'>,
  { creditCode }: { creditCode: string | null },
): Promise<FiscalSystem | undefined> {
  const system = theFiscalSystem();
  if (!system || system.creditCode !== creditCode) return undefined;
  return (await tenantIdOf(system, tx)) === actor.tenantId ? system : undefined;
}

/** Credit code of the receiver of this district whose donors get bills of the fiscal system; undefined when it is not set up. */
export const findFiscalUnit = read('receipts.view', async ({ tx, actor }, _: Record<string, never>) => {
  const system = theFiscalSystem();
  return system && (await tenantIdOf(system, tx)) === actor.tenantId ? system.creditCode : undefined;
});
