import { listFunds } from '~/domain/funds/list-funds';
import { approveMovement, proposeSpending } from '~/domain/funds/move-money';
import { openFund } from '~/domain/funds/open-fund';
import type { Actor } from '~/domain/kernel/actor';
import { got } from './stays';

interface Two {
  readonly proposer: Actor;
  readonly approver: Actor;
}

/** The fund of a gift purpose, opened if it is not there yet; gives its id. */
export async function fundOfPurpose({ proposer }: Two, purpose: string): Promise<string> {
  const known = (await listFunds(proposer)).find(({ code }) => code === purpose);
  if (known) return known.id;
  const { fundId } = got(
    await openFund(proposer, {
      code: purpose,
      name: `资金 ${purpose}`,
      nameEn: `Fund ${purpose}`,
      source: 'donated',
      purpose,
      restriction: '按捐赠用途',
      document: '演示协议',
      payers: ['donated-relief'],
    }),
  );
  return fundId;
}

/** Spends donated money of a purpose: one proposes, another approves. Refusals of both are given as they come. */
export async function spendPurpose(
  two: Two,
  {
    purpose,
    ...said
  }: { purpose: string; amountFen: string; onDate: string; what: string; document: string },
) {
  const fundId = await fundOfPurpose(two, purpose);
  const proposed = await proposeSpending(two.proposer, { fundId, ...said });
  return proposed.ok ? approveMovement(two.approver, { proposalId: proposed.value.movementId }) : proposed;
}
