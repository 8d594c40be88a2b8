import { selectDocuments } from '#db/queries/documents';
import type { DraftRecord } from '#db/queries/drafts';
import { formRefusals, type ReadScope } from '../audit/use-case';
import { inBoth, type Refusal, refusal } from '../kernel/refusals';
import { findPerson } from '../people/find-person';
import { personForm } from '../people/person.forms';
import { readPerson } from '../people/person.rules';
import { townRefusals } from '../people/register-person';
import { readApplication } from './application.rules';
import { missingKinds } from './document-kinds.rules';
import { type DraftSaid, stepOfField } from './draft.rules';
import { type DraftStep, draftSteps } from './draft-steps.rules';
import { documentKindsOf } from './list-document-kinds';
import { applicationForm } from './submit-application';

/** Something that stands in the way of sending a draft, and the step where it is put right. */
export interface DraftProblem {
  readonly step: DraftStep;
  readonly refusal: Refusal;
}

const personKeys = new Set(Object.keys(personForm.shape));

/** What the form as such refuses, such as a date that is none; and the rest of it, for which further reading makes sense. */
function readForm(said: DraftSaid) {
  const parsed = applicationForm.safeParse(said);
  if (parsed.success) return { said: parsed.data, refusals: [] };
  const refusals = formRefusals(parsed.error);
  const wrong = new Set(refusals.map(({ field }) => field));
  const person = Object.fromEntries(
    Object.entries(said.person ?? {}).filter(([key]) => personKeys.has(key) && !wrong.has(`person.${key}`)),
  );
  const rest = Object.fromEntries(Object.entries(said).filter(([key]) => !wrong.has(key)));
  return { said: applicationForm.parse({ ...rest, ...(said.person && { person }) }), refusals };
}

/**
 * Everything that stands in the way of sending a draft, at once and in the order of the steps: what `submitApplication` will
 * refuse of what was typed, and required documents that are neither there nor explained (STAY.DOCUMENT_MISSING).
 */
export async function draftProblems(scope: ReadScope, draft: DraftRecord): Promise<DraftProblem[]> {
  const form = readForm(draft.said);
  const refused = new Set(form.refusals.map(({ field }) => field));
  const person = draft.personId
    ? { problems: [], reachable: Boolean((await findPerson.within(scope, { id: draft.personId }))?.phone) }
    : await newPerson(scope, form.said.person);
  const read = readApplication(form.said, { today: scope.today, reachable: person.reachable });
  const found: Refusal[] = [
    ...form.refusals,
    ...[...person.problems, ...(read.ok ? [] : read.refusals)].filter(({ field }) => !refused.has(field)),
    ...(await missingDocuments(scope, draft)),
  ];
  const problems = found.map((one) => ({ step: stepOfField(one.field), refusal: one }));
  return problems.sort((a, b) => draftSteps.indexOf(a.step) - draftSteps.indexOf(b.step));
}

async function newPerson(scope: ReadScope, said: DraftSaid['person'] | undefined) {
  const person = personForm.omit({ hardshipCategory: true }).parse({ name: '', ...said });
  const read = readPerson(person, scope.today);
  const problems = [...(read.ok ? [] : read.refusals), ...(await townRefusals(scope, person.townCode))];
  return {
    problems: problems.map((one) => ({ ...one, field: `person.${one.field ?? 'name'}` })),
    reachable: Boolean(person.phone?.trim()),
  };
}

/** Kinds that are required by what the draft says and are not there. */
export async function missingOf(scope: ReadScope, draft: Pick<DraftRecord, 'id' | 'said'>) {
  const documents = await selectDocuments(scope.tx, { draftId: draft.id });
  const there = new Set(documents.filter(({ withdrawnAt }) => !withdrawnAt).map(({ kind }) => kind));
  return missingKinds(await documentKindsOf(scope), draft.said, there);
}

async function missingDocuments(scope: ReadScope, draft: DraftRecord): Promise<Refusal[]> {
  if (draft.said.documentsLater?.trim()) return [];
  return (await missingOf(scope, draft)).map(({ code, name, nameEn }) =>
    refusal('STAY.DOCUMENT_MISSING', {
      field: `document.${code}`,
      params: { kindBoth: inBoth({ name, nameEn }) },
    }),
  );
}
