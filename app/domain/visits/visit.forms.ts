import { z } from 'zod';
import { civilDate, minutesOf, timeOfDay } from '../kernel/inputs';
import type { PlainDate } from '../kernel/plain-date';
import { serviceKinds, skillCodes } from '../volunteers/volunteer.rules';

const windowForm = z.object({ date: civilDate(), from: timeOfDay(), until: timeOfDay() });

/** What is asked of somebody who asks for a visit. */
export const needForm = z.object({
  /** The resident or applicant to be visited; absent for a place or a household not known here. */
  personId: z.uuid('VISIT.PERSON_UNKNOWN').optional(),
  /** Where, in words that tell no household: a village, the care centre. */
  place: z.string({ error: 'VISIT.PLACE_MISSING' }).trim().min(1, 'VISIT.PLACE_MISSING').max(60),
  /** Exact address; sealed, and opened only for those assigned. */
  address: z.string().trim().max(200).optional(),
  townCode: z.string({ error: 'VISIT.TOWN_MISSING' }).trim().min(1, 'VISIT.TOWN_MISSING'),
  latitude: z.number().min(-90).max(90).optional(),
  longitude: z.number().min(-180).max(180).optional(),
  serviceKind: z.enum(serviceKinds, 'VISIT.SERVICE_MISSING'),
  skill: z.enum(skillCodes, 'INPUT.INVALID').optional(),
  durationMinutes: z
    .number('VISIT.DURATION_MISSING')
    .int()
    .min(15, 'VISIT.DURATION_RANGE')
    .max(480, 'VISIT.DURATION_RANGE'),
  volunteersNeeded: z
    .number()
    .int()
    .min(1, 'VISIT.VOLUNTEERS_RANGE')
    .max(10, 'VISIT.VOLUNTEERS_RANGE')
    .default(1),
  outline: z.string({ error: 'VISIT.OUTLINE_MISSING' }).trim().min(1, 'VISIT.OUTLINE_MISSING').max(300),
  windows: z.array(windowForm).min(1, 'VISIT.WINDOW_MISSING').max(20),
});

/** A time at which a visit can be, minutes after midnight, half-open. */
export interface VisitWindow {
  readonly date: PlainDate;
  readonly fromMinute: number;
  readonly untilMinute: number;
}

/** What is asked for, with its windows as rules have them. */
export type Need = Omit<z.output<typeof needForm>, 'windows'> & { readonly windows: readonly VisitWindow[] };

export const windowsOf = (windows: readonly z.output<typeof windowForm>[]): VisitWindow[] =>
  windows.map(({ date, from, until }) => ({
    date,
    fromMinute: minutesOf(from),
    untilMinute: minutesOf(until),
  }));
