import { newId } from '#db/new-id';
import { insertArrangement } from '#db/queries/payers';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { findPerson } from '../people/find-person';
import { actingPerson } from '../standards/standard.rules';
import { arrangementInput } from './arrangement.forms';
import { feeEvent } from './fee.events';

/**
 * Proposes that somebody else pays a part of a resident's bills from a day on. It counts for nothing before another person has
 * approved it. Refuses FEES.RESIDENT_UNKNOWN; the form refuses neither or both of sum and part.
 */
export const proposeArrangement = useCase({
  permission: 'fees.propose-rule',
  input: arrangementInput,
  async run(scope, { personId, payer, monthlyFen, percent, fromOn, untilOn, source }) {
    const { tx, actor, now, audit } = scope;
    if (!(await findPerson.within(scope, { id: personId })))
      return refuse(refusal('FEES.RESIDENT_UNKNOWN', { field: 'personId' }));
    const id = newId();
    await insertArrangement(tx, {
      id,
      personId,
      payer,
      monthlyFen,
      permille: percent === undefined ? null : Math.round(percent * 10),
      fromOn,
      untilOn,
      source,
      status: 'proposed',
      proposedBy: actingPerson(actor),
      proposedByName: actor.name,
      proposedAt: now,
    });
    audit(feeEvent('arrangement.proposed', { type: 'arrangement', id }, { payer, personId, from: fromOn }));
    return accept({ id });
  },
});
