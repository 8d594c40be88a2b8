import { z } from 'zod';
import { selectPerson } from '#db/queries/people';
import { useCase } from '../audit/use-case';
import { accept, type Result, refusal, refuse } from '../kernel/refusals';
import { personFieldRevealed } from './person.events';

/** Shortest reason that says something: `核对` (check). */
const REASON_MIN = 2;

/**
 * Shows one sealed field in the clear and writes down who saw it and why (个人信息保护法 Art. 28 and 51: 敏感个人信息).
 * Refuses PERSON.REVEAL_REASON_MISSING, PERSON.UNKNOWN, PERSON.NOTHING_TO_REVEAL.
 */
export const revealPersonField = useCase({
  permission: 'people.reveal',
  input: z.object({
    personId: z.uuid(),
    field: z.enum(['identityNumber', 'phone', 'address']),
    reason: z
      .string({ error: 'PERSON.REVEAL_REASON_MISSING' })
      .trim()
      .min(REASON_MIN, 'PERSON.REVEAL_REASON_MISSING')
      .max(200),
  }),
  async run(scope, { personId, field, reason }): Promise<Result<{ value: string }>> {
    const person = await selectPerson(scope.tx, personId);
    const bound = scope.actor.townCode;
    if (!person || (bound && bound !== person.townCode)) return refuse(refusal('PERSON.UNKNOWN'));
    const value = person[field];
    if (!value) return refuse(refusal('PERSON.NOTHING_TO_REVEAL', { field: 'field' }));
    scope.audit(personFieldRevealed(personId, field, reason));
    return accept({ value });
  },
});
