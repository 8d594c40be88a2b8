import { actingPerson } from '../standards/standard.rules';
import type { Scope } from './use-case';

/** Who decides, as it is written with what was decided. */
export const decider = ({ actor, now }: Pick<Scope, 'actor' | 'now'>) => ({
  decidedBy: actingPerson(actor),
  decidedByName: actor.name,
  decidedAt: now,
});

/** Who proposes, as it is written with what is proposed. */
export const proposer = ({ actor, now }: Pick<Scope, 'actor' | 'now'>) => ({
  proposedBy: actingPerson(actor),
  proposedByName: actor.name,
  proposedAt: now,
});
