import { newId } from '#db/new-id';
import { insertStandard, selectApprovedRanges } from '#db/queries/standards';
import { useCase } from '../audit/use-case';
import { accept, refuse } from '../kernel/refusals';
import { overlapRefusal, successionOf } from './approval.rules';
import { standardEvent } from './standard.events';
import { keyOf, standardInput } from './standard.forms';
import { actingPerson, basicRatioProblems, standardKeyText } from './standard.rules';

/**
 * Proposes an amount with the document that sets it; it counts for nothing before another person has approved it.
 * Refuses what could not be approved as things stand: an overlap (STANDARD.OVERLAP) or a basic living standard below
 * its ratio to 低保 (see `basicRatioProblems`).
 */
export const proposeStandard = useCase({
  permission: 'standards.propose',
  input: standardInput,
  async run({ tx, actor, now, audit }, input) {
    const key = standardKeyText(keyOf(input));
    const span = { from: input.effectiveFrom, until: input.effectiveUntil ?? null };
    const proposed = { key, amountFen: input.amountFen, source: input.source, ...span };
    const { conflict, after } = successionOf(await selectApprovedRanges(tx), proposed);
    if (conflict) return refuse(overlapRefusal(conflict));
    const low = basicRatioProblems(span, after, 'amountFen');
    if (low.length > 0) return refuse(...low);

    const id = newId();
    await insertStandard(tx, {
      id,
      kind: input.kind,
      registration: input.kind === 'dibao' || input.kind === 'tekun-basic' ? input.registration : undefined,
      support: input.kind === 'tekun-basic' ? input.support : undefined,
      ...(input.kind === 'care-tier' || input.kind === 'market-reference' ? gradeOf(input) : {}),
      amountFen: input.amountFen,
      effectiveFrom: span.from,
      effectiveUntil: span.until,
      source: input.source,
      status: 'proposed',
      proposedBy: actingPerson(actor),
      proposedByName: actor.name,
      proposedAt: now,
    });
    audit(
      standardEvent('standard.proposed', id, {
        key,
        amountFen: String(input.amountFen),
        from: span.from,
        until: span.until,
      }),
    );
    return accept({ id });
  },
});

function gradeOf(input: Parameters<typeof keyOf>[0]): { scaleCode?: string; grade?: string } {
  const key = keyOf(input);
  return 'grade' in key ? { scaleCode: key.scaleCode, grade: key.grade } : {};
}
