import { z } from 'zod';
import { lockBudget, lockFundMovement, lockFundReversal, withdrawFundProposal } from '#db/queries/funds';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { withdrawable } from './decide';
import { fundEvent } from './fund.events';
import { proposalId } from './fund.forms';

/**
 * Withdraws one's own proposal of a use of money before anybody has decided it; its document is free again. Refuses
 * FUND.PROPOSAL_UNKNOWN, .WITHDRAWN, .DECIDED (by whom), .OTHERS_PROPOSAL (names whose).
 */
export const withdrawMovement = useCase({
  permission: 'funds.propose',
  input: z.object({ proposalId }),
  async run(scope, { proposalId: id }) {
    const found = withdrawable(scope, await lockFundMovement(scope.tx, id));
    if (!found.ok) return found;
    const { fundId, kind, amountFen } = found.value;
    await withdrawFundProposal(scope.tx, 'movement', { id, at: scope.now });
    const data = { movementId: id, movement: kind, amountFen: String(amountFen) };
    scope.audit(fundEvent('funds.movement-withdrawn', fundId, data));
    return accept({ fundId });
  },
});

/** Withdraws one's own proposal of a budget before anybody has decided it. Refuses as `withdrawMovement`. */
export const withdrawBudget = useCase({
  permission: 'funds.propose',
  input: z.object({ proposalId }),
  async run(scope, { proposalId: id }) {
    const found = withdrawable(scope, await lockBudget(scope.tx, id));
    if (!found.ok) return found;
    const { fundId, year, line, amountFen } = found.value;
    await withdrawFundProposal(scope.tx, 'budget', { id, at: scope.now });
    scope.audit(fundEvent('funds.budget-withdrawn', fundId, { year, line, amountFen: String(amountFen) }));
    return accept({ fundId });
  },
});

/** Withdraws one's own proposal that a movement is undone; the movement stands. Refuses as `withdrawMovement`. */
export const withdrawReversal = useCase({
  permission: 'funds.propose',
  input: z.object({ proposalId }),
  async run(scope, { proposalId: id }) {
    const found = withdrawable(scope, await lockFundReversal(scope.tx, id));
    if (!found.ok) return found;
    const { movementId } = found.value;
    const movement = await lockFundMovement(scope.tx, movementId);
    if (!movement) return refuse(refusal('FUND.MOVEMENT_UNKNOWN'));
    const { fundId, kind, amountFen } = movement;
    await withdrawFundProposal(scope.tx, 'reversal', { id, at: scope.now });
    const data = { movementId, movement: kind, amountFen: String(amountFen) };
    scope.audit(fundEvent('funds.reversal-withdrawn', fundId, data));
    return accept({ fundId });
  },
});
