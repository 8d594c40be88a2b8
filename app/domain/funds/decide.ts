import type { ReadScope } from '../audit/use-case';
import { accept, type Result, refusal, refuse } from '../kernel/refusals';
import { actingPerson } from '../standards/standard.rules';

interface Proposal {
  readonly status: string;
  readonly proposedBy: string;
  readonly proposedByName: string;
  readonly decidedByName: string | null;
}

/** A proposal that waits. Refuses FUND.PROPOSAL_UNKNOWN, .WITHDRAWN, .DECIDED (by whom). */
function waiting<P extends Proposal>(found: P | undefined): Result<P> {
  if (!found) return refuse(refusal('FUND.PROPOSAL_UNKNOWN', { field: 'proposalId' }));
  if (found.status === 'withdrawn') return refuse(refusal('FUND.WITHDRAWN'));
  if (found.status !== 'proposed')
    return refuse(refusal('FUND.DECIDED', { params: { by: found.decidedByName ?? '—' } }));
  return accept(found);
}

/** A proposal that this person may decide. Refuses FUND.PROPOSAL_UNKNOWN, .WITHDRAWN, .DECIDED (by whom), .OWN_PROPOSAL. */
export function decidable<P extends Proposal>(scope: ReadScope, found: P | undefined): Result<P> {
  const proposal = waiting(found);
  return proposal.ok && proposal.value.proposedBy === actingPerson(scope.actor)
    ? refuse(refusal('FUND.OWN_PROPOSAL'))
    : proposal;
}

/** A proposal that this person may withdraw. Refuses FUND.PROPOSAL_UNKNOWN, .WITHDRAWN, .DECIDED (by whom), .OTHERS_PROPOSAL (names whose). */
export function withdrawable<P extends Proposal>(scope: ReadScope, found: P | undefined): Result<P> {
  const proposal = waiting(found);
  return proposal.ok && proposal.value.proposedBy !== actingPerson(scope.actor)
    ? refuse(refusal('FUND.OTHERS_PROPOSAL', { params: { by: proposal.value.proposedByName } }))
    : proposal;
}
