import { selectLatestConfirmed, selectScale } from '#db/queries/assessments';
import { read } from '../audit/use-case';
import { scalesThatSuggest, suggestedSix } from './suggestion.rules';

/** What the latest confirmed assessment by another scale suggests for the six abilities of a person; undefined without one. */
export const findSuggestion = read(
  'assessments.score',
  async ({ tx }, { personId }: { personId: string }) => {
    const latest = await selectLatestConfirmed(tx, { personId, scaleCodes: scalesThatSuggest });
    const scale = latest && (await selectScale(tx, { code: latest.scaleCode, version: latest.scaleVersion }));
    // A paper that states only the grade suggests nothing.
    if (!latest || !scale || Object.keys(latest.answers).length === 0) return undefined;
    const { id, assessedOn } = latest;
    return {
      assessmentId: id,
      assessedOn,
      scaleName: scale.name,
      scaleNameEn: scale.nameEn,
      answers: suggestedSix(scale, latest.answers),
    };
  },
);
