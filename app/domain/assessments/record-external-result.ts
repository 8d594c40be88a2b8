import {
  insertExternalResults,
  type NewExternalResult,
  selectByResultKeys,
  selectScaleOn,
} from '#db/queries/assessments';
import { type Scope, useCase } from '../audit/use-case';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { findPerson } from '../people/find-person';
import { externalRecorded } from './assessment.events';
import { recorderOf } from './assessment.rules';
import { externalResultForm } from './external-result.forms';
import { resultKey, resultRefusals } from './external-result.rules';

/**
 * Takes over what somebody else found: another agency, the civil-affairs system, a hospital. It is a proposal; a person confirms it
 * before it counts (医保办发〔2021〕37号 encourages that results are recognised; 个人信息保护法 Art. 24). Refuses, all at once,
 * ASSESSMENT.PERSON_UNKNOWN, .PERSON_DECEASED, .SCALE_MISSING, what `resultRefusals` names, .RESULT_TAKEN when the number of this
 * issuer is there already, and .PROPOSED_ALREADY while another one of this scale waits.
 */
export const recordExternalResult = useCase({
  permission: 'assessments.take-over',
  input: externalResultForm,
  constraints: {
    assessments_result_unique: refusal('ASSESSMENT.RESULT_TAKEN', { field: 'issuerNumber' }),
    assessments_one_proposed: refusal('ASSESSMENT.PROPOSED_ALREADY', { field: 'personId' }),
  },
  async run(scope, said): Promise<Result<{ assessmentId: string }>> {
    const { personId, assessedOn, issuer, issuerNumber, statedUntil = null, scaleCode } = said;
    const problems: Refusal[] = [];
    const person = await findPerson.within(scope, { id: personId });
    if (!person) problems.push(refusal('ASSESSMENT.PERSON_UNKNOWN', { field: 'personId' }));
    if (person?.deceasedOn && person.deceasedOn <= assessedOn)
      problems.push(refusal('ASSESSMENT.PERSON_DECEASED', { field: 'personId' }));
    const key = resultKey(issuer, issuerNumber);
    const before = await selectByResultKeys(scope.tx, [key]);
    if (before.some(({ status }) => status === 'proposed' || status === 'confirmed'))
      problems.push(refusal('ASSESSMENT.RESULT_TAKEN', { field: 'issuerNumber' }));
    const scale = await selectScaleOn(scope.tx, { code: scaleCode, on: assessedOn });
    if (!scale)
      return refuse(
        ...problems,
        refusal('ASSESSMENT.SCALE_MISSING', { params: { scale: scaleCode, date: assessedOn } }),
      );
    const result = {
      assessedOn,
      grade: said.grade,
      statedUntil,
      totals: Object.fromEntries(
        Object.entries(said.totals).flatMap(([code, value]) => (value === '' ? [] : [[code, Number(value)]])),
      ),
      answers: Object.fromEntries(
        Object.entries(said.answers).flatMap(([item, option]) =>
          option.trim() ? [[item, option.trim()]] : [],
        ),
      ),
    };
    problems.push(...resultRefusals(result, { scale: scale.definition, today: scope.today }));
    if (problems.length > 0) return refuse(...problems);
    const [assessmentId = ''] = await keepResults(scope, [
      {
        ...result,
        personId,
        scaleCode,
        scaleVersion: scale.version,
        issuerKind: said.issuerKind,
        issuer,
        issuerNumber,
        resultKey: key,
        proofReference: said.proofReference,
        firstAssessor: said.firstAssessor || null,
        secondAssessor: said.secondAssessor || null,
        note: said.note || null,
      },
    ]);
    return accept({ assessmentId });
  },
});

type Checked = Omit<
  NewExternalResult,
  'reason' | 'firstAssessorId' | 'secondAssessorId' | 'recordedBy' | 'recordedByName'
>;

/** Writes results that were checked, with their audit events; part of a use case. Their ids in the same order. */
export async function keepResults(scope: Scope, results: readonly Checked[]): Promise<string[]> {
  const { actor } = scope;
  const ids = await insertExternalResults(
    scope.tx,
    results.map((result) => ({
      ...result,
      reason: 'other' as const,
      firstAssessorId: null,
      secondAssessorId: null,
      recordedBy: recorderOf(actor),
      recordedByName: actor.name,
    })),
  );
  for (const [place, id] of ids.entries()) {
    const { personId, scaleCode, scaleVersion, issuer, issuerNumber, grade } = results[place] as Checked;
    scope.audit(
      externalRecorded(id, {
        personId,
        scale: scaleCode,
        version: scaleVersion,
        issuer: issuer ?? '',
        number: issuerNumber ?? '',
        proposed: grade ?? '',
      }),
    );
  }
  return ids;
}
