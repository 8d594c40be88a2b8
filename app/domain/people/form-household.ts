import { z } from 'zod';
import { insertHousehold, insertMember, selectPeopleByIds } from '#db/queries/people';
import { useCase } from '../audit/use-case';
import { civilDate } from '../kernel/inputs';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { householdRelations } from './household.rules';
import { personJoinedHousehold } from './person.events';
import { townRefusals } from './register-person';

/** What the database says when somebody would belong to two households, or a household have two heads. */
export const householdConstraints = {
  household_members_one_household: refusal('PERSON.IN_OTHER_HOUSEHOLD', { field: 'members' }),
  household_members_one_head: refusal('PERSON.HOUSEHOLD_TWO_HEADS', { field: 'members' }),
};

/**
 * Makes a household file (一户一案) with its first members. Refuses PERSON.UNKNOWN, .TOWN_UNKNOWN, .TOWN_NOT_YOURS,
 * .IN_OTHER_HOUSEHOLD, .HOUSEHOLD_TWO_HEADS.
 */
export const formHousehold = useCase({
  permission: 'people.register',
  constraints: householdConstraints,
  input: z.object({
    townCode: z.string().trim().optional(),
    village: z.string().trim().max(60).optional(),
    address: z.string().trim().max(200).optional(),
    /** Persons as declared; more than the members known. */
    declaredSize: z.int().min(1, 'PERSON.HOUSEHOLD_SIZE').max(30, 'PERSON.HOUSEHOLD_SIZE').optional(),
    members: z
      .array(z.object({ personId: z.uuid(), relation: z.enum(householdRelations).optional() }))
      .min(1)
      .max(30),
    /** First day of membership; today unless given. */
    fromOn: civilDate().optional(),
  }),
  async run(scope, asked): Promise<Result<{ householdId: string }>> {
    const problems: Refusal[] = await townRefusals(scope, asked.townCode);
    const known = await selectPeopleByIds(
      scope.tx,
      asked.members.map(({ personId }) => personId),
    );
    for (const [place, { personId }] of asked.members.entries()) {
      if (!known.some(({ id }) => id === personId))
        problems.push(refusal('PERSON.UNKNOWN', { field: `members.${place}.personId` }));
    }
    if (problems.length > 0) return refuse(...problems);
    const householdId = await insertHousehold(scope.tx, {
      townCode: asked.townCode || null,
      village: asked.village || null,
      address: asked.address || null,
      declaredSize: asked.declaredSize ?? null,
    });
    const fromOn = asked.fromOn ?? scope.today;
    for (const { personId, relation = null } of asked.members) {
      await insertMember(scope.tx, { householdId, personId, relation, fromOn });
      scope.audit(personJoinedHousehold(personId, { householdId, relation, from: fromOn }));
    }
    return accept({ householdId });
  },
});
