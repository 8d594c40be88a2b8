import { z } from 'zod';
import type { Actor } from '../kernel/actor';
import { type DraftStep, draftSteps } from './draft-steps.rules';

const said = z.string().max(2_000);
const codes = z.array(z.string().max(60)).max(30);

/** Of a person, as typed. */
const personSaid = z.object({
  name: said.optional(),
  identityNumber: said.optional(),
  sex: said.optional(),
  birthDate: said.optional(),
  phone: said.optional(),
  address: said.optional(),
  registration: said.optional(),
  townCode: said.optional(),
  village: said.optional(),
});

/**
 * Everything that a draft holds, as typed: nothing is refused here but what is far too long, so that half a number or a
 * wrong date can be kept and put right later. Named as `applicationForm` names it.
 */
export const draftForm = z.object({
  person: personSaid.optional(),
  appliedOn: said.optional(),
  householdSize: z.union([z.number(), said]).optional(),
  guardianName: said.optional(),
  guardianRelation: said.optional(),
  guardianPhone: said.optional(),
  stated: z.record(z.string().max(60), said).optional(),
  care: codes.optional(),
  rooms: codes.optional(),
  wish: said.optional(),
  note: said.optional(),
  category: said.optional(),
  facts: codes.optional(),
  disabilityKind: said.optional(),
  disabilityGrade: z.union([z.number(), said]).optional(),
  documentsLater: said.optional(),
});

export type DraftSaid = z.output<typeof draftForm>;

/** Which fields belong to which step. */
const fieldsOf: Readonly<Record<DraftStep, readonly (keyof DraftSaid)[]>> = {
  who: ['person', 'appliedOn'],
  household: ['householdSize', 'guardianName', 'guardianRelation', 'guardianPhone'],
  needs: ['stated', 'care', 'rooms', 'wish', 'note'],
  hardship: ['category', 'facts', 'disabilityKind', 'disabilityGrade'],
  documents: ['documentsLater'],
  check: [],
};

/** The draft with one step as it is said now; the other steps stay as they are, so the order of the steps does not matter. */
export function withStep(before: DraftSaid, step: DraftStep, now: DraftSaid): DraftSaid {
  const mine = new Set<string>(fieldsOf[step]);
  const others = Object.entries(before).filter(([field]) => !mine.has(field));
  const given = Object.entries(now).filter(([field, value]) => mine.has(field) && value !== undefined);
  return Object.fromEntries([...others, ...given]) as DraftSaid;
}

/** The step at which a field is put right; what belongs to no field is a matter of who applies. */
export function stepOfField(field: string | undefined): DraftStep {
  const [first = ''] = (field ?? '').split('.');
  if (first === 'document') return 'documents';
  return draftSteps.find((step) => (fieldsOf[step] as readonly string[]).includes(first)) ?? 'who';
}

/** Whether somebody else has saved a step after the version that was looked at. */
export const isOvertaken = (
  steps: Readonly<Record<string, number>>,
  step: DraftStep,
  version: number,
): boolean => (steps[step] ?? 0) > version;

/** Families fill in their own person's, town clerks what is of their town, whoever else takes applications all of them. */
export function mayFillIn(
  actor: Pick<Actor, 'permissions' | 'personId' | 'townCode'>,
  draft: { readonly personId: string | null; readonly townCode: string | null },
): boolean {
  if (!actor.permissions.has('stays.view'))
    return actor.personId !== undefined && actor.personId === draft.personId;
  return actor.townCode === undefined || actor.townCode === draft.townCode;
}
