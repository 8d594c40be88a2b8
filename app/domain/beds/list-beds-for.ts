import { findGradeOn } from '../assessments/find-grade-on';
import { read } from '../audit/use-case';
import type { PlainDate } from '../kernel/plain-date';
import { findPerson } from '../people/find-person';
import { type BedNeed, type CareGrade, fitness, type Mismatch, mismatches } from './bed-match.rules';
import { findRoomNeed } from './find-room-need';
import { type AvailableBed, listAvailability } from './list-free-beds';

/** A bed and every reason why the person cannot have it from the day on; none: it is free for them. */
export interface BedFor {
  readonly bed: AvailableBed;
  readonly against: readonly Mismatch[];
}

const GRADES: readonly string[] = ['independent', 'partial', 'total'] satisfies CareGrade[];

/**
 * Every bed for one person from a day on: those that are free for them, the best first, and of the others why not.
 * Undefined when there is no such person. `grade` is null without a confirmed grade; then the kind of bed speaks against none.
 */
export const listBedsFor = read(
  'beds.view',
  async (scope, { personId, from = scope.today }: { personId: string; from?: PlainDate }) => {
    const person = await findPerson.within(scope, { id: personId });
    const room = await findRoomNeed.within(scope, { personId, on: from });
    if (!person || !room) return undefined;
    const found = (await findGradeOn.within(scope, { personId, on: scope.today }))?.grade;
    const grade = found !== undefined && GRADES.includes(found) ? (found as CareGrade) : null;
    const need: BedNeed = { ...room, grade: grade ?? 'independent' };
    const beds = await listAvailability.within(scope, { from });
    const all: BedFor[] = beds.map((bed) => ({ bed, against: mismatches(bed, need, from) }));
    const free = all
      .filter(({ against }) => against.length === 0)
      .sort((a, b) => fitness(a.bed, need) - fitness(b.bed, need));
    return {
      from,
      person: { id: person.id, name: person.name, sex: person.sex },
      grade,
      isolated: room.isolated,
      free,
      others: all.filter(({ against }) => against.length > 0),
    };
  },
);

export type BedsFor = NonNullable<Awaited<ReturnType<typeof listBedsFor>>>;
