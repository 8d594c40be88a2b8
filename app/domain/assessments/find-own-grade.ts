import { selectOwnConfirmed, selectScale } from '#db/queries/assessments';
import { selectReassessmentsOf } from '#db/queries/reassessments';
import { type ReadScope, read } from '../audit/use-case';
import { contains } from '../kernel/date-range';
import { dateOf } from '../kernel/plain-date';
import { gradeRanges } from './assessment.rules';
import { explainResult } from './external-result.rules';
import { objectionEnds } from './reassessment.rules';
import { score } from './scoring.rules';

/** Grades shown to a family at most; the newest of each scale. */
const SHOWN = 10;

/**
 * What a family may know of the person they act for: the confirmed grades that count now or will, the newest of each scale, with
 * everything that led to them, until when one may object, and what became of objections.
 */
export const findOwnGrades = read('assessments.view-own', async (scope, _: Record<string, never> = {}) => {
  const { personId } = scope.actor;
  return personId ? ownGrades(scope, personId) : [];
});

async function ownGrades(scope: ReadScope, personId: string) {
  const { tx, today } = scope;
  const confirmed = await selectOwnConfirmed(tx, { personId, limit: SHOWN });
  const asked = await selectReassessmentsOf(tx, personId, 20);
  const scaleCodes = [...new Set(confirmed.map(({ scaleCode }) => scaleCode))];
  const shown = scaleCodes.flatMap((code) => {
    const ofScale = confirmed
      .flatMap((one) =>
        one.scaleCode === code && one.validFrom ? [{ ...one, validFrom: one.validFrom }] : [],
      )
      .sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
    return gradeRanges(ofScale).filter((range) => contains(range, today) || range.from > today);
  });
  return Promise.all(
    shown.map(async ({ from, until, ...one }) => {
      const scale = await selectScale(tx, { code: one.scaleCode, version: one.scaleVersion });
      if (!scale) throw new Error(`Assessment ${one.id} has no scale`);
      const scored = one.origin === 'own' ? score(scale.definition, one.answers) : undefined;
      if (scored && !scored.ok) throw new Error(`Assessment ${one.id} no longer fits its scale`);
      const decidedOn = dateOf(one.decidedAt ?? scope.now);
      const { name, nameEn, source, sourceEn, confidence, definition } = scale;
      return {
        id: one.id,
        personId,
        scaleCode: one.scaleCode,
        assessedOn: one.assessedOn,
        grade: one.grade,
        gradeLabel: definition.grades.find(({ code }) => code === one.grade)?.label ?? null,
        from,
        until,
        firstAssessor: one.firstAssessor,
        secondAssessor: one.secondAssessor,
        issuer: one.issuer,
        decisionReason: one.decisionReason,
        scale: { name, nameEn, source, sourceEn, confidence },
        scoring: scored ? scored.value : explainResult(definition, one),
        objectUntil: objectionEnds(decidedOn),
        mayObject:
          today < objectionEnds(decidedOn) &&
          !asked.some((ask) => ask.cause === 'objection' && !ask.closedAt),
        objections: asked.filter((ask) => ask.cause === 'objection' && ask.assessmentId === one.id),
      };
    }),
  );
}

export type OwnGrade = Awaited<ReturnType<typeof findOwnGrades>>[number];
