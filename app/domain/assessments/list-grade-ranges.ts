import { selectConfirmedGrades } from '#db/queries/assessments';
import { read } from '../audit/use-case';
import { intersection } from '../kernel/date-range';
import type { PlainDate } from '../kernel/plain-date';
import { TEKUN_SIX } from './assessment.forms';
import { type GradeRange, gradeRangesOfAll } from './assessment.rules';

/**
 * Confirmed grades of several persons within `from` until `until`, cut to it, by person and day. Days without a valid
 * grade are in no range; two ranges of one person never overlap.
 */
export const listGradeRanges = read(
  'assessments.view',
  async (
    { tx },
    asked: { personIds: readonly string[]; from: PlainDate; until: PlainDate; scaleCode?: string },
  ): Promise<GradeRange[]> => {
    const { personIds, from, until, scaleCode = TEKUN_SIX } = asked;
    const confirmed = await selectConfirmedGrades(tx, { personIds, scaleCode, before: until });
    return gradeRangesOfAll(confirmed).flatMap((range) => {
      const shared = intersection(range, { from, until });
      return shared ? [{ ...range, ...shared }] : [];
    });
  },
);
