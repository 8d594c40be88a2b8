import { selectConfirmedGrades } from '#db/queries/assessments';
import { read } from '../audit/use-case';
import { contains } from '../kernel/date-range';
import type { PlainDate } from '../kernel/plain-date';
import { TEKUN_SIX } from './assessment.forms';
import { type GradeRange, gradeRangesOfAll } from './assessment.rules';

/** The confirmed grade of a person that counts on a day, with the days it counts; undefined when there is none. */
export const findGradeOn = read(
  'assessments.view',
  async (
    { tx },
    { personId, on, scaleCode = TEKUN_SIX }: { personId: string; on: PlainDate; scaleCode?: string },
  ): Promise<GradeRange | undefined> => {
    const confirmed = await selectConfirmedGrades(tx, { personIds: [personId], scaleCode });
    return gradeRangesOfAll(confirmed).find((range) => contains(range, on));
  },
);
