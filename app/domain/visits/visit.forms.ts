import { z } from 'zod';
import { civilDate, minutesOf, timeOfDay } from '../kernel/inputs';
import { latitudeInput, longitudeInput } from '../kernel/place';
import type { PlainDate } from '../kernel/plain-date';
import { serviceKinds, skillCodes } from '../volunteers/volunteer.rules';
import { recurrenceUnits } from './recurrence-fields.rules';
import { priorities } from './visit.rules';

/** The longest time between the beginnings of two visits of a pair, in minutes: a pair is of one day. */
export const LONGEST_GAP = 1440;

const timesForm = z.object({ from: timeOfDay(), until: timeOfDay() });
const windowForm = timesForm.extend({ date: civilDate() });

const gap = z
  .number('VISIT.AFTER_RANGE')
  .int()
  .min(0, 'VISIT.AFTER_RANGE')
  .max(LONGEST_GAP, 'VISIT.AFTER_RANGE');

/** What a visit is, whoever it is for. */
const detailsForm = z.object({
  /** Where, in words that tell no household: a village, the care centre. */
  place: z.string({ error: 'VISIT.PLACE_MISSING' }).trim().min(1, 'VISIT.PLACE_MISSING').max(60),
  /** Exact address; sealed, and opened only for those assigned. */
  address: z.string().trim().max(200).optional(),
  townCode: z.string({ error: 'VISIT.TOWN_MISSING' }).trim().min(1, 'VISIT.TOWN_MISSING'),
  latitude: latitudeInput().optional(),
  longitude: longitudeInput().optional(),
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
  /** 1 urgent, 2 normal, 3 when possible. */
  priority: z
    .number('VISIT.PRIORITY_UNKNOWN')
    .int()
    .min(1, 'VISIT.PRIORITY_UNKNOWN')
    .max(3, 'VISIT.PRIORITY_UNKNOWN')
    .default(priorities.normal),
  /** A wish: those who came before come again. */
  sameVolunteers: z.boolean().default(false),
  /** The need after whose visit this one begins, at least and at most so many minutes after that one has begun. */
  afterNeedId: z.uuid('VISIT.AFTER_UNKNOWN').optional(),
  afterMinMinutes: gap.optional(),
  afterMaxMinutes: gap.optional(),
  windows: z.array(windowForm).min(1, 'VISIT.WINDOW_MISSING').max(20),
});

const weekday = z.number('INPUT.INVALID').int().min(1, 'INPUT.INVALID').max(7, 'INPUT.INVALID');

/** How a visit comes back, as people say it; `ruleOfFields` makes the rule. Weekdays are 1 for Monday to 7 for Sunday. */
const recurrenceForm = z.object({
  unit: z.enum(recurrenceUnits, 'VISIT.REPEAT_MISSING').optional(),
  /** Every so many days, weeks or months; one when absent. */
  every: z
    .number('VISIT.REPEAT_EVERY_RANGE')
    .int('VISIT.REPEAT_EVERY_RANGE')
    .min(1, 'VISIT.REPEAT_EVERY_RANGE')
    .max(99, 'VISIT.REPEAT_EVERY_RANGE')
    .optional(),
  /** Of a week; that of the first day when there are none. */
  weekdays: z.array(weekday).max(7).optional(),
  /** Of a month: 1 to 31, a month without it being left out, or -1, its last day. */
  monthDay: z.union([z.literal(-1), z.number().int().min(1).max(31)], 'INPUT.INVALID').optional(),
  /** Of a month: the first to the fifth of its `nthWeekday`, or -1, the last. */
  nth: z.union([z.literal(-1), z.number().int().min(1).max(5)], 'INPUT.INVALID').optional(),
  nthWeekday: weekday.optional(),
  /** Ends after so many times; those left out count. */
  count: z
    .number('VISIT.REPEAT_COUNT_RANGE')
    .int('VISIT.REPEAT_COUNT_RANGE')
    .min(1, 'VISIT.REPEAT_COUNT_RANGE')
    .max(500, 'VISIT.REPEAT_COUNT_RANGE')
    .optional(),
});

/** What is asked of somebody who asks for a visit. */
export const needForm = detailsForm.extend({
  /** The resident or applicant to be visited; with neither person nor household it is for a place. */
  personId: z.uuid('VISIT.PERSON_UNKNOWN').optional(),
  /** The household to be visited, all of it. */
  householdId: z.uuid('VISIT.HOUSEHOLD_UNKNOWN').optional(),
  /** RFC 5545 RRULE, days only: the visit comes back, at the times of day of its windows, which then are of one day. */
  repeat: z.string().trim().max(200).optional(),
  /** The same in fields; one of the two. */
  recurrence: recurrenceForm.optional(),
  /** Last day on which it may come back. */
  repeatUntil: civilDate().optional(),
  /** Days of the rule on which nobody is to come. */
  repeatWithout: z.array(civilDate()).max(60, 'VISIT.REPEAT_WITHOUT_MANY').optional(),
});

/** What is asked of somebody who changes a need that is still open. No `address` leaves the one there is. */
export const changeForm = detailsForm.extend({
  needId: z.uuid('VISIT.NEED_UNKNOWN'),
  /** Also the later ones of its series, and those still to come. */
  following: z.boolean().default(false),
});

/**
 * What is asked of somebody who changes how a series comes back. Without `repeat` and `recurrence` its rule stays, with its
 * last day if there is no other one; without windows and length those stay.
 */
export const seriesChangeForm = needForm
  .pick({ repeat: true, recurrence: true, repeatUntil: true, repeatWithout: true })
  .extend({
    seriesId: z.uuid('VISIT.SERIES_UNKNOWN'),
    /** First day on which the change holds, and of a new rule the one from which it counts. */
    from: civilDate('VISIT.CHANGE_FROM_MISSING'),
    /** Times of day at which each visit can be. */
    windows: z.array(timesForm).min(1, 'VISIT.WINDOW_MISSING').max(20).optional(),
    durationMinutes: detailsForm.shape.durationMinutes.optional(),
  });

/** A time at which a visit can be, minutes after midnight, half-open. */
export interface VisitWindow {
  readonly date: PlainDate;
  readonly fromMinute: number;
  readonly untilMinute: number;
}

type WithWindows<Form> = Omit<Form, 'windows'> & { readonly windows: readonly VisitWindow[] };

/** What is asked for, with its windows as rules have them. */
export type Need = WithWindows<z.output<typeof needForm>>;
/** The same without whom it is for and how often. */
export type NeedDetails = WithWindows<z.output<typeof detailsForm>>;

export const windowsOf = (windows: readonly z.output<typeof windowForm>[]): VisitWindow[] =>
  windows.map(({ date, from, until }) => ({
    date,
    fromMinute: minutesOf(from),
    untilMinute: minutesOf(until),
  }));
