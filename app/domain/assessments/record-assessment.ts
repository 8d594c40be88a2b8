import { insertAssessment, selectByDraft, selectScale, selectScaleOn } from '#db/queries/assessments';
import { selectObjectedScorers } from '#db/queries/reassessments';
import { once } from '../audit/once';
import { type Scope, useCase } from '../audit/use-case';
import type { PlainDate } from '../kernel/plain-date';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { findPerson } from '../people/find-person';
import { assessmentRecorded } from './assessment.events';
import { assessmentForm } from './assessment.forms';
import { assessorRefusals, recorderOf, samePerson } from './assessment.rules';
import { keepSignatures } from './keep-signatures';
import { type Answers, REFUSED, type Scoring, score } from './scoring.rules';
import { type SaidSignature, signatureRefusals } from './signature.rules';

interface Recorded {
  readonly assessmentId: string;
  readonly scoring: Scoring;
}

/**
 * Records what two assessors scored and proposes the grade that follows from it; somebody else confirms. With `draftId`, an id made
 * on the device, the same assessment may be sent any number of times and is recorded once; whoever sends it again gets the first
 * answer. An assessor who records stands for it by the own sign-in; the other one, and the person or guardian, by `signatures`.
 * Refuses, all at once: ASSESSMENT.PERSON_UNKNOWN, .PERSON_DECEASED, .DATE_FORM, .DATE_FUTURE, .SCALE_MISSING (no version in
 * force on that day), .FIRST_ASSESSOR_MISSING, .SECOND_ASSESSOR_MISSING, .ASSESSORS_SAME, .ITEM_BLANK and
 * .ITEM_UNKNOWN_ANSWER per item; .SCORED_WHAT_IS_OBJECTED when somebody scored before what is objected to; and .PROPOSED_ALREADY while another one of this scale waits for its decision;
 * .DRAFT_DIFFERS when something else was sent under the id before, SIGNATURE.TWICE, and what `signatureRefusals` names.
 */
export const recordAssessment = useCase({
  permission: 'assessments.score',
  input: assessmentForm,
  constraints: {
    assessments_one_proposed: refusal('ASSESSMENT.PROPOSED_ALREADY', { field: 'personId' }),
    assessments_draft_unique: refusal('ASSESSMENT.DRAFT_DIFFERS'),
    assessment_signatures_once: refusal('SIGNATURE.TWICE', { field: 'signatures' }),
  },
  async run(scope, said): Promise<Result<Recorded>> {
    const problems: Refusal[] = [];
    const { personId, assessedOn, draftId = null } = said;
    // Whoever comes second waits here until the first is through, and then finds it.
    if (draftId && !(await once(scope, `assessment-draft/${draftId}`, 'assessments.record')))
      return sentBefore(scope, draftId, said);
    const person = await findPerson.within(scope, { id: personId });
    if (!person) problems.push(refusal('ASSESSMENT.PERSON_UNKNOWN', { field: 'personId' }));
    if (person?.deceasedOn && person.deceasedOn <= assessedOn)
      problems.push(refusal('ASSESSMENT.PERSON_DECEASED', { field: 'personId' }));
    if (assessedOn > scope.today) problems.push(refusal('ASSESSMENT.DATE_FUTURE', { field: 'assessedOn' }));

    const self = { id: scope.actor.userId, name: scope.actor.name };
    const name = said.firstAssessor?.trim() || self.name;
    const first = { id: samePerson(self, { id: null, name }) ? self.id : null, name };
    const second = { id: said.secondAssessorId ?? null, name: said.secondAssessor.trim() };
    problems.push(...assessorRefusals(first, second));
    const objected = await selectObjectedScorers(scope.tx, personId, said.scaleCode);
    const before = objected.flatMap((one) => [
      { id: one.firstAssessorId, name: one.firstAssessor ?? '' },
      { id: one.secondAssessorId, name: one.secondAssessor ?? '' },
    ]);
    for (const [field, scorer] of [
      ['firstAssessor', first],
      ['secondAssessor', second],
    ] as const)
      if (before.some((one) => samePerson(one, scorer)))
        problems.push(refusal('ASSESSMENT.SCORED_WHAT_IS_OBJECTED', { field }));

    const signatures = said.signatures.flatMap(({ means, ...one }): SaidSignature[] =>
      means ? [{ ...one, means }] : [],
    );
    for (const [place, { means, ...one }] of said.signatures.entries()) {
      const within = `signatures.${place}`;
      if (means === 'account') problems.push(refusal('SIGNATURE.NOT_YOURS', { field: `${within}.means` }));
      else if (means)
        problems.push(...signatureRefusals({ ...one, means }, { assessedOn, today: scope.today, within }));
    }

    const scale = await selectScaleOn(scope.tx, { code: said.scaleCode, on: assessedOn });
    if (!scale) {
      return refuse(
        ...problems,
        refusal('ASSESSMENT.SCALE_MISSING', { params: { scale: said.scaleCode, date: assessedOn } }),
      );
    }
    const scored = score(scale.definition, said.answers);
    if (!scored.ok || problems.length > 0) return refuse(...problems, ...(scored.ok ? [] : scored.refusals));

    const { grade, items, undecided } = scored.value;
    const assessmentId = await insertAssessment(scope.tx, {
      personId,
      scaleCode: scale.code,
      scaleVersion: scale.version,
      reason: said.reason,
      assessedOn,
      firstAssessor: first.name,
      firstAssessorId: first.id,
      secondAssessor: second.name,
      secondAssessorId: second.id,
      recordedBy: recorderOf(scope.actor),
      recordedByName: self.name,
      draftId,
      answers: Object.fromEntries([
        ...items.map((item) => [item.code, item.option]),
        ...(undecided?.items ?? []).map((item) => [item.code, REFUSED]),
      ]),
      note: said.note || null,
      grade,
    });
    scope.audit(
      assessmentRecorded(assessmentId, {
        personId,
        scale: scale.code,
        version: scale.version,
        proposed: grade,
      }),
    );
    const standsForIt = (['first', 'second'] as const).flatMap((party): SaidSignature[] =>
      // A key of the API without a person behind it stands for nothing.
      self.id !== null && samePerson(self, party === 'first' ? first : second)
        ? [{ party, means: 'account' }]
        : [],
    );
    await keepSignatures(scope, assessmentId, {
      signatures: [...standsForIt, ...signatures],
      names: { first: first.name, second: second.name, person: person?.name },
    });
    return accept({ assessmentId, scoring: scored.value });
  },
});

/** What was recorded before under the id of a draft; the same again is no second one, something else is refused. */
async function sentBefore(
  scope: Scope,
  draftId: string,
  said: { personId: string; scaleCode: string; assessedOn: PlainDate; answers: Answers },
): Promise<Result<Recorded>> {
  const differs = refuse(refusal('ASSESSMENT.DRAFT_DIFFERS'));
  const before = await selectByDraft(scope.tx, draftId);
  const scale =
    before && (await selectScale(scope.tx, { code: before.scaleCode, version: before.scaleVersion }));
  if (!before || !scale || before.recordedBy !== recorderOf(scope.actor)) return differs;
  const same =
    before.personId === said.personId &&
    before.scaleCode === said.scaleCode &&
    before.assessedOn === said.assessedOn &&
    Object.entries(before.answers).every(([item, option]) => said.answers[item]?.trim() === option);
  const scored = score(scale.definition, before.answers);
  return same && scored.ok ? accept({ assessmentId: before.id, scoring: scored.value }) : differs;
}
