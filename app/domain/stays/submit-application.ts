import { z } from 'zod';
import { insertApplications, selectApplicationsOf, selectResidentIds } from '#db/queries/stays';
import { type Scope, useCase } from '../audit/use-case';
import type { PlainDate } from '../kernel/plain-date';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { findPerson } from '../people/find-person';
import { personForm } from '../people/person.forms';
import { registerPerson } from '../people/register-person';
import { readApplication } from './application.rules';
import { standing } from './standing.rules';
import { applicationConstraints } from './stay.constraints';
import { applicationEvent } from './stay.events';

/**
 * What an application asks. Read leniently here, so that `readPerson` and `readApplication` can name everything that is
 * wrong in one answer. Without `person` and `personId` the family's own person applies.
 */
export const applicationForm = z.object({
  personId: z.uuid('STAY.PERSON_UNKNOWN').optional(),
  person: personForm
    .omit({ hardshipCategory: true })
    .extend({ name: z.string().default('') })
    .optional(),
  category: z.string().optional(),
  householdSize: z.union([z.number(), z.string()]).optional(),
  guardianName: z.string().optional(),
  guardianPhone: z.string().optional(),
  /** The six items as the family states them, by code: `met` or `unmet`. */
  stated: z.record(z.string(), z.string()).optional(),
  appliedOn: z.string().optional(),
  note: z.string().optional(),
  guardianRelation: z.string().optional(),
  /** Codes of `details.rules.ts`. */
  care: z.array(z.string()).max(30).optional(),
  rooms: z.array(z.string()).max(30).optional(),
  wish: z.string().optional(),
  facts: z.array(z.string()).max(30).optional(),
  disabilityKind: z.string().optional(),
  disabilityGrade: z.union([z.number(), z.string()]).optional(),
  documentsLater: z.string().optional(),
  origin: z.enum(['page', 'api']).default('page'),
});

type Said = z.output<typeof applicationForm>;

/**
 * Takes an application for a place. Names at once all that is wrong with the person (`readPerson`, the town) and with the
 * application (`readApplication`); then refuses STAY.OPEN_APPLICATION, .APPLIED_THAT_DAY, .ALREADY_RESIDENT,
 * .FAMILY_NOT_LINKED, .PERSON_UNKNOWN. Who stands in the register already is not registered again.
 */
export const submitApplication = useCase({
  permission: 'stays.apply',
  input: applicationForm,
  constraints: applicationConstraints,
  async run(scope, said): Promise<Result<{ applicationId: string; personId: string }>> {
    const who = await applicant(scope, said);
    const reachable = who.ok ? who.value.reachable : Boolean(said.person?.phone?.trim());
    const read = readApplication(said, { today: scope.today, reachable });
    if (!who.ok || !read.ok)
      return refuse(...(who.ok ? [] : who.refusals), ...(read.ok ? [] : read.refusals));

    const { personId } = who.value;
    const standing = await standsInTheWay(scope, personId, read.value.appliedOn);
    if (standing) return refuse(standing);
    const [applicationId] = await insertApplications(scope.tx, [
      { ...read.value, personId, origin: said.origin },
    ]);
    if (!applicationId) throw new Error('An application was added without an id');
    scope.audit(applicationEvent('application.received', applicationId, { personId, origin: said.origin }));
    return accept({ applicationId, personId });
  },
});

type Applicant = Result<{ personId: string; reachable: boolean }>;

async function applicant(scope: Scope, said: Said): Promise<Applicant> {
  const { actor } = scope;
  if (!actor.permissions.has('stays.view')) {
    // A family applies for the one it acts for, whatever else it sends.
    if (!actor.personId) return refuse(refusal('STAY.FAMILY_NOT_LINKED'));
    return known(scope, actor.personId);
  }
  if (said.personId) return known(scope, said.personId);
  const person = said.person ?? { name: '' };
  const registered = await registerPerson.within(scope, {
    ...person,
    hardshipCategory: personForm.shape.hardshipCategory.safeParse(said.category).data,
  });
  if (registered.ok)
    return accept({ personId: registered.value.personId, reachable: Boolean(person.phone?.trim()) });
  return refuse(...registered.refusals.map((one) => ({ ...one, field: `person.${one.field ?? 'name'}` })));
}

async function known(scope: Scope, id: string): Promise<Applicant> {
  const person = await findPerson.within(scope, { id });
  if (!person) return refuse(refusal('STAY.PERSON_UNKNOWN', { field: 'personId' }));
  return accept({ personId: id, reachable: person.phone !== null });
}

async function standsInTheWay(
  scope: Scope,
  personId: string,
  appliedOn: PlainDate,
): Promise<Refusal | undefined> {
  const earlier = await selectApplicationsOf(scope.tx, [personId]);
  const residents = await selectResidentIds(scope.tx, [personId]);
  const verdict = standing(appliedOn, { earlier, resident: residents.has(personId) });
  if (verdict === 'new') return undefined;
  if (verdict === 'there')
    return refusal('STAY.APPLIED_THAT_DAY', { field: 'appliedOn', params: { appliedOn } });
  const { field: _, ...ofPerson } = verdict;
  return ofPerson;
}
