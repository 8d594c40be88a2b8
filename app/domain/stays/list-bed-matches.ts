import { selectApplication } from '#db/queries/stays';
import { read } from '../audit/use-case';
import { fitness, type Mismatch, mismatches } from '../beds/bed-match.rules';
import { findRoomNeed } from '../beds/find-room-need';
import { type AvailableBed, listAvailability } from '../beds/list-free-beds';
import type { PlainDate } from '../kernel/plain-date';
import { gradeOn } from './care-grade';
import { concerns } from './whose.rules';

/** A bed and every reason why the person cannot have it; none: it fits. */
export interface BedMatch {
  readonly bed: AvailableBed;
  readonly against: readonly Mismatch[];
}

/**
 * Every bed of the centre for one applicant from a date on: those that fit, the best first, and of the others why not.
 * `grade` is null while the person has no confirmed assessment; then nothing can be matched.
 */
export const listBedMatches = read(
  'stays.view',
  async (scope, { applicationId, from = scope.today }: { applicationId: string; from?: PlainDate }) => {
    const application = await selectApplication(scope.tx, applicationId);
    if (!application || !concerns(scope.actor, application)) return undefined;
    const { personId, sex } = application;
    const grade = await gradeOn(scope, personId, scope.today);
    if (grade === null) return { grade, from, fitting: [], others: [] };
    const room = await findRoomNeed.within(scope, { personId, on: from });
    const need = { personId, sex, ...room, grade };
    const beds = await listAvailability.within(scope, { from });
    const matches: BedMatch[] = beds.map((bed) => ({ bed, against: mismatches(bed, need, from) }));
    const fitting = matches
      .filter(({ against }) => against.length === 0)
      .sort((a, b) => fitness(a.bed, need) - fitness(b.bed, need));
    return { grade, from, fitting, others: matches.filter(({ against }) => against.length > 0) };
  },
);

export type BedMatches = NonNullable<Awaited<ReturnType<typeof listBedMatches>>>;
