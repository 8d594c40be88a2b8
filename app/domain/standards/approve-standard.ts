import { z } from 'zod';
import {
  checkPriceBand,
  decideStandard,
  endStandard,
  lockStandards,
  selectApprovedRanges,
  selectStandard,
} from '#db/queries/standards';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { overlapRefusal, successionOf } from './approval.rules';
import { standardEvent } from './standard.events';
import { actingPerson, basicRatioProblems } from './standard.rules';

/**
 * Puts a proposed amount into force. Never by the person who proposed it. An open-ended predecessor ends the day it begins.
 * Refuses STANDARD.OWN_PROPOSAL, STANDARD.DECIDED, STANDARD.OVERLAP, a ratio to 低保 that no longer holds, and
 * STANDARD.BREAKS_TARIFF when a fee in force would leave its price band.
 */
export const approveStandard = useCase({
  permission: 'standards.approve',
  input: z.object({ standardId: z.uuid() }),
  constraints: {
    tariffs_inside_band: refusal('STANDARD.BREAKS_TARIFF'),
    standards_two_persons: refusal('STANDARD.OWN_PROPOSAL'),
  },
  async run({ tx, actor, now, audit }, { standardId }) {
    await lockStandards(tx);
    const standard = await selectStandard(tx, standardId);
    if (!standard) return refuse(refusal('STANDARD.UNKNOWN', { field: 'standardId' }));
    if (standard.status !== 'proposed')
      return refuse(refusal('STANDARD.DECIDED', { params: { by: standard.decidedByName ?? '' } }));
    if (standard.proposedBy === actingPerson(actor)) return refuse(refusal('STANDARD.OWN_PROPOSAL'));

    const span = { from: standard.effectiveFrom, until: standard.effectiveUntil };
    const next = { key: standard.key, amountFen: standard.amountFen, source: standard.source, ...span };
    const { conflict, predecessor, after } = successionOf(await selectApprovedRanges(tx), next);
    const problems = conflict ? [overlapRefusal(conflict)] : basicRatioProblems(span, after);
    if (problems.length > 0) return refuse(...problems);

    if (predecessor) {
      await endStandard(tx, predecessor.id, span.from);
      audit(standardEvent('standard.ended', predecessor.id, { until: span.from, by: standard.id }));
    }
    await decideStandard(tx, {
      id: standard.id,
      status: 'approved',
      by: actingPerson(actor),
      byName: actor.name,
      at: now,
    });
    await checkPriceBand(tx);
    audit(standardEvent('standard.approved', standard.id, { key: standard.key }));
    return accept({ id: standard.id });
  },
});
