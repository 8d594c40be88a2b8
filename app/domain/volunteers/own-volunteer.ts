import type { Scope } from '../audit/use-case';
import { type Result, refusal, refuse } from '../kernel/refusals';

/** Does something for the volunteer whose account acts. Refuses VOLUNTEER.NOT_ONE for an account that is no volunteer's. */
export async function ofOwn<Value>(
  { actor }: Scope,
  change: (volunteerId: string) => Promise<Result<Value>>,
): Promise<Result<Value>> {
  return actor.volunteerId ? change(actor.volunteerId) : refuse(refusal('VOLUNTEER.NOT_ONE'));
}
