import type { ReadScope } from '../audit/use-case';
import { accept, type Result, refusal, refuse } from '../kernel/refusals';
import { actingPerson } from '../standards/standard.rules';

interface Proposal {
  readonly status: string;
  readonly proposedBy: string;
  readonly decidedByName: string | null;
}

/** A proposal that this person may decide. Refuses FUND.PROPOSAL_UNKNOWN, .DECIDED (by whom), .OWN_PROPOSAL. */
export function decidable<P extends Proposal>(scope: ReadScope, found: P | undefined): Result<P> {
  if (!found) return refuse(refusal('FUND.PROPOSAL_UNKNOWN', { field: 'proposalId' }));
  if (found.status !== 'proposed')
    return refuse(refusal('FUND.DECIDED', { params: { by: found.decidedByName ?? '—' } }));
  if (found.proposedBy === actingPerson(scope.actor)) return refuse(refusal('FUND.OWN_PROPOSAL'));
  return accept(found);
}
