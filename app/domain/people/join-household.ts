import { z } from 'zod';
import { endMembership, householdExists, insertMember, lockPerson } from '#db/queries/people';
import { useCase } from '../audit/use-case';
import { civilDate } from '../kernel/inputs';
import { accept, type Result, refusal, refuse } from '../kernel/refusals';
import { householdConstraints } from './form-household';
import { householdRelations } from './household.rules';
import { personJoinedHousehold } from './person.events';

/**
 * Puts a person into a household from a day on; the membership of another household ends on that day.
 * Refuses PERSON.UNKNOWN, .HOUSEHOLD_UNKNOWN, .IN_OTHER_HOUSEHOLD (a membership from a later day is there),
 * .HOUSEHOLD_TWO_HEADS.
 */
export const joinHousehold = useCase({
  permission: 'people.register',
  constraints: householdConstraints,
  input: z.object({
    householdId: z.uuid(),
    personId: z.uuid(),
    relation: z.enum(householdRelations).optional(),
    fromOn: civilDate().optional(),
  }),
  async run(
    scope,
    { householdId, personId, relation = null, fromOn = scope.today },
  ): Promise<Result<{ householdId: string }>> {
    if (!(await lockPerson(scope.tx, personId)))
      return refuse(refusal('PERSON.UNKNOWN', { field: 'personId' }));
    if (!(await householdExists(scope.tx, householdId)))
      return refuse(refusal('PERSON.HOUSEHOLD_UNKNOWN', { field: 'householdId' }));
    await endMembership(scope.tx, { personId, on: fromOn });
    await insertMember(scope.tx, { householdId, personId, relation, fromOn });
    scope.audit(personJoinedHousehold(personId, { householdId, relation, from: fromOn }));
    return accept({ householdId });
  },
});
